import { describe, expect, it } from "vitest";
import { Choices, planAll, planInputOf } from "../../src/fix/plan.js";
import { fingerprint, found, inputWith, traveller } from "../support/fix.js";
import { person, reportWith } from "../support/report.js";

const three = [found(1), found(2), found(3)];
const order = (...args: Parameters<typeof inputWith>) =>
  planAll(inputWith(...args)).fixes.map(({ finding, title, makesReady }) => [finding === null ? title : Number.parseInt(finding, 16), ...makesReady]);

describe("a plan", () => {
  it.each<readonly [string, Parameters<typeof inputWith>, readonly (readonly (number | string)[])[]]>([
    [
      "begins with what makes most people READY",
      [[traveller("a", [1]), traveller("b", [2]), traveller("c", [2])], three],
      [[2, "b", "c"], [1, "a"], [3]],
    ],
    ["then takes a step of most paths", [[traveller("a", [1, 2]), traveller("b", [2, 3])], three], [[2], [1, "a"], [3, "b"]]],
    [
      "goes on with what the steps before have made the last one",
      [[traveller("a", [1]), traveller("b", [1, 3]), traveller("c", [2, 3])], three],
      [
        [1, "a"],
        [3, "b"],
        [2, "c"],
      ],
    ],
    ["then goes by severity", [[], [found(1, { severity: "low" }), found(2, { severity: "critical" }), found(3)]], [[2], [3], [1]]],
    ["then by fingerprint", [[], [...three].reverse()], [[1], [2], [3]]],
    ["leaves out what is accepted", [[], [found(1, { status: "waived" }), found(2, { status: "known" })]], [[2]]],
    ["does not say READY of who cannot be", [[traveller("a", [1], { reachable: "CONDITIONAL" })], three], [[1], [2], [3]]],
  ])("%s", (_reason, input, expected) => {
    expect(order(...input)).toEqual(expected);
  });

  it("counts whom it makes READY", () => {
    expect(planAll(inputWith([traveller("a", [1]), traveller("b", [1, 2]), traveller("c", [], { verdict: "READY" })], three))).toMatchObject({
      schemaVersion: 1,
      scannedAt: "2026-06-01T00:00:00.000Z",
      makesReady: 2,
    });
  });

  it("holds the finding's evidence, steps and commands as they are", () => {
    const remediation = { summary: "Do it.", steps: ["First."], commands: ["okta DELETE /api/v1/api-tokens/t"] };
    const [fix] = planAll(inputWith([traveller("a", [1])], [found(1, { remediation, evidence: { age: 120 } })])).fixes;
    expect(fix).toMatchObject({
      id: fingerprint(1),
      ruleId: "authentication/no-mfa",
      subject: "corp/ann",
      evidence: { age: 120 },
      summary: "Do it.",
      steps: ["First."],
      commands: ["okta DELETE /api/v1/api-tokens/t"],
      helps: [{ id: "a", name: "Person a", gain: 10 }],
    });
  });

  it("turns evidence that is missing into one suggestion, with the reasons", () => {
    const collect = { pathToReady: [{ action: "Collect mfa, policies", subject: "okta", finding: null, gain: 26, upTo: true }] };
    const facts = { mfa: "denied", policies: "collected", roles: "collected", risk: "unsupported" } as const;
    const source = { id: "okta", facts, partial: ["policies"], reasons: { mfa: "/api/v1/users/each/factors: forbidden; needs okta.users.read" } };
    const { fixes } = planAll(inputWith([traveller("a", [], collect), traveller("b", [], collect)], [], [source]));
    expect(fixes).toMatchObject([
      {
        id: "Collect mfa, policies: okta",
        finding: null,
        makesReady: ["a", "b"],
        steps: [
          "Let the audit read mfa: /api/v1/users/each/factors: forbidden; needs okta.users.read.",
          "Let the audit read policies: not complete.",
          "Scan again.",
        ],
      },
    ]);
  });

  it("is made of a report as well", async () => {
    const path = { verdict: "BLOCKED" as const, score: { proven: 1, possible: 1 }, gates: [], dimensions: [] };
    const pathToReady = [{ action: "act", subject: "corp/ann", finding: fingerprint(1), gain: 3 }];
    const report = reportWith([person({ id: "p-1", readiness: { ...path, pathToReady } })], [found(1)]);
    expect(planAll(await planInputOf(report)).fixes.map(({ makesReady }) => makesReady)).toEqual([["p-1"]]);
  });
});

describe("choices", () => {
  it("offers the same again until it is answered", () => {
    const choices = new Choices(inputWith([], three));
    expect(choices.next()?.suggestion.id).toBe(choices.next()?.suggestion.id);
    expect(choices.count).toBe(3);
  });

  it("what is refused ends the paths that need it", () => {
    const choices = new Choices(inputWith([traveller("a", [1, 2]), traveller("b", [1, 2]), traveller("c", [3])], three));
    expect(choices.next()).toMatchObject({ suggestion: { id: fingerprint(3) }, makesReady: ["c"] });
    choices.skip();
    expect(choices.next()).toMatchObject({ suggestion: { id: fingerprint(1) }, makesReady: [] });
    choices.skip();
    // Nobody gets anywhere by it any more, but it is still a finding.
    expect(choices.next()).toMatchObject({ suggestion: { id: fingerprint(2) }, makesReady: [] });
    choices.choose();
    expect(choices.next()).toBeNull();
    expect(choices.plan()).toMatchObject({ makesReady: 0, fixes: [{ id: fingerprint(2) }] });
  });

  it("says what the next step brings once the first is chosen", () => {
    const choices = new Choices(inputWith([traveller("a", [1, 2]), traveller("b", [1, 2])], three));
    choices.next();
    choices.choose();
    expect(choices.next()).toMatchObject({ suggestion: { id: fingerprint(2) }, makesReady: ["a", "b"] });
  });

  it("a plan of nothing is a plan", () => {
    expect(planAll(inputWith([], []))).toEqual({ schemaVersion: 1, scannedAt: "2026-06-01T00:00:00.000Z", makesReady: 0, fixes: [] });
  });

  it("takes a hundred thousand people and findings in its stride", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => index);
    const plan = planAll(
      inputWith(
        many.map((index) => traveller(`p-${index}`, [index, (index * 7) % 1000])),
        many.map((index) => found(index)),
      ),
    );
    expect(plan).toMatchObject({ makesReady: 100_000 });
    expect(plan.fixes).toHaveLength(100_000);
  });
});
