import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cursorAfter, FaultPlan, isStatusFault, isWireFault, type PageFault, spoil, startOf, type When, type WireFault } from "./faults.js";
import { ENDPOINTS, type Endpoint, EXPANDED, ON_REQUEST, pageSizeOf, RELATIONS } from "./graph-api.js";

/**
 * A directory as Graph would serve it: listings and single objects by their path below `/v1.0/`, such as `users`,
 * `groups/g1/members` or `policies/authorizationPolicy`. A relation of an object that is not given is empty.
 */
export type Directory = Readonly<Record<string, readonly Entity[] | Entity>>;

export type Entity = Readonly<Record<string, unknown>>;

/** What goes wrong with a request instead of its answer. */
export type Fault =
  | { readonly status: number; readonly code?: string; readonly retryAfter?: string; readonly location?: string }
  | WireFault
  | PageFault
  /** The answer comes from something that is not Graph. */
  | "not-graph";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** It came inside a batch. */
  readonly isPart: boolean;
}

/** One request of a batch. */
interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

export interface GraphServer {
  readonly origin: string;
  readonly requests: readonly Recorded[];
  /** Makes requests for a path go wrong: the first one, unless `from` and `times` say otherwise. */
  fail(path: string, fault: Fault, when?: When): void;
  /** Makes a share of all requests go wrong, parts of batches as well, as one seed says. */
  schedule(seed: number, share: number, faults: readonly Fault[]): void;
  close(): Promise<void>;
}

export interface GraphOptions {
  /** The bearer token that is accepted. */
  readonly token?: string;
  /** Objects a page, where fewer than `$top`: Graph may always send fewer. */
  readonly pageSize?: number;
  /** Hears of each request, by its number from 1, before it is answered. */
  readonly onRequest?: (count: number) => void;
  /** Relations of directory objects are not sent along with them. */
  readonly refusesExpansion?: boolean;
}

