import { Clusters, meanBits } from "./cluster.js";
import type { Conflicts } from "./conflicts.js";
import type { Context, Judge } from "./evidence.js";
import type { Scored } from "./pairs.js";
import type { Population } from "./population.js";
import type { Rivals } from "./rivals.js";
import type { Link } from "./write.js";

/** From this probability on a human should look at a pair that is no match. */
export const REVIEW_PROBABILITY = 0.3;

/** A person's accounts beyond this number are linked along their strongest pairs only. */
const FULLY_LINKED = 6;
/** A pair inside a person is shown for its own sake from this probability on; below, only where it holds the person together. */
const SHOWN_PROBABILITY = 0.9;

/** log2 of the odds. */
export const bitsAt = (probability: number): number => Math.log2(probability / (1 - probability));

/** Numbers of scored pairs of at least so many bits, strongest first; equal ones (to 1/256 bit) in the order in which they were found. */
export function strongestFirst(scored: Scored, least: number): Float64Array {
  const keys = new Float64Array(scored.count);
  let count = 0;
  for (let p = 0; p < scored.count; p++)
    if ((scored.bits[p] as number) >= least) keys[count++] = Math.round((1024 - (scored.bits[p] as number)) * 256) * PAIRS + p;
  return keys
    .subarray(0, count)
    .sort()
    .map((key) => key % PAIRS);
}
const PAIRS = 2 ** 30;

/** Everything that is asked of a pair beyond its two accounts. */
export class Surroundings {
  readonly #clusters: Clusters;
  readonly #conflicts: Conflicts;
  readonly #rivals: Rivals;
  readonly #judge: Judge;

  constructor(clusters: Clusters, conflicts: Conflicts, rivals: Rivals, judge: Judge) {
    this.#clusters = clusters;
    this.#conflicts = conflicts;
    this.#rivals = rivals;
    this.#judge = judge;
  }

  of(i: number, j: number): Context {
    return { conflict: this.#conflicts.between(i, j), rivals: this.#rivals.against(i, j), company: this.#company(i, j) };
  }

  /** Two accounts that may be one person, while the other accounts of the two people may not: these count as much as the pair does. */
  #company(i: number, j: number): number {
    const clusters = this.#clusters;
    if (clusters.of(i) === clusters.of(j) || clusters.sizeOf(i) + clusters.sizeOf(j) === 2) return 0;
    return Math.min(
      0,
      meanBits(clusters.members(i), clusters.members(j), (a, b) => this.#judge.bits(a, b)),
    );
  }
}

/** The links that are kept: what holds each person together, and what a human should look at. */
export function* linksOf(
  people: Population,
  scored: Scored,
  clusters: Clusters,
  surroundings: Surroundings,
  judge: Judge,
  decided: readonly (readonly [number, number])[],
): Generator<Link> {
  const written = new Set<number>();
  const chain = new Clusters(people.size);
  const link = (i: number, j: number): Link => {
    const { probability, code } = judge.encode(i, j, surroundings.of(i, j));
    return { i, j, probability, decision: clusters.of(i) === clusters.of(j) ? "match" : "review", code };
  };
  for (const [i, j] of decided) {
    if (written.has(i * people.size + j)) continue;
    written.add(i * people.size + j);
    chain.join(i, j);
    yield link(i, j);
  }
  for (const p of strongestFirst(scored, bitsAt(REVIEW_PROBABILITY))) {
    const i = scored.i[p] as number;
    const j = scored.j[p] as number;
    if (written.size > 0 && written.has(i * people.size + j)) continue;
    if (clusters.of(i) !== clusters.of(j)) {
      const found = link(i, j);
      if (found.probability >= REVIEW_PROBABILITY) yield found;
      continue;
    }
    const holds = chain.of(i) !== chain.of(j);
    if (!holds && (clusters.sizeOf(i) > FULLY_LINKED || (scored.bits[p] as number) < bitsAt(SHOWN_PROBABILITY))) continue;
    chain.join(i, j);
    yield link(i, j);
  }
}
