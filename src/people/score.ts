import {
  BORN,
  DEPARTMENT,
  EMPLOYEE,
  FAMILY,
  FIELD_COUNT,
  FIELDS,
  type Field,
  GIVEN,
  HOUSEHOLD,
  IMMUTABLE,
  LOCALITY,
  LOGIN,
  MANAGER,
  PHONE,
  POSTAL,
  STREET,
  TITLE,
} from "./fields.js";

const fields: readonly Field[] = FIELDS;

/** Levels a field can have; weights are kept flat, field after field. */
export const LEVELS = 8;

/** Kinds of pairs whose share of matches differs: within one directory or across, of what accounts. */
export const CLASSES = [
  "two human accounts of one directory",
  "two human accounts of two directories",
  "an admin account and another of its directory",
  "an admin account and one of another directory",
  "two guest accounts",
  "a guest account and a member's",
] as const;

/** What the engine believes of this population; plain data, so that it can be kept, printed and pinned. */
export interface Model {
  /** By class of pair: the share of all pairs that are one person. */
  readonly prior: readonly number[];
  /** The share of all pairs that are two people of one household. */
  readonly household: number;
  /** By field and level: the share of pairs of one person, and of two, that come out so. */
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  /** By field: the information of a value agreed on by chance, in bits; the term-frequency adjustment is what a value has beyond it. */
  readonly usual: readonly number[];
  /** By entry of `OVERLAPS`: bits that two fields say twice when both agree. */
  readonly overlap: readonly number[];
  /** Fields that true matches often disagree on here, so that a disagreement weighs and does not forbid. */
  readonly noisy: readonly number[];
}

/** Fields of which one mostly follows from the other. */
export const OVERLAPS: readonly (readonly [number, number])[] = [
  [LOCALITY, POSTAL],
  [DEPARTMENT, MANAGER],
  [TITLE, DEPARTMENT],
  [GIVEN, FAMILY],
];

/** The entry of `OVERLAPS` that is estimated from namesakes, as given names follow from family names only within a culture. */
export const NAMES_OVERLAP = 3;

/** Sons with their father's given name, and twins, among the pairs of one household. Ours, from demographic orders of magnitude. */
const NAMED_AFTER = 0.03;
const TWINS = 0.015;

/** A household that explains less than this, in bits, is not worth a row of the waterfall. */
const NEGLIGIBLE = Math.log2(1 + 2 ** -8);

const EXACT = fields.map((field) => field.levels.findLastIndex((level) => (level.frequency ?? 0) === 1));

/** Adds up the bits of a pair under a model. */
export class Scorer {
  readonly model: Model;
  /** log2(m/u) by field and level. */
  readonly weights: Float64Array;
  readonly #prior: readonly number[];
  constructor(model: Model) {
    this.model = model;
    this.weights = weightsOf(model.m, model.u);
    this.#prior = model.prior.map(logOdds);
  }

  prior(kind: number): number {
    return this.#prior[kind] as number;
  }

  weight(field: number, level: number): number {
    return this.weights[field * LEVELS + level] as number;
  }

  /** Bits counted twice because both fields of a pair of `OVERLAPS` agree; 0 or negative. */
  overlap(entry: number, levels: Uint8Array): number {
    const [a, b] = OVERLAPS[entry] as readonly [number, number];
    if (levels[a] !== EXACT[a] || levels[b] !== EXACT[b]) return 0;
    // No more than exact agreement adds to the level below it, so that more agreement never weighs less.
    const gain = (f: number) => this.weight(f, EXACT[f] as number) - Math.max(0, this.weight(f, (EXACT[f] as number) - 1));
    return -Math.max(0, Math.min(this.model.overlap[entry] ?? 0, gain(a), gain(b)));
  }

