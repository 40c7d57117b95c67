import type { Population } from "./population.js";

/** What decides which account of a person is the everyday one. */
export interface Suitability {
  readonly kind: string;
  /** 1 active, 0 not, -1 unknown. */
  readonly active: number;
  readonly source: string;
  /** Milliseconds since 1970 of the last sign-in; 0 = unknown. */
  readonly seen: number;
  /** Rank of the strongest second factor, 0 to 3. */
  readonly strength: number;
}

/** The criteria in their order; the lower number wins. An admin account is never delegated from while there is another. */
const CRITERIA: readonly { readonly why: string; readonly rank: (account: Suitability, sourceOfRecord: string | undefined) => number }[] = [
  {
    why: "it is a human's everyday account, not a guest or privileged one",
    rank: (account) => (account.kind === "admin" ? 2 : account.kind === "guest" ? 1 : 0),
  },
  { why: "it is active", rank: (account) => (account.active === 1 ? 0 : account.active === -1 ? 1 : 2) },
  { why: "it is in the source of record", rank: (account, sourceOfRecord) => (account.source === sourceOfRecord ? 0 : 1) },
  { why: "it was signed in to last", rank: (account) => -account.seen },
  { why: "it has the strongest second factor", rank: (account) => -account.strength },
];

/** Negative when `a` is the better everyday account, and by which criterion; 0 when only their names can decide. */
export function compareSuitability(a: Suitability, b: Suitability, sourceOfRecord: string | undefined): { order: number; why: string } {
  for (const { why, rank } of CRITERIA) {
    const order = rank(a, sourceOfRecord) - rank(b, sourceOfRecord);
    if (order !== 0) return { order, why };
  }
  return { order: 0, why: "it comes first by source and id" };
}

/** The account of a person that may be delegated from; the members come in the order of `source/id`. */
export function everydayAccount(people: Population, members: readonly number[], sourceOfRecord: string | undefined): number {
  const [only = 0] = members;
  if (members.length === 1) return only;
  const facts = (i: number): Suitability => ({
    kind: people.kindOf(i),
    active: people.active[i] as number,
    source: people.sources[people.source.at(i)] as string,
    seen: people.seen.at(i),
    strength: people.strength[i] as number,
  });
  return [...members].sort((a, b) => a - b).reduce((best, i) => (compareSuitability(facts(i), facts(best), sourceOfRecord).order < 0 ? i : best));
}
