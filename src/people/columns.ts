import { fromDouble } from "./text.js";

/** Memory that threads can share. */
export const shared = (bytes: number) => new SharedArrayBuffer(bytes);

/** Texts as small numbers, from 1; 0 is "not known". Equal numbers are equal texts. */
export class Dictionary {
  readonly texts: string[];
  readonly #numbers: Map<string, number>;

  /** @param texts what is known already, by number; the first is the empty text */
  constructor(texts: readonly string[] = [""]) {
    this.texts = [...texts];
    this.#numbers = new Map(texts.map((text, number) => [text, number]));
  }

  number(text: string | null): number {
    if (text === null || text === "") return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.length;
    this.#numbers.set(text, number);
    this.texts.push(text);
    return number;
  }

  text(number: number): string {
    return this.texts[number] ?? "";
  }
}

export interface ListsData {
  readonly start: Int32Array;
  readonly values: Float64Array;
  readonly used: number;
}

/** Several numbers an account, in one array: those of account `i` stand from `start[i]` to `start[i + 1]`. */
export class Lists {
  readonly start: Int32Array;
  values: Float64Array;
  #used: number;

  constructor({ start, values, used }: ListsData) {
    this.start = start;
    this.values = values;
    this.#used = used;
  }

  /** Nothing yet, of so many accounts. */
  static empty(accounts: number): ListsData {
    return { start: new Int32Array(shared(4 * accounts + 4)), values: new Float64Array(shared(8 * accounts + 128)), used: 0 };
  }

  get data(): ListsData {
    return { start: this.start, values: this.values, used: this.#used };
  }

  /** Accounts must be set in order. */
  set(i: number, list: readonly number[]): void {
    if (this.#used + list.length > this.values.length) {
      const grown = new Float64Array(shared(8 * Math.ceil((this.#used + list.length) * 1.5)));
      grown.set(this.values);
      this.values = grown;
    }
    for (const value of list) this.values[this.#used++] = value;
    this.start[i + 1] = this.#used;
  }

  first(i: number): number {
    return this.start[i] === this.start[i + 1] ? 0 : (this.values[this.start[i] as number] as number);
  }

  /** A value that both accounts have, or 0. */
  common(i: number, j: number): number {
    for (let a = this.start[i] as number; a < (this.start[i + 1] as number); a++)
      for (let b = this.start[j] as number; b < (this.start[j + 1] as number); b++)
        if (this.values[a] === this.values[b]) return this.values[a] as number;
    return 0;
  }

  /** All values of all accounts. */
  all(): Float64Array {
    return this.values.subarray(0, this.#used);
  }
}

export interface FrequencyData {
  /** Values that are known. */
  readonly total: number;
  /** Pairs of accounts that have the same value, each counted twice. */
  readonly pairs: number;
  readonly values: Float64Array;
  readonly counts: Int32Array;
}

/**
 * How often each value occurs, for values that are hashes. Only values that occur twice or more are kept, in an open
 * table: a count is asked for values on which two accounts agree, and a search through all would miss the cache twenty times.
 */
export class Frequency {
  readonly data: FrequencyData;
  readonly #values: Float64Array;
  readonly #counts: Int32Array;

  constructor(data: FrequencyData) {
    this.data = data;
    this.#values = data.values;
    this.#counts = data.counts;
  }

  /** Counts values; 0 is none. The array is sorted in place. */
  static of(values: Float64Array): Frequency {
    values.sort();
    let total = 0;
    let pairs = 0;
    let repeated = 0;
    eachRun(values, (_, count) => {
      total += count;
      pairs += count * (count - 1);
      if (count > 1) repeated++;
    });
    const places = 2 ** Math.ceil(Math.log2(2 * repeated + 2));
    const frequency = new Frequency({
      total,
      pairs,
      values: new Float64Array(shared(places * 8)),
      counts: new Int32Array(shared(places * 4)),
    });
    eachRun(values, (value, count) => {
      if (count < 2) return;
      const place = frequency.#place(value);
      frequency.#values[place] = value;
      frequency.#counts[place] = count;
    });
    return frequency;
  }

  /** Values that are known. */
  get total(): number {
    return this.data.total;
  }

  /** Of a value that somebody has. */
  count(value: number): number {
    return Math.max(1, this.#counts[this.#place(value)] as number);
  }

  #place(value: number): number {
    const mask = this.#values.length - 1;
    let place = fromDouble(value) & mask;
    while (this.#values[place] !== 0 && this.#values[place] !== value) place = (place + 1) & mask;
    return place;
  }

  /** The chance that two values taken at random are equal; 0 where there are fewer than two. */
  coincidence(): number {
    const { total, pairs } = this.data;
    return total < 2 ? 0 : pairs / (total * (total - 1));
  }
}

/** Visits each value of a sorted list but 0, with how often it is there. */
function eachRun(sorted: Float64Array, visit: (value: number, count: number) => void): void {
  for (let a = 0; a < sorted.length; ) {
    const value = sorted[a] as number;
    let b = a + 1;
    while (b < sorted.length && sorted[b] === value) b++;
    if (value !== 0) visit(value, b - a);
    a = b;
  }
}

/** How often each entry of a dictionary occurs in one column. */
export class Counts {
  readonly counts: Int32Array;
  readonly total: number;

  constructor({ counts, total }: { readonly counts: Int32Array; readonly total: number }) {
    this.counts = counts;
    this.total = total;
  }

  /** Counts the values of so many accounts; they are numbers of a dictionary of so many entries. */
  static of(column: Integers, accounts: number, entries: number): Counts {
    const counts = new Int32Array(shared(entries * 4));
    let total = 0;
    for (let i = 0; i < accounts; i++) {
      const value = column.at(i);
      if (value === 0) continue;
      counts[value] = (counts[value] as number) + 1;
      total++;
    }
    return new Counts({ counts, total });
  }

  /** Of an entry. */
  count(entry: number): number {
    return this.counts[entry] as number;
  }

  /** The chance that two accounts taken at random have the same entry; 0 where there are fewer than two. */
  coincidence(): number {
    if (this.total < 2) return 0;
    let pairs = 0;
    for (const count of this.counts) pairs += count * (count - 1);
    return pairs / (this.total * (this.total - 1));
  }
}

/** One whole number of every account; accounts stand one behind the other, with all their numbers side by side. */
export class Integers {
  readonly #cells: Int32Array;
  readonly #offset: number;

  constructor(cells: Int32Array, offset: number) {
    this.#cells = cells;
    this.#offset = offset;
  }

  at(i: number): number {
    return this.#cells[(i << 4) + this.#offset] as number;
  }

  set(i: number, value: number): void {
    this.#cells[(i << 4) + this.#offset] = value;
  }

  /** The values of the first accounts, in their order. */
  list(accounts: number): Int32Array {
    return Int32Array.from({ length: accounts }, (_, i) => this.at(i));
  }
}

/** One number of every account that needs more than 32 bits. */
export class Doubles {
  readonly #cells: Float64Array;
  readonly #offset: number;

  constructor(cells: Float64Array, offset: number) {
    this.#cells = cells;
    this.#offset = offset;
  }

  at(i: number): number {
    return this.#cells[(i << 3) + this.#offset] as number;
  }

  set(i: number, value: number): void {
    this.#cells[(i << 3) + this.#offset] = value;
  }

  /** The values of the first accounts, in their order. */
  list(accounts: number): Float64Array {
    return Float64Array.from({ length: accounts }, (_, i) => this.at(i));
  }
}
