import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { InterruptedError, SourceError, UsageError } from "../../../src/errors.js";
import { FACTS, type Fact } from "../../../src/inventory/facts.js";
import { Inventory } from "../../../src/inventory/inventory.js";
import { TABLES, type TableName } from "../../../src/inventory/tables.js";
import type { CollectContext } from "../../../src/sources/contract.js";
import { type EntraOptions, entraSource } from "../../../src/sources/entra/source.js";
import { PATIENT } from "../../../src/sources/patience.js";
import { type Fault, type GraphOptions, type GraphServer, startGraph } from "../../servers/graph.js";
import { directory, TENANT } from "./directory.js";

/** Retries without the waits; what a service asks for is waited for all the same. */
const HURRIED = { ...PATIENT, firstWait: 0.001 };

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options: GraphOptions = {}): Promise<GraphServer> {
  const server = await startGraph(directory, options);
  cleanups.push(server.close);
  return server;
}

interface Collected {
  readonly inventory: Inventory;
  readonly waits: (readonly [seconds: number, reason: string])[];
  readonly done: Promise<void>;
}

async function scan(server: GraphServer, options: EntraOptions = {}, context: Partial<CollectContext> = {}): Promise<Collected> {
  const inventory = await Inventory.open();
  cleanups.push(() => inventory.close());
  const waits: [number, string][] = [];
  const progress = {
    read() {},
    finished() {},
    waiting: (_source: string, _collection: string, seconds: number, reason: string) => waits.push([seconds, reason]),
  };
  const source = entraSource({ baseUrl: server.origin, token: "test-token", patience: HURRIED, ...options });
  const done = source.collect({
    inventory,
    signal: new AbortController().signal,
    progress,
    now: new Date("2026-01-01T00:00:00Z"),
    env: {},
    ...context,
  });
  done.catch(() => undefined);
  return { inventory, waits, done };
}

async function collected(server: GraphServer, options: EntraOptions = {}): Promise<Collected> {
  const result = await scan(server, options);
  await result.done;
  return result;
}

const fact = async ({ inventory }: Collected, name: Fact) =>
  (
    await inventory.rows<{ state: string; complete: boolean; reason: string | null }>(
      "SELECT state, complete, reason FROM facts WHERE fact = $name",
      { name },
    )
  )[0];

const column = async ({ inventory }: Collected, sql: string) => (await inventory.rows<{ value: unknown }>(sql)).map(({ value }) => value);

/** Everything that is collected when nothing goes wrong. */
let faultless: Promise<string> | undefined;

function whole(): Promise<string> {
  faultless ??= start()
    .then(collected)
    .then((tenant) => everything(tenant));
  return faultless;
}

/** Everything that was collected, as text. */
async function everything({ inventory }: Collected, but: readonly TableName[] = []): Promise<string> {
  const tables = TABLES.map(({ name }) => name).filter((name) => !but.includes(name));
  const rows = await Promise.all(
    tables.map((name) => inventory.rows<{ row: string }>(`SELECT to_json(t)::VARCHAR AS "row" FROM "${name}" AS t ORDER BY ALL`)),
  );
  return tables.map((name, index) => [name, ...(rows[index] ?? []).map(({ row }) => row)].join("\n")).join("\n");
}

