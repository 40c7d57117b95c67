import { afterEach, describe, expect, it } from "vitest";
import { mapControl } from "../../../src/access/control/map.js";
import { controlLine, pathsToTier0 } from "../../../src/access/control/path.js";
import type { Inventory } from "../../../src/inventory/inventory.js";
import type { Row } from "../../../src/inventory/tables.js";
import type { Tables } from "../../support/inventory.js";
import { accessOver } from "../support.js";

let db: Inventory | undefined;
afterEach(async () => {
  await db?.close();
  db = undefined;
});

const ROLES = [
  { id: "hd", displayName: "Helpdesk Administrator", kind: "directory" },
  { id: "gr", displayName: "Groups Administrator", kind: "directory" },
  { id: "rm", displayName: "RoleManagement.ReadWrite.Directory", kind: "application" },
  { id: "ga", displayName: "Global Administrator", kind: "directory" },
];
const UNIT = "/administrativeUnits/desk";

/** Ways of `mei`, who holds a role over a unit, to tier 0, which `sam` has through the application that he owns. */
async function ways(role: string, scope: string, tables: Tables): Promise<string[]> {
  db = await accessOver({
    sources: [{ id: "corp", kind: "entra" }],
    roles: ROLES,
    accounts: [{ id: "mei" }, { id: "sam" }, { id: "eve" }, { id: "app", kind: "service", clientId: "app-id" }],
    ...tables,
    groups: [{ id: "admins" }, { id: "team" }, { id: "inner" }],
    memberships: [
      { group: "team", member: "inner", memberType: "group" },
      { group: "inner", member: "sam", memberType: "account" },
    ],
    grants: [{ principal: "mei", role, scope }, { principal: "app", role: "rm" }, { principal: "admins", role: "ga" }, ...(tables.grants ?? [])],
    owners: [{ subject: "app", owner: "sam" }],
  });
  await mapControl(db);
  return (await pathsToTier0(db, { source: "corp", id: "mei" })).map(controlLine);
}

const unit = (row: Row = {}): Row => ({ id: UNIT, kind: "administrative-unit", complete: true, ...row });
const inUnit = (member: string, memberType: string | null = "account"): Row => ({ unit: UNIT, member, memberType });

describe("a role over a unit", () => {
  it.each<[string, Row[], Row[], boolean]>([
    ["that nobody listed", [], [], true],
    ["whose members were not all listed", [unit({ complete: false })], [inUnit("eve")], true],
    ["that holds the account", [unit()], [inUnit("eve"), inUnit("sam")], true],
    ["that holds it, of no stated type", [unit()], [inUnit("sam", null)], true],
    ["that holds others", [unit()], [inUnit("eve")], false],
    ["that is empty", [unit()], [], false],
    ["that holds everybody", [unit()], [inUnit("*")], true],
    ["that holds the group that the account is in", [unit()], [inUnit("team", "group")], false],
    ["that holds the members of that group, however deep", [unit()], [inUnit("team", "members")], true],
    ["that holds the members of another group", [unit()], [inUnit("admins", "members")], false],
  ])("%s: reaches the account: %s", async (_what, units, members, reaches) => {
    expect(await ways("hd", UNIT, { units, unit_members: members })).toHaveLength(reaches ? 1 : 0);
  });

  it.each<[string, Row[], boolean]>([
    ["that holds the group", [inUnit("admins", "group")], true],
    ["that holds the group, of no stated type", [inUnit("admins", null)], true],
    ["that holds every group", [inUnit("*", "group")], true],
    ["that holds every account", [inUnit("*", "account")], false],
    ["that holds the group's members only", [inUnit("admins", "members")], false],
    ["that holds another group", [inUnit("team", "group")], false],
  ])("%s: reaches the group: %s", async (_what, members, reaches) => {
    expect(await ways("gr", UNIT, { units: [unit()], unit_members: members })).toHaveLength(reaches ? 1 : 0);
  });
});

describe("a restricted unit", () => {
  it.each<[string, string, boolean, boolean]>([
    ["the whole directory", "/", true, false],
    ["the unit itself", UNIT, true, true],
    ["the account", "sam", true, false],
    ["the whole directory, were it not restricted", "/", false, true],
  ])("leaves its members to its own administrators: a role over %s", async (_what, scope, restricted, reaches) => {
    expect(await ways("hd", scope, { units: [unit({ restricted })], unit_members: [inUnit("sam")] })).toHaveLength(reaches ? 1 : 0);
  });
});

describe("an Okta role over a resource set", () => {
  const okta = async (permissions: readonly string[], members: readonly Row[], complete = true): Promise<string[]> => {
    db = await accessOver({
      sources: [{ id: "corp", kind: "okta" }],
      roles: [
        { id: "SUPER_ADMIN", displayName: "Super Administrator", kind: "directory" },
        { id: "custom", displayName: "Regional desk", kind: "custom", permissions },
      ],
      accounts: [{ id: "mei" }, { id: "boss" }, { id: "sync", kind: "service", clientId: "sync-id" }],
      units: [{ id: "set", kind: "resource-set", complete }],
      unit_members: members.map((row) => ({ unit: "set", ...row })),
      grants: [
        { principal: "mei", role: "custom", scope: "set" },
        { principal: "boss", role: "SUPER_ADMIN" },
        { principal: "sync", role: "SUPER_ADMIN" },
      ],
    });
    await mapControl(db);
    return (await pathsToTier0(db, { source: "corp", id: "mei" })).map(controlLine);
  };

  it.each<[string, readonly string[], readonly Row[], string[]]>([
    ["resets nobody outside", ["okta.users.credentials.resetPassword"], [{ member: "other", memberType: "account" }], []],
    [
      "resets whom it holds",
      ["okta.users.credentials.resetPassword"],
      [{ member: "*", memberType: "account" }],
      ["tier 0 of corp in 1 step: mei —as Regional desk resets the password or factors of→ boss —holds Super Administrator"],
    ],
    ["takes no application outside", ["okta.apps.manage"], [{ member: "wiki", memberType: "application" }], []],
    [
      "takes the applications that it holds",
      ["okta.apps.manage"],
      [{ member: "sync", memberType: "application" }],
      ["tier 0 of corp in 1 step: mei —as Regional desk rules over→ sync —holds Super Administrator"],
    ],
    [
      "grants roles wherever it is",
      ["okta.iam.manage"],
      [{ member: "wiki", memberType: "application" }],
      ["tier 0 of corp in 0 steps: mei —holds Regional desk"],
    ],
  ])("%s", async (_what, permissions, members, expected) => {
    expect(await okta(permissions, members)).toEqual(expected);
  });

  it("may be anything while it was not read in full", async () => {
    expect(await okta(["okta.apps.manage"], [{ member: "wiki", memberType: "application" }], false)).toEqual([
      "tier 0 of corp in 0 steps: mei —holds Regional desk",
    ]);
  });
});
