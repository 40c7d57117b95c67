import { Comparer, dateLevel } from "./compare.js";
import type { Decisions } from "./decisions.js";
import { BORN, EMPLOYEE } from "./fields.js";
import type { Population } from "./population.js";
import type { Model } from "./score.js";

const HUMAN = 0;

/** Why two accounts can never be one person, in words. */
export const CONFLICTS = [
  "decided to be different people",
  "different employee numbers",
  "different birth dates",
  "different generations of one name (Jr., Sr.)",
  "one is the other's manager",
] as const;
export type Conflict = (typeof CONFLICTS)[number];

/** What forbids that two accounts are one person, whatever else agrees. */
export class Conflicts {
  readonly #people: Population;
  readonly #numbersForbid: boolean;
  readonly #birthForbids: boolean;
  readonly #decisions: Decisions;

  constructor(people: Population, model: Model, decisions: Decisions) {
    this.#people = people;
    this.#numbersForbid = !model.noisy.includes(EMPLOYEE);
    this.#birthForbids = !model.noisy.includes(BORN);
    this.#decisions = decisions;
  }

  /** The reason in words, or null. A human's decision that two accounts are the same overrules all reasons. */
  between(i: number, j: number): Conflict | null {
    const decided = this.#decisions.of(i, j);
    if (decided !== null) return decided === "same person" ? null : "decided to be different people";
    const { employee, born, generation, manager, kind, signsIn } = this.#people;
    if (
      this.#numbersForbid &&
      employee.at(i) !== 0 &&
      employee.at(j) !== 0 &&
      employee.at(i) !== employee.at(j) &&
      this.#people.areNumbersComparable(i, j) &&
      !Comparer.numbersAlike(employee.at(i), employee.at(j))
    )
      return "different employee numbers";
    const bornA = born.at(i);
    const bornB = born.at(j);
    // Records that nobody signs in with are typed from forms: there a date only weighs.
    if (this.#birthForbids && signsIn && bornA !== 0 && bornB !== 0 && bornA !== bornB && dateLevel(bornA, bornB) === 1)
      return "different birth dates";
    if (generation[i] !== 0 && generation[j] !== 0 && generation[i] !== generation[j]) return "different generations of one name (Jr., Sr.)";
    if (kind.at(i) === HUMAN && kind.at(j) === HUMAN && (manager.at(i) === j || manager.at(j) === i)) return "one is the other's manager";
    return null;
  }
}
