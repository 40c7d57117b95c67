import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/review-link-open.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["an open link", {}, "review", ["ann"]],
    ["a link that was decided", {}, "match", []],
    ["an account of the pair is disabled", { active: false }, "review", []],
    ["employee numbers settle it", { employeeNumber: "2" }, "review", []],
    ["the same employee number settles nothing here", { employeeNumber: "1" }, "review", ["ann"]],
    ["they are one person by another link", { person: "p-ann" }, "review", []],
  ] as const)("%s", async (_why, second, decision, expected) => {
    const accounts = [account({ id: "ann", employeeNumber: "1" }), account({ id: "anne", source: "other", ...second })];
    const { findings } = await audit(rule, { accounts }, { links: [{ a: "corp/ann", b: "other/anne", decision, probability: 0.71 }] });
    expect(findings.map(({ subject }) => subject)).toEqual(expected);
  });

  it("concerns both people", async () => {
    const accounts = [account({ id: "ann", displayName: "Ann Lee" }), account({ id: "anne", source: "other" })];
    const { findings } = await audit(rule, { accounts }, { links: [{ a: "corp/ann", b: "other/anne", decision: "review", probability: 0.71 }] });
    expect(findings).toMatchObject([
      { people: ["p-ann", "p-anne"], message: "Ann Lee (corp/ann) and other/anne (other/anne) may be one person: probability 0.71." },
    ]);
  });
});
