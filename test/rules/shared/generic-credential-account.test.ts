import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/generic-credential-account.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const login = (id: string, row = {}) => account({ id, kind: "test", leaveDate: "2026-06-15", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds test logins without a near end or without an owner", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "left", active: false }),
      login("in order"),
      login("led by somebody", { manager: "ann" }),
      login("30 days left", { leaveDate: "2026-07-01" }),
      login("31 days left", { leaveDate: "2026-07-02" }),
      login("no end", { leaveDate: null }),
      login("no owner"),
      login("owner left"),
      login("disabled", { active: false, leaveDate: null }),
      login("a human", { kind: "human", leaveDate: null }),
    ];
    const owned = ["in order", "30 days left", "31 days left", "no end", "disabled", "a human"].map((subject) => ({ subject, owner: "ann" }));
    const owners = [...owned, { subject: "owner left", owner: "left" }];
    const facts = { hr: "collected", owners: "collected" } as const;
    expect(await found(rule, { accounts, owners }, { facts })).toEqual(["31 days left", "no end", "no owner", "owner left"]);
  });

  it("does not take for missing what was not collected", async () => {
    const accounts = [login("no end, no owner", { leaveDate: null })];
    expect(await found(rule, { accounts })).toEqual([]);
    expect(await found(rule, { accounts }, { facts: { owners: "collected" } })).toEqual(["no end, no owner"]);
  });

  it("says what is missing", async () => {
    const { findings } = await audit(rule, { accounts: [login("test1", { leaveDate: null })] }, { facts: { hr: "collected" } });
    expect(findings[0]?.message).toBe("The test login test1 is enabled, with no day on which it ends, and nobody answers for it.");
  });
});
