import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * An org as Okta would serve it, by path: `/api/v1/users` and the like. A list is sent as a list with Link headers,
 * an envelope (`{value: []}`, `{roles: []}`) as an envelope with its next link inside. What is not given is not found.
 */
export type Org = Readonly<Record<string, readonly unknown[] | Readonly<Record<string, readonly unknown[]>>>>;

/** What goes wrong with a request instead of its answer. */
export type Fault =
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is cut before, or in the middle of, the answer. */
  | "reset"
  | "truncated"
  | "short"
  /** A page of a guest network, or of a proxy. */
  | "html"
  /** JSON that ends too early, and nothing at all, each as a whole answer. */
  | "half"
  | "empty"
  /** No answer. */
  | "silence"
  /** The page is right, and its next link leads astray. */
  | { readonly nextLink: string }
  /** The next page is this one once more, under another link. */
  | "repeated";

interface Planned {
  readonly path: string;
  readonly fault: Fault;
  /** From which request for the path on, from 1, and how many. */
  readonly from: number;
  readonly times: number;
}

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly dpop: string | undefined;
  readonly agent: string | undefined;
  readonly form: URLSearchParams;
}

export interface OktaServer {
  readonly origin: string;
  readonly requests: readonly Recorded[];
  /** Makes requests for a path go wrong: the first one, unless `from` and `times` say otherwise. */
  fail(path: string, fault: Fault, when?: { readonly from?: number; readonly times?: number }): void;
  close(): Promise<void>;
}

export interface OktaOptions {
  /** The API token that is accepted. */
  readonly token?: string;
  /** Objects a page, where fewer than `limit`. */
  readonly pageSize?: number;
  /** A service app: the scopes that it may ask for, and whether its tokens are bound to a proof of possession. */
  readonly app?: { readonly clientId: string; readonly scopes: readonly string[]; readonly dpop?: boolean };
}

const TOKEN_PATH = "/oauth2/v1/token";
const ACCESS_TOKEN = "access-token-for-tests";
const NONCE = "nonce-for-tests";
const DEFAULT_PAGE = 200;

