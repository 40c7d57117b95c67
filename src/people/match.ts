import { Candidates } from "./block.js";
import { Comparer } from "./compare.js";
import { classOf, classSizes, estimate } from "./estimate.js";
import { FIELD_COUNT, FIELDS, type Field, unpack } from "./fields.js";
import { PatternGroups } from "./patterns.js";
import type { Population } from "./population.js";
import { type Model, Scorer, weightsOf } from "./score.js";

const fields: readonly Field[] = FIELDS;

/** Candidate pairs with their scores, column by column. */
export interface Scored {
  count: number;
  i: Int32Array;
  j: Int32Array;
  pattern: Float64Array;
  /** Sum of the term-frequency adjustments, in bits. */
  adjustment: Float32Array;
  /** The part of it that comes from fields which a household shares. */
  shared: Float32Array;
  /** log2 of the odds that the two are one person. */
  bits: Float32Array;
}

/** From so many accounts on, pairs that are not promising are passed over: they are nine in ten, and hardly ever one person. */
const MANY = 60_000;

/** Compares all candidate pairs, estimates the model unless it is given, and scores. */
export function matchAll(people: Population, given?: Model): { model: Model; scored: Scored; comparer: Comparer; pairs: number } {
  const comparer = new Comparer(people, given?.usual);
  const candidates = new Candidates(people);
  const first = weightsOf(
    fields.map((field) => field.levels.map((level) => level.m)),
    fields.map((field) => field.levels.map((level) => level.u)),
  );
  const sizes = classSizes(people);
  const floor = Math.log2(1 / Math.max(2, people.size)) - 14;
  const groups = new PatternGroups();
  const scored = emptyScored(1024);
  let pairs = 0;
  const many = people.size > MANY;
  candidates.forEach((i, j) => {
    pairs++;
    if (many && !comparer.promising(i, j)) return;
    const pattern = comparer.compare(i, j);
    const { adjustment, shared } = comparer;
    const kind = classOf(people, i, j);
    groups.add(kind, pattern, adjustment, shared);
    let bits = adjustment;
    for (let f = 0; f < FIELD_COUNT; f++) bits += first[f * 8 + (comparer.levels[f] as number)] as number;
    if (bits + floor > -24) push(scored, i, j, pattern, adjustment, shared);
  });
  const model = given ?? estimate(groups.list, sizes, comparer, people.size);
  score(people, scored, model);
  return { model, scored, comparer, pairs };
}

function score(people: Population, scored: Scored, model: Model): void {
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

function push(scored: Scored, i: number, j: number, pattern: number, adjustment: number, shared: number): void {
  if (scored.count === scored.i.length) {
    const grown = emptyScored(scored.count * 2);
    for (const column of ["i", "j", "pattern", "adjustment", "shared"] as const) grown[column].set(scored[column]);
    Object.assign(scored, { i: grown.i, j: grown.j, pattern: grown.pattern, adjustment: grown.adjustment, shared: grown.shared, bits: grown.bits });
  }
  const at = scored.count++;
  scored.i[at] = i;
  scored.j[at] = j;
  scored.pattern[at] = pattern;
  scored.adjustment[at] = adjustment;
  scored.shared[at] = shared;
}
