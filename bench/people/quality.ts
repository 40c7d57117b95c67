import type { Inventory } from "../../src/inventory/inventory.js";
import { candidatesOf, eachPair } from "../../src/people/block.js";
import { resolution } from "../../src/people/resolve.js";
import type { LabelledSet } from "./records.js";

/** The clock of every resolution. */
export const NOW = new Date("2026-01-01T00:00:00Z");

/** What one set's resolution is worth against its truth. */
export interface Quality {
  readonly accounts: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly bcubed: number;
  /** People of the result that hold accounts of two or more people. */
  readonly falseMerges: number;
  /** Expected calibration error of the links' probabilities, in ten bins. */
  readonly calibration: number;
  /** Share of accounts whose kind is right. */
  readonly kinds: number;
  readonly links: number;
  /** Share of the pairs of accounts of one person that are looked at, among accounts that can be a person's. */
  readonly candidates: number;
}

/** Measures the tables that people made against what is known. */
export async function qualityOf(db: Inventory, set: LabelledSet): Promise<Quality> {
  const found = new Map<string, string>();
  for await (const rows of db.stream<{ key: string; person: string }>("SELECT source || '/' || id AS key, person FROM person_accounts"))
    for (const row of rows) found.set(row.key, row.person);
  const cells = new Map<string, number>();
  const predicted = new Map<string, number>();
  const actual = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const peopleOf = new Map<string, Set<string>>();
  for (const [key, truth] of set.truth) {
    // An account that belongs to nobody, on either side, is a person of its own.
    const real = truth.person ?? `nobody ${key}`;
    const guess = found.get(key) ?? `nobody ${key}`;
    add(cells, `${guess}\n${real}`);
    add(predicted, guess);
    add(actual, real);
    const people = peopleOf.get(guess);
    if (people === undefined) peopleOf.set(guess, new Set([real]));
    else people.add(real);
  }
  const pairs = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [both, claimed, real] = [pairs(cells), pairs(predicted), pairs(actual)];
  const precision = claimed === 0 ? 1 : both / claimed;
  const recall = real === 0 ? 1 : both / real;
  let bp = 0;
  let br = 0;
  for (const [cell, n] of cells) {
    const [guess = "", truth = ""] = cell.split("\n");
    bp += (n * n) / (predicted.get(guess) ?? 1);
    br += (n * n) / (actual.get(truth) ?? 1);
  }
  const size = set.truth.size;
  let right = 0;
  for await (const rows of db.stream<{ key: string; kind: string }>("SELECT source || '/' || id AS key, kind FROM account_kinds"))
    for (const row of rows) if (set.truth.get(row.key)?.kind === row.kind) right++;
  const bins = Array.from({ length: 10 }, () => ({ n: 0, p: 0, right: 0 }));
  let links = 0;
  for await (const rows of db.stream<{ a: string; b: string; probability: number }>(
    "SELECT aSource || '/' || aId AS a, bSource || '/' || bId AS b, probability FROM links",
  ))
    for (const row of rows) {
      const bin = bins[Math.min(9, Math.floor(row.probability * 10))];
      if (bin === undefined) continue;
      links++;
      bin.n++;
      bin.p += row.probability;
      const [a, b] = [set.truth.get(row.a)?.person, set.truth.get(row.b)?.person];
      if (a !== null && a !== undefined && a === b) bin.right++;
    }
  const calibration = links === 0 ? 0 : bins.reduce((sum, bin) => sum + Math.abs(bin.p - bin.right), 0) / links;
  return {
    accounts: size,
    candidates: await candidateRecall(db, set),
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    bcubed: (2 * (bp / size) * (br / size)) / (bp / size + br / size),
    falseMerges: [...peopleOf.values()].filter((people) => people.size > 1).length,
    calibration,
    kinds: right / size,
    links,
  };
}

/** How many of the true pairs share a key, and so can be found at all. */
async function candidateRecall(db: Inventory, set: LabelledSet): Promise<number> {
  const keys = await db.rows<{ key: string }>("SELECT source || '/' || id AS key FROM accounts ORDER BY key");
  const { people } = await resolution(db, { now: NOW });
  const truth = Array.from({ length: people.size }, (_, i) => set.truth.get(keys[people.account[i] as number]?.key ?? "")?.person ?? null);
  const sizes = new Map<string, number>();
  for (const person of truth) if (person !== null) sizes.set(person, (sizes.get(person) ?? 0) + 1);
  const all = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  let found = 0;
  eachPair(candidatesOf(people), 0, people.size, (i, j) => {
    if (truth[i] !== null && truth[i] === truth[j]) found++;
  });
  return all === 0 ? 1 : found / all;
}
