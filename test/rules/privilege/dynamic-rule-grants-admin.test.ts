import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/dynamic-rule-grants-admin.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "r1", displayName: "Helpdesk Administrator", tier: 1 },
  { id: "r2", tier: 2 },
];
const accounts = [account({ id: "ann" })];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds rules that make administrators, worst by what people write themselves", async () => {
    const groups = [
      { id: "by department", dynamicRule: 'user.department -eq "IT"' },
      { id: "by nick name", dynamicRule: 'user.nickname == "root"' },
      { id: "by hand" },
      { id: "tier 2", dynamicRule: 'user.department -eq "IT"' },
    ];
    const grants = [
      ...["by department", "by nick name", "by hand"].map((principal) => ({ principal, role: "r1" })),
      { principal: "tier 2", role: "r2" },
    ];
    expect(await found(rule, { accounts, roles, groups, grants })).toEqual(["by department", "by nick name:critical"]);
  });

  it("names the attribute", async () => {
    const groups = [{ id: "g", displayName: "Desk", dynamicRule: "user.mobilePhone != null" }];
    const { findings } = await audit(rule, { accounts, roles, groups, grants: [{ principal: "g", role: "r1" }] });
    expect(findings[0]?.message).toBe("Whoever fits the rule of Desk gets Helpdesk Administrator, and people can change mobilePhone themselves.");
  });

  it("names who can change the attribute of others and gets more by it", async () => {
    const { findings } = await audit(
      rule,
      {
        accounts: [account({ id: "ua", displayName: "Uma" }), account({ id: "ga" }), account({ id: "gone", active: false })],
        roles: [
          { id: "ua", displayName: "User Administrator", kind: "directory" },
          { id: "ga", displayName: "Global Administrator", kind: "directory" },
        ],
        groups: [{ id: "g", displayName: "Admins", dynamicRule: 'user.department -eq "IT"' }],
        grants: [
          { principal: "g", role: "ga" },
          { principal: "ga", role: "ga" },
          ...["ua", "ga", "gone"].map((principal) => ({ principal, role: "ua" })),
        ],
      },
      { service: "entra" },
    );
    expect(findings.map(({ message }) => message)).toEqual([
      "Whoever fits the rule of Admins gets Global Administrator; 1 account can change others' attributes: Uma.",
    ]);
  });
});
