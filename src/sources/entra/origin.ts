import { UsageError } from "../../errors.js";
import { Refusal } from "../contract.js";

/** Where Graph is, and the only place that the token goes to. */
export const GLOBAL_GRAPH = "https://graph.microsoft.com";

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Sign-in services of the national clouds, by where their Graph is (https://learn.microsoft.com/graph/deployments). */
const AUTHORITIES: Readonly<Record<string, string>> = {
  "https://graph.microsoft.us": "https://login.microsoftonline.us",
  "https://dod-graph.microsoft.us": "https://login.microsoftonline.us",
  "https://microsoftgraph.chinacloudapi.cn": "https://login.chinacloudapi.cn",
};

/** The sign-in service that belongs to a Graph origin; null where it is the global one. */
export function authorityOf(origin: string): string | null {
  return AUTHORITIES[origin] ?? null;
}

/** Whether an origin is this machine over plain HTTP, where only a token that was given for it may be sent. */
export function isPlainLoopback(origin: string): boolean {
  return origin.startsWith("http://");
}

/**
 * The origin of a configured base URL, such as `https://graph.microsoft.us`.
 * @throws UsageError when it is no address of a Graph service, or would send the token in clear to another machine
 */
export function originOf(baseUrl: string): string {
  const hint = `Give the address of a Graph service, such as ${GLOBAL_GRAPH}; http:// is accepted for this machine only.`;
  if (!URL.canParse(baseUrl)) throw new UsageError("the base URL of Entra is not a URL", hint);
  const url = new URL(baseUrl);
  const isBare = /^\/(v1\.0\/?)?$/.test(url.pathname) && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (!isBare || !isSafe) throw new UsageError(`Entra cannot be read at ${url.protocol}//${url.host}${url.pathname}`, hint);
  return url.origin;
}

/**
 * The address of a page that the service links to, checked before anything is sent to it.
 * @throws Refusal when it is anywhere but under the configured origin
 */
export function linkedPage(link: unknown, origin: string): string {
  if (typeof link !== "string" || !URL.canParse(link, origin)) throw new Refusal("failed", "the link to the next page is not a URL");
  const url = new URL(link, origin);
  if (!isOwn(url, origin)) throw new Refusal("failed", "the link to the next page leads to another address; it was not followed");
  return url.href;
}

/** Whether a request to a URL stays with the service: its origin, nothing hidden in front of the host, one of its versions. */
export function isOwn(url: URL, origin: string): boolean {
  return url.origin === origin && url.username === "" && url.password === "" && /^\/(v1\.0|beta)\//.test(url.pathname);
}
