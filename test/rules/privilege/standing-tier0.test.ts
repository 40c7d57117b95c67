import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/standing-tier0.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "ga", displayName: "Global Administrator", kind: "directory" },
  { id: "helpdesk", displayName: "Helpdesk Administrator", tier: 1 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds tier 0 that is there all the time, worst on the everyday account", async () => {
    const accounts = [
      account({ id: "direct" }),
      account({ id: "through nested groups" }),
      account({ id: "an admin account", kind: "admin" }),
      account({ id: "with an end" }),
      account({ id: "eligible" }),
      account({ id: "begins later" }),
      account({ id: "tier 1" }),
      account({ id: "a part of the directory" }),
      account({ id: "disabled", active: false }),
      account({ id: "a guest", kind: "guest" }),
      account({ id: "software", kind: "service" }),
      account({ id: "an agent", kind: "agent" }),
      account({ id: "emergency" }),
    ];
    const held = ["direct", "an admin account", "disabled", "a guest", "software", "an agent", "emergency"];
    const grants = [
      ...held.map((principal) => ({ principal, role: "ga", scope: "/" })),
      { principal: "outer", role: "ga", principalType: "group" },
      { principal: "with an end", role: "ga", end: "2026-06-02" },
      { principal: "eligible", role: "ga", state: "eligible" },
      { principal: "begins later", role: "ga", start: "2026-06-02" },
      { principal: "tier 1", role: "helpdesk" },
      { principal: "a part of the directory", role: "ga", scope: "/administrativeUnits/1" },
    ];
    const memberships = [
      { group: "outer", member: "inner", memberType: "group" },
      { group: "inner", member: "through nested groups" },
    ];
    const result = await found(rule, { accounts, roles, grants, memberships }, { breakGlass: ["corp/emergency"] });
    expect(result).toEqual(["an admin account:high", "direct", "through nested groups"]);
  });

  it.each(["unsupported", "not-requested"] as const)("finds it where eligibility is %s", async (eligibility) => {
    const grants = [{ principal: "ann", role: "ga" }];
    expect(await found(rule, { accounts: [account({ id: "ann" })], roles, grants }, { facts: { eligibility } })).toEqual(["ann"]);
  });

  it("makes the role eligible before it removes it", async () => {
    const grants = [{ principal: "ann", role: "ga", scope: "/" }];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann" })], roles, grants }, { service: "entra" });
    expect(findings[0]?.message).toBe("ann holds Global Administrator all the time, on the account for everyday work.");
    const commands = findings[0]?.remediation.commands ?? [];
    expect(commands[0]).toContain(`roleEligibilityScheduleRequests' --body '{"action":"adminAssign","principalId":"ann","roleDefinitionId":"ga"`);
    expect(commands[1]).toContain(`roleAssignmentScheduleRequests' --body '{"action":"adminRemove"`);
  });

  it("names the group that the role comes from", async () => {
    const grants = [{ principal: "g", role: "ga", principalType: "group" }];
    const memberships = [{ group: "g", member: "ann" }];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann" })], roles, grants, memberships }, { service: "okta" });
    expect(findings[0]?.evidence).toMatchObject({ directRoles: [], groups: ["g"] });
    expect(findings[0]?.remediation.commands.at(-1)).toContain("/api/v1/groups/g/users/ann");
  });
});
