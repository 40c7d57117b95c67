import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cursorAfter, FaultPlan, isStatusFault, isWireFault, type PageFault, spoil, startOf, type When, type WireFault } from "./faults.js";

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
  close(): Promise<void>;
}

export interface GraphOptions {
  /** The bearer token that is accepted. */
  readonly token?: string;
  /** Objects a page, where fewer than `$top`: Graph may always send fewer. */
  readonly pageSize?: number;
  /** Hears of each request, by its number from 1, before it is answered. */
  readonly onRequest?: (count: number) => void;
}

/** What Graph takes for a path: the largest `$top`, null where it takes none, and the relations that can be expanded. */
interface Endpoint {
  readonly pattern: RegExp;
  readonly top: number | null;
  readonly expand?: readonly string[];
  readonly select?: boolean;
  readonly filter?: readonly string[];
}

const ENDPOINTS: readonly Endpoint[] = [
  { pattern: /^organization$/, top: null, select: true },
  { pattern: /^users$/, top: 999, select: true, expand: ["manager", "sponsors"], filter: ["userType eq 'Guest'"] },
  { pattern: /^groups$/, top: 999, select: true },
  { pattern: /^groups\/[^/]+\/(members|owners)$/, top: 999, select: true },
  { pattern: /^servicePrincipals$/, top: 999, select: true },
  { pattern: /^servicePrincipals\/microsoft\.graph\.(agentIdentity|agentIdentityBlueprintPrincipal)$/, top: 100, select: true, expand: ["sponsors"] },
  { pattern: /^servicePrincipals\/[^/]+\/owners$/, top: 999, select: true },
  { pattern: /^servicePrincipals\/[^/]+\/appRoleAssignments$/, top: 999 },
  { pattern: /^applications$/, top: 999, select: true },
  { pattern: /^applications\/[^/]+\/owners$/, top: 999, select: true },
  { pattern: /^applications\/[^/]+\/federatedIdentityCredentials$/, top: 20 },
  { pattern: /^oauth2PermissionGrants$/, top: 999 },
  { pattern: /^reports\/authenticationMethods\/userRegistrationDetails$/, top: 999, select: true },
  { pattern: /^identityProtection\/riskyUsers$/, top: 500, select: true },
  { pattern: /^roleManagement\/directory\/(roleDefinitions|roleAssignments)$/, top: null, select: true },
  { pattern: /^roleManagement\/directory\/role(Assignment|Eligibility)ScheduleInstances$/, top: null, select: true },
  { pattern: /^identity\/conditionalAccess\/policies$/, top: null },
  { pattern: /^policies\/(identitySecurityDefaultsEnforcementPolicy|authorizationPolicy|adminConsentRequestPolicy)$/, top: null },
];

/** Listings of directory objects, whose number can be asked for. */
const COUNTED = new Set(["users", "groups", "servicePrincipals", "applications"]);

/** Properties that are sent only when they are expanded, or asked for by name. */
const RELATIONS = new Set(["manager", "sponsors", "owners", "members"]);
const ON_REQUEST = new Set(["signInActivity"]);
const DEFAULT_PAGE = 100;