/** Starts a stand-in for an Okta org on this machine. */
export async function startOkta(org: Org, options: OktaOptions = {}): Promise<OktaServer> {
  const requests: Recorded[] = [];
  const planned: Planned[] = [];

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const path = decodeURIComponent(url.pathname);
    const recorded = await record(request, path, url.searchParams);
    requests.push(recorded);
    const count = requests.filter((earlier) => earlier.path === path).length;
    const fault = planned.find((plan) => plan.path === path && count >= plan.from && count < plan.from + plan.times)?.fault;
    if (fault !== undefined && isBroken(fault)) return spoil(fault, response);
    if (path === TOKEN_PATH) return send(response, tokenFor(recorded, options));
    if (!isWelcome(recorded, options)) return send(response, error(401, "E0000011"));
    if (recorded.method !== "GET") return send(response, error(405, "E0000022"));
    send(response, answer(org, url, path, options.pageSize, fault));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    fail: (path, fault, { from = 1, times = 1 } = {}) => planned.push({ path, fault, from, times }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function record(request: IncomingMessage, path: string, query: URLSearchParams): Promise<Recorded> {
  const { method = "", headers } = request;
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { authorization, dpop } = headers;
  return { method, path, query, authorization, dpop: dpop?.toString(), agent: headers["user-agent"], form: new URLSearchParams(body) };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Broken = Exclude<Fault, "repeated" | { readonly nextLink: string }>;

function isBroken(fault: Fault): fault is Broken {
  return fault !== "repeated" && !(typeof fault === "object" && "nextLink" in fault);
}

function spoil(fault: Broken, response: ServerResponse): void {
  if (typeof fault === "object") {
    send(response, { ...error(fault.status, fault.code ?? "E0000009"), headers: fault.headers ?? {} });
    return;
  }
  switch (fault) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "truncated":
      response.writeHead(200, { "content-type": "application/json" });
      response.write('[{"id":"cut-off');
      setImmediate(() => response.socket?.destroy());
      return;
    case "short":
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('[{"id":"short');
      setImmediate(() => response.socket?.end());
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><body>Sign in to the guest network</body></html>");
      return;
    case "half":
      response.writeHead(200, { "content-type": "application/json" });
      response.end('[{"id":"half');
      return;
    case "empty":
      response.writeHead(200, { "content-type": "application/json" });
      response.end();
      return;
    case "silence":
      return;
  }
}

/** Client credentials by a signed assertion; the signature is not looked at. */
function tokenFor({ method, dpop, form }: Recorded, { app }: OktaOptions): Answer {
  const refused = (code: string, description: string): Answer => ({ status: 400, body: { error: code, error_description: description } });
  if (method !== "POST" || app === undefined) return { status: 401, body: { error: "invalid_client", error_description: "The client is unknown." } };
  const claims = jwtPart(form.get("client_assertion") ?? "", 1);
  if (claims["iss"] !== app.clientId) return { status: 401, body: { error: "invalid_client", error_description: "The client is unknown." } };
  const scopes = (form.get("scope") ?? "").split(" ");
  if (scopes.some((scope) => !app.scopes.includes(scope)))
    return refused("invalid_scope", "One or more scopes are not configured for the authorization server resource.");
  if (app.dpop !== true)
    return { status: 200, body: { token_type: "Bearer", expires_in: 3600, access_token: ACCESS_TOKEN, scope: scopes.join(" ") } };
  const proof = jwtPart(dpop ?? "", 1);
  if (proof["nonce"] !== NONCE)
    return { ...refused("use_dpop_nonce", "Authorization server requires nonce in DPoP proof."), headers: { "dpop-nonce": NONCE } };
  return { status: 200, body: { token_type: "DPoP", expires_in: 3600, access_token: ACCESS_TOKEN, scope: scopes.join(" ") } };
}

/** Whether a request carries what the org accepts: its API token, or the access token in the right scheme with a fitting proof. */
function isWelcome({ authorization, dpop, method, path }: Recorded, { token = "test-token", app }: OktaOptions): boolean {
  if (app === undefined) return authorization === `SSWS ${token}`;
  if (app.dpop !== true) return authorization === `Bearer ${ACCESS_TOKEN}`;
  const proof = jwtPart(dpop ?? "", 1);
  return authorization === `DPoP ${ACCESS_TOKEN}` && proof["htm"] === method && String(proof["htu"]).endsWith(path);
}

function jwtPart(token: string, part: number): Readonly<Record<string, unknown>> {
  const encoded = token.split(".")[part] ?? "";
  return encoded === "" ? {} : (JSON.parse(Buffer.from(encoded, "base64url").toString()) as Readonly<Record<string, unknown>>);
}

function answer(org: Org, url: URL, path: string, pageSize: number | undefined, fault: Fault | undefined): Answer {
  const query = url.searchParams;
  const stored = org[path === "/api/v1/policies" ? `${path}?type=${query.get("type")}` : path];
  if (stored === undefined) return error(404, "E0000007");
  const [envelope, all] = isList(stored) ? [null, stored] : (Object.entries(stored)[0] ?? [null, []]);
  const items = path === "/api/v1/users" ? usersOf(all, query) : all;
  const from = Number(/^at-(\d+)/.exec(query.get("after") ?? "at-0")?.[1]);
  const size = Math.min(pageSize ?? DEFAULT_PAGE, Number(query.get("limit") ?? DEFAULT_PAGE));
  const page = items.slice(from, from + size);
  const next = nextLink(url, from + size < items.length ? `at-${from + size}` : null, fault, from);
  const headers = { "x-rate-limit-limit": "600", "x-rate-limit-remaining": "599", "x-rate-limit-reset": String(Math.ceil(Date.now() / 1000) + 60) };
  if (envelope !== null) return { status: 200, body: { [envelope]: page, _links: next === null ? {} : { next: { href: next } } }, headers };
  // Okta sends both links in headers of one name.
  const link = [`<${url.href}>; rel="self"`, ...(next === null ? [] : [`<${next}>; rel="next"`])].join(", ");
  return { status: 200, body: page, headers: { ...headers, link } };
}

/** Without a filter Okta leaves out deactivated users. */
function usersOf(users: readonly unknown[], query: URLSearchParams): readonly unknown[] {
  const isGone = (user: unknown) => (user as { status?: unknown }).status === "DEPROVISIONED";
  return query.get("filter") === 'status eq "DEPROVISIONED"' ? users.filter(isGone) : users.filter((user) => !isGone(user));
}

function nextLink(url: URL, cursor: string | null, fault: Fault | undefined, from: number): string | null {
  if (typeof fault === "object" && "nextLink" in fault) return fault.nextLink;
  const after = fault === "repeated" ? `at-${from}-again` : cursor;
  if (after === null) return null;
  const next = new URL(url);
  next.searchParams.set("after", after);
  return next.href;
}

function isList(stored: Org[string]): stored is readonly unknown[] {
  return Array.isArray(stored);
}

function error(status: number, code: string): Answer {
  return { status, body: { errorCode: code, errorSummary: "For tests.", errorLink: code, errorId: "oae-test", errorCauses: [] } };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
