import { describe, expect, it } from "vitest";
import { type Case, evidenceOf } from "../../src/readiness/case.js";
import { evaluate } from "../../src/readiness/evaluate.js";
import { settingsOf } from "../../src/readiness/settings.js";
import { finding, gap } from "../support/readiness.js";

const settings = settingsOf();
const judge = (facts: Partial<Case>) => evaluate(evidenceOf({ items: [], gaps: [], guest: false, ...facts }), settings);
const scores = (facts: Partial<Case>) => Object.fromEntries(judge(facts).dimensions.map(({ id, proven, possible }) => [id, [proven, possible]]));

describe("the worked examples", () => {
  const ana = { items: [finding("phishing-resistant", "medium"), finding("no-unused-grant", "low"), finding("reviewed", "medium")] };
  const ben = {
    items: [finding("no-shadow-path", "high"), finding("no-personal-secret", "high")],
    gaps: [
      gap(["second-factor", "phishing-resistant", "no-weaker-way", "personal-factors"], ["mfa"]),
      gap(["second-factor", "no-weaker-way", "tokens-expire", "log-names-both"], ["mfa"]),
      gap(["reviewed"]),
    ],
  };
  const cy = {
    items: [
      finding("one-everyday-account", "high", { fails: ["one-identity"] }),
      finding("shared-anchor", "low"),
      finding("no-standing-privilege", "critical", { fails: ["no-standing-tier0"] }),
      finding("narrow-scopes", "high"),
    ],
  };

  it("Ana is READY with small faults", () => {
    expect(judge(ana)).toMatchObject({ verdict: "READY", score: { proven: 96.9, possible: 96.9 }, envelope: "full", conditions: [] });
    expect(scores(ana)).toMatchObject({
      "single-identity": [100, 100],
      "strong-authentication": [91, 91],
      "least-privilege": [98, 98],
      "ownership-review": [91, 91],
    });
  });

  it("Ben is CONDITIONAL for lack of evidence", () => {
    expect(judge(ben)).toMatchObject({ verdict: "CONDITIONAL", score: { proven: 64.4, possible: 93.4 }, envelope: "none" });
    expect(judge(ben).conditions).toEqual([
      "gate mfa is unknown",
      "64.4 of the score is proven, below 80",
      "0 of strong-authentication is proven, below 50",
      "40 of containment is proven, below 50",
    ]);
    expect(scores(ben)).toEqual({
      "single-identity": [100, 100],
      "strong-authentication": [0, 100],
      "least-privilege": [82, 82],
      "ownership-review": [70, 100],
      "credential-hygiene": [70, 70],
      "delegation-hygiene": [100, 100],
      containment: [40, 100],
    });
  });

  it("Cy is BLOCKED in spite of a good score", () => {
    expect(judge(cy)).toMatchObject({ verdict: "BLOCKED", score: { proven: 82.6, possible: 82.6 }, envelope: "none" });
    expect(judge(cy).conditions).toEqual(["gate one-identity fails", "gate no-standing-tier0 fails"]);
    expect(scores(cy)).toMatchObject({ "single-identity": [73, 73], "least-privilege": [55, 55], "delegation-hygiene": [70, 70] });
  });
});

describe("a score", () => {
  it.each([
    ["nothing wrong", [], 100],
    ["what only informs", [finding("second-factor", "info")], 100],
    ["a waived finding", [finding("second-factor", "critical", { waived: true })], 100],
    ["one low finding: 40 points of a fifth, a tenth of them lost", [finding("second-factor", "low")], 99.2],
    ["two findings multiply: 40 × 0.7 × 0.9 leaves 25.2 of 40", [finding("second-factor", "medium"), finding("second-factor", "low")], 97],
    ["six low ones count", Array.from({ length: 6 }, () => finding("no-standing-privilege", "low")), 95.3],
    ["the seventh does not", Array.from({ length: 7 }, () => finding("no-standing-privilege", "low")), 95.3],
  ])("%s", (_reason, items, proven) => {
    expect(judge({ items }).score.proven).toBe(proven);
  });

  it("is rounded down where it is proven and up where it is possible", () => {
    const items = [finding("second-factor", "medium"), finding("second-factor", "low")];
    expect(judge({ items, gaps: [gap(["reviewed"])] }).score).toEqual({ proven: 94, possible: 97.1 });
  });

  it("is one number when everything is known, however it rounds", () => {
    const items = [finding("second-factor", "medium"), finding("second-factor", "low")];
    expect(judge({ items }).score).toEqual({ proven: 97, possible: 97 });
  });

  it("follows the weights, which need not add up to 100", () => {
    const weights = { "single-identity": 1, "strong-authentication": 3, "least-privilege": 0, "ownership-review": 0 };
    const none = { "credential-hygiene": 0, "delegation-hygiene": 0, containment: 0 };
    const facts = { items: [finding("phishing-resistant", "high")], gaps: [], guest: false };
    expect(evaluate(evidenceOf(facts), settingsOf({ weights: { ...weights, ...none } })).score).toEqual({ proven: 86.5, possible: 86.5 });
  });
});

