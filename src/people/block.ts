import { type Integers, type Lists, shared } from "./columns.js";
import type { Features } from "./population.js";
import { fromDouble, hash53, mix } from "./text.js";

/** Adds the keys of an account: accounts that share one are compared. */
type Keys = (i: number, add: (key: number) => void) => void;

/**
 * With so few accounts every pair is compared: more where they are records, which slips of the hand keep from sharing
 * any key. Ours: a second of comparing.
 */
export const FEW = { accounts: 160, records: 1200 } as const;

/** Up to so many records, keys that forgive a slip are worth their number. */
const MANY_RECORDS = 60_000;

/** Whether every pair of a population is compared. */
export const areFew = (people: Features): boolean => people.size <= (people.signsIn ? FEW.accounts : FEW.records);

/**
 * Groups larger than this are refined; smaller for large populations, so that the number of pairs stays linear, and
 * smaller still for loose keys, which many strangers share.
 */
function largestGroup(accounts: number, loose: boolean): number {
  if (accounts <= 60_000) return 100;
  return (accounts <= 300_000 ? 40 : 24) / (loose ? 4 : 1);
}

/** Keys by which large groups are split, and accounts, share the bits of a double. */
const REFINED = 2 ** 29;
const ACCOUNT_BITS = 2 ** 24;

/** Candidates as plain data that another thread can look into. */
export interface CandidatesData {
  readonly accounts: number;
  /** Groups, one after the other; each place is compared with the places behind it, up to its end. */
  readonly order: Int32Array;
  readonly end: Int32Array;
  /** The places of each account: those of account `i` stand from `start[i]` to `start[i + 1]`. */
  readonly start: Int32Array;
  readonly places: Int32Array;
}

/**
 * Candidate pairs, found through many keys so that a slip in one field does not hide a pair.
 *
 * A group that is too large is split by further fields; what is still too large is sorted and each account is
 * compared with its neighbours. So nothing is dropped, and a million accounts of one name cost a million times a constant.
 */
