import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { InterruptedError, SourceError } from "../../../src/errors.js";
import { Inventory } from "../../../src/inventory/inventory.js";
import { TABLES, type TableName } from "../../../src/inventory/tables.js";
import { COLLECTIONS, placeOf } from "../../../src/sources/okta/collections.js";
import { oktaSource } from "../../../src/sources/okta/source.js";
import { type OktaOptions, type OktaServer, type Org, startOkta } from "../../servers/okta.js";
import { collectContext } from "./collect.js";
import { ORG, SECRET } from "./org.js";

const TOKEN = "token-that-nobody-may-see";
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

async function started(org: Org = ORG, options: OktaOptions = {}): Promise<OktaServer> {
  const server = await startOkta(org, { token: TOKEN, ...options });
  closing.push(server);
  return server;
}

async function collected(server: OktaServer): Promise<Inventory> {
  const inventory = await Inventory.open();
  closing.push(inventory);
  await oktaSource({ id: "corp", orgUrl: server.origin }).collect(collectContext(inventory, { OKTA_CLIENT_TOKEN: TOKEN }));
  return inventory;
}

interface FactRow {
  readonly fact: string;
  readonly state: string;
  readonly complete: boolean;
  readonly reason: string | null;
}

async function factsOf(inventory: Inventory): Promise<Record<string, FactRow>> {
  const rows = await inventory.rows<FactRow>("SELECT fact, state, complete, reason FROM facts ORDER BY fact");
  return Object.fromEntries(rows.map((row) => [row.fact, row]));
}

