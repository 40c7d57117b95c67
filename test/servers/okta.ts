import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cursorAfter, type Fault, FaultPlan, isStatusFault, isWireFault, spoil, startOf, type When } from "./faults.js";
import { type Endpoint, endpointOf, POLICY_TYPES } from "./okta-api.js";
import { type Limits, RateLimits } from "./okta-limits.js";

export type { Fault } from "./faults.js";

/** What stands at a path: a list, an envelope (`{value: []}`, `{roles: []}`) or one object. */
export type Stored = readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * An org as Okta would serve it, by path: `/api/v1/users` and the like. A list is sent as a list with Link headers, an
 * envelope as an envelope with its next link inside. What is not given is not found. A function may stand for paths of
 * which there are too many to write down.
 */
export type Org = Readonly<Record<string, Stored>> | ((path: string) => Stored | undefined);

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
  fail(path: string, fault: Fault, when?: When): void;
  /** Makes a share of all requests go wrong, as the seed has it. */
  schedule(seed: number, share: number, faults: readonly Fault[]): void;
  /** Ends all access tokens that were given out. */
  expireTokens(): void;
  readonly limits: RateLimits;
  close(): Promise<void>;
}

export interface OktaOptions {
  /** The API token that is accepted. */
  readonly token?: string;
  /** Objects a page, where fewer than `limit`. */
  readonly pageSize?: number;
  /** A service app: the scopes that it may ask for, and whether its tokens are bound to a proof of possession. */
  readonly app?: { readonly clientId: string; readonly scopes: readonly string[]; readonly dpop?: boolean };
  /** Rate limits that are enforced; left out, they are told and never reached. */
  readonly limits?: Limits;
  /** The org's clock in milliseconds; the machine's where left out. */
  readonly now?: () => number;
  /** Hears of each request before it is answered, so that a virtual clock can make it take time. */
  readonly onRequest?: (headers: IncomingMessage["headers"]) => void;
  /** Whether requests are kept to be looked at, which a long run has no room for. */
  readonly keepsRequests?: boolean;
}

const TOKEN_PATH = "/oauth2/v1/token";
const ACCESS_TOKEN = "access-token-for-tests";
const NONCE = "nonce-for-tests";
const UNLIMITED: Limits = {
  concurrent: Number.POSITIVE_INFINITY,
  perMinute: Object.fromEntries(
    ["apps", "app", "groups", "group", "users", "user", "logs", "clients", "oauth2", "other"].map((bucket) => [bucket, 1_000_000]),
  ),
};

/**
 * Starts a stand-in for an Okta org on this machine. It answers 400 to what the published description does not know,
 * which is stricter than Okta, and 403 to what the token's scopes do not cover.
 */
