import { afterEach, describe, expect, it } from "vitest";
import { mapControl } from "../../../src/access/control/map.js";
import { controlLine, pathsToTier0 } from "../../../src/access/control/path.js";
import type { Inventory } from "../../../src/inventory/inventory.js";
import type { Tables } from "../../support/inventory.js";
import { accessOver } from "../support.js";

let db: Inventory;
afterEach(() => db.close());

const ENTRA = [
  { id: "ga", displayName: "Global Administrator", kind: "directory" },
  { id: "hd", displayName: "Helpdesk Administrator", kind: "directory" },
  { id: "ua", displayName: "User Administrator", kind: "directory" },
  { id: "pa", displayName: "Password Administrator", kind: "directory" },
  { id: "gr", displayName: "Groups Administrator", kind: "directory" },
  { id: "aa", displayName: "Application Administrator", kind: "directory" },
  { id: "ai", displayName: "Agent ID Administrator", kind: "directory" },
  { id: "pay", displayName: "Payroll clerk", kind: "entitlement" },
  { id: "rm", displayName: "RoleManagement.ReadWrite.Directory", kind: "application" },
  { id: "gm", displayName: "GroupMember.ReadWrite.All", kind: "application" },
];
const PEOPLE = [{ id: "mei" }, { id: "sam" }, { id: "eve" }];
const SOFTWARE = [
  { id: "app", kind: "service", clientId: "app-id" },
  { id: "bot", kind: "agent", clientId: "bot-id" },
];

/** The ways from `mei` to tier 0, as lines. */
async function ways(tables: Tables, from = "mei"): Promise<string[]> {
  db = await accessOver({ sources: [{ id: "corp", kind: "entra" }], roles: ENTRA, accounts: [...PEOPLE, ...SOFTWARE], ...tables });
  await mapControl(db);
  return (await pathsToTier0(db, { source: "corp", id: from })).map(controlLine);
}

