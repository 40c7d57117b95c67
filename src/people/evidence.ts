import type { Comparer } from "./compare.js";
import type { Decisions } from "./decisions.js";
import { classOf } from "./estimate.js";
import { FIELD_COUNT, FIELDS, type Field } from "./fields.js";
import type { Population } from "./population.js";
import { adjustmentOf, CLASSES, isShared, type Model, OVERLAPS, Scorer } from "./score.js";

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

/** Scores and explains single pairs under a model. */
export class Judge {
  readonly #people: Population;
  readonly #comparer: Comparer;
  readonly #scorer: Scorer;
  readonly #decided = new Map<string, string>();

  constructor(people: Population, comparer: Comparer, model: Model, decisions: Decisions) {
    this.#people = people;
    this.#comparer = comparer;
    this.#scorer = new Scorer(model);
    for (const [i, j] of decisions.same) this.#decided.set(`${i} ${j}`, "same person");
    for (const [i, j] of decisions.different) this.#decided.set(`${i} ${j}`, "different people");
  }

  /** The log2 of the odds that two accounts are one person. */
  bits(i: number, j: number): number {
    this.#comparer.compare(i, j);
    const [adjustment, shared] = this.#adjustments();
    return this.#scorer.bits(this.#comparer.levels, classOf(this.#people, i, j), adjustment, shared);
  }

  #adjustments(): readonly [number, number] {
    let adjustment = 0;
    let shared = 0;
    for (let f = 0; f < FIELD_COUNT; f++) {
      const bits = adjustmentOf(this.#comparer, this.#scorer.model.usual, f);
      adjustment += bits;
      if (isShared(f)) shared += bits;
    }
    return [adjustment, shared];
  }

  /** The waterfall of a pair, and the probability that its rows sum to. */
  explain(i: number, j: number, conflict: string | null, rivals: number): { probability: number; evidence: Evidence[] } {
    const decided = this.#decided.get(i < j ? `${i} ${j}` : `${j} ${i}`);
    this.#comparer.compare(i, j);
    const kind = classOf(this.#people, i, j);
    const evidence: Evidence[] = [{ field: "prior", outcome: CLASSES[kind] ?? "", weight: this.#scorer.prior(kind) }];
    for (let f = 0; f < FIELD_COUNT; f++) {
      const field = fields[f];
      const level = this.#comparer.levels[f] as number;
      if (field === undefined || level === 0) continue;
      evidence.push({ field: field.name, outcome: field.levels[level]?.outcome ?? "", weight: this.#scorer.weight(f, level) });
      const adjustment = adjustmentOf(this.#comparer, this.#scorer.model.usual, f);
      if (adjustment !== 0) evidence.push({ field: field.name, outcome: adjustment > 0 ? "rare value" : "common value", weight: adjustment });
    }
    OVERLAPS.forEach(([a, b], entry) => {
      const overlap = this.#scorer.overlap(entry, this.#comparer.levels);
      if (overlap !== 0)
        evidence.push({ field: `${fields[a]?.name} and ${fields[b]?.name}`, outcome: "one follows from the other", weight: overlap });
    });
    const household = this.#scorer.household(this.#comparer.levels, kind, this.#adjustments()[1]);
    if (household !== 0) evidence.push({ field: "household", outcome: "living together would explain it too", weight: household });
    const impersonal = this.#scorer.impersonal(
      this.#comparer.levels,
      kind,
      evidence.reduce((sum, row) => sum + (row.weight ?? 0), 0),
    );
    if (impersonal !== 0) evidence.push({ field: "person", outcome: "nothing personal agrees", weight: impersonal });
    if (rivals !== 0) evidence.push({ field: "rivals", outcome: "other accounts of one of the directories fit too", weight: rivals });
    if (conflict !== null && decided === undefined) evidence.push({ field: "conflict", outcome: conflict, weight: CONFLICT_BITS });
    if (decided !== undefined) evidence.push({ field: "decision", outcome: decided, weight: null });
    const bits = evidence.reduce((sum, row) => sum + (row.weight ?? 0), 0);
    const probability = decided === undefined ? 1 / (1 + 2 ** -bits) : decided === "same person" ? 1 : 0;
    return { probability, evidence };
  }
}
