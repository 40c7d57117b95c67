import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { Inventory } from "../../../src/inventory/inventory.js";
import { TABLES } from "../../../src/inventory/tables.js";
import { collectSources } from "../../../src/pipeline/collect.js";
import { entraSource } from "../../../src/sources/entra/source.js";
import { PATIENT } from "../../../src/sources/patience.js";
import { type Entity, type GraphServer, startGraph } from "../../servers/graph.js";
import { testFolder } from "../../support/folder.js";
import { directory } from "./directory.js";

const folder = testFolder();
const servers: GraphServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A tenant that can be edited while its server runs. */
type Tenant = Record<string, Entity[] | Entity>;

const tenantOf = (): Tenant => structuredClone(directory) as Tenant;

async function start(tenant: Tenant): Promise<GraphServer> {
  const server = await startGraph(tenant, { pageSize: 3 });
  servers.push(server);
  return server;
}

let files = 0;

/** Collects into a new snapshot, going on from an earlier one where one is given. */
async function collect(server: GraphServer, since?: string): Promise<string> {
  const path = join(folder.path, `${files++}.duckdb`);
  const inventory = await Inventory.open(path);
  try {
    if (since !== undefined) await inventory.attach(since, "previous");
    const source = entraSource({ baseUrl: server.origin, token: "test-token", patience: { ...PATIENT, firstWait: 0.001 } });
    const progress = { read() {}, waiting() {}, finished() {} };
    const options = { signal: new AbortController().signal, progress, now: new Date("2026-01-01T00:00:00Z"), env: {}, isKept: true };
    await collectSources(inventory, [source], { ...options, hasPrevious: since !== undefined }, () => undefined);
  } finally {
    await inventory.close();
  }
  return path;
}

/** Everything that a snapshot holds but for remarks on how it was read. */
async function contents(path: string): Promise<Record<string, unknown>> {
  const inventory = await Inventory.ofSnapshot(path);
  try {
    const tables = TABLES.filter(({ name }) => name !== "notes").map(
      async ({ name }) => [name, await inventory.rows(`SELECT to_json(t)::VARCHAR AS "row" FROM "${name}" AS t ORDER BY ALL`)] as const,
    );
    return Object.fromEntries(await Promise.all(tables));
  } finally {
    await inventory.close();
  }
}

const list = (tenant: Tenant, path: string): Entity[] => {
  const entities = tenant[path] ?? [];
  tenant[path] = entities;
  return Array.isArray(entities) ? entities : [];
};

const replace = (tenant: Tenant, path: string, id: string, change: object) => {
  tenant[path] = list(tenant, path).map((entity) => (entity["id"] === id ? { ...entity, ...change } : entity));
};

const USERS = ["ada", "bob", "cem", "gil", "guy", "new-1", "new-2"];
const GROUPS = ["g1", "g2", "g3", "g4", "g-new"];
const member = (id: string) => ({ "@odata.type": "#microsoft.graph.user", id });

