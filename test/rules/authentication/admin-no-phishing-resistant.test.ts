import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/admin-no-phishing-resistant.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1, 2].map((tier) => ({ id: `r${tier}`, tier }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds administrators whose best factor can be phished", async () => {
    const accounts = [
      account({ id: "tier 0", mfa: "strong" }),
      account({ id: "tier 1 by a group", mfa: "weak" }),
      account({ id: "eligible", mfa: "strong" }),
      account({ id: "tier 2", mfa: "strong" }),
      account({ id: "no role", mfa: "strong" }),
      account({ id: "passkey", mfa: "phishing-resistant" }),
      account({ id: "no factor", mfa: "none" }),
      account({ id: "disabled", mfa: "strong", active: false }),
      account({ id: "a guest", mfa: "strong", kind: "guest" }),
    ];
    const grants = [
      ...["tier 0", "passkey", "no factor", "disabled", "a guest"].map((principal) => ({ principal, role: "r0" })),
      { principal: "g", role: "r1", principalType: "group" },
      { principal: "eligible", role: "r0", state: "eligible" },
      { principal: "tier 2", role: "r2" },
    ];
    const memberships = [{ group: "g", member: "tier 1 by a group" }];
    expect(await found(rule, { accounts, roles, grants, memberships })).toEqual(["eligible", "tier 0", "tier 1 by a group"]);
  });

  it("names the tier", async () => {
    const { findings } = await audit(rule, { accounts: [account({ id: "ann", mfa: "weak" })], roles, grants: [{ principal: "ann", role: "r0" }] });
    expect(findings[0]?.message).toBe("ann administers (tier 0) and has only weak factors.");
  });
});
