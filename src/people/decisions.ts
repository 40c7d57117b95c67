import { UsageError } from "../errors.js";
import type { Clusters } from "./cluster.js";
import type { Population } from "./population.js";

/** Two accounts, as `source/id` or user name, about which a human decided. */
export type NamedPair = readonly [string, string];
type Pair = readonly [number, number];

/** What humans decided about pairs of accounts, by account number. */
export class Decisions {
  readonly same: readonly Pair[];
  readonly different: readonly Pair[];
  /** What no account of a person is called. */
  readonly unknown: readonly string[];
  readonly #size: number;
  readonly #decided = new Map<number, "same person" | "different people">();

  /**
   * Decisions name accounts by `source/id` or by user name; those about accounts that are not here are left out.
   * @throws UsageError when decisions contradict each other
   */
  constructor(people: Population, same: readonly NamedPair[] = [], different: readonly NamedPair[] = []) {
    this.#size = people.size;
    const names = new Set([...same, ...different].flat());
    const numbers = numbersOf(people, names);
    const resolve = (pairs: readonly NamedPair[]) =>
      pairs.flatMap(([a, b]) =>
        (numbers.get(a) ?? []).flatMap((i) => (numbers.get(b) ?? []).flatMap((j): Pair[] => (i === j ? [] : [[Math.min(i, j), Math.max(i, j)]]))),
      );
    this.same = resolve(same);
    this.different = resolve(different);
    this.unknown = [...names].filter((name) => !numbers.has(name));
    const named = (pairs: readonly Pair[]) => pairs.map(([i, j]): NamedPair => [people.called.get(i)?.[0] ?? "", people.called.get(j)?.[0] ?? ""]);
    refuseContradictions(named(this.same), named(this.different));
    for (const [i, j] of this.different) this.#decided.set(i * this.#size + j, "different people");
    for (const [i, j] of this.same) this.#decided.set(i * this.#size + j, "same person");
  }

  /** What was decided of a pair, or null. */
  of(i: number, j: number): "same person" | "different people" | null {
    if (this.#decided.size === 0) return null;
    return this.#decided.get(Math.min(i, j) * this.#size + Math.max(i, j)) ?? null;
  }

  /** Says of two accounts whether a human decided, by any accounts of the two people, that they are two. */
  parting(clusters: Clusters): (i: number, j: number) => boolean {
    const key = (i: number, j: number) => {
      const [a, b] = [clusters.of(i), clusters.of(j)];
      return Math.min(a, b) * this.#size + Math.max(a, b);
    };
    const parted = new Set(this.different.map(([i, j]) => key(i, j)));
    return (i, j) => parted.size > 0 && parted.has(key(i, j));
  }
}

/**
 * Decisions follow from each other: if a is b, and b is c, then a is c.
 * @throws UsageError when two accounts are decided to be different people, and by such a chain one
 */
export function refuseContradictions(same: readonly NamedPair[], different: readonly NamedPair[]): void {
  const neighbours = new Map<string, string[]>();
  const link = (a: string, b: string) => {
    const list = neighbours.get(a);
    if (list === undefined) neighbours.set(a, [b]);
    else list.push(b);
  };
  for (const [a, b] of same) {
    link(a, b);
    link(b, a);
  }
  for (const [a, b] of different) {
    const chain = pathBetween(neighbours, a, b);
    if (chain === null || a === b) continue;
    throw new UsageError(
      `people: ${a} and ${b} are decided to be different people, and to be the same: ${chain.join(" = ")}`,
      "Take one of these decisions out of `people` in the configuration, or of the file of decisions.",
    );
  }
}

function pathBetween(neighbours: ReadonlyMap<string, readonly string[]>, from: string, to: string): string[] | null {
  const before = new Map<string, string | null>([[from, null]]);
  for (const [name] of before) for (const next of neighbours.get(name) ?? []) if (!before.has(next)) before.set(next, name);
  if (!before.has(to)) return null;
  const path: string[] = [];
  for (let name: string | null = to; name !== null; name = before.get(name) ?? null) path.unshift(name);
  return path;
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