  /**
   * What living together explains as well as being one person does, in bits, 0 or negative: the odds are against
   * chance *or* a household, and spouses agree on family name, address and phone as often as one person does.
   */
  household(levels: Uint8Array, kind: number, adjustment: number): number {
    let bits = Math.log2(this.model.household) + adjustment;
    for (let f = 0; f < FIELD_COUNT; f++) if (HOUSEHOLD[f] === 1) bits += this.weight(f, levels[f] as number);
    // With a small chance a son has his father's name, and a twin a birth date: then they agree as one person does.
    bits += Math.log2(1 + NAMED_AFTER * 2 ** this.weight(GIVEN, levels[GIVEN] as number));
    bits += Math.log2(1 + TWINS * 2 ** this.weight(BORN, levels[BORN] as number));
    bits += this.overlap(0, levels);
    return Math.min(0, NEGLIGIBLE - Math.log2(1 + 2 ** bits / (1 - (this.model.prior[kind] as number))));
  }

  /**
   * The log2 of the odds that a pair is one person.
   *
   * @param adjustment term-frequency adjustment of all fields, in bits
   * @param shared that of the fields that a household shares
   */
  bits(levels: Uint8Array, kind: number, adjustment: number, shared: number): number {
    let bits = this.prior(kind) + adjustment;
    for (let f = 0; f < FIELD_COUNT; f++) bits += this.weights[f * LEVELS + (levels[f] as number)] as number;
    for (let entry = 0; entry < OVERLAPS.length; entry++) bits += this.overlap(entry, levels);
    bits += this.household(levels, kind, shared);
    return bits + this.impersonal(levels, kind, bits);
  }

  /** Where nothing personal agrees, what else does says nothing: colleagues share a department, neighbours a town. 0 or negative. */
  impersonal(levels: Uint8Array, kind: number, bits: number): number {
    return isPersonal(levels) ? 0 : Math.min(0, this.prior(kind) - bits);
  }
}

/** By field: the least level at which it is about one person and not about where they work or live; 8 = never. */
const PERSONAL = new Uint8Array(FIELD_COUNT).fill(8);
for (const [field, least] of [
  [GIVEN, 3],
  [FAMILY, 3],
  [BORN, 4],
  [LOGIN, 3],
  [PHONE, 2],
  [STREET, 3],
  [EMPLOYEE, 2],
  [IMMUTABLE, 2],
] as const)
  PERSONAL[field] = least;

/** Fields that are about one person even where given and family name are both different. */
const ANCHORS: readonly (readonly [number, number])[] = [
  [BORN, 5],
  [LOGIN, 4],
  [EMPLOYEE, 2],
  [IMMUTABLE, 2],
];

function isPersonal(levels: Uint8Array): boolean {
  if (levels[GIVEN] === 1 && levels[FAMILY] === 1) return ANCHORS.some(([field, least]) => (levels[field] as number) >= least);
  for (let f = 0; f < FIELD_COUNT; f++) if ((levels[f] as number) >= (PERSONAL[f] as number)) return true;
  return false;
}

/** log2(m/u) by field and level, flat, rising with the level. */
export function weightsOf(m: readonly (readonly number[])[], u: readonly (readonly number[])[]): Float64Array {
  const weights = new Float64Array(FIELD_COUNT * LEVELS);
  fields.forEach((field, f) => {
    for (let level = 1; level < field.levels.length; level++) {
      const [seen, chance] = [m[f]?.[level] ?? 0, u[f]?.[level] ?? 0];
      weights[f * LEVELS + level] =
        seen > 0 && chance > 0 ? Math.max(field.levels[level]?.least ?? Number.NEGATIVE_INFINITY, Math.log2(seen / chance)) : 0;
    }
    // More agreement never weighs less, whatever a small sample says.
    for (let level = field.levels.length - 2; level >= 1; level--)
      if (!field.levels[level + 1]?.aside)
        weights[f * LEVELS + level] = Math.min(weights[f * LEVELS + level] as number, weights[f * LEVELS + level + 1] as number);
  });
  return weights;
}

export function logOdds(probability: number): number {
  return Math.log2(probability / (1 - probability));
}