describe("ways to tier 0", () => {
  it.each<[string, Tables, string[]]>([
    ["holding it", { grants: [{ principal: "mei", role: "ga" }] }, ["in 0 steps: mei —holds Global Administrator"]],
    ["activating it", { grants: [{ principal: "mei", role: "ga", state: "eligible" }] }, ["in 1 step: mei —activates Global Administrator"]],
    ["nothing", { grants: [{ principal: "mei", role: "pay" }] }, []],
    [
      "owning an application that has it",
      { grants: [{ principal: "app", role: "rm" }], owners: [{ subject: "app", owner: "mei" }] },
      ["in 1 step: mei —owns→ app —holds RoleManagement.ReadWrite.Directory"],
    ],
    ["sponsoring it only", { grants: [{ principal: "app", role: "rm" }], owners: [{ subject: "app", owner: "mei", role: "sponsor" }] }, []],
    [
      "owning a group that a group with the role is made of",
      {
        groups: [{ id: "admins" }, { id: "team" }],
        memberships: [{ group: "admins", member: "team", memberType: "group" }],
        grants: [{ principal: "admins", role: "ga" }],
        owners: [{ subject: "team", owner: "mei" }],
      },
      ["in 1 step: mei —owns→ team —carries Global Administrator"],
    ],
    [
      "being in a group that owns",
      {
        groups: [{ id: "owners" }, { id: "inner" }],
        memberships: [
          { group: "owners", member: "inner", memberType: "group" },
          { group: "inner", member: "mei", memberType: "account" },
        ],
        grants: [{ principal: "app", role: "rm" }],
        owners: [{ subject: "app", owner: "owners" }],
      },
      ["in 1 step: mei —is in→ inner —is in→ owners —owns→ app —holds RoleManagement.ReadWrite.Directory"],
    ],
    [
      "resetting the password of such an owner",
      {
        grants: [
          { principal: "mei", role: "hd" },
          { principal: "app", role: "rm" },
        ],
        owners: [{ subject: "app", owner: "sam" }],
      },
      ["in 2 steps: mei —as Helpdesk Administrator resets the password or factors of→ sam —owns→ app —holds RoleManagement.ReadWrite.Directory"],
    ],
    [
      "resetting through somebody else who resets",
      {
        grants: [
          { principal: "mei", role: "ua", state: "eligible" },
          { principal: "sam", role: "hd" },
          { principal: "eve", role: "pay" },
          { principal: "app", role: "rm" },
        ],
        owners: [{ subject: "app", owner: "sam" }],
      },
      ["in 3 steps: mei —as User Administrator resets the password or factors of→ sam —owns→ app —holds RoleManagement.ReadWrite.Directory"],
    ],
    [
      "adding members to a group that is not protected",
      {
        groups: [{ id: "admins" }],
        grants: [
          { principal: "mei", role: "gr" },
          { principal: "admins", role: "ga" },
        ],
      },
      ["in 1 step: mei —as Groups Administrator adds members to→ admins —carries Global Administrator"],
    ],
    [
      "the same with a protected group",
      {
        groups: [{ id: "admins", roleAssignable: true }],
        grants: [
          { principal: "mei", role: "gr" },
          { principal: "admins", role: "ga" },
        ],
      },
      [],
    ],
    [
      "editing what a rule reads",
      {
        groups: [{ id: "admins", roleAssignable: true, dynamicRule: "user.department -eq 'IT'" }],
        grants: [
          { principal: "mei", role: "ua" },
          { principal: "admins", role: "ga" },
        ],
      },
      ["in 1 step: mei —as User Administrator edits the attribute that fills→ admins —carries Global Administrator"],
    ],
    [
      "a strong role over one object",
      {
        grants: [
          { principal: "mei", role: "aa", scope: "/app" },
          { principal: "app", role: "rm" },
        ],
      },
      ["in 1 step: mei —as Application Administrator rules over→ app —holds RoleManagement.ReadWrite.Directory"],
    ],
    [
      "a strong role over another object",
      {
        grants: [
          { principal: "mei", role: "aa", scope: "/bot" },
          { principal: "app", role: "rm" },
        ],
      },
      [],
    ],
    [
      "adding a credential to an agent",
      {
        grants: [
          { principal: "mei", role: "ai" },
          { principal: "bot", role: "rm" },
        ],
      },
      ["in 1 step: mei —as Agent ID Administrator adds a credential to→ bot —holds RoleManagement.ReadWrite.Directory"],
    ],
  ])("%s", async (_what, tables, expected) => {
    expect(await ways(tables)).toEqual(expected.map((line) => `tier 0 of corp ${line}`));
  });

  it.each<[string, Tables, boolean]>([
    ["nobody's role", {}, true],
    ["an entitlement", { grants: [{ principal: "sam", role: "pay" }] }, true],
    ["another helpdesk administrator", { grants: [{ principal: "sam", role: "hd" }] }, true],
    ["a role that it may not touch", { grants: [{ principal: "sam", role: "gr" }] }, false],
    ["such a role, not activated", { grants: [{ principal: "sam", role: "gr", state: "eligible" }] }, true],
    [
      "both",
      {
        grants: [
          { principal: "sam", role: "hd" },
          { principal: "sam", role: "gr" },
        ],
      },
      false,
    ],
    ["a place in a protected group", { groups: [{ id: "g", roleAssignable: true }], memberships: [{ group: "g", member: "sam" }] }, false],
    ["a place in an ordinary group", { groups: [{ id: "g", roleAssignable: false }], memberships: [{ group: "g", member: "sam" }] }, true],
  ])("a helpdesk administrator resets somebody with %s: %s", async (_what, tables, resets) => {
    const lines = await ways({
      ...tables,
      grants: [...(tables.grants ?? []), { principal: "mei", role: "hd" }, { principal: "app", role: "rm" }],
      owners: [{ subject: "app", owner: "sam" }],
    });
    expect(lines).toHaveLength(resets ? 1 : 0);
  });

  it("leads through nobody who is disabled", async () => {
    const tables = (active: boolean): Tables => ({
      accounts: [{ id: "mei" }, { id: "sam", active }, { id: "app", kind: "service", clientId: "app-id" }],
      grants: [
        { principal: "mei", role: "hd" },
        { principal: "app", role: "rm" },
      ],
      owners: [{ subject: "app", owner: "sam" }],
    });
    expect(await ways(tables(true))).toHaveLength(1);
    await db.close();
    expect(await ways(tables(false))).toEqual([]);
  });

  it("stays inside what a scope names", async () => {
    const tables = (scope: string): Tables => ({
      groups: [{ id: "desk" }],
      memberships: [{ group: "desk", member: "eve", memberType: "account" }],
      grants: [
        { principal: "mei", role: "hd", scope },
        { principal: "app", role: "rm" },
      ],
      owners: [{ subject: "app", owner: "sam" }],
    });
    expect(await ways(tables("desk"))).toEqual([]);
    await db.close();
    expect(await ways(tables("sam desk"))).toHaveLength(1);
    await db.close();
    // Nobody collected what the unit holds: it may hold him.
    expect(await ways(tables("/administrativeUnits/1"))).toHaveLength(1);
  });

  it("goes through agents that act for everybody", async () => {
    const line = await ways(
      {
        grants: [{ principal: "sam", role: "ga" }],
        consents: [{ client: "bot", principal: "*", resource: "Graph", scopes: ["Directory.AccessAsUser.All"] }],
      },
      "bot",
    );
    expect(line).toEqual(["tier 0 of corp in 1 step: bot —acts for→ sam —holds Global Administrator"]);
  });

  it("crosses from the directory that accounts come from", async () => {
    const lines = await ways({
      sources: [
        { id: "corp", kind: "ldap" },
        { id: "cloud", kind: "entra" },
      ],
      accounts: [...PEOPLE, { id: "cloud-sam", source: "cloud", externalId: "sam" }],
      roles: [...ENTRA, { id: "da", displayName: "Domain Admins" }, { source: "cloud", id: "ga", displayName: "Global Administrator" }],
      grants: [
        { principal: "mei", role: "da" },
        { source: "cloud", principal: "cloud-sam", role: "ga" },
      ],
    });
    expect(lines).toEqual([
      "tier 0 of corp in 0 steps: mei —holds Domain Admins",
      "tier 0 of cloud in 1 step: mei —holds Domain Admins→ corp —signs in as whoever it fills:→ cloud-sam —holds Global Administrator",
    ]);
  });

  it("leaves Okta's administrators' groups to those who may touch them", async () => {
    const okta = (granted: string): Tables => ({
      sources: [{ id: "corp", kind: "okta" }],
      roles: [
        { id: "GROUP_MEMBERSHIP_ADMIN", displayName: "Group Membership Administrator", kind: "directory" },
        { id: "SUPER_ADMIN", displayName: "Super Administrator", kind: "directory" },
        { id: "strong", displayName: "RoleManagement.ReadWrite.Directory", kind: "application" },
      ],
      groups: [{ id: "admins" }],
      grants: [
        { principal: "mei", role: "GROUP_MEMBERSHIP_ADMIN" },
        { principal: "admins", role: granted },
      ],
    });
    expect(await ways(okta("SUPER_ADMIN"))).toEqual([]);
    await db.close();
    expect(await ways(okta("strong"))).toHaveLength(1);
  });
});