/** Starts a stand-in for Microsoft Graph on this machine. It answers 400 to what Graph would refuse. */
export async function startGraph(directory: Directory, options: GraphOptions = {}): Promise<GraphServer> {
  const requests: Recorded[] = [];
  const faults = new FaultPlan<Fault>();
  const token = options.token ?? "test-token";

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const path = decodeURIComponent(url.pathname).replace(/^\/v1\.0\//, "");
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
    const isCount = path.endsWith("/$count");
    send(
      response,
      isCount ? count(path, url.searchParams, request.headers["consistencylevel"]) : answer(directory, path, url, options.pageSize, fault),
    );
  });
  /** A number comes only to those who know that it may lag behind. */
  const count = (path: string, query: URLSearchParams, consistency: string | string[] | undefined): Answer => {
    const counted = path.slice(0, -"/$count".length);
    const stored = directory[counted] ?? [];
    if (!COUNTED.has(counted) || consistency !== "eventual" || !isListing(stored)) return error(400, "Request_BadRequest");
    return { status: 200, body: filtered(stored, query).length };
  };
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
    const path = decodeURIComponent(url.pathname).replace(/^\/v1\.0\//, "");
    requests.push({ method: "GET", path, query: url.searchParams, authorization: `Bearer ${token}`, isPart: true });
    const fault = faults.next(path);
    if (fault === "not-graph") return { id, status: 200, body: { value: "all is well" } };
    if (fault === "html" || fault === "half") return { id, status: 200, headers: { "Content-Type": "text/html" }, body: "PGh0bWw+" };
    // Whatever else breaks an answer, its part of the batch is not there.
    if (isWireFault(fault)) return {};
    if (isStatusFault(fault)) return { id, ...refusal(fault) };
    return { id, ...answer(directory, path, url, options.pageSize, fault) };
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    fail: (path, fault, when) => faults.fail(path, fault, when),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

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

function answer(directory: Directory, path: string, url: URL, pageSize: number | undefined, fault: Fault | undefined): Answer {
  const endpoint = ENDPOINTS.find(({ pattern }) => pattern.test(path));
  if (endpoint === undefined) return error(400, "BadRequest");
  const query = url.searchParams;
  if (!isTaken(endpoint, query)) return error(400, "BadRequest");
  const stored = directory[path] ?? (isMissing(directory, path) ? undefined : []);
  if (stored === undefined) return error(404, "Request_ResourceNotFound");
  if (!isListing(stored)) return { status: 200, body: stored };

  const matching = filtered(stored, query);
  const from = startOf(query.get("$skiptoken"));
  const size = Math.min(pageSize ?? Number.POSITIVE_INFINITY, Number(query.get("$top") ?? DEFAULT_PAGE));
  const body: Record<string, unknown> = {
    "@odata.context": `${url.origin}/v1.0/$metadata#${path}`,
    value: matching.slice(from, from + size).map((entity) => sent(entity, query)),
  };
  const next = nextLink(url, cursorAfter(fault, from, from + size < matching.length ? from + size : null), fault);
  if (next !== null) body["@odata.nextLink"] = next;
  return { status: 200, body };
}

const filtered = (stored: readonly Entity[], query: URLSearchParams): readonly Entity[] =>
  query.has("$filter") ? stored.filter((entity) => entity["userType"] === "Guest") : stored;

function nextLink(url: URL, skipToken: string | null, fault: Fault | undefined): string | null {
  if (typeof fault === "object" && "nextLink" in fault) return fault.nextLink;
  if (skipToken === null) return null;
  const next = new URL(url);
  next.searchParams.set("$skiptoken", skipToken);
  return next.href;
}

/** Whether Graph would take what is asked of a path. */
function isTaken(endpoint: Endpoint, query: URLSearchParams): boolean {
  const known = new Set([
    "$skiptoken",
    ...(endpoint.top === null ? [] : ["$top"]),
    ...(endpoint.select ? ["$select"] : []),
    ...(endpoint.expand ? ["$expand"] : []),
    ...(endpoint.filter ? ["$filter"] : []),
  ]);
  if ([...query.keys()].some((name) => !known.has(name))) return false;
  // With sign-in activity a page holds fewer users.
  const top = query.get("$select")?.includes("signInActivity") ? 500 : (endpoint.top ?? 0);
  if (query.has("$top") && !(Number(query.get("$top")) >= 1 && Number(query.get("$top")) <= top)) return false;
  const filter = query.get("$filter");
  if (filter !== null && !endpoint.filter?.includes(filter)) return false;
  // Graph expands one relation a request.
  const expand = query.get("$expand");
  return expand === null || (endpoint.expand ?? []).includes(expand.replace(/\(.*\)$/, ""));
}

/** Whether a path lies under an object that the directory does not have. */
function isMissing(directory: Directory, path: string): boolean {
  const [collection = "", id = "", relation] = path.split("/");
  if (relation === undefined) return false;
  const owner = directory[collection];
  return owner !== undefined && isListing(owner) && !owner.some((entity) => entity["id"] === id);
}

/** The properties of an object that were asked for. */
function sent(entity: Entity, query: URLSearchParams): Entity {
  const selected = query.get("$select")?.split(",");
  const expanded = query.get("$expand")?.replace(/\(.*\)$/, "");
  const properties = Object.entries(entity).filter(([name]) => {
    if (name === "@odata.type" || name === expanded) return true;
    if (RELATIONS.has(name)) return false;
    return selected === undefined ? !ON_REQUEST.has(name) : selected.includes(name);
  });
  const relation = expanded === undefined || expanded === "manager" || expanded in entity ? {} : { [expanded]: [] };
  return { ...Object.fromEntries(properties), ...relation };
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
