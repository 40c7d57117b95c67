import type { AccountText } from "./accounts.js";
import { KINDS, type Kind } from "./kinds.js";
import { type LoginName, mailOf, type PersonName, phoneOf } from "./names.js";
import { nicknameRoots } from "./nicknames.js";
import { code, fromDouble, hash53, nameKey, remember, words } from "./text.js";

/** Texts as small numbers, from 1; 0 is "not known". Equal numbers are equal texts. */
export class Dictionary {
  readonly #numbers = new Map<string, number>();
  readonly texts: string[] = [""];

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

/** Several numbers an account, in one array: those of account `i` stand from `start[i]` to `start[i + 1]`. */
export class Lists {
  readonly start: Int32Array;
  values: Float64Array;
  #used = 0;

  constructor(size: number) {
    this.start = new Int32Array(size + 1);
    this.values = new Float64Array(size + 16);
  }

  /** Accounts must be set in order. */
  set(i: number, list: readonly number[]): void {
    if (this.#used + list.length > this.values.length) {
      const grown = new Float64Array((this.#used + list.length) * 2);
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

/**
 * How often each value occurs, for values that are hashes. Only values that occur twice or more are kept, in an open
 * table: a count is asked for values on which two accounts agree, and a search through all would miss the cache twenty times.
 */
export class Frequency {
  /** Values that are known. */
  readonly total: number;
  readonly #values: Float64Array;
  readonly #counts: Int32Array;
  readonly #pairs: number;

  constructor(values: ArrayLike<number>) {
    const sorted = Float64Array.from(values).sort();
    let known = 0;
    let pairs = 0;
    let repeated = 0;
    const runs = (visit: (value: number, count: number) => void) => {
      for (let a = 0; a < sorted.length; ) {
        const value = sorted[a] as number;
        let b = a + 1;
        while (b < sorted.length && sorted[b] === value) b++;
        if (value !== 0) visit(value, b - a);
        a = b;
      }
    };
    runs((_, count) => {
      known += count;
      pairs += count * (count - 1);
      if (count > 1) repeated++;
    });
    this.total = known;
    this.#pairs = pairs;
    const places = 2 ** Math.ceil(Math.log2(2 * repeated + 2));
    this.#values = new Float64Array(places);
    this.#counts = new Int32Array(places);
    runs((value, count) => {
      if (count < 2) return;
      const place = this.#place(value);
      this.#values[place] = value;
      this.#counts[place] = count;
    });
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
    return this.total < 2 ? 0 : this.#pairs / (this.total * (this.total - 1));
  }
}

/** How often each entry of a dictionary occurs in one column. */
export class Counts {
  readonly counts: Int32Array;
  readonly total: number;

  constructor(column: Int32Array, entries: number) {
    this.counts = new Int32Array(entries);
    let total = 0;
    for (const value of column)
      if (value !== 0) {
        this.counts[value] = (this.counts[value] as number) + 1;
        total++;
      }
    this.total = total;
  }

  coincidence(): number {
    if (this.total < 2) return 0;
    let pairs = 0;
    for (const count of this.counts) pairs += count * (count - 1);
    return pairs / (this.total * (this.total - 1));
  }
}

/** Values by which clerks say that there is none. */
const NO_CODE = new Set(["", "na", "none", "null", "nil", "unknown", "tbd", "tba", "default", "notapplicable", "nan", "keine", "ninguno", "aucun"]);

/** A number that several different people carry says nothing: three is the least that is no accident. */
const FILLER_PEOPLE = 3;

export const GENERATIONS = ["", "jr", "sr", "ii", "iii", "iv"] as const;

/** Flags of an account's login. */
export const DERIVED = 1;
export const NUMBERED = 2;
/** The account has no mail address; its login looks like one. */
export const LOGIN_AS_MAIL = 4;

/**
 * The accounts that can stand for people, column by column, numbered in the order of `source/id`.
 * Texts that are compared by likeness are kept in dictionaries; those that are only equal or not, as hashes.
 */
export class Population {
  /** Accounts added. */
  size = 0;
  readonly sources: string[] = [];
  readonly ids: string[] = [];
  /** By account: its place among all accounts, of whatever kind, in the order of `source/id`. */
  readonly account: Int32Array;
  readonly source: Uint16Array;
  readonly kind: Uint8Array;
  /** 1 active, 0 not, -1 unknown. */
  readonly active: Int8Array;
  /** Milliseconds since 1970 of the last sign-in; 0 = unknown. */
  readonly seen: Float64Array;
  /** Rank of the strongest registered factor; 0 = none or unknown. */
  readonly strength: Uint8Array;

  readonly names = new Dictionary();
  readonly given: Int32Array;
  readonly middle: Int32Array;
  readonly family: Int32Array;
  /** Parts of family names of several words, by account; absent for one word. */
  readonly parts = new Map<number, readonly number[]>();
  readonly generation: Uint8Array;
  /** By name: the number of its key, and the formal names it can stand for, where it is a form of several. */
  keys = new Int32Array(0);
  roots: (readonly number[] | undefined)[] = [];

  readonly born: Int32Array;
  readonly hired: Int32Array;
  readonly login: Float64Array;
  readonly letters: Float64Array;
  readonly flags: Uint8Array;
  readonly mails: Lists;
  readonly phones: Lists;

  readonly texts = new Dictionary();
  readonly street: Int32Array;
  readonly locality: Int32Array;
  readonly postal: Int32Array;
  readonly title: Int32Array;
  readonly department: Int32Array;
  readonly organization: Int32Array;

  readonly employee: Float64Array;
  readonly immutable: Float64Array;
  readonly external: Float64Array;
  readonly self: Float64Array;
  /** The manager's account, or -1. */
  readonly manager: Int32Array;
  /** Hash of the manager's name; 0 = unknown. */
  readonly boss: Float64Array;

  /** User names, for decisions that name accounts by them. */
  readonly userNames = new Map<number, string>();

  readonly #sourceNumbers = new Map<string, number>();
  readonly #managerOf: Float64Array;
  readonly #numbers = new Map<string, number>();

  /** @param size the most accounts that will be added */
  constructor(size: number) {
    const ints = () => new Int32Array(size);
    const doubles = () => new Float64Array(size);
    this.account = ints();
    this.source = new Uint16Array(size);
    this.kind = new Uint8Array(size);
    this.active = new Int8Array(size);
    this.seen = doubles();
    this.strength = new Uint8Array(size);
    this.given = ints();
    this.middle = ints();
    this.family = ints();
    this.generation = new Uint8Array(size);
    this.born = ints();
    this.hired = ints();
    this.login = doubles();
    this.letters = doubles();
    this.flags = new Uint8Array(size);
    this.mails = new Lists(size);
    this.phones = new Lists(size);
    this.street = ints();
    this.locality = ints();
    this.postal = ints();
    this.title = ints();
    this.department = ints();
    this.organization = ints();
    this.employee = doubles();
    this.immutable = doubles();
    this.external = doubles();
    this.self = doubles();
    this.manager = ints();
    this.boss = doubles();
    this.#managerOf = doubles();
  }

  /** Adds the next account; `n` is its place among all accounts. */
  add(n: number, account: AccountText, kind: Kind, name: PersonName, login: LoginName): void {
    const i = this.size++;
    this.account[i] = n;
    this.ids.push(account.id);
    this.source[i] = this.#sourceNumber(account.source);
    this.kind[i] = KINDS.indexOf(kind);
    this.active[i] = account.active === "" ? -1 : account.active === "true" ? 1 : 0;
    this.seen[i] = Number(account.seen);
    this.strength[i] = { weak: 1, strong: 2, "phishing-resistant": 3 }[account.mfa] ?? 0;

    const known = name.given !== null || name.family !== null;
    const [given, family] = known ? [name.given, name.family] : nameInLogin(login.parts);
    this.given[i] = this.names.number(given);
    this.family[i] = this.names.number(family);
    this.middle[i] = this.names.number(name.middle);
    if (name.parts.length > 1)
      this.parts.set(
        i,
        name.parts.map((part) => this.names.number(part)),
      );
    this.generation[i] = Math.max(0, (GENERATIONS as readonly string[]).indexOf(name.generation ?? ""));

    const digits = account.birthDate.replace(/\D/g, "");
    this.born[i] = digits.length === 8 && !/^(\d)\1+$/.test(digits) ? Number(digits) : 0;
    this.hired[i] = Number(account.hireDate.replace(/\D/g, ""));
    if (login.core !== "") {
      const letters = login.core.replace(/\d+/g, "");
      this.login[i] = hash53(login.core);
      this.letters[i] = letters === "" ? 0 : hash53(letters);
      this.flags[i] = (isDerived(letters, given, family) ? DERIVED : 0) | (letters === login.core ? 0 : NUMBERED);
    }
    if (account.emails.length === 0) this.flags[i] = (this.flags[i] as number) | LOGIN_AS_MAIL;
    const mails = new Set<string>();
    // A login that looks like an address stands in for one only where there is none: namesakes' logins differ between directories, addresses do not.
    for (const address of account.emails.length > 0 ? account.emails : [account.userName]) {
      const mail = mailOf(address);
      if (mail !== null) mails.add(mail);
    }
    this.mails.set(i, [...mails].map(hash53));
    const phones = new Set<string>();
    for (const number of account.phones) {
      const phone = phoneOf(number);
      if (phone !== null) phones.add(phone);
    }
    this.phones.set(i, [...phones].map(Number));

    this.street[i] = this.texts.number(words(account.streetAddress));
    this.locality[i] = this.#common(account.locality);
    this.postal[i] = this.texts.number(code(account.postalCode));
    this.title[i] = this.#common(account.title);
    this.department[i] = this.#common(account.department);
    this.organization[i] = this.#common(account.organization);

    this.employee[i] = numberOf(account.employeeNumber);
    this.immutable[i] = anchorOf(account.onPremisesId);
    this.external[i] = anchorOf(account.externalId);
    this.self[i] = anchorOf(account.id);
    this.#managerOf[i] = account.manager === "" ? 0 : hash53(`${account.source}/${account.manager}`);
  }

  /** A text that many accounts share: its words are looked for once. */
  #common(text: string): number {
    if (text === "") return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.number(words(text));
    remember(this.#numbers, text, number);
    return number;
  }

  /** What needs all accounts: name keys, initials in logins, managers, fillers. Call once, after the last `add`. */
  complete(): void {
    this.#readInitials();
    this.#keyNames();
    this.#findManagers();
    this.#dropFillers(this.employee);
    this.#dropFillers(this.immutable);
    this.#dropFillers(this.external);
  }

  key(i: number): string {
    return `${this.sources[this.source[i] as number]}/${this.ids[i]}`;
  }

  kindOf(i: number): Kind {
    return KINDS[this.kind[i] as number] ?? "unknown";
  }

  #sourceNumber(source: string): number {
    const known = this.#sourceNumbers.get(source);
    if (known !== undefined) return known;
    const number = this.sources.length;
    this.#sourceNumbers.set(source, number);
    this.sources.push(source);
    return number;
  }

  /** A login of one word and no name beside it: jsmith is J. Smith where somebody is called Smith. */
  #readInitials(): void {
    const families = new Set<number>();
    for (let i = 0; i < this.size; i++) if (this.given[i] !== 0 && this.family[i] !== 0) families.add(this.family[i] as number);
    const numberOfFamily = new Map<string, number>();
    for (const family of families) {
      const text = this.names.text(family);
      if (text.length > 2) numberOfFamily.set(text, family);
    }
    for (let i = 0; i < this.size; i++) {
      if (this.given[i] === 0 || this.family[i] !== 0) continue;
      const text = this.names.text(this.given[i] as number);
      if (!text.startsWith("?")) continue;
      const login = text.slice(1);
      const head = numberOfFamily.get(login.slice(1));
      const tail = numberOfFamily.get(login.slice(0, -1));
      this.given[i] = head !== undefined ? this.names.number(login.slice(0, 1)) : tail !== undefined ? this.names.number(login.slice(-1)) : 0;
      this.family[i] = head ?? tail ?? 0;
    }
  }

  #keyNames(): void {
    const known = this.names.texts.length;
    const keys: number[] = [];
    const roots: (readonly number[] | undefined)[] = [];
    for (let number = 0; number < known; number++) {
      const key = nameKey(this.names.text(number));
      keys.push(this.names.number(key));
      roots.push(nicknameRoots(this.names.text(number))?.map((root) => this.names.number(root)));
    }
    // Keys and formal names entered the dictionary themselves; each is its own key.
    for (let number = known; number < this.names.texts.length; number++) keys.push(number);
    this.keys = Int32Array.from(keys);
    this.roots = roots;
  }

  #findManagers(): void {
    const wanted = new Map<number, number>();
    for (const hash of this.#managerOf) if (hash !== 0) wanted.set(hash, -1);
    this.manager.fill(-1);
    if (wanted.size === 0) return;
    for (let i = 0; i < this.size; i++) {
      const hash = hash53(this.key(i));
      if (wanted.has(hash)) wanted.set(hash, i);
    }
    for (let i = 0; i < this.size; i++) {
      const manager = wanted.get(this.#managerOf[i] as number) ?? -1;
      if (manager === -1 || manager === i) continue;
      this.manager[i] = manager;
      const [given, family] = [this.keys[this.given[manager] as number] as number, this.keys[this.family[manager] as number] as number];
      if (given !== 0 && family !== 0) this.boss[i] = given * 4294967296 + family;
    }
  }

  /** Unsets values that stand on at least three accounts of apparently different people. */
  #dropFillers(column: Float64Array): void {
    const order = [...column.keys()].filter((i) => column[i] !== 0);
    order.sort((a, b) => (column[a] as number) - (column[b] as number) || a - b);
    for (let start = 0; start < order.length; ) {
      const value = column[order[start] as number];
      let end = start + 1;
      while (end < order.length && column[order[end] as number] === value) end++;
      if (end - start >= FILLER_PEOPLE) {
        const people = new Set<string>();
        for (let at = start; at < end && people.size < 1000; at++) {
          const i = order[at] as number;
          const text = (column: Int32Array) => this.names.text(this.keys[column[i] as number] as number);
          if (this.given[i] !== 0 && this.family[i] !== 0) people.add([text(this.given).slice(0, 1), text(this.family).slice(0, 2)].sort().join(" "));
        }
        if (people.size >= FILLER_PEOPLE && (2 * people.size > end - start || people.size >= 10))
          for (let at = start; at < end; at++) column[order[at] as number] = 0;
      }
      start = end;
    }
  }
}

/** Given and family name in a login of two words; one word is left, marked by ?, for `#readInitials`. */
function nameInLogin(parts: readonly string[]): readonly [string | null, string | null] {
  const texts = parts.map((part) => part.replace(/\d+$/, ""));
  const [first = "", second = ""] = texts;
  if (texts.length === 2 && /^\p{L}+$/u.test(first) && /^\p{L}{2,}$/u.test(second)) return [first, second];
  if (texts.length === 1 && /^\p{L}{4,}$/u.test(first)) return [`?${first}`, null];
  return [null, null];
}

/** Whether a login holds its owner's name, so that it says little more than the name does. */
function isDerived(letters: string, given: string | null, family: string | null): boolean {
  if ((given === null && family === null) || given?.startsWith("?")) return true;
  if (family !== null && family.length > 2 && letters.includes(family.slice(0, 5))) return true;
  const key = nameKey(letters);
  const [givenKey, familyKey] = [nameKey(given ?? ""), nameKey(family ?? "")];
  if (familyKey.length > 2 && key.includes(familyKey.slice(0, 5))) return true;
  if (givenKey.length > 2 && key.includes(givenKey.slice(0, 5))) return true;
  if (key === givenKey.slice(0, 1) + familyKey || key === familyKey + givenKey.slice(0, 1)) return true;
  return (nicknameRoots(letters) ?? []).some((root) => (nicknameRoots(given ?? "") ?? [givenKey]).includes(root));
}

/** An employee number: digits as a number without leading zeros, so that two can be compared digit by digit; else a negative hash. */
function numberOf(text: string): number {
  const plain = code(text).replace(/^0+/, "");
  if (NO_CODE.has(plain)) return 0;
  return /^\d{1,15}$/.test(plain) ? Number(plain) : -hash53(plain);
}

function anchorOf(text: string): number {
  const trimmed = text.trim();
  return NO_CODE.has(code(trimmed)) || /^0+$/.test(trimmed) ? 0 : hash53(trimmed);
}
