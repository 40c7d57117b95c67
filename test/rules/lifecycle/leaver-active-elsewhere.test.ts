import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/leaver-active-elsewhere.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const hr = account({ id: "1", source: "hr", person: "ann", active: false });
const idp = account({ id: "ann", source: "idp", person: "ann" });
const record = { sourceOfRecord: "hr" };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["out in HR, active elsewhere", {}, {}, ["ann"]],
    ["HR says when, and not whether", { active: null, leaveDate: "2026-05-01" }, {}, ["ann"]],
    ["the last day is to come", { active: null, leaveDate: "2026-06-02" }, {}, []],
    ["disabled everywhere", {}, { active: false }, []],
    ["not known whether active elsewhere", {}, { active: null }, []],
    ["employed", { active: true }, {}, []],
    ["about to begin", { hireDate: "2026-07-01" }, {}, []],
    ["waiting for the first sign-in", { status: "PROVISIONED" }, {}, []],
    ["a guest elsewhere", {}, { kind: "guest" }, []],
    ["somebody else", {}, { person: "bob" }, []],
    ["in the same directory: moved", {}, { source: "hr" }, []],
  ])("%s", async (_why, first, second, expected) => {
    expect(
      await found(
        rule,
        {
          accounts: [
            { ...hr, ...first },
            { ...idp, ...second },
          ],
        },
        record,
      ),
    ).toEqual(expected);
  });

  it("is no leaver who was hired again in the source of record", async () => {
    const accounts = [hr, account({ id: "2", source: "hr", person: "ann" }), idp];
    expect(await found(rule, { accounts }, record)).toEqual([]);
  });

  it("does not call somebody a leaver whom the source of record employs", async () => {
    const accounts = [{ ...hr, active: true }, idp, account({ id: "x", source: "old", person: "ann", active: false })];
    expect(await found(rule, { accounts }, record)).toEqual([]);
  });

  it("asks where no source of record is known", async () => {
    const { findings } = await audit(rule, { accounts: [hr, idp] });
    expect(findings).toMatchObject([{ subject: "ann", severity: "medium", message: "1 is disabled in hr and active as ann in idp." }]);
    expect(findings[0]?.remediation.summary).toBe("Find out which directory is right.");
  });

  it("names the account that is left", async () => {
    const { findings } = await audit(
      rule,
      {
        accounts: [
          { ...hr, everyday: false },
          { ...idp, displayName: "Ann" },
        ],
      },
      record,
    );
    expect(findings).toMatchObject([
      { severity: "high", people: ["ann"], message: "Ann is disabled in hr, which knows who has left, and active as ann in idp." },
    ]);
  });
});
