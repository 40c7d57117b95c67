import type { Comparer } from "./compare.js";
import { CONFLICTS, type Conflict } from "./conflicts.js";
import type { Decisions } from "./decisions.js";
import { classOf } from "./estimate.js";
import { FIELD_COUNT, FIELDS, type Field } from "./fields.js";
import type { Population } from "./population.js";
import { CLASSES, LEVELS, type Model, OVERLAPS, Scorer } from "./score.js";

/** One row of a match's waterfall; the weights of all rows sum to the log2 of the odds. */
export interface Evidence {
  readonly field: string;
  readonly outcome: string;
  /** Bits for (positive) or against, in thousandths; null = a human's decision, which no weight can outvote. */
  readonly weight: number | null;
}

const fields: readonly Field[] = FIELDS;

/** What a conflict weighs in a link's probability, besides the disagreement that it rests on. That it keeps two accounts apart does not depend on this. Ours. */
const CONFLICT_BITS = -10;

/** What speaks for or against a pair besides the two accounts themselves. */
export interface Context {
  /** Why they can never be one person, or null. */
  readonly conflict: Conflict | null;
  /** Bits lost to other accounts that fit as well, 0 or negative. */
  readonly rivals: number;
  /** Bits lost to the accounts that are one person with either, 0 or negative. */
  readonly company: number;
}

/** Scores and explains single pairs under a model. */
export class Judge {
  readonly #people: Population;
  readonly #comparer: Comparer;
  readonly #scorer: Scorer;
  readonly #decisions: Decisions;

  constructor(people: Population, comparer: Comparer, model: Model, decisions: Decisions) {
    this.#people = people;
    this.#comparer = comparer;
    this.#scorer = new Scorer(model);
    this.#decisions = decisions;
  }

  /** The log2 of the odds that two accounts are one person, going by the two alone. */
  bits(i: number, j: number): number {
    this.#comparer.compare(i, j);
    return this.#scorer.bits(this.#comparer.levels, classOf(this.#people, i, j), this.#comparer.adjustment, this.#comparer.shared);
  }

  /** The waterfall of a pair, and the probability that its rows sum to, unless a human decided. */
  explain(i: number, j: number, context: Context): { probability: number; evidence: Evidence[] } {
    const evidence: Evidence[] = [];
    const probability = this.#weigh(i, j, context, (label, weight) => {
      evidence.push({ ...(LABELS[label] as Label), weight: weight === null ? null : weight / 1000 });
    });
    return { probability, evidence };
  }

  /** The same with the waterfall in short: each row as the number of its label and its weight in thousandths of a bit, `3:-4500`. */
  encode(i: number, j: number, context: Context): { probability: number; code: string } {
    let code = "";
    const probability = this.#weigh(i, j, context, (label, weight) => {
      code += code === "" ? `${label}:${weight ?? ""}` : ` ${label}:${weight ?? ""}`;
    });
    return { probability, code };
  }

  /** Tells every row of a pair's waterfall, in thousandths of a bit, so that what is printed sums to what is said. */
  #weigh(i: number, j: number, context: Context, tell: (label: number, weight: number | null) => void): number {
    const scorer = this.#scorer;
    this.#comparer.compare(i, j);
    const { levels, shared } = this.#comparer;
    const kind = classOf(this.#people, i, j);
    let sum = 0;
    const row = (label: number, bits: number) => {
      const weight = Math.round(bits * 1000);
      if (weight === 0) return;
      tell(label, weight);
      sum += weight;
    };
    row(PRIOR + kind, scorer.prior(kind));
    for (let f = 0; f < FIELD_COUNT; f++) {
      const level = levels[f] as number;
      if (level === 0) continue;
      row(f * LEVELS + level, scorer.weight(f, level));
      const adjustment = this.#comparer.adjustmentOf(f);
      row((adjustment > 0 ? RARE : COMMON) + f, adjustment);
    }
    for (let entry = 0; entry < OVERLAPS.length; entry++) row(OVERLAP + entry, scorer.overlap(entry, levels));
    row(HOUSEHOLD_ROW, scorer.household(levels, kind, shared));
    row(IMPERSONAL, scorer.impersonal(levels, kind, sum / 1000));
    row(RIVALS, context.rivals);
    row(COMPANY, context.company);
    const decided = this.#decisions.of(i, j);
    if (decided !== null) {
      tell(decided === "same person" ? SAME : DIFFERENT, null);
      return decided === "same person" ? 1 : 0;
    }
    if (context.conflict !== null) row(CONFLICT + CONFLICTS.indexOf(context.conflict), CONFLICT_BITS);
    return 1 / (1 + 2 ** (-sum / 1000));
  }
}

interface Label {
  readonly field: string;
  readonly outcome: string;
}

/** What a row of a waterfall can be, by number: the levels of all fields first, then the rest. */
export const LABELS: readonly Label[] = [];
const register = (...labels: readonly Label[]): number => (LABELS as Label[]).push(...labels) - labels.length;
for (const field of fields)
  register(...Array.from({ length: LEVELS }, (_, level) => ({ field: field.name, outcome: field.levels[level]?.outcome ?? "" })));
const PRIOR = register(...CLASSES.map((outcome) => ({ field: "prior", outcome })));
const RARE = register(...fields.map(({ name }) => ({ field: name, outcome: "rare value" })));
const COMMON = register(...fields.map(({ name }) => ({ field: name, outcome: "common value" })));
const OVERLAP = register(
  ...OVERLAPS.map(([a, b]) => ({ field: `${fields[a]?.name} and ${fields[b]?.name}`, outcome: "one follows from the other" })),
);
const HOUSEHOLD_ROW = register({ field: "household", outcome: "living together would explain it too" });
const IMPERSONAL = register({ field: "person", outcome: "nothing personal agrees" });
const RIVALS = register({ field: "rivals", outcome: "other accounts of one of the directories fit too" });
const COMPANY = register({ field: "company", outcome: "other accounts of the two people disagree" });
const SAME = register({ field: "decision", outcome: "same person" });
const DIFFERENT = register({ field: "decision", outcome: "different people" });
const CONFLICT = register(...CONFLICTS.map((outcome) => ({ field: "conflict", outcome })));
