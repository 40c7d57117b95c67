import { type Case, type Change, evidenceOf, NO_CHANGE } from "./case.js";
import { type Evaluation, evaluate, scoreOf, type Weighed, weigh } from "./evaluate.js";
import type { Verdict } from "./model.js";
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
  const attempt = attempts(facts, actions, settings);
  const all = actions.map((_, index) => index);
  const start = attempt([]);
  const everything = start.verdict === "READY" || all.length === 0 ? start : attempt(all);
  const goal = RANK[everything.verdict];
  if (RANK[start.verdict] === goal) return { steps: [], end: evaluate(evidenceOf(facts), settings) };

  const reaches = (chosen: readonly number[]) => RANK[attempt(chosen).verdict] >= goal;
  const useful = all.length <= EXHAUSTIVE ? all : usefulOf(all, start, everything, attempt, reaches);
  const chosen = useful.length <= EXHAUSTIVE ? smallest(useful, actions, reaches) : greedy(useful, actions, attempt, reaches);
  return {
    steps: inOrder(chosen, actions, attempt, settings),
    end: evaluate(evidenceOf(facts, changeOf(actions, chosen)), settings),
  };
}

/** What the person is when these actions are done. */
type Attempt = (chosen: readonly number[]) => Weighed;

/** The same set of actions is asked for again and again; it is weighed once. */
function attempts(facts: Case, actions: readonly Action[], settings: Settings): Attempt {
  const known = new Map<string, Weighed>();
  return (chosen) => {
    const key = [...chosen].sort((a, b) => a - b).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const weighed = weigh(evidenceOf(facts, changeOf(actions, chosen)), settings);
    known.set(key, weighed);
    return weighed;
  };
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

/** Actions that change something, alone or as the last one; all of them where these do not suffice, because some only help together. */
function usefulOf(
  all: readonly number[],
  start: Weighed,
  everything: Weighed,
  attempt: Attempt,
  reaches: (chosen: readonly number[]) => boolean,
): readonly number[] {
  const useful = all.filter((index) => !isSame(attempt([index]), start) || !isSame(attempt(all.filter((other) => other !== index)), everything));
  return reaches(useful) ? useful : all;
}

function isSame(a: Weighed, b: Weighed): boolean {
  return (
    a.verdict === b.verdict &&
    a.failing === b.failing &&
    a.unknown === b.unknown &&
    a.dimensions.every((dimension, place) => dimension.proven === b.dimensions[place]?.proven && dimension.possible === b.dimensions[place]?.possible)
  );
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
  useful: readonly number[],
  actions: readonly Action[],
  attempt: Attempt,
  reaches: (chosen: readonly number[]) => boolean,
): readonly number[] {
  const taken: number[] = [];
  while (!reaches(taken)) {
    const next = bestNext(taken, useful, actions, attempt);
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
function bestNext(taken: readonly number[], candidates: readonly number[], actions: readonly Action[], attempt: Attempt): number | null {
  const before = attempt(taken);
  let best: number | null = null;
  let bestMerit: Merit | null = null;
  for (const index of candidates) {
    if (taken.includes(index)) continue;
    const after = attempt([...taken, index]);
    const merit = {
      failing: before.failing - after.failing,
      unknown: before.unknown - after.unknown,
      // Gain per effort as a whole number: efforts are 1, 2 or 3.
      gain: ((after.total.proven - before.total.proven) * 6n) / BigInt(actions[index]?.effort ?? 1),
    };
    if (bestMerit === null || isBetter(merit, bestMerit)) [best, bestMerit] = [index, merit];
  }
  return best;
}

interface Merit {
  readonly failing: number;
  readonly unknown: number;
  readonly gain: bigint;
}

function isBetter(merit: Merit, than: Merit): boolean {
  if (merit.failing !== than.failing) return merit.failing > than.failing;
  if (merit.unknown !== than.unknown) return merit.unknown > than.unknown;
  return merit.gain > than.gain;
}

/** The steps in the order in which to take them, each with what it adds to the proven score at that point. */
function inOrder(chosen: readonly number[], actions: readonly Action[], attempt: Attempt, settings: Settings): Step[] {
  const taken: number[] = [];
  const steps: Step[] = [];
  let before = scoreOf(attempt([]), settings).proven;
  for (let next = bestNext(taken, chosen, actions, attempt); next !== null; next = bestNext(taken, chosen, actions, attempt)) {
    taken.push(next);
    const after = scoreOf(attempt(taken), settings).proven;
    steps.push({ action: next, gain: difference(after, before), upTo: (actions[next]?.gaps.length ?? 0) > 0 });
    before = after;
  }
  return steps;
}

/** Of two numbers with one decimal, with one decimal. */
function difference(a: number, b: number): number {
  return Math.round((a - b) * 10) / 10;
}
