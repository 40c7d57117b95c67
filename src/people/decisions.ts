import type { Population } from "./population.js";

/** What humans decided about pairs of accounts, by account number. */
export interface Decisions {
  readonly same: readonly (readonly [number, number])[];
  readonly different: readonly (readonly [number, number])[];
}

/** Decisions name accounts by `source/id` or by user name; those about accounts that are not here are left out. */
export function decisionsOf(
  people: Population,
  same: readonly (readonly [string, string])[],
  different: readonly (readonly [string, string])[],
): Decisions {
  if (same.length === 0 && different.length === 0) return { same: [], different: [] };
  const wanted = new Set([...same, ...different].flat());
  const numbers = new Map<string, number[]>();
  const note = (name: string, i: number) => {
    if (!wanted.has(name)) return;
    const list = numbers.get(name);
    if (list === undefined) numbers.set(name, [i]);
    else if (!list.includes(i)) list.push(i);
  };
  for (let i = 0; i < people.size; i++) {
    note(people.key(i), i);
    const userName = people.userNames.get(i);
    if (userName !== undefined) note(userName, i);
  }
  const resolved = (pairs: readonly (readonly [string, string])[]) =>
    pairs.flatMap(([a, b]) =>
      (numbers.get(a) ?? []).flatMap((i) =>
        (numbers.get(b) ?? []).filter((j) => j !== i).map((j): readonly [number, number] => [Math.min(i, j), Math.max(i, j)]),
      ),
    );
  return { same: resolved(same), different: resolved(different) };
}
