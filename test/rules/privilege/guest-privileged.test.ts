import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/guest-privileged.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1, 2].map((tier) => ({ id: `r${tier}`, displayName: `Role ${tier}`, tier }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds guests with privilege by any path", async () => {
    const guest = (id: string, row = {}) => account({ id, kind: "guest", ...row });
    const accounts = [
      guest("tier 0"),
      guest("tier 1 by a group"),
      guest("eligible"),
      guest("tier 2"),
      guest("disabled", { active: false }),
      account({ id: "a member" }),
    ];
    const grants = [
      ...["tier 0", "disabled", "a member"].map((principal) => ({ principal, role: "r0" })),
      { principal: "g", role: "r1", principalType: "group" },
      { principal: "eligible", role: "r1", state: "eligible" },
      { principal: "tier 2", role: "r2" },
    ];
    const memberships = [{ group: "g", member: "tier 1 by a group" }];
    expect(await found(rule, { accounts, roles, grants, memberships })).toEqual(["eligible", "tier 0:critical", "tier 1 by a group"]);
  });

  it("names the role and the group", async () => {
    const grants = [{ principal: "g", role: "r1", principalType: "group" }];
    const memberships = [{ group: "g", member: "tom" }];
    const accounts = [account({ id: "tom", kind: "guest" })];
    const { findings } = await audit(rule, { accounts, roles, grants, memberships }, { service: "entra" });
    expect(findings[0]?.message).toBe("The guest tom holds Role 1, through g.");
    expect(findings[0]?.remediation.commands).toEqual(["az rest --method delete --url 'https://graph.microsoft.com/v1.0/groups/g/members/tom/$ref'"]);
  });
});
