import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/global-admin-count.js";
import { account, audit, found, isUnknownWithoutFacts, type TestAccount, tellsApart } from "../../support/rule.js";

const roles = [{ id: "ga", displayName: "Global Administrator" }];
const grantsTo = (accounts: readonly TestAccount[], row = {}) => accounts.map(({ id }) => ({ principal: id, role: "ga", ...row }));
const people = (number: number) => Array.from({ length: number }, (_, i) => account({ id: `a${i}` }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (number: number) => ({ accounts: people(number), roles, grants: grantsTo(people(number)) }), [
    ["1 person", 1, ["corp"]],
    ["2 people", 2, []],
    ["8 people", 8, []],
    ["9 people", 9, ["corp"]],
    ["16 people", 16, ["corp"]],
    ["17 people", 17, ["corp:high"]],
  ]);

  it("counts people, eligible ones and emergency accounts, and nobody who is disabled", async () => {
    const accounts = [
      account({ id: "a", person: "ann" }),
      account({ id: "a-admin", kind: "admin", person: "ann" }),
      account({ id: "gone", active: false }),
    ];
    const { findings } = await audit(rule, { accounts, roles, grants: grantsTo(accounts, { state: "eligible" }) }, { breakGlass: ["corp/a"] });
    expect(findings[0]).toMatchObject({ evidence: { number: 1, emergency: 1, holders: ["a", "a-admin"] }, everyone: ["corp"] });
    expect(findings[0]?.message).toBe("1 person can hold the highest role of corp, at least 2 should.");
  });

  it("finds nobody where nobody holds it", async () => {
    expect(await found(rule, { accounts: people(1), roles })).toEqual(["corp"]);
    expect(await found(rule, { accounts: people(1), roles: [{ id: "x", displayName: "Other" }] })).toEqual([]);
  });

  it("calls nothing too few that may not have been listed", async () => {
    const tables = { accounts: people(1), roles, grants: grantsTo(people(1)) };
    expect(await found(rule, tables, { facts: { roles: "partial" } })).toEqual([]);
    expect(await found(rule, tables, { facts: { eligibility: "denied" } })).toEqual([]);
    expect(await found(rule, tables, { facts: { eligibility: "unsupported" } })).toEqual(["corp"]);
  });
});
