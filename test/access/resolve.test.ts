import { afterEach, describe, expect, it } from "vitest";
import { type AccessOptions, resolveAccess } from "../../src/access/resolve.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Tables } from "../support/inventory.js";
import { accessOver, NOW } from "./support.js";

let db: Inventory;
afterEach(() => db.close());

async function resolve(tables: Tables, options: Partial<AccessOptions> = {}): Promise<void> {
  db = await accessOver(tables, options);
}

const effective = () => db.rows<Record<string, unknown>>("SELECT * FROM effective_grants ORDER BY ALL");
const tiers = () => db.rows("SELECT id, standingTier, activeTier, eligibleTier FROM account_tiers ORDER BY ALL");

const GLOBAL_ADMIN = { id: "ga", displayName: "Global Administrator", kind: "directory" };
const HELP_DESK = { id: "hd", displayName: "Helpdesk Administrator", kind: "directory" };

describe("effective grants", () => {
  it("are what groups that contain each other pass on", async () => {
    await resolve({
      accounts: [{ id: "ann" }, { id: "bob" }],
      groups: [{ id: "team" }, { id: "admins" }],
      memberships: [
        { group: "team", member: "ann" },
        { group: "admins", member: "team" },
        { group: "team", member: "admins" },
        { group: "team", member: "team" },
      ],
      roles: [GLOBAL_ADMIN],
      grants: [{ principal: "admins", role: "ga", approval: true }],
    });
    expect(await effective()).toEqual([
      {
        source: "corp",
        account: "ann",
        role: "ga",
        scope: "/",
        state: "active",
        end: null,
        approval: true,
        direct: false,
        path: ["team", "admins"],
        tier: 0,
      },
    ]);
  });

  it("follow twenty levels of nesting", async () => {
    const level = (i: number) => `g${String(i).padStart(2, "0")}`;
    await resolve({
      accounts: [{ id: "ann" }],
      memberships: [
        { group: level(0), member: "ann" },
        ...Array.from({ length: 19 }, (_, i) => ({ group: level(i + 1), member: level(i), memberType: "group" })),
      ],
      grants: [{ principal: level(19), role: "ga", principalType: "group" }],
    });
    expect(await effective()).toMatchObject([{ account: "ann", path: Array.from({ length: 20 }, (_, i) => level(i)) }]);
  });

  it.each([
    ["ended a second ago", { end: "2026-05-31T23:59:59Z" }, 0],
    ["ends now", { end: "2026-06-01T00:00:00Z" }, 0],
    ["ends in a second", { end: "2026-06-01T00:00:01Z" }, 1],
    ["begins now", { start: "2026-06-01T00:00:00Z" }, 1],
    ["begins in a second", { start: "2026-06-01T00:00:01Z" }, 0],
    ["names a role nobody listed", { role: "unlisted" }, 1],
    ["names an account that is gone", { principal: "gone" }, 0],
    ["says group of what is an account", { principalType: "group" }, 0],
  ])("a grant that %s: %i", async (_what, grant, count) => {
    await resolve({ accounts: [{ id: "ann" }], roles: [HELP_DESK], grants: [{ principal: "ann", role: "hd", ...grant }] });
    expect(await effective()).toHaveLength(count);
  });

  it("keep apart what is active, what must be activated, and what ends", async () => {
    await resolve({
      accounts: [{ id: "ann" }],
      groups: [{ id: "team" }],
      memberships: [{ group: "team", member: "ann", memberType: "account" }],
      roles: [GLOBAL_ADMIN, HELP_DESK],
      grants: [
        { principal: "ann", role: "ga", state: "eligible" },
        { principal: "ann", role: "ga", state: "active", end: "2026-06-01T08:00:00Z" },
        { principal: "team", role: "ga", state: "eligible" },
        { principal: "team", role: "hd" },
      ],
    });
    expect(await effective()).toMatchObject([
      { role: "ga", state: "active", direct: true },
      { role: "ga", state: "eligible", direct: true, path: [] },
      { role: "hd", state: "active", direct: false, path: ["team"] },
    ]);
    expect(await tiers()).toEqual([{ id: "ann", standingTier: 1, activeTier: 0, eligibleTier: 0 }]);
  });

  it.each<[string, string, string, number, number?]>([
    ["the whole directory", "/", "directory", 0],
    ["an administrative unit", "/administrativeUnits/1", "directory", 1],
    ["an administrative unit, of a role whose tier is stated", "/administrativeUnits/1", "directory", 0, 0],
    ["one application, by an application's permission", "/app", "application", 0],
    ["a resource set nobody looked into", "set-1", "custom", 0],
  ])("over %s", async (_what, scope, kind, tier, stated) => {
    await resolve({
      accounts: [{ id: "ann" }],
      roles: [
        { id: "r", displayName: "RoleManagement.ReadWrite.Directory", kind, tier: stated, permissions: ["RoleManagement.ReadWrite.Directory"] },
      ],
      grants: [{ principal: "ann", role: "r", scope }],
    });
    expect(await effective()).toMatchObject([{ scope, tier }]);
  });

  it("come from the source of the group only", async () => {
    await resolve({
      accounts: [{ id: "ann" }, { id: "ann", source: "other" }],
      groups: [{ id: "team" }, { id: "team", source: "other" }],
      memberships: [{ group: "team", member: "ann", source: "other" }],
      grants: [{ principal: "team", role: "ga" }],
    });
    expect(await effective()).toEqual([]);
  });

  it("are the same when they are put together as when they are written out", async () => {
    const many = 200_001;
    await resolve({
      accounts: [{ id: "ann" }, { id: "bob" }],
      groups: [{ id: "team" }],
      memberships: [{ group: "team", member: "ann", memberType: "account" }],
      roles: [GLOBAL_ADMIN],
      grants: [{ principal: "team", role: "ga" }],
    });
    const written = await effective();
    await db.run(
      `INSERT INTO grants (source, principal, role, "end") SELECT 'corp', 'bob', 'ga', TIMESTAMP '2026-06-02' + to_seconds(i) FROM range(${many}) AS t(i)`,
    );
    await resolveAccess(db, { now: NOW });
    expect(await db.rows("SELECT * FROM effective_grants WHERE account = 'ann'")).toEqual(written);
    expect(await db.rows("SELECT count(*) AS count FROM effective_grants")).toEqual([{ count: BigInt(many + 1) }]);
  });
});