export function candidatesOf(people: Features): CandidatesData {
  const few = areFew(people);
  const found = new Groups(people.size, refine(people));
  for (const { keys, loose } of few ? [{ keys: everybody, loose: false }] : keyFamilies(people))
    found.add(keys, few ? people.size : largestGroup(people.size, loose));
  const { order, end, used } = found;
  const start = new Int32Array(shared(4 * people.size + 4));
  for (let place = 0; place < used; place++) {
    const next = (order[place] as number) + 1;
    start[next] = (start[next] as number) + 1;
  }
  for (let i = 0; i < people.size; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const places = new Int32Array(shared(4 * used));
  const next = start.slice();
  for (let place = 0; place < used; place++) {
    const i = order[place] as number;
    places[next[i] as number] = place;
    next[i] = (next[i] as number) + 1;
  }
  return { accounts: people.size, order, end, start, places };
}

/**
 * Calls `visit` once for each candidate pair, with i < j, in one fixed order.
 *
 * @param from the first account whose pairs with later ones are visited
 * @param to the first one whose are not
 */
export function eachPair(
  { accounts, order, end, start, places }: CandidatesData,
  from: number,
  to: number,
  visit: (i: number, j: number) => void,
): void {
  const seen = new Int32Array(accounts).fill(-1);
  for (let i = from; i < to; i++)
    for (let p = start[i] as number; p < (start[i + 1] as number); p++) {
      const place = places[p] as number;
      const last = end[place] as number;
      for (let other = place + 1; other < last; other++) {
        const j = order[other] as number;
        if (seen[j] === i) continue;
        seen[j] = i;
        visit(i, j);
      }
    }
}

const everybody: Keys = (_, add) => add(1);

/** Most keys that one account has in one family, on average; more are left out. Names of records have as many as letters. */
const KEYS_EACH = { accounts: 4, records: 16 } as const;

/** Groups up to this size are sorted by insertion. */
const SMALL = 64;

/** Sorts the first so many numbers of an array. */
function sortSome(numbers: Float64Array, count: number): void {
  for (let at = 1; at < count; at++) {
    const number = numbers[at] as number;
    let place = at;
    for (; place > 0 && (numbers[place - 1] as number) > number; place--) numbers[place] = numbers[place - 1] as number;
    numbers[place] = number;
  }
}

/** Collects the groups of all families of keys. The members of each stand in the order of their numbers. */
class Groups {
  order: Int32Array;
  end: Int32Array;
  /** Places that are filled. */
  used = 0;
  readonly #size: number;
  readonly #refinements: readonly ((i: number) => number)[];
  /** Keys and their accounts, as they came and by key. */
  #keys = new Int32Array(0);
  #accounts = new Int32Array(0);
  readonly #sortedKeys: Int32Array;
  readonly #sorted: Int32Array;
  readonly #small = new Float64Array(SMALL);

  constructor(size: number, refinements: readonly ((i: number) => number)[]) {
    this.#size = size;
    this.#refinements = refinements;
    const most = size * (size <= MANY_RECORDS ? KEYS_EACH.records : KEYS_EACH.accounts);
    this.#keys = new Int32Array(most);
    this.#accounts = new Int32Array(most);
    this.#sortedKeys = new Int32Array(most);
    this.#sorted = new Int32Array(most);
    this.order = new Int32Array(shared(16 * size));
    this.end = new Int32Array(shared(16 * size));
  }

  /** Adds the groups of accounts that share a key of one family; larger ones than `cap` are split. */
  add(keys: Keys, cap: number): void {
    const count = this.#collect(keys);
    this.#sort(count);
    const sorted = this.#sorted;
    for (let a = 0; a < count; ) {
      const key = this.#sortedKeys[a] as number;
      let b = a + 1;
      while (b < count && this.#sortedKeys[b] === key) b++;
      if (b - a > 1) {
        // An account can have one key twice.
        let members = a + 1;
        for (let at = a + 1; at < b; at++) if (sorted[at] !== sorted[members - 1]) sorted[members++] = sorted[at] as number;
        this.#split(sorted, a, members, cap, 0);
      }
      a = b;
    }
  }

  #collect(keys: Keys): number {
    let count = 0;
    let account = 0;
    const most = this.#keys.length;
    const add = (key: number) => {
      if (count === most) return;
      this.#keys[count] = key;
      this.#accounts[count++] = account;
    };
    for (; account < this.#size; account++) keys(account, add);
    return count;
  }

  /** Brings equal keys together and leaves accounts in order: two passes of a counting sort, sixteen bits each. */
  #sort(count: number): void {
    for (const [shift, keys, accounts, toKeys, toAccounts] of [
      [0, this.#keys, this.#accounts, this.#sortedKeys, this.#sorted],
      [16, this.#sortedKeys, this.#sorted, this.#keys, this.#accounts],
    ] as const) {
      const next = new Int32Array(65537);
      for (let at = 0; at < count; at++) {
        const digit = (((keys[at] as number) >>> shift) & 65535) + 1;
        next[digit] = (next[digit] as number) + 1;
      }
      for (let digit = 0; digit < 65536; digit++) next[digit + 1] = (next[digit + 1] as number) + (next[digit] as number);
      for (let at = 0; at < count; at++) {
        const digit = ((keys[at] as number) >>> shift) & 65535;
        const to = next[digit] as number;
        next[digit] = to + 1;
        toKeys[to] = keys[at] as number;
        toAccounts[to] = accounts[at] as number;
      }
    }
    this.#sortedKeys.set(this.#keys.subarray(0, count));
    this.#sorted.set(this.#accounts.subarray(0, count));
  }

  /** Keeps the members from `a` up to `b` as a group, or as several where they are too many. Their order changes in place. */
  #split(members: Int32Array, a: number, b: number, cap: number, depth: number): void {
    const count = b - a;
    if (count < 2) return;
    const refinement = this.#refinements[depth];
    if (count <= cap || refinement === undefined) {
      this.#keep(members, a, b, count <= cap ? count : Math.ceil(cap / 4));
      return;
    }
    // Most groups are small: they are sorted in memory that is there already.
    const keys = count <= SMALL ? this.#small : new Float64Array(count);
    for (let at = 0; at < count; at++) {
      const i = members[a + at] as number;
      keys[at] = (refinement(i) % REFINED) * ACCOUNT_BITS + i;
    }
    if (count <= SMALL) sortSome(keys, count);
    else keys.sort();
    for (let at = 0; at < count; at++) members[a + at] = (keys[at] as number) % ACCOUNT_BITS;
    // The keys are worked out again, as the memory is used again further down.
    for (let from = a; from < b; ) {
      const key = refinement(members[from] as number) % REFINED;
      let to = from + 1;
      while (to < b && refinement(members[to] as number) % REFINED === key) to++;
      this.#split(members, from, to, cap, depth + 1);
      from = to;
    }
  }

  /** Each member is compared with as many behind it as `reach` says. */
  #keep(members: Int32Array, a: number, b: number, reach: number): void {
    const end = this.used + b - a;
    if (end > this.order.length) this.#grow(end);
    for (let at = a; at < b; at++) {
      this.order[this.used] = members[at] as number;
      this.end[this.used] = Math.min(end, this.used + reach + 1);
      this.used++;
    }
  }

  #grow(least: number): void {
    const size = Math.max(least, Math.ceil(this.order.length * 1.5));
    for (const column of ["order", "end"] as const) {
      const grown = new Int32Array(shared(4 * size));
      grown.set(this[column]);
      this[column] = grown;
    }
  }
}

