import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/anchor-conflict.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const both = ["ann", "bob"];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["other given name", { givenName: "Bob" }, both],
    ["other birth date", { birthDate: "1981-01-01" }, both],
    ["two rows of one directory", { source: "corp" }, both],
    ["the same given name in other letters", { givenName: "ánn" }, []],
    ["nothing that contradicts", {}, []],
    ["one person", { givenName: "Bob", person: "p-ann" }, []],
    ["another number", { givenName: "Bob", employeeNumber: "8" }, []],
    ["of the same organisation, whatever its case", { givenName: "Bob", organization: "CORP " }, both],
    ["of another organisation, which counts its own employees", { givenName: "Bob", organization: "Subsidiary" }, []],
    ["a service account", { givenName: "Bob", kind: "service" }, []],
  ])("%s", async (_why, second, expected) => {
    const ann = account({ id: "ann", givenName: "Ann", birthDate: "1980-01-01", employeeNumber: "7", organization: "Corp" });
    expect(await found(rule, { accounts: [ann, account({ id: "bob", source: "other", employeeNumber: "7", ...second })] })).toEqual(expected);
  });

  it("takes a value on three people for a placeholder", async () => {
    const accounts = ["ann", "bob", "cy"].map((id) => account({ id, givenName: id, employeeNumber: "0000" }));
    expect(await found(rule, { accounts })).toEqual([]);
  });

  it("tells the two kinds of key apart", async () => {
    const key = { employeeNumber: "7", onPremisesId: "x" };
    const accounts = [account({ id: "ann", givenName: "Ann", ...key }), account({ id: "bob", givenName: "Bob", ...key })];
    const { findings } = await audit(rule, { accounts });
    expect(findings.map(({ subject, evidence }) => [subject, evidence["anchor"], evidence["others"]])).toEqual([
      ["ann", "employee number", ["corp/bob"]],
      ["ann", "immutable id", ["corp/bob"]],
      ["bob", "employee number", ["corp/ann"]],
      ["bob", "immutable id", ["corp/ann"]],
    ]);
  });
});