describe("an org with one of everything", () => {
  let server: OktaServer;
  let inventory: Inventory;
  beforeAll(async () => {
    server = await startOkta(ORG, { token: TOKEN, pageSize: 2 });
    inventory = await Inventory.open();
    await oktaSource({ id: "corp", orgUrl: server.origin }).collect(collectContext(inventory, { OKTA_CLIENT_TOKEN: TOKEN }));
    return async () => {
      await inventory.close();
      await server.close();
    };
  });

  const select = (columns: string, table: TableName, order: string) => inventory.rows(`SELECT ${columns} FROM "${table}" ORDER BY ${order}`);

  it("gives users of every status, with who their managers are", async () => {
    expect(await select("id, displayName, active, status, manager, employeeNumber, phoneNumbers", "accounts", "id")).toMatchObject([
      { id: "a1", active: true },
      { id: "a2", active: true },
      { id: "a3", active: false },
      { id: "a4", active: true },
      { id: "is1", active: true },
      { id: "sas1", active: null },
      { id: "u1", displayName: "Ada Byron", active: true, status: "ACTIVE", manager: "u2", employeeNumber: "7", phoneNumbers: ["+1 555 0100"] },
      { id: "u2", displayName: "Grace Hopper", active: true, status: "LOCKED_OUT", manager: "Nobody Here" },
      { id: "u3", active: false, status: "DEPROVISIONED" },
      { id: "u4", active: true, manager: "u1" },
      { id: "wlp1", active: true },
    ]);
  });

  it("counts the use of an API token as its user's", async () => {
    expect(await inventory.rows("SELECT id, lastSignIn, lastInteractiveSignIn FROM accounts WHERE id IN ('u1', 'u2') ORDER BY id")).toEqual([
      { id: "u1", lastSignIn: new Date("2026-05-31"), lastInteractiveSignIn: new Date("2026-05-01T08:00:00Z") },
      { id: "u2", lastSignIn: new Date("2026-05-01T08:00:00Z"), lastInteractiveSignIn: new Date("2026-05-01T08:00:00Z") },
    ]);
  });

  it("keeps custom attributes and what else no column holds", async () => {
    const [ada, grace] = await inventory.rows<{ extra: string }>("SELECT extra FROM accounts WHERE id IN ('u1', 'u2') ORDER BY id");
    expect(JSON.parse(ada?.extra ?? "")).toEqual({ costCentre: "R&D", provider: "OKTA" });
    expect(JSON.parse(grace?.extra ?? "")).toEqual({ provider: "OKTA", transitioningToStatus: "DEPROVISIONED" });
  });

  it("tells software from people, and agents from other software", async () => {
    expect(await select("id, kind, clientId, firstParty, assignmentRequired", "accounts", "id")).toEqual([
      { id: "a1", kind: "service", clientId: "a1", firstParty: false, assignmentRequired: true },
      { id: "a2", kind: "agent", clientId: "a2", firstParty: false, assignmentRequired: false },
      { id: "a3", kind: "service", clientId: "a3", firstParty: false, assignmentRequired: true },
      { id: "a4", kind: "service", clientId: "a4", firstParty: true, assignmentRequired: true },
      { id: "is1", kind: "service", clientId: "is1", firstParty: false, assignmentRequired: null },
      { id: "sas1", kind: "service", clientId: null, firstParty: null, assignmentRequired: null },
      { id: "u1", kind: null, clientId: null, firstParty: null, assignmentRequired: null },
      { id: "u2", kind: null, clientId: null, firstParty: null, assignmentRequired: null },
      { id: "u3", kind: null, clientId: null, firstParty: null, assignmentRequired: null },
      { id: "u4", kind: "service", clientId: null, firstParty: null, assignmentRequired: null },
      { id: "wlp1", kind: "agent", clientId: "https://agent.example/client", firstParty: null, assignmentRequired: null },
    ]);
  });

  it("gives groups with members, owners and the rules that fill them", async () => {
    expect(await select("id, displayName, kind, dynamicRule", "groups", "id")).toEqual([
      { id: "g0", displayName: "Everyone", kind: "BUILT_IN", dynamicRule: null },
      { id: "g1", displayName: "Admins", kind: "OKTA_GROUP", dynamicRule: 'user.department=="IT" OR user.title=="Root"' },
      { id: "g2", displayName: "Agent users", kind: "OKTA_GROUP", dynamicRule: 'user.department=="IT"' },
    ]);
    expect(await select('"group", member', "memberships", '"group", member')).toEqual([
      { group: "g0", member: "u1" },
      { group: "g0", member: "u2" },
      { group: "g0", member: "u4" },
      { group: "g1", member: "u2" },
      { group: "g2", member: "u1" },
    ]);
    expect(await select("subject, owner, role", "owners", "subject, owner")).toEqual([
      { subject: "a2", owner: "u1", role: "sponsor" },
      { subject: "g1", owner: "u1", role: "owner" },
      { subject: "sas1", owner: "u2", role: "sponsor" },
      { subject: "u4", owner: "g1", role: "sponsor" },
      { subject: "u4", owner: "u1", role: "sponsor" },
      { subject: "wlp1", owner: "u1", role: "sponsor" },
    ]);
  });

  it("gives every role once, whatever listing it came from, and what it covers", async () => {
    expect(await select('principal, principalType, "role", scope, "start"', "grants", 'principal, "role"')).toEqual([
      { principal: "a1", principalType: "account", role: "READ_ONLY_ADMIN", scope: "/", start: null },
      { principal: "a1", principalType: "account", role: "cr1", scope: "iam1", start: null },
      { principal: "a1", principalType: "account", role: "okta.users.manage", scope: "/", start: new Date("2025-05-01") },
      { principal: "g0", principalType: "group", role: "s1", scope: "/", start: new Date("2025-06-01") },
      { principal: "g0", principalType: "group", role: "s1/Reader", scope: "/", start: new Date("2025-06-01") },
      { principal: "g1", principalType: "group", role: "SUPER_ADMIN", scope: "/", start: null },
      { principal: "g2", principalType: "group", role: "cr1", scope: "iam1", start: new Date("2025-04-01") },
      { principal: "is1", principalType: "account", role: "okta.logs.read", scope: "/", start: new Date("2025-08-01") },
      { principal: "u1", principalType: "account", role: "HELP_DESK_ADMIN", scope: "g1 g2", start: new Date("2025-03-01") },
      { principal: "u1", principalType: "account", role: "cr1", scope: "iam1", start: null },
      { principal: "u1", principalType: "account", role: "s1", scope: "/", start: new Date("2025-07-01") },
      { principal: "u1", principalType: "account", role: "s1/Admin", scope: "/", start: new Date("2025-07-01") },
      { principal: "u1", principalType: "account", role: "s1/Owner", scope: "/", start: new Date("2025-07-01") },
      { principal: "wlp1", principalType: "account", role: "orn:okta:pam:00o1:secrets:sec1", scope: "/", start: null },
    ]);
    expect(await select("id, displayName, kind, permissions", "roles", "id")).toEqual([
      { id: "HELP_DESK_ADMIN", displayName: "Help Desk Administrator", kind: "directory", permissions: null },
      { id: "READ_ONLY_ADMIN", displayName: "Read-Only Administrator", kind: "directory", permissions: null },
      { id: "SUPER_ADMIN", displayName: "Super Administrator", kind: "directory", permissions: null },
      { id: "cr1", displayName: "User Keeper", kind: "custom", permissions: ["okta.users.credentials.manage", "okta.users.read"] },
      { id: "okta.logs.read", displayName: "okta.logs.read", kind: "application", permissions: ["okta.logs.read"] },
      { id: "okta.users.manage", displayName: "okta.users.manage", kind: "application", permissions: ["okta.users.manage"] },
      { id: "orn:okta:pam:00o1:secrets:sec1", displayName: "Payment key", kind: "entitlement", permissions: null },
      { id: "s1", displayName: "CRM", kind: "entitlement", permissions: null },
      { id: "s1/Admin", displayName: "CRM / Admin", kind: "application", permissions: ["Admin"] },
      { id: "s1/Owner", displayName: "CRM / Owner", kind: "application", permissions: ["Owner"] },
      { id: "s1/Reader", displayName: "CRM / Reader", kind: "application", permissions: ["Reader"] },
    ]);
  });

  it("says what a resource set holds", async () => {
    expect(await select("id, displayName, kind, complete", "units", "id")).toEqual([
      { id: "iam1", displayName: "Sales", kind: "resource-set", complete: true },
    ]);
    expect(await select("unit, member, memberType", "unit_members", "member, memberType")).toEqual([
      { unit: "iam1", member: "*", memberType: "account" },
      { unit: "iam1", member: "a2", memberType: "application" },
      { unit: "iam1", member: "g1", memberType: "group" },
      { unit: "iam1", member: "g2", memberType: "members" },
    ]);
  });

  it("says who else signs people in", async () => {
    expect(await select("id, kind, direction, peer, active", "trusts", "id")).toEqual([
      { id: "idp1", kind: "federation", direction: "inbound", peer: "https://idp.partner.example", active: true },
    ]);
  });

  it("gives credentials as metadata", async () => {
    expect(await select("id, holder, kind, name, created, expires, lastUsed, network", "secrets", "id")).toEqual([
      { id: "ak1", holder: "wlp1", kind: "key", name: "akid1", created: new Date("2026-03-02"), expires: null, lastUsed: null, network: null },
      { id: "cs1", holder: "a2", kind: "client-secret", name: null, created: new Date("2025-01-01"), expires: null, lastUsed: null, network: null },
      {
        id: "cs2",
        holder: "a2",
        kind: "client-secret",
        name: null,
        created: new Date("2024-01-01"),
        expires: new Date("2025-02-01"),
        lastUsed: null,
        network: null,
      },
      { id: "iss1", holder: "is1", kind: "client-secret", name: null, created: new Date("2025-08-01"), expires: null, lastUsed: null, network: null },
      { id: "k1", holder: "a1", kind: "key", name: "kid1", created: new Date("2026-01-01"), expires: null, lastUsed: null, network: null },
      {
        id: "t1",
        holder: "u1",
        kind: "api-token",
        name: "Terraform",
        created: new Date("2025-01-01"),
        expires: new Date("2026-06-30"),
        lastUsed: new Date("2026-05-31"),
        network: "ANYWHERE",
      },
      {
        id: "t2",
        holder: "u2",
        kind: "api-token",
        name: "Fresh",
        created: new Date("2026-05-01"),
        expires: new Date("2026-05-31T00:00:02Z"),
        lastUsed: null,
        network: "z1 z2",
      },
    ]);
  });

  it("asks the log when clients were last used, one page each", async () => {
    expect(await inventory.rows("SELECT id, lastSignIn FROM accounts WHERE clientId IS NOT NULL AND lastSignIn IS NOT NULL ORDER BY id")).toEqual([
      { id: "a1", lastSignIn: new Date("2026-05-20") },
      { id: "a2", lastSignIn: new Date("2026-05-21") },
    ]);
    const asked = server.requests.filter(({ path }) => path === "/api/v1/logs");
    expect(asked.every(({ query }) => query.get("until") === "2026-06-01T00:00:00.000Z" && !query.has("after"))).toBe(true);
    expect(await inventory.rows("SELECT note FROM notes WHERE note LIKE '%System Log%' ORDER BY note")).toEqual([
      { note: "Okta does not say when an API token was last used; it is worked out from when the token ends, and from the System Log." },
      { note: "Okta keeps its System Log for 90 days: a client that is not in it may have been used before." },
    ]);
  });

  it("gives the factors that are in use", async () => {
    expect(await select("account, kind, device", "authenticators", "device")).toEqual([
      { account: "u1", kind: "sms", device: "+1 555 0100" },
      { account: "u1", kind: "fastpass", device: "f2" },
      { account: "u1", kind: "quantum", device: "f4" },
    ]);
  });

  it("puts consents together from grants, rules and connections", async () => {
    const issuer = "https://corp.okta.example/oauth2/as1";
    expect(await select("client, principal, resource, scopes, created, grantedBy", "consents", "client, principal, resource")).toEqual([
      { client: "a2", principal: "*", resource: "https://corp.okta.example", scopes: ["okta.groups.read"], created: null, grantedBy: null },
      { client: "a2", principal: "*", resource: "s1", scopes: ["*"], created: new Date("2026-04-01"), grantedBy: null },
      {
        client: "a2",
        principal: "u1",
        resource: issuer,
        scopes: ["files.read", "mail.read", "offline_access"],
        created: new Date("2026-01-01"),
        grantedBy: "u1",
      },
      { client: "wlp1", principal: "*", resource: "Mail", scopes: ["*"], created: null, grantedBy: null },
      { client: "wlp1", principal: "*", resource: issuer, scopes: ["trips.read", "trips.write"], created: null, grantedBy: null },
    ]);
  });

  it("works out what the policies come to", async () => {
    expect(await select('kind, name, state, include, "exclude", strength, value', "policies", "kind, name")).toEqual([
      { kind: "audit-log", name: "To the SIEM", state: "enabled", include: null, exclude: null, strength: null, value: "streamed" },
      {
        kind: "enrolment",
        name: "Everybody enrols",
        state: "enabled",
        include: ["g0"],
        exclude: ["g2"],
        strength: null,
        value: "required: okta_verify; optional: webauthn",
      },
      {
        kind: "mfa",
        name: "All authentication policies in force",
        state: "enabled",
        include: ["*"],
        exclude: [],
        strength: "phishing-resistant",
        value: null,
      },
      { kind: "mfa", name: "Default Policy", state: "enabled", include: ["*"], exclude: [], strength: "mfa", value: null },
      {
        kind: "session-lifetime",
        name: "Default Policy / Default Rule",
        state: "enabled",
        include: ["*"],
        exclude: [],
        strength: null,
        value: "720",
      },
      { kind: "threat-insight", name: "ThreatInsight", state: "enabled", include: null, exclude: null, strength: null, value: "audit" },
      {
        kind: "token-lifetime",
        name: "default / Agents / Act for pilots",
        state: "enabled",
        include: ["g2"],
        exclude: [],
        strength: null,
        value: "60",
      },
    ]);
  });

  it("records every fact: collected and complete, or not to be had", async () => {
    const unsupported = ["devices", "hr", "mailbox", "reviews", "risk", "rolePolicy"];
    const facts = await factsOf(inventory);
    for (const { fact, state, complete, reason } of Object.values(facts)) {
      const expected = unsupported.includes(fact) ? { state: "unsupported", complete: false } : { state: "collected", complete: true };
      expect({ fact, state, complete, reason: unsupported.includes(fact) ? null : reason }).toEqual({ fact, ...expected, reason: null });
    }
    expect(await select("place, reason", "rejects", "place")).toEqual([]);
    expect(await inventory.rows("SELECT id, kind, tenant FROM sources")).toEqual([{ id: "corp", kind: "okta", tenant: server.origin }]);
  });

  it("leaves no working data behind, and nothing secret anywhere", async () => {
    expect(await select("*", "parents", "id")).toEqual([]);
    for (const { name } of TABLES) {
      const found = JSON.stringify(await inventory.rows(`SELECT * FROM "${name}"`), (_key, value: unknown) =>
        typeof value === "bigint" ? Number(value) : value,
      );
      expect(found).not.toContain(SECRET);
      expect(found).not.toContain(TOKEN);
    }
  });

  it("only reads, and says who it is", () => {
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(server.requests.every(({ agent }) => /^obo-audit\/\S+ okta-sdk-nodejs$/.test(agent ?? ""))).toBe(true);
  });

  it("asks for nothing twice", () => {
    const asked = server.requests.map(({ path, query }) => `${path}?${query}`);
    expect(asked.length).toBe(new Set(asked).size);
  });

  it("asks only those users and groups for roles who can have one", () => {
    expect(
      server.requests
        .filter(({ path }) => /^\/api\/v1\/(users|groups)\/\w+\/roles$/.test(path))
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["/api/v1/groups/g1/roles", "/api/v1/users/u1/roles", "/api/v1/users/u2/roles"]);
  });
});

