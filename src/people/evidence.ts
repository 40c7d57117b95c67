import type { Comparer } from "./compare.js";
import type { Decisions } from "./decisions.js";
import { classOf } from "./estimate.js";
import { FIELDS, type Field } from "./fields.js";
import type { Population } from "./population.js";
import { CLASSES, type Model, OVERLAPS, Scorer } from "./score.js";

/** One row of a match's waterfall; the weights of all rows sum to the log2 of the odds. */
export interface Evidence {
  readonly field: string;
  readonly outcome: string;
  /** Bits for (positive) or against; null = a human's decision, which no weight can outvote. */
  readonly weight: number | null;
}

const fields: readonly Field[] = FIELDS;

/** What a conflict weighs in a link's probability, besides the disagreement that it rests on. That it keeps two accounts apart does not depend on this. Ours. */
const CONFLICT_BITS = -10;

/** What speaks for or against a pair besides the two accounts themselves. */
export interface Context {
  /** Why they can never be one person, or null. */
  readonly conflict: string | null;
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
    const decided = this.#decisions.of(i, j);
    this.#comparer.compare(i, j);
    const { levels, shared } = this.#comparer;
    const kind = classOf(this.#people, i, j);
    const evidence: Evidence[] = [];
    let bits = 0;
    const row = (field: string, outcome: string, weight: number) => {
      if (weight === 0) return;
      evidence.push({ field, outcome, weight });
      bits += weight;
    };
    row("prior", CLASSES[kind] ?? "", this.#scorer.prior(kind));
    fields.forEach((field, f) => {
      const level = levels[f] as number;
      if (level === 0) return;
      row(field.name, field.levels[level]?.outcome ?? "", this.#scorer.weight(f, level));
      const adjustment = this.#comparer.adjustmentOf(f);
      row(field.name, adjustment > 0 ? "rare value" : "common value", adjustment);
    });
    OVERLAPS.forEach(([a, b], entry) => {
      row(`${fields[a]?.name} and ${fields[b]?.name}`, "one follows from the other", this.#scorer.overlap(entry, levels));
    });
    row("household", "living together would explain it too", this.#scorer.household(levels, kind, shared));
    row("person", "nothing personal agrees", this.#scorer.impersonal(levels, kind, bits));
    row("rivals", "other accounts of one of the directories fit too", context.rivals);
    row("company", "other accounts of the two people disagree", context.company);
    if (decided !== null) evidence.push({ field: "decision", outcome: decided, weight: null });
    else if (context.conflict !== null) row("conflict", context.conflict, CONFLICT_BITS);
    return { probability: decided === null ? 1 / (1 + 2 ** -bits) : decided === "same person" ? 1 : 0, evidence };
  }
}
