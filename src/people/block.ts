import type { Population } from "./population.js";
import { hash53, mix } from "./text.js";

/** Adds the keys of an account: accounts that share one are compared. */
type Keys = (i: number, add: (key: number) => void) => void;

/** With so few accounts every pair is compared. */
export const FEW = 160;

/**
 * Groups larger than this are refined; smaller for large populations, so that the number of pairs stays linear, and
 * smaller still for loose keys, which many strangers share.
 */
function largestGroup(accounts: number, loose: boolean): number {
  if (accounts <= 60_000) return 100;
  return (accounts <= 300_000 ? 40 : 24) / (loose ? 4 : 1);
}

const KEY_BITS = 2 ** 29;
const ACCOUNT_BITS = 2 ** 24;

/**
 * Candidate pairs, found through many keys so that a slip in one field does not hide a pair.
 *
 * A group that is too large is split by further fields; what is still too large is sorted and each account is
 * compared with its neighbours. So nothing is dropped, and a million accounts of one name cost a million times a constant.
 */
export class Candidates {
  readonly #people: Population;
  /** Groups, one after the other; for each place the range of places that it is compared with. */
  readonly #order: Int32Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  /** The places of each account. */
  readonly #start: Int32Array;
  readonly #places: Int32Array;

  constructor(people: Population) {
    this.#people = people;
    const order: Int32Array[] = [];
    const from: Int32Array[] = [];
    const to: Int32Array[] = [];
    let used = 0;
    const entries = new Float64Array(people.size * 4);
    const refinements = refine(people);
    for (const { keys, loose } of people.size <= FEW ? [{ keys: everybody, loose: false }] : keyFamilies(people)) {
      let count = 0;
      for (let i = 0; i < people.size; i++)
        keys(i, (key) => {
          if (count < entries.length) entries[count++] = (key % KEY_BITS) * ACCOUNT_BITS + i;
        });
      const sorted = entries.subarray(0, count).sort();
      const groups = new Groups(people.size <= FEW ? FEW : largestGroup(people.size, loose), refinements);
      for (let a = 0; a < count; ) {
        const key = Math.floor((sorted[a] as number) / ACCOUNT_BITS);
        let b = a + 1;
        while (b < count && Math.floor((sorted[b] as number) / ACCOUNT_BITS) === key) b++;
        if (b - a > 1) groups.add(sorted.subarray(a, b));
        a = b;
      }
      const made = groups.finish(used);
      order.push(made.order);
      from.push(made.from);
      to.push(made.to);
      used += made.order.length;
    }
    this.#order = concat(order, used);
    this.#from = concat(from, used);
    this.#to = concat(to, used);
    this.#start = new Int32Array(people.size + 1);
    for (const i of this.#order) this.#start[i + 1] = (this.#start[i + 1] as number) + 1;
    for (let i = 0; i < people.size; i++) this.#start[i + 1] = (this.#start[i + 1] as number) + (this.#start[i] as number);
    this.#places = new Int32Array(used);
    const next = this.#start.slice();
    for (let place = 0; place < used; place++) {
      const i = this.#order[place] as number;
      this.#places[next[i] as number] = place;
      next[i] = (next[i] as number) + 1;
    }
  }

  /** Calls `visit` once for each candidate pair, with i < j, in one fixed order. */
  forEach(visit: (i: number, j: number) => void): void {
    const seen = new Int32Array(this.#people.size).fill(-1);
    for (let i = 0; i < this.#people.size; i++)
      for (let p = this.#start[i] as number; p < (this.#start[i + 1] as number); p++) {
        const place = this.#places[p] as number;
        const end = this.#to[place] as number;
        for (let other = this.#from[place] as number; other < end; other++) {
          const j = this.#order[other] as number;
          if (j <= i || seen[j] === i) continue;
          seen[j] = i;
          visit(i, j);
        }
      }
  }
}

const everybody: Keys = (_, add) => add(1);

/** Groups of one family of keys. */
class Groups {
  readonly #cap: number;
  readonly #refinements: readonly ((i: number) => number)[];
  readonly #members: Int32Array[] = [];
  readonly #windowed: boolean[] = [];
  #total = 0;

  constructor(cap: number, refinements: readonly ((i: number) => number)[]) {
    this.#cap = cap;
    this.#refinements = refinements;
  }

  add(entries: Float64Array): void {
    const members: number[] = [];
    let last = -1;
    for (const entry of entries) {
      const i = entry % ACCOUNT_BITS;
      if (i !== last) members.push(i);
      last = i;
    }
    if (members.length > 1) this.#split(Int32Array.from(members), 0);
  }

  #split(members: Int32Array, depth: number): void {
    if (members.length < 2) return;
    if (members.length <= this.#cap) {
      this.#keep(members, false);
      return;
    }
    const refinement = this.#refinements[depth];
    const sorted = new Float64Array(members.length);
    if (refinement === undefined) {
      this.#keep(members, true);
      return;
    }
    members.forEach((i, at) => {
      sorted[at] = (refinement(i) % KEY_BITS) * ACCOUNT_BITS + i;
    });
    sorted.sort();
    for (let a = 0; a < sorted.length; ) {
      const key = Math.floor((sorted[a] as number) / ACCOUNT_BITS);
      let b = a + 1;
      while (b < sorted.length && Math.floor((sorted[b] as number) / ACCOUNT_BITS) === key) b++;
      this.#split(
        Int32Array.from(sorted.subarray(a, b), (entry) => entry % ACCOUNT_BITS),
        depth + 1,
      );
      a = b;
    }
  }

  #keep(members: Int32Array, windowed: boolean): void {
    this.#members.push(members);
    this.#windowed.push(windowed);
    this.#total += members.length;
  }