/** Something that an administrator does. */
const edit = fc.oneof(
  fc.record({ what: fc.constant("user made" as const), id: fc.constantFrom("new-1", "new-2") }),
  fc.record({ what: fc.constant("user removed" as const), id: fc.constantFrom(...USERS.slice(1)) }),
  fc.record({ what: fc.constant("user changed" as const), id: fc.constantFrom(...USERS), to: fc.constantFrom("Ann", "Bea", "Cyd") }),
  fc.record({ what: fc.constant("user blocked" as const), id: fc.constantFrom(...USERS) }),
  fc.record({ what: fc.constant("manager set" as const), id: fc.constantFrom(...USERS), to: fc.constantFrom(...USERS) }),
  fc.record({ what: fc.constant("signed in" as const), id: fc.constantFrom(...USERS) }),
  fc.record({ what: fc.constant("factor lost" as const), id: fc.constantFrom(...USERS) }),
  fc.record({ what: fc.constant("group made" as const), id: fc.constant("g-new") }),
  fc.record({ what: fc.constant("group removed" as const), id: fc.constantFrom(...GROUPS) }),
  fc.record({ what: fc.constant("member added" as const), id: fc.constantFrom(...GROUPS), to: fc.constantFrom(...USERS) }),
  fc.record({ what: fc.constant("member removed" as const), id: fc.constantFrom(...GROUPS), to: fc.constantFrom(...USERS) }),
  fc.record({ what: fc.constant("owner added" as const), id: fc.constantFrom(...GROUPS), to: fc.constantFrom(...USERS) }),
);

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function apply(tenant: Tenant, { what, id, ...rest }: Edit): void {
  const to = "to" in rest ? rest.to : "";
  const has = (path: string) => list(tenant, path).some((entity) => entity["id"] === id);
  switch (what) {
    case "user made":
      if (!has("users")) list(tenant, "users").push({ id, userPrincipalName: `${id}@corp.example`, userType: "Member", accountEnabled: true });
      break;
    case "user removed":
      tenant["users"] = list(tenant, "users").filter((user) => user["id"] !== id);
      for (const path of Object.keys(tenant))
        if (/^groups\/.*\/members$/.test(path)) tenant[path] = list(tenant, path).filter((one) => one["id"] !== id);
      break;
    case "user changed":
      replace(tenant, "users", id, { displayName: to, surname: to });
      break;
    case "user blocked":
      replace(tenant, "users", id, { accountEnabled: false });
      break;
    case "manager set":
      replace(tenant, "users", id, { manager: { id: to } });
      break;
    case "signed in":
      replace(tenant, "users", id, { signInActivity: { lastSuccessfulSignInDateTime: "2025-12-30T00:00:00Z" } });
      break;
    case "factor lost":
      replace(tenant, "reports/authenticationMethods/userRegistrationDetails", id, { isMfaRegistered: false, methodsRegistered: [] });
      break;
    case "group made":
      if (!has("groups")) list(tenant, "groups").push({ id, displayName: "New", securityEnabled: true });
      break;
    case "group removed":
      tenant["groups"] = list(tenant, "groups").filter((group) => group["id"] !== id);
      delete tenant[`groups/${id}/members`];
      delete tenant[`groups/${id}/owners`];
      break;
    case "member added":
      if (has("groups") && !list(tenant, `groups/${id}/members`).some((one) => one["id"] === to))
        list(tenant, `groups/${id}/members`).push(member(to));
      break;
    case "member removed":
      tenant[`groups/${id}/members`] = list(tenant, `groups/${id}/members`).filter((one) => one["id"] !== to);
      break;
    case "owner added":
      if (has("groups") && !list(tenant, `groups/${id}/owners`).some((one) => one["id"] === to)) list(tenant, `groups/${id}/owners`).push(member(to));
  }
}

describe("a scan that goes on from an earlier snapshot", () => {
  it("ends in what a full one gives, whatever was edited in between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(edit, { maxLength: 8 }), { minLength: 1, maxLength: 3 }), async (rounds) => {
        const tenant = tenantOf();
        const server = await start(tenant);
        let snapshot = await collect(server);
        for (const edits of rounds) {
          for (const one of edits) apply(tenant, one);
          snapshot = await collect(server, snapshot);
          expect(await contents(snapshot)).toEqual(await contents(await collect(server)));
        }
      }),
      { numRuns: 6 },
    );
  }, 300_000);

  it("reads only users and members that have changed", async () => {
    const tenant = tenantOf();
    const server = await start(tenant);
    const first = await collect(server);
    replace(tenant, "users", "bob", { displayName: "Bob the Second" });
    list(tenant, "groups/g3/members").push(member("bob"));
    const before = server.requests.length;
    await collect(server, first);
    const asked = server.requests
      .slice(before)
      .map(({ path, query }) => `${path}${query.has("$expand") ? ` ${query.get("$expand")?.replace(/\(.*/, "")}` : ""}`);
    expect(asked).toContain("users/bob manager");
    expect(asked).toContain("groups/g3/members");
    expect(asked.filter((path) => /^users( manager|\/(ada|cem))/.test(path))).toEqual([]);
    // Owners are not tracked: of groups that have many they are read again, page by page.
    expect(new Set(asked.filter((path) => /^groups( members|\/g[124])/.test(path)))).toEqual(new Set(["groups/g4/owners"]));
  });

  it.each([
    ["the link holds no longer", (server: GraphServer) => server.fail("users/delta", { status: 410, code: "syncStateNotFound" }, { from: 2 })],
    ["Graph does not tell", (server: GraphServer) => server.fail("users/delta", { status: 501 }, { from: 2, times: 9 })],
  ])("reads everything where %s", async (_case, break_) => {
    const tenant = tenantOf();
    const server = await start(tenant);
    const first = await collect(server);
    break_(server);
    replace(tenant, "users", "bob", { displayName: "Bob the Second" });
    expect(await contents(await collect(server, first))).toEqual(await contents(await collect(server)));
  });

  it("reads everything where the earlier snapshot lacks something, or is of another tenant", async () => {
    const tenant = tenantOf();
    const server = await start(tenant);
    server.fail("users", { status: 500 }, { from: 2, times: 50 });
    const partial = await collect(server);
    const healthy = await start(tenant);
    expect(await contents(await collect(healthy, partial))).toEqual(await contents(await collect(healthy)));
    const other = { ...tenantOf(), organization: [{ id: "22222222-2222-2222-2222-222222222222", verifiedDomains: [] }] };
    const elsewhere = await start(other);
    expect(await contents(await collect(elsewhere, await collect(healthy)))).toEqual(await contents(await collect(elsewhere)));
  });
});