describe("what is refused", () => {
  const AT_THE_TOP = COLLECTIONS.filter(({ start }) => typeof start === "string" && !start.startsWith("/api/v1/users"));
  const FORBIDDEN = { status: 403, code: "E0000006" };

  it.each(AT_THE_TOP.map((collection) => [collection.name, collection] as const))(
    "%s makes its facts denied, and names the permission",
    async (_name, collection) => {
      const server = await started();
      server.fail(String(collection.start).split("?", 1)[0] ?? "", FORBIDDEN, { times: 99 });
      const facts = await factsOf(await collected(server));
      for (const fact of collection.facts) expect(facts[fact]).toMatchObject({ state: "denied", complete: false });
      for (const fact of collection.adds ?? []) expect(facts[fact]).toMatchObject({ complete: false });
      for (const fact of [...collection.facts, ...(collection.adds ?? [])]) {
        expect(facts[fact]?.reason).toContain(collection.permission);
        expect(facts[fact]?.reason).toContain("HTTP 403 E0000006");
      }
      const denied = Object.values(facts).filter(({ state }) => state === "denied");
      // Policies of all types stand at one path.
      const refused = AT_THE_TOP.filter((other) => placeOf(other) === placeOf(collection)).flatMap((other) => other.facts);
      expect(denied.map(({ fact }) => fact).sort()).toEqual([...new Set(refused)].sort());
    },
  );

  it.each([
    ["/api/v1/users/u1/factors", "mfa"],
    ["/api/v1/groups/g1/users", "groups"],
    ["/api/v1/apps/a2/credentials/secrets", "secrets"],
    ["/api/v1/policies/p1/rules", "policies"],
  ])("%s alone makes %s incomplete", async (path, fact) => {
    const server = await started();
    server.fail(path, FORBIDDEN, { times: 99 });
    expect((await factsOf(await collected(server)))[fact]).toMatchObject({ state: "denied", complete: false });
  });

  it("is no gap where the object is gone", async () => {
    const server = await started();
    server.fail("/api/v1/users/u1/factors", { status: 404, code: "E0000007" }, { times: 99 });
    expect((await factsOf(await collected(server)))["mfa"]).toMatchObject({ state: "collected", complete: true });
  });

  it("is the end where it is the users", async () => {
    const server = await started();
    server.fail("/api/v1/users", FORBIDDEN, { times: 99 });
    const failure = await collected(server).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({
      message: "corp: /api/v1/users could not be read: access is denied (HTTP 403 E0000006)",
      hint: expect.stringContaining("okta.users.read"),
    });
  });

  it("of MFA policies can never come out as enforced", async () => {
    const server = await started();
    server.fail("/api/v1/policies/p1/rules", FORBIDDEN, { times: 99 });
    server.fail("/api/v1/policies/p2/rules", FORBIDDEN, { times: 99 });
    expect(await (await collected(server)).rows("SELECT name FROM policies WHERE kind = 'mfa'")).toEqual([]);
  });
});

