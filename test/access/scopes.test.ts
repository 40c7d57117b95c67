import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAdministration, isReading, leastScopes, reachedTier } from "../../src/access/scopes.js";
import { GRAPH_PERMISSIONS } from "../../src/access/tiers/graph-permissions.js";
import { NARROWER } from "../../src/access/tiers/narrower.js";
import { scopeTier } from "../../src/access/tiers.js";

describe("what a scope is", () => {
  it.each([
    ["Mail.Read", true, false],
    ["https://graph.microsoft.com/Mail.ReadWrite", false, false],
    ["User.Read", true, false],
    ["User.Read.All", true, true],
    ["offline_access", true, false],
    ["RoleManagement.ReadWrite.Directory", false, true],
    ["okta.users.read", true, true],
    ["okta.users.manage", false, true],
    ["user_impersonation", false, true],
    ["payroll:read", true, false],
    ["payroll:write", false, false],
  ])("%s: reads %s, administers %s", (scope, reads, administers) => {
    expect([isReading(scope), isAdministration(scope)]).toEqual([reads, administers]);
  });
});

describe("what a scope comes to", () => {
  it.each([
    ["Directory.AccessAsUser.All", null, 2],
    ["Directory.AccessAsUser.All", 1, 1],
    ["Directory.AccessAsUser.All", 0, 0],
    ["okta.users.manage", 0, 1],
    ["Mail.Send", null, 1],
    ["Mail.Read", 0, 2],
  ] as const)("%s for somebody whose best tier is %s: %i", (scope, best, tier) => {
    expect(reachedTier(scope, best)).toBe(tier);
  });
});

describe("the least scopes", () => {
  it.each<[string, string[], string[]]>([
    ["what is harmless stays", ["Calendars.Read", "User.Read"], ["Calendars.Read", "User.Read"]],
    ["what is wide gets narrow", ["Mail.ReadWrite", "Sites.FullControl.All"], ["Mail.Read", "Sites.Selected"]],
    ["what has nothing narrower goes", ["Mail.Send", "User.Read"], ["User.Read"]],
    ["what another includes goes", ["User.Read.All", "User.Read", "User.ReadBasic.All"], ["User.Read.All"]],
    ["what lasts goes", ["User.Read", "offline_access"], ["User.Read"]],
    ["addresses are left away", ["https://graph.microsoft.com/User.Read"], ["User.Read"]],
    ["nothing is nothing", [], []],
  ])("%s", (_what, scopes, keep) => {
    expect(leastScopes(scopes).keep).toEqual(keep);
  });

  it("are of tier 2, whatever was asked for, in whatever order", () => {
    const scopes = GRAPH_PERMISSIONS.filter((permission) => permission.delegated !== null).map((permission) => permission.name);
    fc.assert(
      fc.property(fc.shuffledSubarray(scopes, { maxLength: 8 }), (asked) => {
        const { keep } = leastScopes(asked);
        expect(keep.filter((scope) => scopeTier(scope) < 2)).toEqual([]);
        expect(leastScopes([...asked].reverse())).toEqual(leastScopes(asked));
      }),
    );
  });

  it("replace only by what is of tier 2 and does nothing more", () => {
    for (const [wide, narrow] of Object.entries(NARROWER)) {
      expect(scopeTier(wide), wide).toBeLessThanOrEqual(2);
      expect(scopeTier(narrow), narrow).toBe(2);
    }
  });
});
