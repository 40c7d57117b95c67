import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/orphan-link.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const employee = account({ id: "hr-1", source: "hr", person: "ann", hireDate: "2020-01-01" });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["a stranger", {}, ["x"]],
    ["an employee", { person: "ann" }, []],
    ["disabled", { active: false }, []],
    ["a guest", { kind: "guest" }, []],
    ["a service", { kind: "service" }, []],
    ["new: 13 days old", { created: "2026-05-19" }, []],
    ["14 days old", { created: "2026-05-18" }, ["x"]],
    ["not yet begun", { hireDate: "2026-07-01" }, []],
    ["a contractor with a manager", { userType: "Contractor", manager: "m" }, []],
    ["a contractor without", { userType: "Contractor" }, ["x"]],
    ["an employee by type with a manager", { userType: "employee", manager: "m" }, ["x"]],
  ])("%s", async (_why, row, expected) => {
    expect(await found(rule, { accounts: [employee, account({ id: "x", ...row })] }, { sourceOfRecord: "hr" })).toEqual(expected);
  });

  it("accepts a contractor's sponsor", async () => {
    const accounts = [employee, account({ id: "m" }), account({ id: "x", userType: "contractor" })];
    const owners = [{ subject: "x", owner: "m", role: "sponsor" }];
    expect(await found(rule, { accounts, owners }, { sourceOfRecord: "hr" })).toEqual(["m"]);
  });

  it("takes the source that knows hiring dates for the one of record, and needs one", async () => {
    expect(await found(rule, { accounts: [employee, account({ id: "x" })] })).toEqual(["x"]);
    expect(await found(rule, { accounts: [{ ...employee, hireDate: null }, account({ id: "x" })] })).toEqual([]);
  });

  it("says nothing where not all accounts of the source of record were read", async () => {
    const accounts = [employee, account({ id: "x" })];
    expect(await found(rule, { accounts }, { factsOf: { hr: { accounts: "partial" } } })).toEqual([]);
    expect(await found(rule, { accounts }, { factsOf: { hr: { accounts: "failed" } } })).toEqual([]);
    expect(await found(rule, { accounts }, { factsOf: { corp: { accounts: "partial" } } })).toEqual(["x"]);
  });

  it("says which directory does not know the account", async () => {
    const { findings } = await audit(rule, { accounts: [employee, account({ id: "x" })] }, { service: "okta" });
    expect(findings[0]?.message).toBe("x is active in corp, and hr knows no such person.");
    expect(findings[0]?.remediation.commands[0]).toContain("/api/v1/users/x/lifecycle/suspend");
  });
});
