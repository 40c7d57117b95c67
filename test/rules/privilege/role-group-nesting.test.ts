import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/role-group-nesting.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "r1", displayName: "Helpdesk Administrator", tier: 1 },
  { id: "r2", tier: 2 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds groups that carry privilege unprotected, or from inside another", async () => {
    const groups = [
      { id: "protected", roleAssignable: true },
      { id: "nested in it", roleAssignable: false },
      { id: "unprotected", roleAssignable: false },
      { id: "of a directory without protection" },
      { id: "nested there" },
      { id: "filled by a rule", roleAssignable: false, dynamicRule: "user.department -eq 'IT'" },
      { id: "tier 2", roleAssignable: false },
    ];
    const grants = [
      ...["protected", "unprotected", "of a directory without protection", "filled by a rule"].map((principal) => ({ principal, role: "r1" })),
      { principal: "tier 2", role: "r2" },
    ];
    const memberships = [
      { group: "protected", member: "nested in it", memberType: "group" },
      { group: "of a directory without protection", member: "nested there", memberType: "group" },
    ];
    const owners = [{ subject: "unprotected", owner: "ann" }];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann" })], roles, groups, grants, memberships, owners });
    expect(findings.map(({ subject, message }) => [subject, message])).toEqual([
      ["nested in it", "Members of nested in it hold Helpdesk Administrator through protected."],
      ["nested there", "Members of nested there hold Helpdesk Administrator through of a directory without protection."],
      ["unprotected", "unprotected carries Helpdesk Administrator and is not protected as a group that holds roles."],
    ]);
    expect(findings.map(({ people }) => people)).toEqual([[], [], ["p-ann"]]);
  });
});
