import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/privileged.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1].map((tier) => ({ id: `r${tier}`, displayName: `Role ${tier}`, tier }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds agents that reach tier 0 by a role, a group or an ownership", async () => {
    const agents = ["a role", "a group", "eligible", "owns a group", "owns an app", "sponsors an app", "tier 1", "nothing"];
    const accounts = [
      ...agents.map((id) => account({ id, kind: "agent" })),
      account({ id: "disabled", kind: "agent", active: false }),
      account({ id: "app", kind: "service", displayName: "Backup" }),
      account({ id: "a human" }),
    ];
    const grants = [
      ...["a role", "disabled", "app", "a human"].map((principal) => ({ principal, role: "r0" })),
      { principal: "g", role: "r0", principalType: "group" },
      { principal: "eligible", role: "r0", state: "eligible" },
      { principal: "tier 1", role: "r1" },
    ];
    const owners = [
      { subject: "g", owner: "owns a group" },
      { subject: "app", owner: "owns an app" },
      { subject: "app", owner: "sponsors an app", role: "sponsor" },
    ];
    const groups = [{ id: "g", displayName: "Admins" }];
    const memberships = [{ group: "g", member: "a group" }];
    const { findings } = await audit(rule, { accounts, roles, grants, owners, groups, memberships });
    expect(findings.map(({ message }) => message)).toEqual([
      "The agent a group can take over the directory by Role 0.",
      "The agent a role can take over the directory by Role 0.",
      "The agent eligible can take over the directory by Role 0.",
      "The agent owns a group can take over the directory by the ownership of Admins.",
      "The agent owns an app can take over the directory by the ownership of Backup.",
    ]);
  });
});
