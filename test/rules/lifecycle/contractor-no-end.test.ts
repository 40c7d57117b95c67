import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/contractor-no-end.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const contractor = (id: string, row = {}) => account({ id, userType: "Contractor", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds outside workers without a last day", async () => {
    const accounts = [
      contractor("no end"),
      contractor("external", { userType: "external" }),
      contractor("with an end", { leaveDate: "2026-12-31" }),
      contractor("an employee", { userType: "member" }),
      contractor("a guest", { kind: "guest" }),
      contractor("disabled", { active: false }),
      account({ id: "not stated" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["external", "no end"]);
  });

  it("does not take a last day that was not collected for none", async () => {
    const accounts = [contractor("nothing known"), contractor("hired, no end", { hireDate: "2026-01-01" })];
    expect(await found(rule, { accounts }, { facts: { hr: "partial" } })).toEqual(["hired, no end"]);
  });

  it("says so", async () => {
    const { findings } = await audit(rule, { accounts: [contractor("luis")] });
    expect(findings[0]?.message).toBe("luis works here as Contractor, and the account has no last day.");
  });
});
