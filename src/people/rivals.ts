import type { Clusters } from "./cluster.js";
import { KINDS } from "./kinds.js";
import type { Scored } from "./pairs.js";
import type { Population } from "./population.js";

/** Pairs of fewer bits are no rivals. */
const LEAST = -3;

const ADMIN = KINDS.indexOf("admin");

/**
 * Who else fits. A person has one everyday account in a directory as a rule, so when an account fits two namesakes
 * there, each is at best half as likely: the odds of one are those against chance and against the others together.
 */
export class Rivals {
  readonly #people: Population;
  readonly #clusters: Clusters;
  readonly #bits: (i: number, j: number) => number;
  readonly #threshold: number;
  /** Across directories and kinds: the partners of each account and their bits. */
  readonly #start: Int32Array;
  readonly #partner: Int32Array;
  readonly #strength: Float32Array;

  constructor(people: Population, scored: Scored, clusters: Clusters, bits: (i: number, j: number) => number, threshold: number) {
    this.#people = people;
    this.#clusters = clusters;
    this.#bits = bits;
    this.#threshold = threshold;
    this.#start = new Int32Array(people.size + 1);
    const across = (p: number) => (scored.bits[p] as number) >= LEAST && this.#comparable(scored.i[p] as number, scored.j[p] as number);
    for (let p = 0; p < scored.count; p++)
      if (across(p)) for (const i of [scored.i[p] as number, scored.j[p] as number]) this.#start[i + 1] = (this.#start[i + 1] as number) + 1;
    for (let i = 0; i < people.size; i++) this.#start[i + 1] = (this.#start[i + 1] as number) + (this.#start[i] as number);
    const total = this.#start[people.size] as number;
    this.#partner = new Int32Array(total);
    this.#strength = new Float32Array(total);
    const next = this.#start.slice();
    const put = (i: number, j: number, strength: number) => {
      const at = next[i] as number;
      this.#partner[at] = j;
      this.#strength[at] = strength;
      next[i] = at + 1;
    };
    for (let p = 0; p < scored.count; p++) {
      if (!across(p)) continue;
      put(scored.i[p] as number, scored.j[p] as number, scored.bits[p] as number);
      put(scored.j[p] as number, scored.i[p] as number, scored.bits[p] as number);
    }
  }

  /** Bits that the pair loses to its rivals, 0 or negative. */
  against(i: number, j: number): number {
    const { kind } = this.#people;
    let odds = 0;
    if (kind.at(i) === ADMIN || kind.at(j) === ADMIN) {
      if (kind.at(i) === ADMIN) odds += this.#owners(i, j);
      if (kind.at(j) === ADMIN) odds += this.#owners(j, i);
    } else if (this.#comparable(i, j)) odds = this.#odds(i, j) + this.#odds(j, i);
    return odds === 0 ? 0 : -Math.log2(1 + odds);
  }

  /**
   * The odds of all people, besides that of `j`, who could own the privileged account `i`. A person can have several
   * such accounts, but each has one owner. Another privileged account owns nothing, and whoever fits two of them
   * alike does not tell them apart.
   */
  #owners(i: number, j: number): number {
    const { kind } = this.#people;
    const best = new Map<number, number>();
    for (let at = this.#start[i] as number; at < (this.#start[i + 1] as number); at++) {
      const rival = this.#clusters.of(this.#partner[at] as number);
      if (rival === this.#clusters.of(j) || rival === this.#clusters.of(i)) continue;
      best.set(rival, Math.max(best.get(rival) ?? LEAST, this.#strength[at] as number));
    }
    if (kind.at(j) === ADMIN)
      for (let at = this.#start[j] as number; at < (this.#start[j + 1] as number); at++) best.delete(this.#clusters.of(this.#partner[at] as number));
    let odds = 0;
    for (const [rival, strength] of best)
      if (this.#clusters.members(rival).some((member) => kind.at(member) !== ADMIN)) odds += 2 ** Math.min(60, strength);
    return odds;
  }

  /** The odds of all that `i` could be in the directory of `j`, besides `j` and what is the same person as `j`. */
  #odds(i: number, j: number): number {
    const { source, kind } = this.#people;
    let odds = 0;
    for (let at = this.#start[i] as number; at < (this.#start[i + 1] as number); at++) {
      const rival = this.#partner[at] as number;
      if (
        rival === j ||
        source.at(rival) !== source.at(j) ||
        kind.at(rival) !== kind.at(j) ||
        this.#clusters.of(rival) === this.#clusters.of(j) ||
        this.#taken(rival, i)
      )
        continue;
      if (this.#bits(rival, j) >= this.#threshold) continue;
      odds += 2 ** Math.min(60, this.#strength[at] as number);
    }
    return odds;
  }

  /** Whether an account already has its partner in the directory of `i`, another than `i`. */
  #taken(rival: number, i: number): boolean {
    const { source, kind } = this.#people;
    if (this.#clusters.of(rival) === this.#clusters.of(i)) return false;
    return this.#clusters.members(rival).some((member) => member !== i && source.at(member) === source.at(i) && kind.at(member) === kind.at(i));
  }

  #comparable(i: number, j: number): boolean {
    const { source, kind } = this.#people;
    return source.at(i) !== source.at(j) || kind.at(i) !== kind.at(j) || kind.at(i) === ADMIN;
  }
}
