import fc from "fast-check";
import { describe, it } from "vitest";
import { type Case, type Change, evidenceOf, type Gap, type Item, NO_CHANGE } from "../../src/readiness/case.js";
import { type Envelope, type Evaluation, evaluate, type GateStatus } from "../../src/readiness/evaluate.js";
import { type CheckId, DIMENSIONS, GATES, type GateId, type Verdict } from "../../src/readiness/model.js";
import { type Action, changeOf, pathToReady } from "../../src/readiness/path.js";
import { settingsOf } from "../../src/readiness/settings.js";
import { SEVERITIES } from "../../src/rules/contract.js";

const CHECKS = DIMENSIONS.flatMap((dimension) => dimension.checks.map((check): CheckId => check.id));
const settings = settingsOf();

/** Most cases have few causes for a gate, or every person of the test would be BLOCKED. */
const fewGates = fc.oneof({ weight: 15, arbitrary: fc.constant<GateId[]>([]) }, { weight: 1, arbitrary: fc.subarray([...GATES], { maxLength: 2 }) });

const item: fc.Arbitrary<Item> = fc.record({
  check: fc.oneof({ weight: 8, arbitrary: fc.constantFrom<CheckId | null>(...CHECKS) }, { weight: 1, arbitrary: fc.constant(null) }),
  severity: fc.constantFrom(...SEVERITIES),
  waived: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  silencedBy: fc.constant(null),
  fails: fewGates,
  doubts: fewGates,
});

const gap: fc.Arbitrary<Gap> = fc.record({ checks: fc.subarray(CHECKS, { maxLength: 5 }), gates: fewGates });

const person: fc.Arbitrary<Case> = fc
  .record({
    loud: fc.array(item, { maxLength: 8 }),
    quiet: fc.array(fc.record({ by: fc.nat(), milder: fc.nat({ max: 4 }) }), { maxLength: 3 }),
    gaps: fc.array(gap, { maxLength: 4 }),
    guest: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  })
  .map(({ loud, quiet, gaps, guest }) => ({ items: [...loud, ...quiet.flatMap(({ by, milder }) => silenced(loud, by, milder))], gaps, guest }));

/** A finding of the same check as one that says it louder, and never more severe. */
function silenced(loud: readonly Item[], by: number, milder: number): Item[] {
  const index = loud.length === 0 ? -1 : by % loud.length;
  const louder = loud[index];
  if (louder === undefined || louder.waived) return [];
  const severity = SEVERITIES[Math.min(SEVERITIES.length - 1, SEVERITIES.indexOf(louder.severity) + milder)] ?? "info";
  return [{ check: louder.check, severity, waived: false, silencedBy: index, fails: [], doubts: [] }];
}

const actionsOf = (facts: Case): fc.Arbitrary<Action[]> =>
  fc.array(
    fc.record({
      effort: fc.constantFrom(1 as const, 2 as const, 3 as const),
      items: fc.subarray(facts.items.map((_, index) => index)),
      gaps: fc.subarray(facts.gaps.map((_, index) => index)),
    }),
    { maxLength: 6 },
  );

const VERDICT: Readonly<Record<Verdict, number>> = { BLOCKED: 0, CONDITIONAL: 1, READY: 2 };
const GATE: Readonly<Record<GateStatus, number>> = { fail: 0, unknown: 1, pass: 2 };
const ENVELOPE: Readonly<Record<Envelope, number>> = { none: 0, read: 1, full: 2 };

const judge = (facts: Case, change: Change = NO_CHANGE): Evaluation => evaluate(evidenceOf(facts, change), settings);
const all = (length: number) => Array.from({ length }, (_, index) => index);