describe("a verdict", () => {
  const all = ["second-factor", "phishing-resistant", "no-weaker-way", "personal-factors"] as const;
  it.each([
    ["READY needs every gate to pass", { gaps: [gap([], ["employed"])] }, "CONDITIONAL", "none"],
    ["a waiver on a gate is a condition", { items: [finding(null, "high", { fails: ["not-shared"], waived: true })] }, "CONDITIONAL", "read"],
    ["a waiver on mfa lends nothing", { items: [finding(null, "high", { fails: ["mfa"], waived: true })] }, "CONDITIONAL", "none"],
    [
      "a waived finding beside an open one",
      { items: [true, false].map((waived) => finding(null, "high", { fails: ["mfa"], waived })) },
      "BLOCKED",
      "none",
    ],
    ["one open link leaves the identity open", { items: [finding("links-settled", "medium", { doubts: ["one-identity"] })] }, "CONDITIONAL", "none"],
    ["two fail it", { items: [1, 2].map(() => finding("links-settled", "medium", { doubts: ["one-identity"] })) }, "BLOCKED", "none"],
    ["guests are at most CONDITIONAL", { guest: true }, "CONDITIONAL", "read"],
    ["a dimension at 50 is enough", { items: all.slice(1).map((check) => finding(check, "high")), gaps: [] }, "READY", "full"],
    ["a dimension below 50 is not", { gaps: [gap(["second-factor", "no-weaker-way"])] }, "CONDITIONAL", "read"],
  ] as const)("%s", (_reason, facts, verdict, envelope) => {
    expect(judge(facts)).toMatchObject({ verdict, envelope });
  });

  // Without these, 42 of 100 points are left, and 10 for containment.
  const HEAVY = [
    "one-everyday-account",
    "links-settled",
    "second-factor",
    "phishing-resistant",
    "no-weaker-way",
    "no-standing-privilege",
    "no-shadow-path",
  ] as const;

  it("is BLOCKED where evidence leaves no way to 50", () => {
    const items = HEAVY.flatMap((check) => [finding(check, "critical"), finding(check, "critical")]);
    const slight = [finding("tokens-expire", "critical"), finding("log-names-both", "critical"), finding("one-off-switch", "critical")];
    expect(judge({ items }).verdict).toBe("CONDITIONAL");
    expect(judge({ items: [...items, ...slight] })).toMatchObject({ verdict: "BLOCKED", score: { proven: 43.4 }, envelope: "none" });
    expect(judge({ items: [...items, ...slight] }).conditions[0]).toBe("the score can reach 43.4 at most, below 50");
  });

  it("is CONDITIONAL where only evidence is missing", () => {
    const blind = judge({ gaps: [gap([...HEAVY, "tokens-expire"])] });
    expect(blind).toMatchObject({ verdict: "CONDITIONAL", score: { proven: 49, possible: 100 }, envelope: "none" });
    expect(blind.conditions[0]).toBe("insufficient-evidence: 49 of the score is proven, below 50, and 100 is possible");
  });
});

describe("settings", () => {
  it.each([
    [{ weights: { identity: 20 } }, "nothing is called identity"],
    [{ thresholds: { ready: 101 } }, "not between 0 and 100"],
    [{ thresholds: { ready: Number.NaN } }, "not between 0 and 100"],
    [{ thresholds: { good: 1 } }, "nothing is called good"],
    [
      {
        weights: Object.fromEntries(
          [
            "single-identity",
            "strong-authentication",
            "least-privilege",
            "ownership-review",
            "credential-hygiene",
            "delegation-hygiene",
            "containment",
          ].map((id) => [id, 0]),
        ),
      },
      "every dimension has the weight 0",
    ],
  ])("%j is refused", (input, message) => {
    expect(() => settingsOf(input)).toThrow(message);
  });
});