/** By what a group that is too large is split, in order. */
function refine(people: Features): readonly ((i: number) => number)[] {
  const key = (name: number) => people.keys[name] as number;
  return [
    (i) => key(people.family.at(i)),
    (i) => key(people.given.at(i)),
    (i) => people.born.at(i),
    (i) => people.postal.at(i),
    (i) => mix(people.department.at(i), people.title.at(i)),
    (i) => people.login.at(i),
  ];
}

/** The start of each name's key, as a number; by name. */
function starts(people: Features, length: number): Int32Array {
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
function keyFamilies(people: Features): readonly { readonly keys: Keys; readonly loose: boolean }[] {
  const { given, family, keys, roots, born, postal, locality, street, title, department, boss } = people;
  const key = (column: Integers, i: number) => keys[column.at(i)] as number;
  const initial = starts(people, 1);
  const two = starts(people, 2);
  const three = starts(people, 3);
  const streets = streetStarts(people);
  const start = (by: Int32Array, column: Integers, i: number) => by[column.at(i)] as number;
  const year = yearsOf(people);
  const month = (i: number) => Math.floor(born.at(i) / 100) % 100;
  const tight: readonly Keys[] = [
    (i, add) => listed(people.mails, i, add),
    (i, add) => listed(people.phones, i, add),
    (i, add) => {
      if (people.employee.at(i) !== 0) add(fromDouble(people.employee.at(i)));
    },
    (i, add) => {
      for (const column of [people.immutable, people.external, people.self]) if (column.at(i) !== 0) add(fromDouble(column.at(i)));
    },
    (i, add) => {
      if (people.login.at(i) !== 0) add(fromDouble(people.login.at(i)));
    },
    (i, add) => {
      const [a, b] = [key(given, i), key(family, i)];
      both(Math.min(a, b), Math.max(a, b), add);
    },
    (i, add) => {
      for (const root of roots[given.at(i)] ?? []) both(root, key(family, i), add);
    },
    (i, add) => {
      if (born.at(i) !== 0) add(mix(born.at(i), 1));
    },
    (i, add) => {
      if (street.at(i) !== 0) add(mix(street.at(i), 2));
    },
  ];
  const loose: readonly Keys[] = [
    (i, add) => both(key(family, i), start(initial, given, i), add),
    (i, add) => both(key(given, i), start(two, family, i), add),
    (i, add) => {
      for (const part of people.parts.get(i) ?? [family.at(i)]) both(part, start(two, given, i), add);
    },
    (i, add) => both(key(given, i), fromDouble(boss.at(i)), add),
    (i, add) => both(key(given, i), department.at(i) === 0 ? 0 : mix(department.at(i), title.at(i)), add),
    (i, add) => both(year(i) * 100 + month(i), start(initial, given, i), add),
    (i, add) => both(born.at(i) % 10000, start(two, family, i), add),
    // Either name, so that exchanged names meet.
    (i, add) => {
      for (const column of [given, family]) both(year(i), key(column, i), add);
    },
    (i, add) => {
      for (const column of [given, family]) both(postal.at(i), start(two, column, i), add);
    },
    (i, add) => both(postal.at(i), year(i), add),
    (i, add) => {
      for (const column of [given, family]) both(locality.at(i), key(column, i), add);
    },
    (i, add) => {
      for (const column of [given, family]) both(locality.at(i), start(three, column, i), add);
    },
    (i, add) => both(streets[street.at(i)] as number, street.at(i) === 0 ? 0 : 1, add),
    (i, add) => {
      for (const column of [given, family]) both(people.phones.first(i) % 10_000, start(two, column, i), add);
    },
    (i, add) => both(start(three, family, i), title.at(i), add),
  ];
  const forgiving = people.signsIn || people.size > MANY_RECORDS ? [] : forgivingKeys(people, streets, initial);
  return [...tight.map((keys) => ({ keys, loose: false })), ...[...loose, ...forgiving].map((keys) => ({ keys, loose: true }))];
}

/** Keys of records that a slip in a name, a date or an address does not change, each beside something that did not slip. */
function forgivingKeys(people: Features, streets: Int32Array, initial: Int32Array): readonly Keys[] {
  const { given, family, born, locality, postal, street, title } = people;
  const houses = houseNumbers(people);
  const names = streetNames(people);
  const variants = shortened(people);
  const year = yearsOf(people);
  return [
    (i, add) => {
      for (const variant of variants[family.at(i)] as readonly number[]) both(variant, initial[given.at(i)] as number, add);
    },
    (i, add) => {
      for (const variant of variants[given.at(i)] as readonly number[]) both(variant, initial[family.at(i)] as number, add);
    },
    (i, add) => {
      for (const variant of variants[given.at(i)] as readonly number[]) both(variant, year(i), add);
    },
    (i, add) => {
      for (const variant of variants[family.at(i)] as readonly number[]) both(variant, year(i), add);
    },
    (i, add) => {
      for (const column of [given, family]) for (const variant of variants[column.at(i)] as readonly number[]) both(variant, locality.at(i), add);
    },
    (i, add) => both(locality.at(i), houses[street.at(i)] as number, add),
    (i, add) => both(postal.at(i), houses[street.at(i)] as number, add),
    (i, add) => both(postal.at(i), locality.at(i), add),
    (i, add) => both(locality.at(i), year(i), add),
    (i, add) => both(locality.at(i), born.at(i) % 10000, add),
    (i, add) => both(postal.at(i), born.at(i) % 10000, add),
    (i, add) => both(streets[street.at(i)] as number, year(i), add),
    (i, add) => both(mix(year(i), 1), mix(born.at(i) % 100, initial[given.at(i)] as number), add),
    (i, add) => both(postal.at(i), title.at(i), add),
    (i, add) => {
      for (const column of [given, family])
        for (const variant of variants[column.at(i)] as readonly number[]) both(variant, names[street.at(i)] as number, add);
    },
    (i, add) => {
      const digits = people.phones.first(i) === 0 ? "" : String(people.phones.first(i));
      for (let at = 0; at < digits.length; at++) add(mix(Number(digits.slice(0, at) + digits.slice(at + 1)), 3));
    },
    (i, add) => {
      if (people.mail[i] !== 0) add(fromDouble(hash53(people.texts.text(people.mail[i] as number).slice(0, 4))));
    },
    (i, add) => {
      if (people.mail[i] !== 0) both(fromDouble(hash53(people.texts.text(people.mail[i] as number).replace(/^.*?(?=.?.?@)/, ""))), year(i), add);
    },
  ];
}

/** By name: itself and what is left of it without one of its letters, as numbers: two names one slip apart have one in common. */
function shortened(people: Features): readonly (readonly number[])[] {
  return people.names.texts.map((_, name) => {
    const text = people.names.text(people.keys[name] as number);
    if (text.length < 3) return text === "" ? [] : [fromDouble(hash53(text))];
    const variants = new Set([fromDouble(hash53(text))]);
    for (let at = 0; at < Math.min(text.length, 15); at++) variants.add(fromDouble(hash53(text.slice(0, at) + text.slice(at + 1))));
    return [...variants];
  });
}

/** Adds a key of two values that are both known. */
function both(a: number, b: number, add: (key: number) => void): void {
  if (a !== 0 && b !== 0) add(mix(a, b));
}

/** The year of birth by account; 0 where it is not known. */
function yearsOf({ born }: Features): (i: number) => number {
  return (i) => Math.floor(born.at(i) / 10000);
}

/** By text: a number that is read from it, where it is one of a street; else 0. */
function byStreet(people: Features, read: (street: string) => number): Int32Array {
  const numbers = new Int32Array(people.texts.texts.length);
  for (let i = 0; i < people.size; i++) {
    const street = people.street.at(i);
    if (street !== 0 && numbers[street] === 0) numbers[street] = read(people.texts.text(street));
  }
  return numbers;
}

/** The first letters of a street's name; empty where there are none. */
const streetName = (street: string) => /[^\d\s]{4}/.exec(street)?.[0] ?? "";
/** The first number in a street; empty where there is none. */
const houseNumber = (street: string) => /\d+/.exec(street)?.[0] ?? "";

/** By text: the first letters of a street's name, as a number; 0 where there are none. */
function streetNames(people: Features): Int32Array {
  return byStreet(people, (street) => {
    const name = streetName(street);
    return name === "" ? 0 : hash53(name) % 2147483647;
  });
}

/** By text: the first number in it, as that of a house; 0 where there is none. */
function houseNumbers(people: Features): Int32Array {
  return byStreet(people, (street) => {
    const house = houseNumber(street);
    return house === "" ? 0 : (Number(house.slice(0, 8)) % 100_000_000) + 1;
  });
}

/** A street's number and the first letters of its name, as a number; by text. 0 where a text is not one of a street. */
function streetStarts(people: Features): Int32Array {
  return byStreet(people, (street) => {
    const [house, name] = [houseNumber(street), streetName(street)];
    return house === "" || name === "" ? 0 : hash53(house + name) % 2147483647;
  });
}

function listed(lists: Lists, i: number, add: (key: number) => void): void {
  for (let at = lists.start[i] as number; at < (lists.start[i + 1] as number); at++) add(fromDouble(lists.values[at] as number));
}
