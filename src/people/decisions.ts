import type { Population } from "./population.js";

/** What humans decided about pairs of accounts, by account number. */
export class Decisions {
  readonly same: readonly (readonly [number, number])[];
  readonly #size: number;
  readonly #decided = new Map<number, "same person" | "different people">();

  /** Decisions name accounts by `source/id` or by user name; those about accounts that are not here are left out. */
  constructor(people: Population, same: readonly (readonly [string, string])[] = [], different: readonly (readonly [string, string])[] = []) {
    this.#size = people.size;
    const numbers = same.length + different.length === 0 ? new Map<string, number[]>() : numbersOf(people, new Set([...same, ...different].flat()));
    const resolve = (pairs: readonly (readonly [string, string])[]) =>
      pairs.flatMap(([a, b]) =>
        (numbers.get(a) ?? []).flatMap((i) =>
          (numbers.get(b) ?? []).flatMap((j): (readonly [number, number])[] => (i === j ? [] : [[Math.min(i, j), Math.max(i, j)]])),
        ),
      );
    this.same = resolve(same);
    for (const [i, j] of resolve(different)) this.#decided.set(i * this.#size + j, "different people");
    for (const [i, j] of this.same) this.#decided.set(i * this.#size + j, "same person");
  }

  /** What was decided of a pair, or null. */
  of(i: number, j: number): "same person" | "different people" | null {
    if (this.#decided.size === 0) return null;
    return this.#decided.get(Math.min(i, j) * this.#size + Math.max(i, j)) ?? null;
  }
}

function numbersOf(people: Population, wanted: ReadonlySet<string>): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  const note = (name: string, i: number) => {
    if (!wanted.has(name)) return;
    const list = numbers.get(name);
    if (list === undefined) numbers.set(name, [i]);
    else if (!list.includes(i)) list.push(i);
  };
  for (const [i, names] of people.called) for (const name of names) note(name, i);
  return numbers;
}