describe("a tenant", () => {
  it("is read whole, whatever the size of its pages", async () => {
    for (const pageSize of [1, 2, 3]) expect(await everything(await collected(await start({ pageSize })))).toBe(await whole());
  });

  it("fills the inventory", async () => {
    const tenant = await collected(await start({ pageSize: 2 }));
    const { inventory } = tenant;
    expect(await inventory.rows("SELECT id, kind, tenant FROM sources")).toEqual([{ id: "entra", kind: "entra", tenant: TENANT }]);
    expect(
      await inventory.rows("SELECT id, kind, manager, active, mfa, risk, lastSignIn FROM accounts WHERE userName LIKE '%@%' ORDER BY id"),
    ).toEqual([
      { id: "0000-dead", kind: null, manager: null, active: false, mfa: null, risk: null, lastSignIn: null },
      { id: "ada", kind: null, manager: "bob", active: true, mfa: "phishing-resistant", risk: null, lastSignIn: new Date("2025-12-01T00:00:00Z") },
      { id: "aud", kind: "agent", manager: null, active: true, mfa: null, risk: null, lastSignIn: null },
      { id: "bob", kind: null, manager: null, active: true, mfa: "none", risk: "high", lastSignIn: null },
      { id: "cem", kind: null, manager: null, active: false, mfa: null, risk: null, lastSignIn: null },
      { id: "gil", kind: "guest", manager: null, active: true, mfa: null, risk: null, lastSignIn: null },
      { id: "guy", kind: "guest", manager: null, active: true, mfa: null, risk: null, lastSignIn: null },
    ]);
    expect(await inventory.rows(`SELECT "group", member, memberType FROM memberships WHERE member NOT LIKE 'other%' ORDER BY ALL`)).toEqual([
      { group: "g1", member: "ada", memberType: "account" },
      { group: "g1", member: "g2", memberType: "group" },
      { group: "g2", member: "bob", memberType: "account" },
      { group: "g2", member: "crm-sp", memberType: "account" },
      { group: "g4", member: "gil", memberType: "account" },
      { group: "g5", member: "cem", memberType: "account" },
    ]);
    expect(await inventory.rows("SELECT subject, owner, role FROM owners WHERE owner NOT LIKE 'other%' ORDER BY ALL")).toEqual([
      { subject: "agent-1", owner: "ada", role: "owner" },
      { subject: "agent-1", owner: "bob", role: "sponsor" },
      { subject: "aud", owner: "cem", role: "sponsor" },
      { subject: "crm-sp", owner: "ada", role: "owner" },
      { subject: "crm-sp", owner: "bob", role: "owner" },
      { subject: "g1", owner: "ada", role: "owner" },
      { subject: "g4", owner: "cem", role: "owner" },
      { subject: "gil", owner: "ada", role: "sponsor" },
      { subject: "lone-app", owner: "cem", role: "owner" },
    ]);
    expect(await inventory.rows('SELECT principal, role, state, "end" FROM grants ORDER BY ALL')).toEqual([
      { principal: "bob", role: "ga", state: "eligible", end: null },
      { principal: "crm-sp", role: "graph-sp/mail", state: "active", end: null },
      { principal: "g1", role: "ga", state: "active", end: new Date("2026-06-01T00:00:00Z") },
    ]);
    expect(await inventory.rows("SELECT id, displayName, kind FROM roles ORDER BY ALL")).toEqual([
      { id: "ga", displayName: "Global Administrator", kind: "directory" },
      { id: "graph-sp/mail", displayName: "Mail.Read", kind: "application" },
    ]);
    expect(await inventory.rows("SELECT client, principal, resource, scopes FROM consents ORDER BY ALL")).toEqual([
      { client: "agent-1", principal: "ada", resource: "Microsoft Graph", scopes: ["Mail.Read"] },
      { client: "crm-sp", principal: "*", resource: "Microsoft Graph", scopes: ["User.Read"] },
    ]);
  });

  it("has one account an application, which holds the application's secrets", async () => {
    const { inventory } = await collected(await start());
    expect(await inventory.rows("SELECT id, clientId, kind, active FROM accounts WHERE firstParty IS NOT NULL ORDER BY id")).toEqual([
      { id: "agent-1", clientId: null, kind: "agent", active: true },
      { id: "crm-sp", clientId: "crm", kind: "service", active: true },
      { id: "graph-sp", clientId: "graph", kind: "service", active: true },
      { id: "lone-app", clientId: "lone", kind: "service", active: null },
    ]);
    expect(await inventory.rows("SELECT id, holder, kind FROM secrets ORDER BY id")).toEqual([
      { id: "f1", holder: "crm-sp", kind: "federated" },
      { id: "k1", holder: "crm-sp", kind: "client-secret" },
      { id: "k2", holder: "crm-sp", kind: "certificate" },
    ]);
  });

  it("has policies that name accounts and groups, never roles or guests as such", async () => {
    const { inventory } = await collected(await start());
    expect(await inventory.rows("SELECT id, include, exclude FROM policies WHERE kind = 'mfa' AND name = 'MFA' ORDER BY id")).toEqual([
      // Who may activate the role is excluded with those who hold it ...
      { id: "p1", include: ["*"], exclude: ["bob", "g1", "gil", "guy"] },
      // ... but is not included.
      { id: "p2", include: ["g1"], exclude: [] },
    ]);
  });

  it("makes every fact known that Graph can give", async () => {
    const tenant = await collected(await start());
    const states = await tenant.inventory.rows<{ fact: Fact; state: string; complete: boolean }>("SELECT fact, state, complete FROM facts");
    const known = new Map(states.map(({ fact: name, state, complete }) => [name, complete ? "complete" : state]));
    const others = {
      hr: "collected",
      devices: "not-requested",
      mailbox: "not-requested",
    };
    expect(Object.fromEntries(known)).toEqual({ ...Object.fromEntries(FACTS.map((name) => [name, "complete"])), ...others });
    expect(await column(tenant, "SELECT note AS value FROM notes")).toEqual(["1 account is reported on but not listed; left out."]);
    expect(await column(tenant, "SELECT reason AS value FROM rejects")).toEqual([]);
  });
});

