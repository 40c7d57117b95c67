import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/pim-no-approval.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "ga", displayName: "Global Administrator" },
  { id: "pra", displayName: "Privileged Role Administrator" },
  { id: "ua", displayName: "User Administrator" },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds the highest roles that anybody eligible activates alone", async () => {
    const accounts = ["ann", "bob"].map((id) => account({ id }));
    const grants = [
      { principal: "ann", role: "ga", state: "eligible", approval: false },
      { principal: "bob", role: "ga", state: "eligible", approval: false },
      { principal: "ann", role: "pra", state: "eligible", approval: true },
      { principal: "ann", role: "ua", state: "eligible", approval: false },
    ];
    const { findings } = await audit(rule, { accounts, roles, grants });
    expect(findings).toMatchObject([{ subject: "ga", message: "Global Administrator can be activated by 2 principals without anybody's approval." }]);
    expect(findings).toHaveLength(1);
  });

  it("concludes nothing where approval is not known, or the role is held anyway", async () => {
    const grants = [
      { principal: "ann", role: "ga", state: "eligible" },
      { principal: "ann", role: "pra", state: "active", approval: false },
      { principal: "ann", role: "pra", state: "eligible", approval: false, end: "2026-06-01" },
    ];
    expect((await audit(rule, { accounts: [account({ id: "ann" })], roles, grants })).findings).toEqual([]);
  });
});
