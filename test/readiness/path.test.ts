import { describe, expect, it } from "vitest";
import type { Case } from "../../src/readiness/case.js";
import { type Action, pathToReady } from "../../src/readiness/path.js";
import { settingsOf } from "../../src/readiness/settings.js";
import { finding, gap } from "../support/readiness.js";

const settings = settingsOf();
const act = (items: readonly number[], effort: Action["effort"] = 1, gaps: readonly number[] = []): Action => ({ items, effort, gaps });
const solve = (facts: Partial<Case>, actions: readonly Action[]) => {
  const { steps, end } = pathToReady({ items: [], gaps: [], guest: false, ...facts }, actions, settings);
  return {
    steps: steps.map(({ action, gain }) => [action, gain]),
    upTo: steps.map((step) => step.upTo),
    verdict: end.verdict,
    proven: end.score.proven,
  };
};

describe("the path to READY", () => {
  it("is the worked example of Cy: the role, then the duplicate; the consent is not needed", () => {
    const items = [
      finding("one-everyday-account", "high", { fails: ["one-identity"] }),
      finding("shared-anchor", "low"),
      finding("no-standing-privilege", "critical", { fails: ["no-standing-tier0"] }),
      finding("narrow-scopes", "high"),
    ];
    const actions = [act([0], 2), act([1]), act([2], 2), act([3])];
    expect(solve({ items }, actions)).toMatchObject({
      steps: [
        [2, 9],
        [0, 4.8],
      ],
      verdict: "READY",
      proven: 96.4,
    });
  });

  it("is the worked example of Ben: one step of collecting, which may bring less", () => {
    const items = [finding("no-shadow-path", "high"), finding("no-personal-secret", "high")];
    const gaps = [
      gap(["second-factor", "phishing-resistant", "no-weaker-way", "personal-factors"], ["mfa"]),
      gap(["second-factor", "no-weaker-way", "tokens-expire", "log-names-both"], ["mfa"]),
      gap(["reviewed"]),
    ];
    const actions = [act([0]), act([1]), act([], 1, [0, 1])];
    expect(solve({ items, gaps }, actions)).toEqual({ steps: [[2, 26]], upTo: [true], verdict: "READY", proven: 90.4 });
  });

  it("is empty for who is READY, whatever could still be better", () => {
    expect(solve({ items: [finding("reviewed", "low")] }, [act([0])])).toMatchObject({ steps: [], verdict: "READY" });
  });

  it("is empty where nothing changes the verdict", () => {
    const items = [finding(null, "info", { fails: ["employed"] }), finding("reviewed", "high")];
    expect(solve({ items }, [act([1])])).toMatchObject({ steps: [], verdict: "BLOCKED" });
  });

  it("leads to the best verdict there is where READY is out of reach", () => {
    const items = [finding(null, "high", { fails: ["mfa"] }), finding("reviewed", "high")];
    expect(solve({ items, guest: true }, [act([0]), act([1])])).toMatchObject({ steps: [[0, 0]], verdict: "CONDITIONAL" });
  });

  it("takes the smallest set, of equally small ones that of least effort, then the first", () => {
    const weak = ["second-factor", "phishing-resistant", "no-weaker-way"] as const;
    const items = weak.flatMap((check) => [finding(check, "critical")]);
    const each = [act([0], 2), act([1], 1), act([2], 1)];
    // 19 of 100 points of strong authentication are left; the factor alone brings 36, the two others 45 together.
    expect(solve({ items }, each)).toMatchObject({ steps: [[0, 7.2]], verdict: "READY" });
    expect(solve({ items }, [...each, act([0], 1), act([0], 1)])).toMatchObject({ steps: [[3, 7.2]] });
    expect(solve({ items }, [...each, act([0, 1, 2], 3)])).toMatchObject({ steps: [[0, 7.2]] });
  });

  it("brings back what was silenced by the finding that it removes", () => {
    const items = [
      finding("no-standing-privilege", "critical", { fails: ["no-standing-tier0"] }),
      finding("no-standing-privilege", "high", { silencedBy: 0 }),
    ];
    // 50 × 0.1 = 5 becomes 50 × 0.4 = 20, and both together 50.
    expect(solve({ items }, [act([0])])).toMatchObject({ steps: [[0, 3]], proven: 94 });
    expect(solve({ items }, [act([0, 1])])).toMatchObject({ steps: [[0, 9]], proven: 100 });
  });

  it("drops, with many actions, what turns out not to be needed", () => {
    // Fourteen small faults, and a gate: with so many, the best next action is taken, and then only the needed ones stay.
    const items = [...Array.from({ length: 14 }, () => finding("links-settled", "low")), finding("second-factor", "high", { fails: ["mfa"] })];
    const actions = items.map((_, index) => act([index]));
    expect(solve({ items }, actions)).toMatchObject({ steps: [[14, 4.8]], verdict: "READY" });
  });
});
