import type { Population } from "./population.js";

/**
 * The account of a person that may be delegated from: active before unknown before inactive, then human before guest
 * before admin, then the source of record, the latest sign-in, the strongest factor, and `source/id`.
 */
export function everydayAccount(people: Population, members: readonly number[], sourceOfRecord: string | undefined): number {
  const human = (i: number) => (people.kindOf(i) === "human" ? 0 : people.kindOf(i) === "guest" ? 1 : 2);
  const active = (i: number) => (people.active[i] === 1 ? 0 : people.active[i] === -1 ? 1 : 2);
  const recorded = (i: number) => (people.sources[people.source[i] as number] === sourceOfRecord ? 0 : 1);
  const better = (a: number, b: number): number =>
    human(a) - human(b) ||
    active(a) - active(b) ||
    recorded(a) - recorded(b) ||
    (people.seen[b] as number) - (people.seen[a] as number) ||
    (people.strength[b] as number) - (people.strength[a] as number) ||
    a - b;
  return members.reduce((best, i) => (better(i, best) < 0 ? i : best));
}
