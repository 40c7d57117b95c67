import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/role-combination.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = ["Maker", "Checker", "Payroll Clerk"].map((displayName) => ({ id: displayName.toLowerCase(), displayName, tier: 2 }));
const options = { pairs: ["Maker + Checker", "Maker + Payroll Clerk"] };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds both duties on one person, on whichever accounts", async () => {
    const accounts = [
      account({ id: "both" }),
      account({ id: "one of two", person: "spread" }),
      account({ id: "two of two", kind: "admin", person: "spread" }),
      account({ id: "one only" }),
      account({ id: "approved" }),
      account({ id: "eligible without approval" }),
    ];
    const grants = [
      { principal: "both", role: "maker" },
      { principal: "both", role: "checker" },
      { principal: "one of two", role: "maker" },
      { principal: "two of two", role: "checker" },
      { principal: "one only", role: "maker" },
      { principal: "approved", role: "maker" },
      { principal: "approved", role: "checker", state: "eligible", approval: true },
      { principal: "eligible without approval", role: "maker" },
      { principal: "eligible without approval", role: "checker", state: "eligible", approval: false },
    ];
    const { findings } = await audit(rule, { accounts, roles, grants }, { options });
    expect(findings.map(({ subject, evidence }) => [subject, evidence["accounts"]])).toEqual([
      ["p-both", ["corp/both"]],
      ["p-eligible without approval", ["corp/eligible without approval"]],
      ["spread", ["corp/one of two", "corp/two of two"]],
    ]);
    expect(findings[0]).toMatchObject({ severity: "medium", people: ["p-both"], message: "both holds both Maker and Checker, on corp/both." });
  });

  it("is worse where money is concerned, and takes a role's id for its name", async () => {
    const grants = [
      { principal: "ann", role: "maker" },
      { principal: "ann", role: "payroll clerk" },
    ];
    const tables = { accounts: [account({ id: "ann" })], roles, grants };
    expect(await found(rule, tables, { options })).toEqual(["p-ann:high"]);
    expect(await found(rule, tables, { options: { pairs: ["maker + payroll clerk"] } })).toEqual(["p-ann:high"]);
    expect(await found(rule, tables, { options: { pairs: ["corp/MAKER + corp/payroll clerk"] } })).toEqual(["p-ann:high"]);
    expect(await found(rule, tables, { options: { pairs: ["other/maker + payroll clerk"] } })).toEqual([]);
    expect(await found(rule, tables)).toEqual([]);
  });
});