/** Starts a stand-in for Microsoft Graph on this machine. It answers 400 to what Graph would refuse. */
export async function startGraph(directory: Directory, options: GraphOptions = {}): Promise<GraphServer> {
  const requests: Recorded[] = [];
  const faults = new FaultPlan<Fault>();
  const token = options.token ?? "test-token";

  const deltas = new Deltas(directory);

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const path = pathOf(url);
    requests.push(record(request, path, url.searchParams));
    options.onRequest?.(requests.filter(({ isPart }) => !isPart).length);
    const fault = faults.next(path);
    if (fault === "not-graph") return send(response, { status: 200, body: { value: "all is well" } });
    if (isWireFault(fault)) return spoil(fault, response);
    if (isStatusFault(fault)) return send(response, refusal(fault));
    if (request.headers.authorization !== `Bearer ${token}`) return send(response, error(401, "InvalidAuthenticationToken"));
    if (path === "$batch" && request.method === "POST") {
      body(request).then((text) => send(response, batch(text)));
      return;
    }
    if (request.method !== "GET") return send(response, error(405, "Request_BadRequest"));
    if (path.endsWith("/delta")) return send(response, deltas.answer(url, options.pageSize));
    send(response, answer(directory, url, options, fault, request.headers["consistencylevel"] === "eventual"));
  });
  /** Answers the parts of a batch, the last one first: their order is nobody's business. */
  const batch = (text: string): Answer => {
    const parsed = JSON.parse(text) as { readonly requests?: readonly Part[] };
    const parts = parsed.requests ?? [];
    const isTaken = parts.length > 0 && parts.length <= 20 && new Set(parts.map(({ id }) => id)).size === parts.length;
    if (!isTaken || parts.some(({ method, url }) => method !== "GET" || !url.startsWith("/"))) return error(400, "BadRequest");
    return { status: 200, body: { responses: parts.map(part).reverse() } };
  };
  const part = ({ id, url: relative }: Part): object => {
    const url = new URL(`/v1.0${relative}`, origin);
    const path = pathOf(url);
    requests.push({ method: "GET", path, query: url.searchParams, authorization: `Bearer ${token}`, isPart: true });
    const fault = faults.next(path);
    if (fault === "not-graph") return { id, status: 200, body: { value: "all is well" } };
    if (fault === "html" || fault === "half") return { id, status: 200, headers: { "Content-Type": "text/html" }, body: "PGh0bWw+" };
    // Whatever else breaks an answer, its part of the batch is not there.
    if (isWireFault(fault)) return {};
    if (isStatusFault(fault)) return { id, ...refusal(fault) };
    return { id, ...answer(directory, url, options, fault, false) };
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    fail: (path, fault, when) => faults.fail(path, fault, when),
    schedule: (seed, share, kinds) => faults.schedule(seed, share, kinds),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * What has changed since a token was given out. A token stands for what the directory held then; properties that Graph
 * does not track, such as sign-ins and owners, are not part of it.
 */
class Deltas {
  readonly #directory: Directory;
  readonly #tokens: ReadonlyMap<string, string>[] = [];

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  answer(url: URL, pageSize = USUAL_PAGE): Answer {
    const path = pathOf(url).slice(0, -"/delta".length);
    const query = url.searchParams;
    const endpoint = endpointOf(path);
    // Neither sizes nor expansions are taken; the first request says what is tracked.
    const known = ["$select", "$deltaToken", "$skiptoken"];
    if (endpoint?.delta !== true || [...query.keys()].some((name) => !known.includes(name))) return error(400, "Request_BadRequest");
    const asked = query.get("$deltaToken") ?? "";
    const before = asked === "latest" ? this.#held(path) : this.#tokens[Number(asked)];
    if (before === undefined) return error(410, "syncStateNotFound");
    const changes = this.#changes(path, before);
    const from = startOf(query.get("$skiptoken"));
    const link = (name: string, value: string) => {
      const next = new URL(url);
      next.searchParams.set(name, value);
      return next;
    };
    const page = { "@odata.context": `${url.origin}/v1.0/$metadata#${path}`, value: changes.slice(from, from + pageSize) };
    if (from + pageSize < changes.length)
      return { status: 200, body: { ...page, "@odata.nextLink": link("$skiptoken", `at-${from + pageSize}`).href } };
    const done = link("$deltaToken", String(this.#tokens.push(this.#held(path)) - 1));
    done.searchParams.delete("$skiptoken");
    return { status: 200, body: { ...page, "@odata.deltaLink": done.href } };
  }

  /** The objects of a listing as far as their changes are tracked. */
  #held(path: string): ReadonlyMap<string, string> {
    const stored = this.#directory[path];
    const objects = stored !== undefined && isListing(stored) ? stored : [];
    return new Map(
      objects.map((entity) => {
        const tracked = Object.fromEntries(Object.entries(entity).filter(([name]) => !ON_REQUEST.has(name) && !UNTRACKED.has(name)));
        return [String(entity["id"]), JSON.stringify([tracked, this.#directory[`${path}/${entity["id"]}/members`] ?? []])];
      }),
    );
  }

  #changes(path: string, before: ReadonlyMap<string, string>): object[] {
    const now = this.#held(path);
    const changed = [...now].filter(([id, text]) => before.get(id) !== text).map(([id]) => ({ id }));
    const removed = [...before.keys()].filter((id) => !now.has(id)).map((id) => ({ id, "@removed": { reason: "changed" } }));
    return [...removed, ...changed];
  }
}

/** Relations of users and groups whose changes are not told. */
const UNTRACKED = new Set(["sponsors", "owners"]);

const USUAL_PAGE = 100;

const pathOf = (url: URL): string => decodeURIComponent(url.pathname).replace(/^\/(v1\.0|beta)\//, "");

function record(request: IncomingMessage, path: string, query: URLSearchParams): Recorded {
  const { method = "", headers } = request;
  return { method, path, query, authorization: headers.authorization, isPart: false };
}

async function body(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const part of request) text += part;
  return text;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusal({ status, code = "UnknownError", retryAfter, location }: Extract<Fault, { readonly status: number }>): Answer {
  const headers = { ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }), ...(location === undefined ? {} : { location }) };
  return { ...error(status, code), headers };
}

function answer(directory: Directory, url: URL, options: GraphOptions, fault: Fault | undefined, isEventual: boolean): Answer {
  const path = pathOf(url);
  const query = url.searchParams;
  if (path.endsWith("/$count")) return count(directory, path.slice(0, -"/$count".length), query, isEventual);
  const endpoint = endpointOf(path);
  if (endpoint === undefined || (endpoint.beta === true) !== url.pathname.startsWith("/beta/")) return error(400, "BadRequest");
  const most = pageSizeOf(endpoint, query);
  if (most === null || (options.refusesExpansion === true && isRelation(query.get("$expand")))) return error(400, "BadRequest");
  const stored = endpoint.single === true ? single(directory, path, query) : (directory[path] ?? (isMissing(directory, path) ? undefined : []));
  if (stored === undefined) return error(404, "Request_ResourceNotFound");
  if (!isListing(stored)) return { status: 200, body: stored };

  const matching = filtered(stored, query);
  const from = startOf(query.get("$skiptoken"));
  if (from > matching.length) return error(400, "Directory_ExpiredPageToken");
  const size = Math.min(options.pageSize ?? Number.POSITIVE_INFINITY, most);
  const page: Record<string, unknown> = {
    "@odata.context": `${url.origin}/v1.0/$metadata#${path}`,
    value: matching.slice(from, from + size).map((entity) => sent(directory, path, entity, query)),
  };
  const next = nextLink(url, cursorAfter(fault, from, from + size < matching.length ? from + size : null), fault);
  if (next !== null) page["@odata.nextLink"] = next;
  return { status: 200, body: page };
}

/** One object of a listing, as it is asked for by its id. */
function single(directory: Directory, path: string, query: URLSearchParams): Entity | undefined {
  const [collection = "", id = ""] = path.split("/");
  const stored = directory[collection];
  const found = stored === undefined || !isListing(stored) ? undefined : stored.find((entity) => entity["id"] === id);
  return found === undefined ? undefined : sent(directory, collection, found, query);
}

const isRelation = (expand: string | null): boolean => expand !== null && !expand.startsWith("policy");

const endpointOf = (path: string): Endpoint | undefined => ENDPOINTS.find(({ pattern }) => pattern.test(path));

/** A number comes only to those who know that it may lag behind. */
function count(directory: Directory, path: string, query: URLSearchParams, isEventual: boolean): Answer {
  const stored = directory[path] ?? [];
  if (endpointOf(path)?.count !== true || !isEventual || !isListing(stored)) return error(400, "Request_BadRequest");
  return { status: 200, body: filtered(stored, query).length };
}

function filtered(stored: readonly Entity[], query: URLSearchParams): readonly Entity[] {
  const [, name, value] = /^(\w+) eq '([^']*)'$/.exec(query.get("$filter") ?? "") ?? [];
  return name === undefined ? stored : stored.filter((entity) => entity[name] === value);
}

function nextLink(url: URL, skipToken: string | null, fault: Fault | undefined): string | null {
  if (typeof fault === "object" && "nextLink" in fault) return fault.nextLink;
  if (skipToken === null) return null;
  const next = new URL(url);
  next.searchParams.set("$skiptoken", skipToken);
  return next.href;
}

/** Whether a path lies under an object that the directory does not have. */
function isMissing(directory: Directory, path: string): boolean {
  const segments = path.split("/");
  if (segments.length < 3) return false;
  const collection = segments.slice(0, -2).join("/");
  const owner = directory[collection];
  return owner !== undefined && isListing(owner) && !owner.some((entity) => entity["id"] === segments.at(-2));
}

/** The properties of an object that were asked for, with as much of the expanded relation as Graph sends. */
function sent(directory: Directory, path: string, entity: Entity, query: URLSearchParams): Entity {
  const selected = query.get("$select")?.split(",");
  const expanded = query.get("$expand")?.replace(/\(.*\)$/, "");
  const properties = Object.entries(entity).filter(([name]) => {
    if (name === "@odata.type") return true;
    if (RELATIONS.has(name)) return false;
    return selected === undefined ? !ON_REQUEST.has(name) : selected.includes(name);
  });
  if (expanded === undefined) return Object.fromEntries(properties);
  const related = entity[expanded] ?? directory[`${path}/${entity["id"]}/${expanded}`];
  if (Array.isArray(related)) return { ...Object.fromEntries(properties), [expanded]: related.slice(0, EXPANDED) };
  if (related !== undefined) return { ...Object.fromEntries(properties), [expanded]: related };
  return { ...Object.fromEntries(properties), ...(expanded === "manager" ? {} : { [expanded]: [] }) };
}

function isListing(stored: readonly Entity[] | Entity): stored is readonly Entity[] {
  return Array.isArray(stored);
}

function error(status: number, code: string): Answer {
  return {
    status,
    body: { error: { code, message: "For tests.", innerError: { date: "2026-01-01T00:00:00", "request-id": "r", "client-request-id": "r" } } },
  };
}

/** Sends JSON; a number is plain text behind a byte order mark. */
function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const isNumber = typeof body === "number";
  response.writeHead(status, { "content-type": isNumber ? "text/plain" : "application/json", ...headers });
  response.end(isNumber ? `\uFEFF${body}` : JSON.stringify(body));
}
