import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/identifier-reused.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const holder = account({ id: "new", userName: "j.doe@corp", employeeNumber: "2", created: "2026-03-01" });
const earlier = account({ id: "old", userName: "old@corp", emails: ["J.Doe@corp"], employeeNumber: "1", active: false, leaveDate: "2025-12-31" });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (second: Change, first: Change) => ({
      accounts: [
        { ...holder, ...second },
        { ...earlier, ...first },
      ],
    }),
    [
      ["an address that passed on", {}, {}, ["new"]],
      ["the earlier account is still active", {}, { active: true }, []],
      ["the same employee: a new account", {}, { employeeNumber: "2" }, []],
      ["whose number is not known", {}, { employeeNumber: null }, []],
      ["different immutable ids", { employeeNumber: null, onPremisesId: "b" }, { employeeNumber: null, onPremisesId: "a" }, ["new"]],
      ["in another directory", {}, { source: "other" }, []],
      ["another address", {}, { emails: ["other@corp"] }, []],
      ["364 days later", { created: "2026-12-30" }, {}, ["new"]],
      ["a year later", { created: "2026-12-31" }, {}, []],
      ["made before the other left", { created: "2025-12-31" }, {}, []],
      ["nobody knows when the other left", {}, { leaveDate: null }, []],
    ],
  );

  it("says from whom and when", async () => {
    const { findings } = await audit(rule, { accounts: [holder, earlier] });
    expect(findings[0]?.message).toBe("j.doe@corp got j.doe@corp on 2026-03-01; until 2025-12-31 it named somebody else (old).");
  });
});
