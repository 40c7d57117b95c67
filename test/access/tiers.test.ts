import { describe, expect, it } from "vitest";
import { ACTIVE_DIRECTORY_RIGHTS, ACTIVE_DIRECTORY_ROLES } from "../../src/access/tiers/active-directory.js";
import { ENTRA_ACTIONS_FROM } from "../../src/access/tiers/entra-actions.js";
import { ENTRA_ROLES } from "../../src/access/tiers/entra-roles.js";
import { GRAPH_GROUPS } from "../../src/access/tiers/graph-groups.js";
import { GRAPH_PERMISSIONS, GRAPH_PERMISSIONS_FROM, OTHER_PERMISSIONS } from "../../src/access/tiers/graph-permissions.js";
import { tierKey } from "../../src/access/tiers/list.js";
import { OKTA_PERMISSIONS, OKTA_ROLES, OKTA_SCOPES } from "../../src/access/tiers/okta.js";
import { judgeScope, type RoleFacts, roleTier, scopeTier } from "../../src/access/tiers.js";

const role = (facts: Partial<RoleFacts>): RoleFacts => ({
  source: "corp",
  id: "r-1",
  displayName: null,
  kind: null,
  tier: null,
  permissions: null,
  ...facts,
});

describe("the tier of a role", () => {
  it.each([
    ["an id", { id: "62e90394-69f5-4237-9190-012177145e10" }, 0, "listed"],
    ["an id in capitals", { id: "E8611AB8-C189-46E8-94E1-60213AB1F814" }, 0, "listed"],
    ["a name", { displayName: "Global Administrator" }, 0, "listed"],
    ["an older name", { displayName: "Company Administrator" }, 0, "listed"],
    ["the API's word", { id: "SUPER_ADMIN" }, 0, "listed"],
    ["the console's word", { displayName: "Super Administrator", kind: "directory" }, 0, "listed"],
    ["a name in another spelling", { displayName: "super-admin" }, 0, "listed"],
    ["tier 1", { displayName: "User Administrator" }, 1, "listed"],
    ["what only reads", { displayName: "Global Reader" }, 2, "listed"],
    ["a protected group", { displayName: "Domain Admins" }, 0, "listed"],
    ["an application permission", { displayName: "RoleManagement.ReadWrite.Directory", kind: "application" }, 0, "listed"],
    ["an application permission by id", { id: "sp-1/9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", kind: "application" }, 0, "listed"],
    ["a service app's scope", { id: "okta.users.manage", kind: "application", permissions: ["okta.users.manage"] }, 1, "listed"],
    ["an application's own administrators", { displayName: "Administrators", kind: "application" }, 2, "guessed"],
    ["an application's own role of a directory's name", { displayName: "Global Administrator", kind: "application" }, 2, "guessed"],
    [
      "a custom role with the name of a strong one",
      { displayName: "Super Administrator", kind: "custom", permissions: ["okta.users.read"] },
      2,
      "guessed",
    ],
    ["a custom role that resets passwords", { kind: "custom", permissions: ["okta.users.read", "okta.users.credentials.manage"] }, 1, "guessed"],
    [
      "a custom role that grants roles",
      { kind: "custom", permissions: ["microsoft.directory/roleAssignments/allProperties/allTasks"] },
      0,
      "guessed",
    ],
    ["a custom role that adds secrets", { kind: "custom", permissions: ["microsoft.directory/applications/credentials/update"] }, 0, "guessed"],
    ["a custom role that reads roles", { kind: "custom", permissions: ["microsoft.directory/roleAssignments/standard/read"] }, 2, "guessed"],
    ["permissions of an unknown service", { permissions: ["iam:roles:write"] }, 0, "guessed"],
    ["the same words in an application", { kind: "entitlement", permissions: ["iam:roles:write"] }, 1, "guessed"],
    ["nothing", {}, 2, "guessed"],
    ["the directory's own statement", { displayName: "Global Administrator", tier: 2 }, 2, "stated"],
    ["a statement that is no tier", { displayName: "Global Administrator", tier: 7 }, 0, "listed"],
  ])("by %s", (_what, facts, tier, basis) => {
    expect(roleTier(role(facts))).toMatchObject({ tier, basis });
  });

  it.each([["App/Payroll admin"], ["application/payroll admin"], ["Payroll Admin"], ["r-1"], ["corp/r-1"], ["corp/Payroll admin"]])(
    "by the configuration's %s, above all else",
    (name) => {
      const payroll = role({ displayName: "Payroll admin", kind: "application", tier: 2 });
      expect(roleTier(payroll, new Map([[name.toLowerCase(), 0]]))).toEqual({ tier: 0, basis: "stated", why: "set in the configuration" });
      expect(roleTier({ ...payroll, id: "r-2", displayName: "Other" }, new Map([[name.toLowerCase(), 0]])).tier).toBe(2);
    },
  );
});

