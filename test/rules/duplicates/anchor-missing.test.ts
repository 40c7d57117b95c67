import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/anchor-missing.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["no key at all", {}, {}, ["second"]],
    ["the same employee number", { employeeNumber: "7" }, { employeeNumber: "7" }, []],
    ["different employee numbers", { employeeNumber: "7" }, { employeeNumber: "8" }, ["second"]],
    ["a number on one side", { employeeNumber: "7" }, {}, ["second"]],
    ["the same immutable id, whatever its case", { onPremisesId: "AbC=" }, { onPremisesId: "aBc=" }, []],
    ["an external id that is the other's id", {}, { externalId: "first" }, []],
    ["the same external id", { externalId: "x" }, { externalId: "x" }, []],
    ["equal ids by chance", {}, { id: "first" }, ["first"]],
    ["the second is disabled", {}, { active: false }, []],
    ["the second is an admin account", {}, { kind: "admin" }, []],
    ["both in one directory", {}, { source: "corp" }, []],
  ])("%s", async (_why, first, second, expected) => {
    const accounts = [account({ id: "first", person: "ann", ...first }), account({ id: "second", source: "other", person: "ann", ...second })];
    expect(await found(rule, { accounts })).toEqual(expected);
  });

  it("takes a number on three people for a placeholder, and one on two for a number", async () => {
    const pair = (person: string, employeeNumber: string) => [
      account({ id: `${person}1`, person, employeeNumber }),
      account({ id: `${person}2`, source: "other", person, employeeNumber }),
    ];
    expect(await found(rule, { accounts: ["ann", "bob", "cy"].flatMap((person) => pair(person, "0000")) })).toHaveLength(3);
    expect(await found(rule, { accounts: ["ann", "bob"].flatMap((person) => pair(person, "0000")) })).toEqual([]);
  });

  it("measures by the account with the best keys, and gives its number", async () => {
    const accounts = [
      account({ id: "hr", source: "a", person: "ann", employeeNumber: "7" }),
      account({ id: "idp", source: "b", person: "ann", employeeNumber: "7" }),
      account({ id: "app", source: "c", person: "ann", displayName: "Ann" }),
    ];
    const { findings } = await audit(rule, { accounts }, { service: "okta" });
    expect(findings).toMatchObject([{ subject: "app", message: "Ann in c shares no employee number or immutable id with hr in a." }]);
    expect(findings[0]?.remediation.commands[0]).toContain(`-d '{"profile":{"employeeNumber":"7"}}'`);
  });
});
