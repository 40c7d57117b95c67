import { type Case, type Change, evidenceOf, NO_CHANGE } from "./case.js";
import { type Evaluation, evaluate } from "./evaluate.js";
import { GATES, type Verdict } from "./model.js";
import type { Settings } from "./settings.js";

/** Something that can be done for a person. Its place in the list is its id: ties go to the earlier one. */
export interface Action {
  /** 1: minutes, one person; 2: a change to plan; 3: a project. */
  readonly effort: 1 | 2 | 3;
  /** Items of the case that it does away with. */
  readonly items: readonly number[];
  /** Gaps that it closes; what comes to light then is not known yet, so its gain is an upper bound. */
  readonly gaps: readonly number[];
}

export interface Step {
  readonly action: number;
  /** Points of the proven score, one decimal. The gains of a path add up to what the score rises by. */
  readonly gain: number;
  /** The gain may turn out smaller: the step collects evidence. */
  readonly upTo: boolean;
}

export interface Path {
  readonly steps: readonly Step[];
  /** What the person is when all steps are done. */
  readonly end: Evaluation;
}

/** Up to so many actions every subset is tried, smallest first: at most 4096. Beyond, the best next action is taken. */
const EXHAUSTIVE = 12;

const RANK: Readonly<Record<Verdict, number>> = { BLOCKED: 0, CONDITIONAL: 1, READY: 2 };

/**
 * The fewest actions that lead to READY, or to the best verdict that actions can reach.
 *
 * Doing more never makes a verdict worse, so an action without which all others together fall short
 * belongs to every solution, and only the rest has to be searched.
 */
export function pathToReady(facts: Case, actions: readonly Action[], settings: Settings): Path {
  const attempt = (chosen: readonly number[]) => evaluate(evidenceOf(facts, changeOf(actions, chosen)), settings);
  const start = attempt([]);
  const useful = usefulOf(facts, actions, settings);
  const goal = RANK[attempt(useful).verdict];
  if (RANK[start.verdict] === goal) return { steps: [], end: start };

  const reaches = (chosen: readonly number[]) => RANK[attempt(chosen).verdict] >= goal;
  const chosen = useful.length <= EXHAUSTIVE ? smallest(useful, actions, reaches) : greedy(facts, useful, actions, settings, reaches);
  return inOrder(facts, chosen, actions, settings);
}

/** What some actions do away with together. */
export function changeOf(actions: readonly Action[], chosen: readonly number[]): Change {
  if (chosen.length === 0) return NO_CHANGE;
  const items = new Set<number>();
  const gaps = new Set<number>();
  for (const index of chosen) {
    const action = actions[index];
    for (const item of action?.items ?? []) items.add(item);
    for (const gap of action?.gaps ?? []) gaps.add(gap);
  }
  return { items, gaps };
}

/** Actions that change something, alone or as the last one. */
function usefulOf(facts: Case, actions: readonly Action[], settings: Settings): number[] {
  const all = actions.map((_, index) => index);
  const at = (chosen: readonly number[]) => signatureOf(facts, changeOf(actions, chosen), settings);
  const [none, everything] = [at([]), at(all)];
  return all.filter((index) => at([index]) !== none || at(all.filter((other) => other !== index)) !== everything);
}

/** What an action can change: gates, waivers and both ends of the score. */
function signatureOf(facts: Case, change: Change, settings: Settings): string {
  const evidence = evidenceOf(facts, change);
  const { score, dimensions } = evaluate(evidence, settings);
  const gates = GATES.map((gate) => `${evidence.gates[gate].status}${evidence.gates[gate].waived}`);
  return [...gates, score.proven, score.possible, ...dimensions.map(({ proven }) => proven)].join();
}

