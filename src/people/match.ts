import { Worker } from "node:worker_threads";
import { type CandidatesData, candidatesOf } from "./block.js";
import { Comparer } from "./compare.js";
import { classOf, classSizes, estimate } from "./estimate.js";
import { FIELD_COUNT, unpack } from "./fields.js";
import { type Compared, compareShare, MANY, type Scored, type Share, together } from "./pairs.js";
import type { Features, Population } from "./population.js";
import { type Model, Scorer } from "./score.js";
import { Statistics } from "./statistics.js";

/** The result of comparing a population. */
export interface Matched {
  readonly model: Model;
  readonly scored: Scored;
  readonly comparer: Comparer;
}

/**
 * Compares all candidate pairs, estimates the model unless it is given, and scores.
 *
 * @param worker the compiled `compare-worker`; a large population is then compared by two threads, with the same result
 */
export async function matchAll(people: Population, given?: Model, worker?: URL): Promise<Matched> {
  const statistics = Statistics.of(people, given?.usual);
  const parts = await compareAll(people, statistics, worker);
  const comparer = new Comparer(people, statistics);
  const groups = parts.flatMap((part) => part.groups);
  const model = given ?? estimate(groups, classSizes(people), people, comparer, statistics);
  const scored = together(parts.map((part) => part.scored));
  score(people, scored, model);
  return { model, scored, comparer };
}

/** A large population is always compared in the same two shares, so that the number of threads changes no digit of a sum. */
async function compareAll(people: Population, statistics: Statistics, worker: URL | undefined): Promise<readonly Compared[]> {
  const candidates = candidatesOf(people);
  const whole = { people: people.data, statistics: statistics.data, candidates };
  if (people.size <= MANY) return [compareShare({ ...whole, from: 0, to: people.size })];
  const middle = middleOf(candidates);
  const first: Share = { ...whole, from: 0, to: middle };
  const second: Share = { ...whole, from: middle, to: people.size };
  if (worker === undefined) return [compareShare(first), compareShare(second)];
  const other = elsewhere(worker, second);
  return [compareShare(first), await other];
}

/** The main thread's share: more than half, as the other one has to be started and told everything first. Ours, from the bench. */
const FIRST_SHARE = 0.6;

/** The account up to which the first share of the pairs is. */
function middleOf({ accounts, start, places, end }: CandidatesData): number {
  const pairs = new Float64Array(accounts + 1);
  for (let i = 0; i < accounts; i++) {
    let behind = 1;
    for (let p = start[i] as number; p < (start[i + 1] as number); p++) behind += (end[places[p] as number] as number) - (places[p] as number) - 1;
    pairs[i + 1] = (pairs[i] as number) + behind;
  }
  const share = (pairs[accounts] as number) * FIRST_SHARE;
  return pairs.findIndex((sum) => sum >= share);
}

/** Compares a share in a thread of its own. */
function elsewhere(worker: URL, share: Share): Promise<Compared> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: share });
    thread.once("message", resolve).once("error", reject);
  });
}

function score(people: Features, scored: Scored, model: Model): void {
  const scorer = new Scorer(model);
  const levels = new Uint8Array(FIELD_COUNT);
  for (let p = 0; p < scored.count; p++) {
    unpack(scored.pattern[p] as number, levels);
    scored.bits[p] = scorer.bits(
      levels,
      classOf(people, scored.i[p] as number, scored.j[p] as number),
      scored.adjustment[p] as number,
      scored.shared[p] as number,
    );
  }
}