describe("carrying groups", () => {
  it("have the best tier that membership gives, and the way to it", async () => {
    await resolve({
      groups: [{ id: "team" }, { id: "admins" }, { id: "idle" }],
      memberships: [{ group: "admins", member: "team", memberType: "group" }],
      roles: [GLOBAL_ADMIN, HELP_DESK],
      grants: [
        { principal: "admins", role: "ga", state: "eligible" },
        { principal: "team", role: "hd" },
      ],
    });
    expect(await db.rows(`SELECT * FROM carrying_groups ORDER BY "group"`)).toEqual([
      { source: "corp", group: "admins", tier: 0, role: "ga", path: ["admins"] },
      { source: "corp", group: "team", tier: 0, role: "ga", path: ["team", "admins"] },
    ]);
  });
});

describe("delegations", () => {
  it.each([
    ["for a person", { principal: "ann", scopes: ["User.Read"] }, { principal: "ann", person: "p-ann", tier: 2, offline: false }],
    ["for everybody", { principal: "*", scopes: ["User.Read", "offline_access"] }, { principal: null, person: null, tier: 2, offline: true }],
    ["for nobody known", { principal: "gone", scopes: ["User.Read"] }, { principal: "gone", person: null, tier: 2 }],
    ["of the strongest scope", { principal: "ann", scopes: ["User.Read", "Mail.Send", "Directory.AccessAsUser.All"] }, { tier: 0 }],
    ["of no scope", { principal: "ann", scopes: [] }, { tier: 2, scopes: [], offline: false }],
    ["that ends in a second", { principal: "ann", scopes: ["User.Read"], expires: "2026-06-01T00:00:01Z" }, { principal: "ann" }],
  ])("%s", async (_what, consent, expected) => {
    await resolve({
      accounts: [
        { id: "ann", kind: "human" },
        { id: "bot", kind: "agent" },
      ],
      consents: [{ id: "c1", client: "bot", resource: "Graph", ...consent }],
    });
    expect(await db.rows("SELECT * FROM delegations")).toMatchObject([
      { source: "corp", agent: "bot", resource: "Graph", consent: "c1", scopes: consent.scopes, ...expected },
    ]);
  });

  it("are over when the consent has ended", async () => {
    await resolve({
      accounts: [{ id: "bot", kind: "agent" }],
      consents: [{ client: "bot", principal: "*", resource: "Graph", scopes: ["User.Read"], expires: "2026-06-01T00:00:00Z" }],
    });
    expect(await db.rows("SELECT * FROM delegations")).toEqual([]);
  });
});

it("gives the same tables when it is run again", async () => {
  await resolve({
    accounts: [{ id: "ann" }],
    groups: [{ id: "team" }],
    memberships: [{ group: "team", member: "ann" }],
    grants: [{ principal: "team", role: "Super Administrator" }],
  });
  const before = await effective();
  await resolveAccess(db, { now: NOW });
  expect(await effective()).toEqual(before);
});

it("knows roles that only a grant names, by their id", async () => {
  await resolve({ accounts: [{ id: "ann" }], grants: [{ principal: "ann", role: "62e90394-69f5-4237-9190-012177145e10" }] });
  expect(await db.rows("SELECT displayName, tier, basis FROM role_tiers")).toEqual([
    { displayName: "Global Administrator", tier: 0, basis: "listed" },
  ]);
});