/** The smallest set that reaches the goal; of equally small ones that of least effort, then the first. */
function smallest(useful: readonly number[], actions: readonly Action[], reaches: (chosen: readonly number[]) => boolean): readonly number[] {
  const needed = useful.filter((index) => !reaches(useful.filter((other) => other !== index)));
  if (reaches(needed)) return needed;
  const rest = useful.filter((index) => !needed.includes(index));
  for (let size = 1; size < rest.length; size++) {
    let best: readonly number[] | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const subset of subsets(rest, size)) {
      const effort = effortOf(subset, actions);
      if (effort >= least) continue;
      const chosen = [...needed, ...subset].sort((a, b) => a - b);
      if (reaches(chosen)) [best, least] = [chosen, effort];
    }
    if (best !== null) return best;
  }
  return useful;
}

/** All subsets of a size, in lexicographic order. */
function* subsets(of: readonly number[], size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= of.length - size; i++) {
    for (const rest of subsets(of, size - 1, i + 1)) yield [of[i] as number, ...rest];
  }
}

function effortOf(chosen: readonly number[], actions: readonly Action[]): number {
  return chosen.reduce((sum, index) => sum + (actions[index]?.effort ?? 0), 0);
}

/** The best next action until the goal is reached; then, latest first, whatever turns out not to be needed is dropped. */
function greedy(
  facts: Case,
  useful: readonly number[],
  actions: readonly Action[],
  settings: Settings,
  reaches: (chosen: readonly number[]) => boolean,
): readonly number[] {
  const taken: number[] = [];
  while (!reaches(taken)) {
    const next = bestNext(facts, taken, useful, actions, settings);
    if (next === null) return useful;
    taken.push(next);
  }
  let kept: readonly number[] = taken;
  for (const index of taken.toReversed()) {
    const without = kept.filter((other) => other !== index);
    if (reaches(without)) kept = without;
  }
  return kept;
}

/** Clears most failing gates, then most unknown ones, then gains most per effort; ties go to the first. */
function bestNext(
  facts: Case,
  taken: readonly number[],
  candidates: readonly number[],
  actions: readonly Action[],
  settings: Settings,
): number | null {
  let best: number | null = null;
  let bestMerit: readonly number[] = [];
  const before = standing(facts, changeOf(actions, taken), settings);
  for (const index of candidates) {
    if (taken.includes(index)) continue;
    const after = standing(facts, changeOf(actions, [...taken, index]), settings);
    const effort = actions[index]?.effort ?? 1;
    const merit = [before.failing - after.failing, before.unknown - after.unknown, (after.proven - before.proven) / effort];
    if (best === null || isBetter(merit, bestMerit)) [best, bestMerit] = [index, merit];
  }
  return best;
}

function standing(facts: Case, change: Change, settings: Settings): { failing: number; unknown: number; proven: number } {
  const evidence = evidenceOf(facts, change);
  const status = GATES.map((gate) => evidence.gates[gate].status);
  return {
    failing: status.filter((one) => one === "fail").length,
    unknown: status.filter((one) => one === "unknown").length,
    proven: evaluate(evidence, settings).score.proven,
  };
}

function isBetter(merit: readonly number[], than: readonly number[]): boolean {
  for (let i = 0; i < merit.length; i++) {
    const difference = (merit[i] ?? 0) - (than[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The steps in the order in which to take them, each with what it adds to the proven score at that point. */
function inOrder(facts: Case, chosen: readonly number[], actions: readonly Action[], settings: Settings): Path {
  const taken: number[] = [];
  const steps: Step[] = [];
  let before = evaluate(evidenceOf(facts), settings);
  while (taken.length < chosen.length) {
    const next = bestNext(facts, taken, chosen, actions, settings);
    if (next === null) break;
    taken.push(next);
    const after = evaluate(evidenceOf(facts, changeOf(actions, taken)), settings);
    steps.push({ action: next, gain: difference(after.score.proven, before.score.proven), upTo: (actions[next]?.gaps.length ?? 0) > 0 });
    before = after;
  }
  return { steps, end: before };
}

/** Of two numbers with one decimal, with one decimal. */
function difference(a: number, b: number): number {
  return Math.round((a - b) * 10) / 10;
}