export async function startOkta(org: Org, options: OktaOptions = {}): Promise<OktaServer> {
  const { now = Date.now, keepsRequests = true } = options;
  const requests: Recorded[] = [];
  const faults = new FaultPlan();
  const limits = new RateLimits(options.limits ?? UNLIMITED, now);
  const tokens = new Tokens(options);

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", origin);
    const path = decodeURIComponent(url.pathname);
    const recorded = await record(request, path, url.searchParams);
    if (keepsRequests) requests.push(recorded);
    options.onRequest?.(request.headers);
    response.sendDate = false;
    response.setHeader("date", new Date(now()).toUTCString());
    const counted = limits.begin(path);
    response.once("close", () => limits.end());
    const fault = faults.next(path);
    if (isWireFault(fault)) return spoil(fault, response);
    if (isStatusFault(fault)) return send(response, { ...error(fault.status, fault.code ?? "E0000009"), headers: fault.headers ?? {} });
    for (const [name, value] of Object.entries(counted.headers)) response.setHeader(name, value);
    if (counted.isRefused) return send(response, error(429, "E0000047"));
    if (path === TOKEN_PATH) return send(response, tokens.answer(recorded));
    const scopes = tokens.scopesOf(recorded);
    if (scopes === null) return send(response, error(401, "E0000011"));
    if (recorded.method !== "GET") return send(response, error(405, "E0000022"));
    send(response, answer(org, url, path, scopes, options.pageSize, fault));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    limits,
    fail: (path, fault, when) => faults.fail(path, fault, when),
    schedule: (seed, share, kinds) => faults.schedule(seed, share, kinds),
    expireTokens: () => tokens.expire(),
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

/** Scopes that open every door: an API token has the rights of its user. */
const ALL = "all";

/** Access tokens of the service app, and the org's API token. */
class Tokens {
  readonly #options: OktaOptions;
  readonly #live = new Map<string, readonly string[]>();
  #given = 0;

  constructor(options: OktaOptions) {
    this.#options = options;
  }

  expire(): void {
    this.#live.clear();
  }

  /** Client credentials by a signed assertion; the signature is not looked at. */
  answer({ method, dpop, form }: Recorded): Answer {
    const { app } = this.#options;
    const refused = (code: string, description: string): Answer => ({ status: 400, body: { error: code, error_description: description } });
    if (method !== "POST" || app === undefined)
      return { status: 401, body: { error: "invalid_client", error_description: "The client is unknown." } };
    const claims = jwtPart(form.get("client_assertion") ?? "", 1);
    if (claims["iss"] !== app.clientId) return { status: 401, body: { error: "invalid_client", error_description: "The client is unknown." } };
    const scopes = (form.get("scope") ?? "").split(" ");
    if (scopes.some((scope) => !app.scopes.includes(scope)))
      return refused("invalid_scope", "One or more scopes are not configured for the authorization server resource.");
    if (app.dpop === true && jwtPart(dpop ?? "", 1)["nonce"] !== NONCE)
      return { ...refused("use_dpop_nonce", "Authorization server requires nonce in DPoP proof."), headers: { "dpop-nonce": NONCE } };
    const token = `${ACCESS_TOKEN}-${++this.#given}`;
    this.#live.set(token, scopes);
    const type = app.dpop === true ? "DPoP" : "Bearer";
    return { status: 200, body: { token_type: type, expires_in: 3600, access_token: token, scope: scopes.join(" ") } };
  }

  /**
   * What a request may read: all, for the API token; its scopes, for an access token in the right scheme with a fitting
   * proof; null for anything else.
   */
  scopesOf({ authorization = "", dpop, method, path }: Recorded): readonly string[] | typeof ALL | null {
    const { token = "test-token", app } = this.#options;
    if (app === undefined) return authorization === `SSWS ${token}` ? ALL : null;
    const [scheme, value = ""] = authorization.split(" ");
    const scopes = this.#live.get(value) ?? null;
    if (app.dpop !== true) return scheme === "Bearer" ? scopes : null;
    const proof = jwtPart(dpop ?? "", 1);
    return scheme === "DPoP" && proof["htm"] === method && String(proof["htu"]).endsWith(path) ? scopes : null;
  }
}

function jwtPart(token: string, part: number): Readonly<Record<string, unknown>> {
  const encoded = token.split(".")[part] ?? "";
  return encoded === "" ? {} : (JSON.parse(Buffer.from(encoded, "base64url").toString()) as Readonly<Record<string, unknown>>);
}

function answer(
  org: Org,
  url: URL,
  path: string,
  scopes: readonly string[] | typeof ALL,
  pageSize: number | undefined,
  fault: Fault | undefined,
): Answer {
  const query = url.searchParams;
  const endpoint = endpointOf(path);
  if (endpoint === undefined) return error(404, "E0000022");
  if (scopes !== ALL && !scopes.includes(endpoint.scope))
    return { ...error(403, "E0000006"), headers: { "www-authenticate": 'Bearer error="insufficient_scope"' } };
  if (!isTaken(endpoint, query)) return error(400, "E0000001");
  const key = path === "/api/v1/policies" ? `${path}?type=${query.get("type")}` : path;
  const stored = typeof org === "function" ? org(key) : org[key];
  if (stored === undefined) return error(404, "E0000007");
  const [envelope, all] = partsOf(stored);
  if (all === null) return { status: 200, body: stored };

  const items = matching(path, all, query, org);
  const from = startOf(query.get("after"));
  const most = endpoint.limit === undefined ? Number.POSITIVE_INFINITY : Number(query.get("limit") ?? endpoint.limit.otherwise);
  // A listing without pages is one page, however long; a test that cuts pages short cuts all of them.
  const size = Math.min(pageSize ?? Number.POSITIVE_INFINITY, most);
  const page = items.slice(from, from + size);
  const next = nextLink(url, cursorAfter(fault, from, from + size < items.length ? from + size : null), fault);
  if (envelope !== null) return { status: 200, body: { [envelope]: page, _links: next === null ? {} : { next: { href: next } } } };
  // Okta sends both links in headers of one name.
  const link = [`<${url.href}>; rel="self"`, ...(next === null ? [] : [`<${next}>; rel="next"`])].join(", ");
  return { status: 200, body: page, headers: { link } };
}

/** Whether the description knows all that is asked of a path, and nothing is missing. */
function isTaken({ takes = [], needs = [], limit, pages }: Endpoint, query: URLSearchParams): boolean {
  const known = new Set([...takes, ...needs, "after", ...(limit === undefined ? [] : ["limit"])]);
  if ([...query.keys()].some((name) => !known.has(name)) || needs.some((name) => !query.has(name))) return false;
  const type = query.get("type");
  if (type !== null && !POLICY_TYPES.has(type)) return false;
  if (query.has("after") && pages !== true && !query.get("after")?.startsWith("at-")) return false;
  const size = query.get("limit");
  return size === null || (/^\d+$/.test(size) && Number(size) >= 1 && Number(size) <= (limit?.most ?? 0));
}

/** The envelope's name and the objects in it; no objects where one object stands by itself. */
function partsOf(stored: Stored): [string | null, readonly unknown[] | null] {
  if (isList(stored)) return [null, stored];
  const [name, value] = Object.entries(stored)[0] ?? [null, []];
  return Array.isArray(value) ? [name, value] : [null, null];
}

interface Fields {
  readonly [name: string]: unknown;
}

/** The objects that a query is about, in the order that it asks for. */
function matching(path: string, all: readonly unknown[], query: URLSearchParams, org: Org): readonly unknown[] {
  const filter = query.get("filter");
  switch (path) {
    case "/api/v1/users":
      // Without a filter Okta leaves out deactivated users.
      return filter === null ? all.filter((user) => (user as Fields)["status"] !== "DEPROVISIONED") : all.filter((user) => passes(user, filter));
    case "/api/v1/groups": {
      const groups = filter === null ? all : all.filter((group) => passes(group, filter));
      return query.get("expand") === "stats" ? groups.map((group) => withStats(group, org)) : groups;
    }
    case "/api/v1/logs": {
      const [since, until] = [query.get("since") ?? "", query.get("until") ?? "~"];
      const events = all.filter((event) => {
        const published = String((event as Fields)["published"]);
        return published >= since && published < until && (filter === null || passes(event, filter));
      });
      const order = query.get("sortOrder") === "DESCENDING" ? -1 : 1;
      return events.sort((a, b) => (String((a as Fields)["published"]) < String((b as Fields)["published"]) ? -order : order));
    }
    case "/api/v1/apps":
      return filter === null ? all : all.filter((app) => passes(app, filter));
    default:
      return all;
  }
}

/** How many users each group holds, as `expand=stats` tells. */
function withStats(group: unknown, org: Org): unknown {
  if (typeof group !== "object" || group === null || !("id" in group)) return group;
  const path = `/api/v1/groups/${String(group.id)}/users`;
  const members = typeof org === "function" ? org(path) : org[path];
  return { ...group, _embedded: { stats: { usersCount: members !== undefined && isList(members) ? members.length : 0 } } };
}

/** Whether an object passes a filter of `and` over `or` over `path eq "value"` and `path sw "beginning"`. */
function passes(object: unknown, filter: string): boolean {
  return filter.split(" and ").every((all) =>
    all
      .replace(/^\(|\)$/g, "")
      .split(" or ")
      .some((one) => holds(object, one)),
  );
}

function holds(object: unknown, expression: string): boolean {
  const [, path = "", operator, expected = ""] = /^([\w.]+) (eq|sw) "([^"]*)"$/.exec(expression) ?? [];
  const found = path.split(".").reduce<unknown[]>((values, name) => values.flatMap((value) => (value as Fields | null)?.[name] ?? []), [object]);
  return found.some((value) => (operator === "sw" ? String(value).startsWith(expected) : value === expected));
}

function nextLink(url: URL, after: string | null, fault: Fault | undefined): string | null {
  if (typeof fault === "object" && "nextLink" in fault) return fault.nextLink;
  if (after === null) return null;
  const next = new URL(url);
  next.searchParams.set("after", after);
  return next.href;
}

function isList(stored: Stored): stored is readonly unknown[] {
  return Array.isArray(stored);
}

function error(status: number, code: string): Answer {
  return { status, body: { errorCode: code, errorSummary: "For tests.", errorLink: code, errorId: "oae-test", errorCauses: [] } };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
