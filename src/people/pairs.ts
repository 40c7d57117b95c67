import { type CandidatesData, eachPair } from "./block.js";
import { Comparer } from "./compare.js";
import { classOf } from "./estimate.js";
import { FIELD_COUNT, FIELDS, type Field } from "./fields.js";
import { type PatternGroup, PatternGroups } from "./patterns.js";
import { Features, type PopulationData } from "./population.js";
import { LEVELS, weightsOf } from "./score.js";
import { Statistics, type StatisticsData } from "./statistics.js";

const fields: readonly Field[] = FIELDS;

/** Candidate pairs with their scores, column by column. */
export interface Scored {
  count: number;
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly pattern: Float64Array;
  /** Sum of the term-frequency adjustments, in bits. */
  readonly adjustment: Float32Array;
  /** The part of it that comes from fields which a household shares. */
  readonly shared: Float32Array;
  /** log2 of the odds that the two are one person. */
  readonly bits: Float32Array;
}

/** The candidate pairs of some accounts: what a thread needs to compare them. */
export interface Share {
  readonly people: PopulationData;
  readonly statistics: StatisticsData;
  readonly candidates: CandidatesData;
  /** The first account whose pairs with later ones are compared, and the first one whose are not. */
  readonly from: number;
  readonly to: number;
}

/** What comparing a share gives. */
export interface Compared {
  readonly groups: readonly PatternGroup[];
  readonly scored: Scored;
}

/** From so many accounts on, pairs that are not promising are passed over: they are nine in ten, and hardly ever one person. */
export const MANY = 60_000;

/** Pairs whose first guess at their log-odds lies below this, in bits, are counted and not kept. */
const LEAST_BITS = -24;

/** Compares the candidate pairs of a share of the accounts. */
export function compareShare({ people: data, statistics, candidates, from, to }: Share): Compared {
  const people = new Features(data);
  const comparer = new Comparer(people, new Statistics(statistics));
  const first = weightsOf(
    fields.map((field) => field.levels.map((level) => level.m)),
    fields.map((field) => field.levels.map((level) => level.u)),
  );
  // Before the data is asked: one pair in as many as there are accounts, and what rarity can add at most.
  const floor = Math.log2(1 / Math.max(2, people.size)) - 14;
  const groups = new PatternGroups();
  let scored = emptyScored(4096);
  const many = people.size > MANY;
  eachPair(candidates, from, to, (i, j) => {
    if (many && !comparer.promising(i, j)) return;
    const pattern = comparer.compare(i, j);
    const { adjustment, shared } = comparer;
    groups.add(classOf(people, i, j), pattern, adjustment, shared);
    let bits = adjustment;
    for (let f = 0; f < FIELD_COUNT; f++) bits += first[f * LEVELS + (comparer.levels[f] as number)] as number;
    if (bits + floor <= LEAST_BITS) return;
    if (scored.count === scored.i.length) scored = together([scored], Math.ceil(scored.count * 1.5));
    const at = scored.count++;
    scored.i[at] = i;
    scored.j[at] = j;
    scored.pattern[at] = pattern;
    scored.adjustment[at] = adjustment;
    scored.shared[at] = shared;
  });
  return { groups: groups.list, scored };
}

function emptyScored(capacity: number): Scored {
  return {
    count: 0,
    i: new Int32Array(capacity),
    j: new Int32Array(capacity),
    pattern: new Float64Array(capacity),
    adjustment: new Float32Array(capacity),
    shared: new Float32Array(capacity),
    bits: new Float32Array(capacity),
  };
}

/** Several lists of pairs as one, with room for as many as `capacity`. */
export function together(parts: readonly Scored[], capacity = parts.reduce((sum, part) => sum + part.count, 0)): Scored {
  const whole = emptyScored(capacity);
  for (const part of parts) {
    for (const column of ["i", "j", "pattern", "adjustment", "shared"] as const) whole[column].set(part[column].subarray(0, part.count), whole.count);
    whole.count += part.count;
  }
  return whole;
}
