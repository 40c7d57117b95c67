/** Pairs of accounts with their log-odds, column by column. */
interface Edges {
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly bits: Float32Array;
}

export interface ClusterRules {
  /** True when the two can never be one person. */
  readonly conflict: (i: number, j: number) => boolean;
  /** The log-odds of any two accounts, in bits. */
  readonly bits: (i: number, j: number) => number;
  /** Bits that a pair loses to rivals: accounts of the same directory that fit one of the two as well. 0 or negative. */
  readonly rivals: (i: number, j: number) => number;
  /** From how many bits a pair may join its two groups. */
  readonly threshold: number;
}

/** Groups grow from the strongest pair to the weakest; a group's members are one chain. */
export class Clusters {
  readonly #of: Int32Array;
  readonly #next: Int32Array;
  readonly #size: Int32Array;

  constructor(accounts: number) {
    this.#of = Int32Array.from({ length: accounts }, (_, i) => i);
    this.#next = new Int32Array(accounts).fill(-1);
    this.#size = new Int32Array(accounts).fill(1);
  }

  /** The number of the group: its smallest account. */
  of(i: number): number {
    return this.#of[i] as number;
  }

  sizeOf(i: number): number {
    return this.#size[this.of(i)] as number;
  }

  members(i: number): number[] {
    const list: number[] = [];
    for (let at = this.of(i); at !== -1; at = this.#next[at] as number) list.push(at);
    return list;
  }

  /** Joins the groups of two accounts; the smaller number stays. */
  join(i: number, j: number): void {
    const [a, b] = this.of(i) < this.of(j) ? [this.of(i), this.of(j)] : [this.of(j), this.of(i)];
    if (a === b) return;
    let last = a;
    while (this.#next[last] !== -1) last = this.#next[last] as number;
    this.#next[last] = b;
    for (let at = b; at !== -1; at = this.#next[at] as number) this.#of[at] = a;
    this.#size[a] = (this.#size[a] as number) + (this.#size[b] as number);
  }
}

/** More cross pairs than this are not looked at one by one when two groups meet. */
const MOST_CROSS_PAIRS = 100_000;
/** So many of each side are scored against each other. */
const SPOKESMEN = 8;
/** The mean log-odds over the cross pairs of two groups must reach this: a chain of lucky pairs does not join two people. Ours, from the bench. */
const LEAST_MEAN = -4;

/**
 * Joins accounts along edges, whose numbers come strongest first. Two groups join when no pair across them is in
 * conflict and their pairs on the whole speak for it, not only the luckiest.
 */
export function joinAlong(clusters: Clusters, edges: Edges, order: Iterable<number>, rules: ClusterRules): void {
  for (const edge of order) {
    const i = edges.i[edge] as number;
    const j = edges.j[edge] as number;
    const bits = edges.bits[edge] as number;
    if (bits < rules.threshold || clusters.of(i) === clusters.of(j)) continue;
    if (bits + rules.rivals(i, j) < rules.threshold) continue;
    if (clusters.sizeOf(i) === 1 && clusters.sizeOf(j) === 1) {
      if (!rules.conflict(i, j)) clusters.join(i, j);
      continue;
    }
    const left = clusters.members(i);
    const right = clusters.members(j);
    if (left.length * right.length > MOST_CROSS_PAIRS) continue;
    if (left.some((a) => right.some((b) => rules.conflict(a, b)))) continue;
    if (meanBits(left, right, rules.bits) < LEAST_MEAN) continue;
    clusters.join(i, j);
  }
}

/** The mean log-odds of the pairs across two groups, in bits; each pair counts for twenty at most. */
export function meanBits(left: readonly number[], right: readonly number[], bits: (i: number, j: number) => number): number {
  const [a, b] = [spread(left), spread(right)];
  let sum = 0;
  for (const i of a) for (const j of b) sum += Math.max(-20, Math.min(20, bits(i, j)));
  return sum / (a.length * b.length);
}

/** Some members, evenly spread. */
function spread(list: readonly number[]): readonly number[] {
  if (list.length <= SPOKESMEN) return list;
  return Array.from({ length: SPOKESMEN }, (_, k) => list[Math.floor((k * list.length) / SPOKESMEN)] as number);
}