describe("readiness", () => {
  it("monotone: removing a finding never lowers a score, a gate or the verdict", () => {
    fc.assert(
      fc.property(person, fc.infiniteStream(fc.boolean()), fc.nat(), (facts, coin, which) => {
        if (facts.items.length === 0) return true;
        const before = { items: new Set(all(facts.items.length).filter(() => coin.next().value === true)), gaps: new Set<number>() };
        const after = { ...before, items: new Set([...before.items, which % facts.items.length]) };
        const [a, b] = [judge(facts, before), judge(facts, after)];
        const [gatesA, gatesB] = [evidenceOf(facts, before).gates, evidenceOf(facts, after).gates];
        return (
          b.score.proven >= a.score.proven &&
          b.score.possible >= a.score.possible &&
          VERDICT[b.verdict] >= VERDICT[a.verdict] &&
          GATES.every((gate) => GATE[gatesB[gate].status] >= GATE[gatesA[gate].status])
        );
      }),
    );
  });

  it("evidence: losing a fact raises nothing but doubt, and collecting one never lowers what is proven", () => {
    fc.assert(
      fc.property(person, gap, (facts, lost) => {
        const [known, blind] = [judge(facts), judge({ ...facts, gaps: [...facts.gaps, lost] })];
        return (
          blind.score.proven <= known.score.proven &&
          blind.score.possible >= known.score.possible &&
          (blind.verdict !== "READY" || known.verdict === "READY") &&
          ENVELOPE[blind.envelope] <= ENVELOPE[known.envelope]
        );
      }),
    );
  });

  it("bounds: 0 ≤ proven ≤ possible ≤ 100, and one number when everything is known", () => {
    fc.assert(
      fc.property(person, (facts) => {
        const ends = (evaluation: Evaluation) => [evaluation.score, ...evaluation.dimensions];
        return (
          ends(judge(facts)).every(({ proven, possible }) => 0 <= proven && proven <= possible && possible <= 100) &&
          ends(judge({ ...facts, gaps: [] })).every(({ proven, possible }) => proven === possible)
        );
      }),
    );
  });

  it("order: the same findings and gaps in another order give the same", () => {
    const shuffled = person.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray(all(facts.items.length), { minLength: facts.items.length }),
        fc.shuffledSubarray([...facts.gaps], { minLength: facts.gaps.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([facts, order, gaps]) => {
        const items = order.flatMap((index) => {
          const moved = facts.items[index];
          return moved === undefined ? [] : [{ ...moved, silencedBy: moved.silencedBy === null ? null : order.indexOf(moved.silencedBy) }];
        });
        return JSON.stringify(judge({ ...facts, items, gaps })) === JSON.stringify(judge(facts));
      }),
    );
  });

  it("gate dominance: a failing gate blocks whatever the score, and READY has every gate passed", () => {
    fc.assert(
      fc.property(person, (facts) => {
        const { verdict } = judge(facts);
        const gates = Object.values(evidenceOf(facts).gates);
        return gates.some((gate) => gate.status === "fail")
          ? verdict === "BLOCKED"
          : verdict !== "READY" || gates.every((gate) => gate.status === "pass" && !gate.waived);
      }),
    );
  });

  it("path: it leads to the verdict it promises, its gains add up, and no smaller set does as well", () => {
    fc.assert(
      fc.property(
        person.chain((facts) => fc.tuple(fc.constant(facts), actionsOf(facts))),
        ([facts, actions]) => {
          const { steps, end } = pathToReady(facts, actions, settings);
          const start = judge(facts);
          const reached = judge(
            facts,
            changeOf(
              actions,
              steps.map((step) => step.action),
            ),
          );
          const gained = Math.round(steps.reduce((sum, step) => sum + step.gain, 0) * 10);
          const smaller = subsets(actions.length).filter((chosen) => chosen.length < steps.length);
          const best = VERDICT[judge(facts, changeOf(actions, all(actions.length))).verdict];
          return (
            JSON.stringify(reached) === JSON.stringify(end) &&
            VERDICT[end.verdict] === best &&
            gained === Math.round((end.score.proven - start.score.proven) * 10) &&
            smaller.every((chosen) => VERDICT[judge(facts, changeOf(actions, chosen)).verdict] < best)
          );
        },
      ),
    );
  });

  it("path: with many actions it still leads to what it promises, without a step too many", () => {
    const many = person.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.array(
          fc.record({
            effort: fc.constantFrom(1 as const, 2 as const),
            items: fc.subarray(all(facts.items.length)).map((items) => items.slice(0, 2)),
            gaps: fc.subarray(all(facts.gaps.length)),
          }),
          {
            minLength: 13,
            maxLength: 20,
          },
        ),
      ),
    );
    fc.assert(
      fc.property(many, ([facts, actions]) => {
        const { steps, end } = pathToReady(facts, actions, settings);
        const taken = steps.map((step) => step.action);
        const best = VERDICT[judge(facts, changeOf(actions, all(actions.length))).verdict];
        return (
          VERDICT[end.verdict] === best &&
          taken.every(
            (action) =>
              VERDICT[
                judge(
                  facts,
                  changeOf(
                    actions,
                    taken.filter((other) => other !== action),
                  ),
                ).verdict
              ] < best,
          )
        );
      }),
      { numRuns: 60 },
    );
  });

  it("waiver: it never lowers anything, and on a gate it never makes anybody READY", () => {
    fc.assert(
      fc.property(person, fc.nat(), (facts, which) => {
        const covered = facts.items[facts.items.length === 0 ? -1 : which % facts.items.length];
        const [open, waived] = [false, true].map((accepted) =>
          judge({ ...facts, items: facts.items.map((one) => (one === covered ? { ...one, waived: accepted } : one)) }),
        );
        if (covered === undefined || open === undefined || waived === undefined) return true;
        const isOnGate = covered.fails.length + covered.doubts.length > 0;
        return (
          waived.score.proven >= open.score.proven && VERDICT[waived.verdict] >= VERDICT[open.verdict] && !(isOnGate && waived.verdict === "READY")
        );
      }),
    );
  });
});

function subsets(length: number): number[][] {
  return all(2 ** length).map((bits) => all(length).filter((index) => (bits & (1 << index)) !== 0));
}
