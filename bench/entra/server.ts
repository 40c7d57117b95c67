import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Tenant } from "./tenant.js";

export interface Meter {
  readonly origin: string;
  /** Requests, a batch as one; those of them that were refused for their rate; bytes of bodies. */
  requests: number;
  throttled: number;
  bytes: number;
  close(): Promise<void>;
}

/** How a server refuses what comes too fast: so many requests in a second, and then a second's pause. */
export interface Throttle {
  readonly perSecond: number;
}

const PAGES: Readonly<Record<string, number>> = {
  users: 999,
  guests: 999,
  groups: 999,
  servicePrincipals: 999,
  applications: 999,
  oauth2PermissionGrants: 999,
  "reports/authenticationMethods/userRegistrationDetails": 999,
};

/** Serves a tenant as Graph would, and counts what it is asked. */
export async function serve(tenant: Tenant, throttle: Throttle | null): Promise<Meter> {
  let second = 0;
  let inSecond = 0;
  const server = createServer((request, response) => {
    meter.requests++;
    const now = Math.floor(performance.now() / 1000);
    inSecond = now === second ? inSecond + 1 : 1;
    second = now;
    if (throttle !== null && inSecond > throttle.perSecond) {
      meter.throttled++;
      request.resume();
      return send(response, 429, { error: { code: "TooManyRequests", message: "" } }, { "retry-after": "1" });
    }
    const url = new URL(request.url ?? "/", meter.origin);
    if (!url.pathname.endsWith("/$batch")) return send(response, 200, answer(tenant, url));
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    request.on("end", () => {
      const { requests } = JSON.parse(text) as { requests: readonly { id: string; url: string }[] };
      const responses = requests.map(({ id, url: path }) => ({ id, status: 200, body: answer(tenant, new URL(`/v1.0${path}`, meter.origin)) }));
      send(response, 200, { responses });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const meter: Meter = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    throttled: 0,
    bytes: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const send = (response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    const text = JSON.stringify(body);
    meter.bytes += text.length;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(text);
  };
  return meter;
}

function answer(tenant: Tenant, url: URL): object {
  const path = decodeURIComponent(url.pathname).replace(/^\/(v1\.0|beta)\//, "");
  const query = url.searchParams;
  const listing = query.has("$filter") && path === "users" ? "guests" : path;
  const size = tenant.sizes[listing];
  if (size === undefined) return /[Pp]olicy$/.test(path) ? setting(path) : { value: tenant.related(path) };
  const page = query.get("$select")?.includes("signInActivity") ? 500 : (PAGES[listing] ?? 100);
  const from = Number(query.get("$skiptoken") ?? 0);
  const expanded = query.get("$expand")?.replace(/\(.*$/, "") ?? null;
  const selected = query.get("$select")?.split(",");
  const value = Array.from({ length: Math.max(0, Math.min(page, size - from)) }, (_, index) =>
    only(tenant.object(listing, from + index, expanded), selected, expanded),
  );
  if (from + page >= size) return { value };
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(from + page));
  return { value, "@odata.nextLink": next.href };
}

/** The properties that were asked for. */
function only(object: object, selected: readonly string[] | undefined, expanded: string | null): object {
  if (selected === undefined) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name === expanded || name.startsWith("@") || selected.includes(name)));
}

function setting(path: string): object {
  if (path.endsWith("authorizationPolicy")) return { id: "authorizationPolicy", defaultUserRolePermissions: {} };
  return { id: path, isEnabled: true };
}
