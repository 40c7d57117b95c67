import { Candidates } from "./block.js";
import { Comparer, FIELD_COUNT, FIELDS, type Field } from "./compare.js";
import { classOf, classSizes, estimate, logOdds, type Model, type PatternGroup, usualInformation, weightsOf } from "./estimate.js";
import type { Population } from "./population.js";

const fields: readonly Field[] = FIELDS;

/** Candidate pairs with their scores, column by column. */
export interface Scored {
  count: number;
  i: Int32Array;
  j: Int32Array;
  pattern: Float64Array;
  /** Sum of the term-frequency adjustments, in bits. */
  adjustment: Float32Array;
  /** log2 of the odds that the two are one person. */
  bits: Float32Array;
}

/** Most bits that the rarity of one value can add beyond the usual, and the common take away. */
const MOST_RARE = 8;

/** The term-frequency adjustment of the pair that `comparer` compared last. */
export function adjustmentOf(comparer: Comparer, usual: readonly number[]): number {
  let bits = 0;
  for (let f = 0; f < FIELD_COUNT; f++) bits += adjustmentOfField(comparer, usual, f);
  return bits;
}

export function adjustmentOfField(comparer: Comparer, usual: readonly number[], f: number): number {
  const rarity = comparer.rarity[f] as number;
  if (rarity === 0) return 0;
  const share = fields[f]?.levels[comparer.levels[f] as number]?.frequency ?? 0;
  return share === 0 ? 0 : Math.min(MOST_RARE, share * (rarity - (usual[f] as number)));
}

/** Compares all candidate pairs, estimates the model unless it is given, and scores. */
export function matchAll(people: Population, given?: Model): { model: Model; scored: Scored; pairs: number } {
  const comparer = new Comparer(people);
  const candidates = new Candidates(people);
  const usual = given?.usual ?? usualInformation(comparer);
  const first = weightsOf(
    fields.map((field) => field.levels.map((level) => level.m)),
    fields.map((field) => field.levels.map((level) => level.u)),
  );
  const sizes = classSizes(people);
  const floor = Math.log2(1 / Math.max(2, people.size)) - 14;
  const groups = new Map<number, PatternGroup>();
  const scored = emptyScored(1024);
  let pairs = 0;
  candidates.forEach((i, j) => {
    pairs++;
    const pattern = comparer.compare(i, j);
    const adjustment = adjustmentOf(comparer, usual);
    const kind = classOf(people, i, j);
    const bucket = Math.max(0, Math.min(15, Math.round(adjustment / 3) + 8));
    const key = (pattern * 8 + kind) * 16 + bucket;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind, pattern, count: 1, adjustment });
    else {
      group.adjustment += (adjustment - group.adjustment) / ++group.count;
    }
    let bits = adjustment;
    for (let f = 0; f < FIELD_COUNT; f++) bits += first[f * 8 + (comparer.levels[f] as number)] as number;
    if (bits + floor > -24) push(scored, i, j, pattern, adjustment);
  });
  const model = given ?? estimate([...groups.values()], sizes, comparer, people.size);
  score(people, scored, model);
  return { model, scored, pairs };
}

function score(people: Population, scored: Scored, model: Model): void {
  const weights = weightsOf(model.m, model.u);
  const odds = model.prior.map(logOdds);
  for (let p = 0; p < scored.count; p++) {
    let bits = (odds[classOf(people, scored.i[p] as number, scored.j[p] as number)] as number) + (scored.adjustment[p] as number);
    let rest = scored.pattern[p] as number;
    for (let f = 0; f < FIELD_COUNT; f++) {
      const next = Math.floor(rest / 8);
      bits += weights[f * 8 + rest - next * 8] as number;
      rest = next;
    }
    scored.bits[p] = bits;
  }
}

function emptyScored(capacity: number): Scored {
  return {
    count: 0,
    i: new Int32Array(capacity),
    j: new Int32Array(capacity),
    pattern: new Float64Array(capacity),
    adjustment: new Float32Array(capacity),
    bits: new Float32Array(capacity),
  };
}

function push(scored: Scored, i: number, j: number, pattern: number, adjustment: number): void {
  if (scored.count === scored.i.length) {
    const grown = emptyScored(scored.count * 2);
    for (const column of ["i", "j", "pattern", "adjustment"] as const) grown[column].set(scored[column]);
    Object.assign(scored, { i: grown.i, j: grown.j, pattern: grown.pattern, adjustment: grown.adjustment, bits: grown.bits });
  }
  const at = scored.count++;
  scored.i[at] = i;
  scored.j[at] = j;
  scored.pattern[at] = pattern;
  scored.adjustment[at] = adjustment;
}