describe("what an org does not have", () => {
  it.each([
    [401, "E0000015"],
    [404, "E0000007"],
    [405, "E0000022"],
  ])("answered with %i %s, is nothing and no gap", async (status, code) => {
    const server = await started();
    for (const { start, optional } of COLLECTIONS)
      if (optional === true && start !== "/api/v1/policies?type=ACCESS_POLICY")
        server.fail(String(start).split("?", 1)[0] ?? "", { status, code }, { times: 99 });
    const inventory = await collected(server);
    const facts = await factsOf(inventory);
    for (const fact of ["accounts", "agents", "consents", "owners", "policies", "sponsors"])
      expect(facts[fact]).toMatchObject({ state: "collected", complete: true });
    expect(await inventory.rows("SELECT id FROM accounts WHERE userType = 'ai-agent'")).toEqual([]);
  });
});

describe("what a bulk listing settles is not asked for one by one", () => {
  const asked = (server: OktaServer, path: RegExp) => server.requests.filter((request) => path.test(request.path)).map(({ path }) => path);

  it("members of groups that hold nobody, and of the one that holds everybody", async () => {
    const server = await started({ ...ORG, "/api/v1/groups/g2/users": [] });
    const inventory = await collected(server);
    expect(asked(server, /^\/api\/v1\/groups\/g\d\/users$/)).toEqual(["/api/v1/groups/g1/users"]);
    expect(await inventory.rows(`SELECT member FROM memberships WHERE "group" = 'g0' ORDER BY member`)).toEqual([
      { member: "u1" },
      { member: "u2" },
      { member: "u4" },
    ]);
  });

  it("but the group of everybody is, where it holds another number than were listed", async () => {
    const server = await started({ ...ORG, "/api/v1/groups/g0/users": [{ id: "u1" }] });
    const inventory = await collected(server);
    expect(asked(server, /g0\/users$/)).toHaveLength(1);
    expect(await inventory.rows(`SELECT member FROM memberships WHERE "group" = 'g0'`)).toEqual([{ member: "u1" }]);
  });

  it("factors, where the org has switched on nothing but the password", async () => {
    const server = await started({ ...ORG, "/api/v1/authenticators": [{ id: "aut1", key: "okta_password", type: "password", status: "ACTIVE" }] });
    const facts = await factsOf(await collected(server));
    expect(asked(server, /factors$/)).toEqual([]);
    expect(facts["mfa"]).toMatchObject({ state: "collected", complete: true });
  });

  it("managers, where the profile names one", async () => {
    const server = await started();
    await collected(server);
    expect(asked(server, /linkedObjects\/manager$/)).toEqual(["/api/v1/users/u4/linkedObjects/manager"]);
  });
});

