import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/manager-left.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (manager: Change) => ({ accounts: [account({ id: "ann", manager: "boss" }), account({ id: "boss", ...manager })] }), [
    ["left 14 days ago", { active: false, leaveDate: "2026-05-18" }, ["ann"]],
    ["left 13 days ago", { active: false, leaveDate: "2026-05-19" }, []],
    ["disabled, by the status, 14 days ago", { active: false, statusChanged: "2026-05-18" }, ["ann"]],
    ["disabled, unknown when", { active: false }, []],
    ["left long ago, the account still works", { leaveDate: "2026-01-01" }, ["ann"]],
    ["there", {}, []],
    ["will leave", { leaveDate: "2026-07-01" }, []],
  ]);

  it("hears from the source of record that the manager has left", async () => {
    const accounts = [
      account({ id: "ann", manager: "boss" }),
      account({ id: "disabled", manager: "boss", active: false }),
      account({ id: "boss", person: "boss", displayName: "Karen" }),
      account({ id: "1", source: "hr", person: "boss", active: false, hireDate: "2020-01-01", leaveDate: "2026-04-24" }),
    ];
    const { findings } = await audit(rule, { accounts }, { sourceOfRecord: "hr" });
    expect(findings.map(({ subject, message }) => [subject, message])).toEqual([["ann", "The manager of ann, Karen, left on 2026-04-24."]]);
  });

  it("gives one finding a person", async () => {
    const accounts = ["corp", "other"].flatMap((source) => [
      account({ id: "ann", source, person: "ann", manager: "boss" }),
      account({ id: "boss", source, person: "boss", active: false, leaveDate: "2026-01-01" }),
    ]);
    expect(await found(rule, { accounts })).toEqual(["ann"]);
  });
});