describe("the tier of a scope", () => {
  it.each([
    ["Directory.AccessAsUser.All", 0],
    ["RoleManagement.ReadWrite.Directory", 0],
    ["https://graph.microsoft.com/RoleManagement.ReadWrite.Directory", 0],
    ["okta.roles.manage", 0],
    ["okta.users.manage", 1],
    ["okta.users.read", 2],
    ["Mail.Send", 1],
    ["Mail.Read", 2],
    ["Files.ReadWrite.All", 1],
    ["User.Read", 2],
    ["offline_access", 2],
    ["https://graph.microsoft.com/.default", 1],
    ["*", 1],
    ["payroll.payments.write", 1],
    ["payroll.read", 2],
    ["weather.write", 2],
    ["", 2],
  ])("%s is %i", (scope, tier) => {
    expect(scopeTier(scope)).toBe(tier);
  });

  it("says when it is a guess", () => {
    expect(judgeScope("Mail.Send").basis).toBe("listed");
    expect(judgeScope("payroll.payments.write").basis).toBe("guessed");
  });
});

describe("the lists", () => {
  const lists = { ENTRA_ROLES, OKTA_ROLES, OKTA_PERMISSIONS, OKTA_SCOPES, ACTIVE_DIRECTORY_ROLES, ACTIVE_DIRECTORY_RIGHTS };

  it.each(Object.entries(lists))("%s name nothing twice, and where they are from", (_name, list) => {
    const keys = list.entries.flatMap(({ name, id, also }) => [...new Set([name, ...(also ?? []), ...(id === undefined ? [] : [id])].map(tierKey))]);
    expect(keys).toEqual([...new Set(keys)]);
    expect(list.from).toMatch(/^https:\/\//);
  });

  it.each([ENTRA_ACTIONS_FROM, GRAPH_PERMISSIONS_FROM])("of other shapes name their reference too: %s", (from) => {
    expect(from).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });

  it("weigh a delegated scope no heavier than the same application permission", () => {
    const heavier = [...GRAPH_PERMISSIONS, ...OTHER_PERMISSIONS].filter(
      ({ application, delegated }) => application !== null && delegated !== null && delegated < application,
    );
    expect(heavier).toEqual([]);
    const names = GRAPH_PERMISSIONS.map((permission) => permission.name);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe("the lists of Graph's permissions", () => {
  const grouped = GRAPH_GROUPS.flatMap(({ names }) => names.trim().split(/\s+/));
  const single = GRAPH_PERMISSIONS.map(({ name }) => name);

  it("have each permission once", () => {
    const all = [...grouped, ...single].map(tierKey);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });

  it.each<[string, number, number]>([
    ["ServicePrincipalEndpoint.ReadWrite.All", 0, 0],
    ["UserAuthMethod-Passkey.ReadWrite", 1, 1],
    ["ThreatHunting.Read.All", 1, 2],
    ["ChatMessage.Send", 2, 1],
    ["TeamsTab.Create", 2, 2],
    ["PrintJob.Read.All", 1, 2],
  ])("%s", (name, application, delegated) => {
    expect(roleTier(role({ displayName: name, kind: "application" }))).toMatchObject({ tier: application, basis: "listed" });
    expect(judgeScope(name)).toMatchObject({ tier: delegated, basis: "listed" });
  });
});