describe("log streams", () => {
  it.each([
    ["none", [], [{ name: "No log stream", state: "enabled", value: "local" }]],
    ["one that is off", [{ id: "ls1", name: "SIEM", status: "INACTIVE" }], [{ name: "SIEM", state: "disabled", value: "streamed" }]],
    ["not offered", undefined, []],
  ])("of which there are %s", async (_name, streams, expected) => {
    const { "/api/v1/logStreams": _left, ...others } = ORG as Record<string, readonly unknown[]>;
    const inventory = await collected(await started(streams === undefined ? others : { ...others, "/api/v1/logStreams": streams }));
    expect(await inventory.rows("SELECT name, state, value FROM policies WHERE kind = 'audit-log'")).toEqual(expected);
    expect((await factsOf(inventory))["policies"]).toMatchObject({ state: "collected", complete: true });
  });
});

describe("the System Log", () => {
  it("says how tokens are used", async () => {
    const inventory = await collected(await started());
    expect(await inventory.rows("SELECT account, via, since, events, unattended, byProgram, hours, variation FROM usage")).toEqual([
      { account: "u1", via: "t1", since: new Date("2026-05-02"), events: 48, unattended: 48, byProgram: 48, hours: 24, variation: 0 },
    ]);
  });

  it("gives the last use of all clients or of none", async () => {
    const server = await started();
    server.fail("/api/v1/logs", { status: 403, code: "E0000006" }, { from: 2, times: 1 });
    const inventory = await collected(server);
    expect(await inventory.rows("SELECT id FROM accounts WHERE clientId IS NOT NULL AND lastSignIn IS NOT NULL")).toEqual([]);
    expect(await inventory.rows("SELECT note FROM notes WHERE note LIKE 'When clients%'")).toHaveLength(1);
    expect((await factsOf(inventory))["signin"]).toMatchObject({ state: "collected", complete: true });
  });

  it("says that it was not shown", async () => {
    const server = await started();
    server.fail("/api/v1/logs", { status: 403, code: "E0000006" }, { times: 99 });
    const inventory = await collected(server);
    expect(await inventory.rows("SELECT note FROM notes WHERE note LIKE '%not shown for all of them%' ORDER BY note")).toEqual([
      { note: "How API tokens are used is not known: the System Log was not shown for all of them (okta.logs.read)." },
      { note: "When clients were last used is not known: the System Log was not shown for all of them (okta.logs.read)." },
    ]);
    expect(await inventory.rows("FROM usage")).toEqual([]);
  });
});

