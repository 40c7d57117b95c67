import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { FIELDS, type Field } from "../../src/people/fields.js";
import { CLASSES } from "../../src/people/score.js";
import { added, percent, waterfall } from "../../src/report/waterfall.js";

const pair = {
  a: "corp/1",
  b: "app/2",
  probability: 1 / (1 + 2 ** -3),
  decision: "review",
  evidence: [
    { field: "prior", outcome: "two human accounts of two directories", weight: -9.5 },
    { field: "family name", outcome: "equal", weight: 10 },
    { field: "family name", outcome: "rare value", weight: 2.5 },
  ],
} as const;

describe("waterfall", () => {
  it("adds up line by line", () => {
    expect(waterfall(pair, 80)).toEqual([
      "corp/1 and app/2: for a human to decide",
      "                                                 bits      sum",
      "prior: two human accounts of two directories    -9.50    -9.50",
      "family name: equal                             +10.00    +0.50",
      "family name: rare value                         +2.50    +3.00",
      "probability 1 / (1 + 2^-sum)                             88.9%",
    ]);
  });

  it("gives the sums as numbers too", () => {
    const { steps, bits } = added(pair.evidence);
    expect(steps.map((step) => step.sum)).toEqual([-9.5, 0.5, 3]);
    expect(bits).toBe(3);
  });

  it("says what a human decided, and what the evidence alone would have said", () => {
    const decided = {
      ...pair,
      decision: "match",
      probability: 1,
      evidence: [...pair.evidence, { field: "decision", outcome: "same person", weight: null }],
    } as const;
    expect(waterfall(decided, 80).slice(-2)).toEqual([
      "decision: same person                         decided by a human",
      "probability by the evidence alone                        88.9%",
    ]);
  });

  it("is no wider than a terminal of 80 columns, or of 50, whatever the outcome", () => {
    const fields: readonly Field[] = FIELDS;
    const evidence = [
      ...CLASSES.map((outcome) => ({ field: "prior", outcome, weight: -12.34 })),
      ...fields.flatMap((field) => field.levels.map(({ outcome }) => ({ field: field.name, outcome, weight: 12.34 }))),
      { field: "rivals", outcome: "other accounts of one of the directories fit too", weight: -1 },
    ];
    for (const width of [80, 50]) for (const line of waterfall({ ...pair, evidence }, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  it("shows a hostile key, and does not obey it", () => {
    const [head = ""] = waterfall({ ...pair, a: "corp/\u001b[2J\u202e1" }, 80);
    expect(head).toContain("corp/\\u{1b}[2J\\u{202e}1");
  });

  it.each([
    [0.99999, ">99.9%"],
    [0.00001, "<0.1%"],
    [0.5, "50.0%"],
    [1, "100%"],
    [0, "0%"],
  ])("never rounds to certainty: %d", (probability, expected) => {
    expect(percent(probability)).toBe(expected);
  });
});
