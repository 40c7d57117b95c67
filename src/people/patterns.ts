import { CLASSES } from "./score.js";

/** Pairs that came out alike: how many, and their mean term-frequency adjustment. */
export interface PatternGroup {
  readonly kind: number;
  readonly pattern: number;
  count: number;
  adjustment: number;
  /** The part of it that comes from fields which a household shares. */
  shared: number;
}

/** Adjustments this many bits wide are taken together. */
const BUCKET_BITS = 3;
const BUCKETS = 16;

/**
 * Groups pairs by class, pattern and roughly their adjustment. An open table of plain numbers: a Map would box the key
 * of every pair, which takes longer than the comparison.
 */
export class PatternGroups {
  readonly list: PatternGroup[] = [];
  #keys = new Float64Array(1 << 12).fill(-1);
  #places = new Int32Array(1 << 12);

  add(kind: number, pattern: number, adjustment: number, shared: number): void {
    const bucket = Math.max(0, Math.min(BUCKETS - 1, Math.round(adjustment / BUCKET_BITS) + BUCKETS / 2));
    const key = (pattern * CLASSES.length + kind) * BUCKETS + bucket;
    const at = this.#find(key);
    if (this.#keys[at] !== key) {
      this.#keys[at] = key;
      this.#places[at] = this.list.length;
      this.list.push({ kind, pattern, count: 1, adjustment, shared });
      if (this.list.length * 2 > this.#keys.length) this.#grow();
      return;
    }
    const group = this.list[this.#places[at] as number] as PatternGroup;
    group.count++;
    group.adjustment += (adjustment - group.adjustment) / group.count;
    group.shared += (shared - group.shared) / group.count;
  }

  #find(key: number): number {
    const mask = this.#keys.length - 1;
    let at = (Math.imul(key % 4294967296, 0x9e3779b1) ^ Math.imul(key / 4294967296, 0x85ebca6b)) >>> 7;
    for (at &= mask; this.#keys[at] !== -1 && this.#keys[at] !== key; at = (at + 1) & mask);
    return at;
  }

  #grow(): void {
    const keys = this.#keys;
    const places = this.#places;
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#places = new Int32Array(keys.length * 2);
    keys.forEach((key, from) => {
      if (key === -1) return;
      const at = this.#find(key);
      this.#keys[at] = key;
      this.#places[at] = places[from] as number;
    });
  }
}