describe("faults on the way", () => {
  it("a page sent twice counts once", async () => {
    const server = await started(ORG, { pageSize: 2 });
    server.fail("/api/v1/users", "repeated");
    const inventory = await collected(server);
    expect(
      await inventory.rows(
        "SELECT count(*)::INTEGER AS count FROM accounts WHERE status IN ('ACTIVE', 'LOCKED_OUT', 'DEPROVISIONED') AND clientId IS NULL",
      ),
    ).toEqual([{ count: 4 }]);
    expect((await factsOf(inventory))["accounts"]).toMatchObject({ state: "collected", complete: true });
  });

  it("a next page elsewhere keeps what was read, and is no complete answer", async () => {
    const foreign = await started({});
    const server = await started(ORG, { pageSize: 2 });
    server.fail("/api/v1/groups", { nextLink: `${foreign.origin}/api/v1/groups` });
    const inventory = await collected(server);
    expect(await inventory.rows("SELECT id FROM groups ORDER BY id")).toEqual([{ id: "g0" }, { id: "g1" }]);
    expect((await factsOf(inventory))["groups"]).toMatchObject({ state: "failed", complete: false });
    expect(foreign.requests).toEqual([]);
  });

  it("an object without an id is listed as unreadable, and the others stay", async () => {
    const server = await started({
      ...ORG,
      "/api/v1/groups": [{ id: "g1", profile: { name: "Good" } }, { profile: { name: "Bad" } }, "worse", null],
    });
    const inventory = await collected(server);
    expect(await inventory.rows("SELECT id FROM groups")).toEqual([{ id: "g1" }]);
    expect(await inventory.rows('SELECT place, "row", reason FROM rejects ORDER BY "row"')).toEqual([
      { place: "/api/v1/groups", row: 2, reason: "id is missing" },
      { place: "/api/v1/groups", row: 3, reason: "id is missing" },
      { place: "/api/v1/groups", row: 4, reason: "id is missing" },
    ]);
    expect((await factsOf(inventory))["groups"]).toMatchObject({ state: "collected", complete: false });
  });

  it("a date that cannot be read is listed, and its user stays", async () => {
    const server = await started({ ...ORG, "/api/v1/users": [{ id: "u1", status: "ACTIVE", lastLogin: "last week" }] });
    const inventory = await collected(server);
    expect(await inventory.rows("SELECT id, lastSignIn FROM accounts WHERE clientId IS NULL AND status = 'ACTIVE' AND id = 'u1'")).toHaveLength(1);
    expect(await inventory.rows('SELECT place, "table", "row", "column", reason FROM rejects')).toEqual([
      { place: "/api/v1/users", table: "accounts", row: 1, column: "lastLogin", reason: "lastLogin is not a point in time" },
    ]);
    expect((await factsOf(inventory))["signin"]).toMatchObject({ state: "collected", complete: false });
  });

  it("being stopped keeps what was read", async () => {
    const server = await started();
    const inventory = await Inventory.open();
    closing.push(inventory);
    const stop = new AbortController();
    const context = collectContext(inventory, { OKTA_CLIENT_TOKEN: TOKEN }, stop.signal);
    const progress = { ...context.progress, finished: (_source: string, collection: string) => collection === "groups" && stop.abort() };
    await expect(oktaSource({ orgUrl: server.origin }).collect({ ...context, progress })).rejects.toBeInstanceOf(InterruptedError);
    expect(await inventory.rows("SELECT count(*)::INTEGER AS count FROM groups")).toEqual([{ count: 3 }]);
  });
});
