import type { Doubles, Integers } from "./columns.js";

/** Numberings and which of them are one, as plain data that another thread can look into. */
export interface NumberingsData {
  readonly count: number;
  /** By two numberings: 1 where a number means the same in both. */
  readonly same: Uint8Array;
}

/** More than this are not told apart from the last one. Ours: a directory has a handful. */
const MOST = 255;

/** Numbers of the smaller numbering from which on it tells something that none of them is in the other. Ours. */
const ENOUGH = 20;
/** The share of the smaller numbering's numbers that the other must have too, and of these the share that must stand on one name. Ours. */
const SHARED = 0.02;
const AGREEING = 0.5;

/**
 * Which employee numbers can be compared. Companies that were bought keep their own: 1582 there and 1582 here are two
 * people, and B-1582 there and 44953 here may be one. So two numberings are compared before their numbers are: they
 * are one where the numbers that both have stand on the same names.
 */
export class Numberings {
  readonly data: NumberingsData;

  constructor(data: NumberingsData) {
    this.data = data;
  }

  static readonly none: NumberingsData = { count: 0, same: new Uint8Array(1) };

  /**
   * @param count numberings; they are numbered from 1
   * @param named whether two accounts have a name or a mail address in common
   */
  static of(size: number, count: number, number: Doubles, numbering: Integers, named: (i: number, j: number) => boolean): Numberings {
    const width = Math.min(count, MOST) + 1;
    const at = (i: number) => Math.min(numbering.at(i), MOST);
    const sizes = new Float64Array(width);
    const shared = new Float64Array(width * width);
    const agreeing = new Float64Array(width * width);
    const order = Float64Array.from({ length: size }, (_, i) => i).filter((i) => number.at(i) !== 0);
    order.sort((i, j) => number.at(i) - number.at(j) || i - j);
    for (let a = 0; a < order.length; ) {
      let b = a + 1;
      while (b < order.length && number.at(order[b] as number) === number.at(order[a] as number)) b++;
      // The first account of each numbering that has the number stands for it.
      const first = new Map<number, number>();
      for (let place = a; place < b; place++) {
        const i = order[place] as number;
        if (!first.has(at(i))) first.set(at(i), i);
      }
      for (const [x, i] of first) {
        sizes[x] = (sizes[x] as number) + 1;
        for (const [y, j] of first) {
          if (x === y) continue;
          shared[x * width + y] = (shared[x * width + y] as number) + 1;
          if (named(i, j)) agreeing[x * width + y] = (agreeing[x * width + y] as number) + 1;
        }
      }
      a = b;
    }
    const same = new Uint8Array(width * width);
    for (let x = 1; x < width; x++)
      for (let y = 1; y < width; y++) {
        const cell = x * width + y;
        const least = Math.min(sizes[x] as number, sizes[y] as number);
        const both = shared[cell] as number;
        const few = least < ENOUGH ? both === 0 : both < Math.max(2, SHARED * least);
        const one = x === y || (few ? least < ENOUGH : (agreeing[cell] as number) >= AGREEING * both);
        same[cell] = one ? 1 : 0;
      }
    return new Numberings({ count: width, same });
  }

  /** Whether the numbers of two accounts can be compared. */
  areOne(a: number, b: number): boolean {
    return a === b || this.data.same[Math.min(a, MOST) * this.data.count + Math.min(b, MOST)] === 1;
  }
}