describe("what is sent", () => {
  it("is GET, alone or in a batch of nothing else, to one address, with the token, and nothing that Graph would not take", async () => {
    const server = await start({ pageSize: 2 });
    await collected(server);
    expect(server.requests.length).toBeGreaterThan(40);
    const others = server.requests.filter(({ method }) => method !== "GET");
    expect(others.length).toBeGreaterThan(1);
    expect(new Set(others.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(["POST $batch"]));
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer test-token"]));
  });

  it("asks for each page once", async () => {
    const server = await start({ pageSize: 2 });
    await collected(server);
    const asked = server.requests.filter(({ path }) => path !== "$batch").map(({ path, query }) => `${path}?${query}`);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("reads under single objects only what did not come along, twenty in a request", async () => {
    const server = await start();
    await collected(server);
    const parts = server.requests.filter(({ isPart }) => isPart).map(({ path }) => path);
    expect(parts).toEqual(expect.arrayContaining(["groups/g4/members", "groups/g5/members"]));
    expect(parts.length + server.requests.filter(({ isPart }) => !isPart).length).toBeLessThan(60);
    expect(server.requests.some(({ path }) => path === "groups/g1/members")).toBe(false);
  });

  it("reads page by page where batches are refused, and finds the same", async () => {
    const server = await start();
    server.fail("$batch", { status: 404, code: "BadRequest" }, { times: 1000 });
    expect(await everything(await collected(server))).toBe(await whole());
    expect(server.requests.filter(({ path }) => path === "$batch")).toHaveLength(1);
  });

  it("takes a tenant without agents for one, and leaves facts alone that rest on nothing unknown", async () => {
    const server = await start();
    const unknown = { status: 404, code: "Request_ResourceNotFound" };
    for (const path of ["users/microsoft.graph.agentUser", "identity/conditionalAccess/namedLocations", "policies/authenticationStrengthPolicies"])
      server.fail(path, unknown, { times: 1000 });
    server.fail("domains", unknown, { times: 1000 });
    const tenant = await collected(server);
    expect(await fact(tenant, "sponsors")).toMatchObject({ state: "collected", complete: true });
    expect(await fact(tenant, "policies")).toMatchObject({ state: "collected", complete: true });
    expect(await fact(tenant, "federation")).toMatchObject({ state: "unsupported" });
    expect(await column(tenant, "SELECT note AS value FROM notes WHERE note LIKE '%could not be read%' ORDER BY note")).toEqual([
      "authentication strengths could not be read: /policies/authenticationStrengthPolicies: 404 Request_ResourceNotFound.",
      "named locations could not be read: /identity/conditionalAccess/namedLocations: 404 Request_ResourceNotFound.",
    ]);
  });

  it("reads under every object where expansions are refused, and finds the same", async () => {
    const server = await start({ refusesExpansion: true });
    const plain = await collected(server);
    const full = await collected(await start());
    for (const table of ["groups", "memberships", "owners", "grants", "secrets"]) {
      const rows = (tenant: Collected) =>
        column(tenant, `SELECT to_json(t)::VARCHAR AS value FROM "${table}" AS t WHERE to_json(t) NOT LIKE '%sponsor%' ORDER BY ALL`);
      expect(await rows(plain), table).toEqual(await rows(full));
    }
    expect(await fact(plain, "groups")).toMatchObject({ state: "collected", complete: true });
    expect(server.requests.filter(({ isPart }) => isPart).length).toBeGreaterThan(15);
  });
});

describe("what is kept", () => {
  it("holds no secret, no hint, no key and no token", async () => {
    expect(await everything(await collected(await start()))).not.toMatch(/Qx1|never-to-be-kept|MIIB|thumbprint|test-token/);
  });
});

describe("faults of the service", () => {
  const faults: readonly [string, Fault][] = [
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["503 with a wait", { status: 503, retryAfter: "0" }],
    ["504", { status: 504 }],
    ["408", { status: 408 }],
    ["429", { status: 429, code: "TooManyRequests" }],
    ["429 with a wait", { status: 429, retryAfter: "0" }],
    ["a reset", "reset"],
    ["a body that is cut off", "truncated"],
    ["HTML in place of JSON", "html"],
    ["JSON of something else", "not-graph"],
  ];

  it.each(faults)("%s: what it held up is read all the same", async (_case, fault) => {
    const server = await start({ pageSize: 2 });
    server.fail("users", fault, { from: 2, times: 2 });
    server.fail("groups/g4/members", fault);
    const tenant = await collected(server);
    expect(await everything(tenant)).toBe(await whole());
    expect(tenant.waits.length).toBeGreaterThan(0);
  });

  it.each(faults)("%s without end: the part is failed, and the rest is read", async (_case, fault) => {
    const server = await start();
    server.fail("groups", fault, { times: 1000 });
    const tenant = await collected(server, { patience: { ...HURRIED, throttledTries: 8 } });
    expect(await fact(tenant, "groups")).toMatchObject({ state: "failed", complete: false, reason: expect.stringMatching(/^\/groups: /) });
    expect(await fact(tenant, "consents")).toMatchObject({ state: "collected", complete: true });
    expect(server.requests.filter(({ path, query }) => path === "groups" && !query.get("$expand")?.startsWith("members")).length).toBeLessThanOrEqual(
      8,
    );
  });

  it("any mixture that passes leaves no trace", async () => {
    const paths = Object.keys(directory);
    const schedule = fc.array(
      fc.record({
        path: fc.constantFrom(...paths),
        fault: fc.constantFrom(...faults.map(([, fault]) => fault)),
        from: fc.integer({ min: 1, max: 3 }),
        times: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 1, max: 4 }), async (plans, pageSize) => {
        const server = await start({ pageSize });
        // Before the first answer, an address has only two tries to show that there is somebody.
        for (const { path, fault, from, times } of plans.filter(({ path }) => path !== "organization")) server.fail(path, fault, { from, times });
        expect(await everything(await collected(server, { patience: { ...HURRIED, tries: 50, throttledTries: 50 } }))).toBe(await whole());
      }),
      { numRuns: 10 },
    );
  });

  it("waits as long as the service asks, and says so", async () => {
    const server = await start();
    server.fail("groups", { status: 429, code: "TooManyRequests", retryAfter: "1" });
    const before = performance.now();
    const { waits } = await collected(server);
    expect(waits).toEqual([[1, "429 TooManyRequests"]]);
    expect(performance.now() - before).toBeGreaterThanOrEqual(1000);
  });

  it("does not wait for a day", async () => {
    const server = await start();
    server.fail("groups", { status: 429, retryAfter: "86400" });
    const tenant = await collected(server);
    expect(tenant.waits).toEqual([]);
    expect(await fact(tenant, "groups")).toMatchObject({ state: "failed", reason: expect.stringContaining("asks to wait 86400 s") });
  });

  it("leaves a wait when it is interrupted", async () => {
    const server = await start();
    server.fail("groups", { status: 429, retryAfter: "600" });
    const stop = new AbortController();
    const before = performance.now();
    const progress = { read() {}, finished() {}, waiting: () => stop.abort() };
    const { done, inventory } = await scan(server, {}, { signal: stop.signal, progress });
    await expect(done).rejects.toThrow(InterruptedError);
    expect(performance.now() - before).toBeLessThan(5000);
    expect(await inventory.rows("SELECT id FROM accounts")).not.toEqual([]);
  });

  it("leaves a request that is not answered when it is interrupted", async () => {
    const server = await start();
    server.fail("groups", "silence");
    const stop = new AbortController();
    const progress = {
      read() {},
      waiting() {},
      finished: (_source: string, collection: string) => collection === "guests' sponsors" && setTimeout(() => stop.abort(), 20),
    };
    const { done } = await scan(server, {}, { signal: stop.signal, progress });
    await expect(done).rejects.toThrow(InterruptedError);
  });

  it("counts objects that come twice once", async () => {
    const server = await start({ pageSize: 2 });
    server.fail("users", "repeated");
    const tenant = await collected(server);
    expect(await everything(tenant, ["notes"])).toBe(await everything(await collected(await start()), ["notes"]));
    expect(await column(tenant, "SELECT note AS value FROM notes WHERE note LIKE '%more than once%'")).toEqual([
      "2 rows of accounts came more than once; the first is kept.",
    ]);
  });
});

describe("links that lead astray", () => {
  /** A server that must never be asked for anything. */
  async function forbiddenServer(): Promise<{ origin: string; asked: () => number }> {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => new Promise((resolve) => server.close(() => resolve())));
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
  }

  it.each([
    ["to another port", (other: string) => `${other}/v1.0/groups`],
    ["to another host", (other: string) => other.replace("127.0.0.1", "localhost").concat("/v1.0/groups")],
    ["to Graph itself", () => "https://graph.microsoft.com/v1.0/groups"],
    ["out of the API", (_other: string, own: string) => `${own}/token`],
    ["with a user name", (other: string, own: string) => `${own}@${other.replace("http://", "")}/v1.0/groups`],
  ])("%s are not followed", async (_case, link) => {
    const other = await forbiddenServer();
    const server = await start();
    server.fail("groups", { nextLink: link(other.origin, server.origin) });
    const tenant = await collected(server);
    expect(await fact(tenant, "groups")).toMatchObject({ state: "failed", reason: expect.stringContaining("next page") });
    expect(other.asked()).toBe(0);
    expect(server.requests.every(({ path }) => !path.includes("token"))).toBe(true);
  });

  it("are not followed as redirects either", async () => {
    const other = await forbiddenServer();
    const server = await start();
    server.fail("groups", { status: 302, location: `${other.origin}/v1.0/groups` });
    const tenant = await collected(server);
    expect(await fact(tenant, "groups")).toMatchObject({ state: "failed", reason: expect.stringContaining("302") });
    expect(other.asked()).toBe(0);
  });

  it("do not turn in a circle", async () => {
    const server = await start();
    server.fail("groups", { nextLink: `${server.origin}/v1.0/groups?$skiptoken=at-0` }, { times: 1000 });
    const tenant = await collected(server);
    expect(await fact(tenant, "groups")).toMatchObject({ state: "failed", reason: expect.stringContaining("already read") });
    expect(server.requests.filter(({ path, query }) => path === "groups" && !query.get("$expand")?.startsWith("members"))).toHaveLength(3);
  });
});

describe("what is refused", () => {
  const licence = { status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" };

  it.each<[string, Fault, Fact, string, RegExp]>([
    [
      "groups",
      { status: 403, code: "Authorization_RequestDenied" },
      "groups",
      "denied",
      /^\/groups: 403 Authorization_RequestDenied; needs Group\.Read\.All/,
    ],
    [
      "identityProtection/riskyUsers",
      { status: 403, code: "" },
      "risk",
      "denied",
      /^\/identityProtection\/riskyUsers: 403; needs IdentityRiskyUser\.Read\.All$/,
    ],
    ["reports/authenticationMethods/userRegistrationDetails", licence, "mfa", "unsupported", /no licence/],
    [
      "roleManagement/directory/roleEligibilityScheduleInstances",
      { status: 400, code: "AadPremiumLicenseRequired" },
      "eligibility",
      "unsupported",
      /no licence/,
    ],
    ["servicePrincipals/microsoft.graph.agentIdentity", { status: 400, code: "BadRequest" }, "agents", "unsupported", /400 BadRequest/],
    ["oauth2PermissionGrants", { status: 501 }, "consents", "unsupported", /501/],
    ["oauth2PermissionGrants", { status: 400, code: "Directory_ExpiredPageToken" }, "consents", "failed", /took too long/],
    ["oauth2PermissionGrants", { status: 403, code: "<script>alert(1)</script>" }, "consents", "denied", /: 403; needs Directory\.Read\.All$/],
  ])("%s with %j makes %s %s", async (path, fault, name, state, reason) => {
    const server = await start();
    server.fail(path, fault, { times: 1000 });
    const tenant = await collected(server);
    expect(await fact(tenant, name)).toMatchObject({ state, complete: false, reason: expect.stringMatching(reason) });
    expect(await fact(tenant, "accounts")).toMatchObject({ state: "collected", complete: true });
  });

  it("leaves what hangs on it unknown as well", async () => {
    const server = await start();
    server.fail("servicePrincipals", { status: 403, code: "Authorization_RequestDenied" }, { times: 1000 });
    const tenant = await collected(server);
    for (const name of ["secrets", "owners", "appRoles", "consents", "agents", "sponsors"] as const) {
      expect(await fact(tenant, name)).toMatchObject({ state: "denied" });
    }
    expect(await fact(tenant, "groups")).toMatchObject({ state: "collected", complete: true });
  });

  it("role schedules: assignments stand in, and eligibility stays unknown", async () => {
    const server = await start();
    server.fail("roleManagement/directory/roleAssignmentScheduleInstances", { status: 400, code: "AadPremiumLicenseRequired" }, { times: 2 });
    const tenant = await collected(server);
    expect(await fact(tenant, "roles")).toMatchObject({ state: "collected", complete: true });
    expect(await fact(tenant, "eligibility")).toMatchObject({ state: "unsupported" });
    expect(await tenant.inventory.rows(`SELECT principal, "end" FROM grants WHERE role = 'ga' AND state = 'active'`)).toEqual([
      { principal: "g1", end: null },
    ]);
  });

  it("role assignments are not asked for where schedules are given", async () => {
    const server = await start();
    await collected(server);
    expect(server.requests.some(({ path }) => path.endsWith("/roleAssignments"))).toBe(false);
  });

  it("an object that is deleted in between is no refusal", async () => {
    const server = await start();
    server.fail("groups/g4/members", { status: 404, code: "Request_ResourceNotFound" });
    expect(await fact(await collected(server), "groups")).toMatchObject({ state: "collected", complete: true });
  });

  it("the tenant's own name: the scan goes on", async () => {
    const server = await start();
    server.fail("organization", { status: 403, code: "Authorization_RequestDenied" });
    const tenant = await collected(server, { tenant: TENANT });
    expect(await column(tenant, "SELECT tenant AS value FROM sources")).toEqual([null]);
    expect(await column(tenant, "SELECT note AS value FROM notes WHERE note LIKE '%checked%'")).toHaveLength(1);
  });
});

describe("a scan that cannot be", () => {
  it.each<[string, Fault, string | RegExp, string]>([
    [
      "a token that is refused",
      { status: 401, code: "InvalidAuthenticationToken" },
      /organization could not be read: 401 InvalidAuthenticationToken/,
      "Get a new token",
    ],
    ["something else at the address", { status: 404, code: "" }, /organization could not be read: 404/, "Check OBO_AUDIT_ENTRA_BASE_URL"],
  ])("%s", async (_case, fault, message, hint) => {
    const server = await start();
    server.fail("organization", fault, { times: 10 });
    const { done } = await scan(server);
    await expect(done).rejects.toThrow(SourceError);
    await expect(done).rejects.toThrow(message);
    await expect(done).rejects.toMatchObject({ exitCode: 3, hint: expect.stringContaining(hint) });
  });

  it("users that are refused", async () => {
    const server = await start();
    server.fail("users", { status: 403, code: "Authorization_RequestDenied" }, { times: 2 });
    const { done } = await scan(server);
    await expect(done).rejects.toMatchObject({
      message: "entra: /users could not be read: 403 Authorization_RequestDenied",
      hint: "Give the credentials the permission User.Read.All.",
    });
  });

  it("a connection that is refused, at once", async () => {
    const server = await startGraph(directory);
    await server.close();
    const before = performance.now();
    const { done } = await scan(server, { patience: PATIENT });
    await expect(done).rejects.toThrow("entra: /organization could not be read: the connection failed (ECONNREFUSED)");
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it.each([
    ["its id", TENANT, true],
    ["its id in capitals", TENANT.toUpperCase(), true],
    ["a domain of it", "corp.example", true],
    ["another id", "22222222-2222-2222-2222-222222222222", false],
  ])("the wrong tenant: configured as %s", async (_case, tenant, isRight) => {
    const { done } = await scan(await start(), { tenant });
    if (isRight) await expect(done).resolves.toBeUndefined();
    else await expect(done).rejects.toThrow(`entra: the credentials belong to tenant ${TENANT}, not to ${tenant}`);
  });

  it("a token that goes nowhere near an error message", async () => {
    const server = await start({ token: "another" });
    const { done } = await scan(server, { token: "s3cr3t-token" });
    const error: unknown = await done.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(JSON.stringify([error, String(error), (error as SourceError).cause])).not.toContain("s3cr3t");
  });
});

describe("a token that ends while the scan runs", () => {
  it("is renewed once, and its end is no refusal", async () => {
    const server = await start();
    server.fail("groups", { status: 401, code: "InvalidAuthenticationToken" });
    expect(await fact(await collected(server), "groups")).toMatchObject({ state: "collected" });
  });

  it("is a failure when it cannot be renewed", async () => {
    const server = await start();
    server.fail("groups", { status: 401, code: "InvalidAuthenticationToken" }, { times: 10 });
    expect(await fact(await collected(server), "groups")).toMatchObject({ state: "failed", reason: expect.stringContaining("not accepted") });
    expect(server.requests.filter(({ path, query }) => path === "groups" && !query.get("$expand")?.startsWith("members"))).toHaveLength(2);
  });
});

describe("configuration", () => {
  it("comes from the environment where it is not given", async () => {
    const server = await start();
    const inventory = await Inventory.open();
    cleanups.push(() => inventory.close());
    const env = { OBO_AUDIT_ENTRA_BASE_URL: server.origin, OBO_AUDIT_ENTRA_TOKEN: " test-token\n" };
    const progress = { read() {}, waiting() {}, finished() {} };
    await entraSource({ id: "corp" }).collect({ inventory, signal: new AbortController().signal, progress, now: new Date(0), env });
    expect(await inventory.rows("SELECT id FROM sources")).toEqual([{ id: "corp" }]);
  });

  it.each(["http://graph.microsoft.com", "http://10.0.0.1:80", "nowhere"])("that would send the token in clear is refused: %s", async (baseUrl) => {
    const server = await start();
    const { done } = await scan(server, { baseUrl });
    await expect(done).rejects.toThrow(UsageError);
  });
});