  finish(offset: number): { order: Int32Array; from: Int32Array; to: Int32Array } {
    const order = new Int32Array(this.#total);
    const from = new Int32Array(this.#total);
    const to = new Int32Array(this.#total);
    const reach = Math.ceil(this.#cap / 4);
    let used = 0;
    this.#members.forEach((members, group) => {
      const end = used + members.length;
      for (let at = 0; at < members.length; at++) {
        const place = used + at;
        order[place] = members[at] as number;
        from[place] = offset + (this.#windowed[group] ? Math.max(used, place - reach) : place + 1);
        to[place] = offset + (this.#windowed[group] ? Math.min(end, place + reach + 1) : end);
      }
      used = end;
    });
    return { order, from, to };
  }
}

function concat(parts: readonly Int32Array[], length: number): Int32Array {
  const whole = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** By what a group that is too large is split, in order. */
function refine(people: Population): readonly ((i: number) => number)[] {
  const key = (name: number) => people.keys[name] as number;
  return [
    (i) => key(people.family[i] as number),
    (i) => key(people.given[i] as number),
    (i) => people.born[i] as number,
    (i) => people.postal[i] as number,
    (i) => mix(people.department[i] as number, people.title[i] as number),
    (i) => people.login[i] as number,
  ];
}

/** The start of each name's key, as a number; by name. */
function starts(people: Population, length: number): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(people.names.texts, (_, name) => {
    const start = people.names.text(people.keys[name] as number).slice(0, length);
    if (start === "") return 0;
    let number = numbers.get(start);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(start, number);
    }
    return number;
  });
}

/** Each family of keys is salted with its place, so that equal numbers of two families do not meet. */
function keyFamilies(people: Population): readonly { readonly keys: Keys; readonly loose: boolean }[] {
  const { given, family, keys, roots, born, postal, locality, street, title, department, boss } = people;
  const at = (column: Int32Array, i: number) => column[i] as number;
  const key = (column: Int32Array, i: number) => keys[at(column, i)] as number;
  const initial = starts(people, 1);
  const two = starts(people, 2);
  const three = starts(people, 3);
  const streets = streetStarts(people);
  const start = (by: Int32Array, column: Int32Array, i: number) => by[at(column, i)] as number;
  const year = (i: number) => Math.floor(at(born, i) / 10000);
  const month = (i: number) => Math.floor(at(born, i) / 100) % 100;
  const both = (a: number, b: number, add: (key: number) => void) => {
    if (a !== 0 && b !== 0) add(mix(a, b));
  };
  const tight: readonly Keys[] = [
    (i, add) => listed(people.mails, i, add),
    (i, add) => listed(people.phones, i, add),
    (i, add) => {
      if (people.employee[i] !== 0) add(fromDouble(people.employee[i] as number));
    },
    (i, add) => {
      for (const column of [people.immutable, people.external, people.self]) if (column[i] !== 0) add(fromDouble(column[i] as number));
    },
    (i, add) => {
      if (people.login[i] !== 0) add(fromDouble(people.login[i] as number));
    },
    (i, add) => {
      const [a, b] = [key(given, i), key(family, i)];
      both(Math.min(a, b), Math.max(a, b), add);
    },
    (i, add) => {
      for (const root of roots[at(given, i)] ?? []) both(root, key(family, i), add);
    },
    (i, add) => {
      if (born[i] !== 0) add(mix(at(born, i), 1));
    },
    (i, add) => {
      if (street[i] !== 0) add(mix(at(street, i), 2));
    },
  ];
  const loose: readonly Keys[] = [
    (i, add) => both(key(family, i), start(initial, given, i), add),
    (i, add) => both(key(given, i), start(two, family, i), add),
    (i, add) => {
      for (const part of people.parts.get(i) ?? [at(family, i)]) both(part, start(two, given, i), add);
    },
    (i, add) => both(key(given, i), fromDouble(boss[i] as number), add),
    (i, add) => both(key(given, i), at(department, i) === 0 ? 0 : mix(at(department, i), at(title, i)), add),
    (i, add) => both(year(i) * 100 + month(i), start(initial, given, i), add),
    (i, add) => both(at(born, i) % 10000, start(two, family, i), add),
    // Either name, so that exchanged names meet.
    (i, add) => {
      for (const column of [given, family]) both(year(i), key(column, i), add);
    },
    (i, add) => {
      for (const column of [given, family]) both(at(postal, i), start(two, column, i), add);
    },
    (i, add) => both(at(postal, i), year(i), add),
    (i, add) => {
      for (const column of [given, family]) both(at(locality, i), key(column, i), add);
    },
    (i, add) => {
      for (const column of [given, family]) both(at(locality, i), start(three, column, i), add);
    },
    (i, add) => both(streets[at(street, i)] as number, at(street, i) === 0 ? 0 : 1, add),
    (i, add) => {
      for (const column of [given, family]) both(people.phones.first(i) % 10_000, start(two, column, i), add);
    },
    (i, add) => both(start(three, family, i), at(title, i), add),
  ];
  return [...tight.map((keys) => ({ keys, loose: false })), ...loose.map((keys) => ({ keys, loose: true }))];
}

/** A street's number and the first letters of its name, as a number; by text. 0 where a text is not one of a street. */
function streetStarts(people: Population): Int32Array {
  const starts = new Int32Array(people.texts.texts.length);
  for (let i = 0; i < people.size; i++) {
    const street = people.street[i] as number;
    if (street === 0 || starts[street] !== 0) continue;
    const text = people.texts.text(street);
    const house = /\d+/.exec(text)?.[0] ?? "";
    const name = /[^\d\s]{4}/.exec(text)?.[0] ?? "";
    if (house !== "" && name !== "") starts[street] = hash53(house + name) % 2147483647;
  }
  return starts;
}

function listed(lists: Population["mails"], i: number, add: (key: number) => void): void {
  for (let at = lists.start[i] as number; at < (lists.start[i + 1] as number); at++) add(fromDouble(lists.values[at] as number));
}

/** A hash of 53 bits as one of 32. */
function fromDouble(value: number): number {
  const positive = Math.abs(value);
  return value === 0 ? 0 : mix(positive % 4294967296, Math.floor(positive / 4294967296));
}
