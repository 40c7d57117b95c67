import type { AccountText } from "./accounts.js";
import { Dictionary, Doubles, Frequency, Integers, Lists, type ListsData, shared } from "./columns.js";
import { KINDS, type Kind } from "./kinds.js";
import { type LoginName, mailOf, type PersonName, phoneOf } from "./names.js";
import { nicknameRoots } from "./nicknames.js";
import { Numberings, type NumberingsData } from "./numberings.js";
import { code, fromDouble, hash53, mix, nameKey, remember, words } from "./text.js";

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
export const SEVERAL_MAILS = 8;

/** What an account's numbers are, sixteen small and eight large ones side by side. */
const INTEGERS = [
  "given",
  "middle",
  "family",
  "born",
  "hired",
  "street",
  "locality",
  "postal",
  "title",
  "department",
  "organization",
  "source",
  "flags",
  "kind",
  "manager",
  "numbering",
] as const;
const DOUBLES = ["employee", "login", "letters", "immutable", "external", "self", "boss", "firstMail"] as const;

/** Everything that is known of a population, as plain data that another thread can look into. */
export interface PopulationData {
  readonly size: number;
  readonly integers: Int32Array;
  readonly doubles: Float64Array;
  readonly mails: ListsData;
  readonly phones: ListsData;
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly keys: Int32Array;
  readonly roots: readonly (readonly number[] | undefined)[];
  readonly parts: ReadonlyMap<number, readonly number[]>;
  readonly numberings: NumberingsData;
  readonly signsIn: boolean;
  readonly mail: Int32Array;
}

/**
 * What is compared of the accounts that can stand for people, numbered in the order of `source/id`.
 * Texts that are compared by likeness are kept in dictionaries; those that are only equal or not, as hashes.
 */
export class Features {
  /** Accounts. */
  size: number;
  readonly given: Integers;
  readonly middle: Integers;
  /** Without particles. */
  readonly family: Integers;
  /** YYYYMMDD. */
  readonly born: Integers;
  readonly hired: Integers;
  readonly street: Integers;
  readonly locality: Integers;
  readonly postal: Integers;
  readonly title: Integers;
  readonly department: Integers;
  readonly organization: Integers;
  readonly source: Integers;
  readonly flags: Integers;
  readonly kind: Integers;
  /** The manager's account, or -1. */
  readonly manager: Integers;
  /** The numbering that the employee number belongs to; 0 = none. */
  readonly numbering: Integers;

  readonly employee: Doubles;
  readonly login: Doubles;
  readonly letters: Doubles;
  readonly immutable: Doubles;
  readonly external: Doubles;
  readonly self: Doubles;
  /** The manager's name as a number; 0 = unknown. */
  readonly boss: Doubles;
  /** The first mail address, which is mostly the only one. */
  readonly firstMail: Doubles;

  readonly mails: Lists;
  readonly phones: Lists;
  readonly names: Dictionary;
  readonly texts: Dictionary;
  /** Parts of family names of several words, by account; absent for one word. */
  readonly parts: Map<number, readonly number[]>;
  /** By name: the number of its key, and the formal names it can stand for, where it is a form of several. */
  keys: Int32Array;
  roots: readonly (readonly number[] | undefined)[];
  /** Which employee numbers can be compared with which. */
  numberings: Numberings;
  /** Whether anybody signs in with any of these accounts; else they are records of people, typed from forms. */
  signsIn: boolean;
  /** By account: the first mail address of a record, as a text; empty where anybody signs in. */
  mail: Int32Array;

  readonly #integers: Int32Array;
  readonly #doubles: Float64Array;

  constructor(data: PopulationData) {
    this.size = data.size;
    this.#integers = data.integers;
    this.#doubles = data.doubles;
    const integer = (name: (typeof INTEGERS)[number]) => new Integers(data.integers, INTEGERS.indexOf(name));
    const double = (name: (typeof DOUBLES)[number]) => new Doubles(data.doubles, DOUBLES.indexOf(name));
    this.given = integer("given");
    this.middle = integer("middle");
    this.family = integer("family");
    this.born = integer("born");
    this.hired = integer("hired");
    this.street = integer("street");
    this.locality = integer("locality");
    this.postal = integer("postal");
    this.title = integer("title");
    this.department = integer("department");
    this.organization = integer("organization");
    this.source = integer("source");
    this.flags = integer("flags");
    this.kind = integer("kind");
    this.manager = integer("manager");
    this.numbering = integer("numbering");
    this.employee = double("employee");
    this.login = double("login");
    this.letters = double("letters");
    this.immutable = double("immutable");
    this.external = double("external");
    this.self = double("self");
    this.boss = double("boss");
    this.firstMail = double("firstMail");
    this.mails = new Lists(data.mails);
    this.phones = new Lists(data.phones);
    this.names = new Dictionary(data.names);
    this.texts = new Dictionary(data.texts);
    this.keys = data.keys;
    this.roots = data.roots;
    this.parts = new Map(data.parts);
    this.numberings = new Numberings(data.numberings);
    this.signsIn = data.signsIn;
    this.mail = data.mail;
  }

  /** The same as plain data; its large arrays are shared, not copied. */
  get data(): PopulationData {
    return {
      size: this.size,
      integers: this.#integers,
      doubles: this.#doubles,
      mails: this.mails.data,
      phones: this.phones.data,
      names: this.names.texts,
      texts: this.texts.texts,
      keys: this.keys,
      roots: this.roots,
      parts: this.parts,
      numberings: this.numberings.data,
      signsIn: this.signsIn,
      mail: this.mail,
    };
  }

  /** Whether the employee numbers of two accounts are of one organization, and of one numbering of it. */
  areNumbersComparable(i: number, j: number): boolean {
    const [a, b] = [this.organization.at(i), this.organization.at(j)];
    return (a === 0 || b === 0 || a === b) && this.numberings.areOne(this.numbering.at(i), this.numbering.at(j));
  }

  /** A mail address that both accounts have, or 0. */
  commonMail(i: number, j: number): number {
    const [a, b] = [this.firstMail.at(i), this.firstMail.at(j)];
    if (a === 0 || b === 0) return 0;
    if (a === b) return a;
    return (this.flags.at(i) | this.flags.at(j)) & SEVERAL_MAILS ? this.mails.common(i, j) : 0;
  }

  kindOf(i: number): Kind {
    return KINDS[this.kind.at(i)] ?? "unknown";
  }
}

/** The accounts that can stand for people, filled one by one in the order of `source/id`. */
export class Population extends Features {
  readonly sources: string[] = [];
  /** By account: its place among all accounts, of whatever kind, in the order of `source/id`. */
  readonly account: Int32Array;
  /** 1 active, 0 not, -1 unknown. */
  readonly active: Int8Array;
  /** Milliseconds since 1970 of the last sign-in; 0 = unknown. */
  readonly seen: Float64Array;
  /** Rank of the strongest registered factor; 0 = none or unknown. */
  readonly strength: Uint8Array;
  /** Jr., Sr. and the like, as a number of `GENERATIONS`; 0 = none. */
  readonly generation: Uint8Array;
  /** What decisions call accounts, `source/id` or user names; of those that they name. */
  readonly called = new Map<number, readonly string[]>();

  readonly #sourceNumbers = new Map<string, number>();
  readonly #numberings = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  #managerOf: Float64Array;
  /** Logins of accounts whose given name only is known, by account. */
  readonly #unread = new Map<number, string>();

  readonly #aliases: ReadonlyMap<string, string>;

  /**
   * @param most the most accounts that will be added
   * @param aliases mail domains, and the ones that stand for them
   */
  constructor(most: number, aliases: ReadonlyMap<string, string> = new Map()) {
    super({
      size: 0,
      integers: new Int32Array(shared(most << 6)),
      doubles: new Float64Array(shared(most << 6)),
      mails: Lists.empty(most),
      phones: Lists.empty(most),
      names: [""],
      texts: [""],
      keys: new Int32Array(0),
      roots: [],
      parts: new Map(),
      numberings: Numberings.none,
      signsIn: false,
      mail: new Int32Array(shared(4 * most)),
    });
    this.#aliases = aliases;
    this.account = new Int32Array(most);
    this.active = new Int8Array(most);
    this.seen = new Float64Array(most);
    this.strength = new Uint8Array(most);
    this.generation = new Uint8Array(most);
    this.#managerOf = new Float64Array(most);
  }

  /** Adds the next account; `n` is its place among all accounts. */
  add(n: number, account: AccountText, kind: Kind, name: PersonName, login: LoginName): void {
    const i = this.size++;
    this.account[i] = n;
    if (account.userName !== "") this.signsIn = true;
    this.source.set(i, this.#sourceNumber(account.source));
    this.kind.set(i, KINDS.indexOf(kind));
    this.active[i] = account.active === "" ? -1 : account.active === "true" ? 1 : 0;
    this.seen[i] = Number(account.seen);
    this.strength[i] = STRENGTHS.get(account.mfa) ?? 0;

    const known = name.given !== null || name.family !== null;
    const [given, family] = known ? [name.given, name.family] : nameInLogin(login.parts);
    this.given.set(i, this.names.number(given));
    this.family.set(i, this.names.number(family));
    if (known && given !== null && family === null && login.core !== "") this.#unread.set(i, login.core);
    this.middle.set(i, this.names.number(name.middle));
    if (name.parts.length > 1)
      this.parts.set(
        i,
        name.parts.map((part) => this.names.number(part)),
      );
    this.generation[i] = Math.max(0, (GENERATIONS as readonly string[]).indexOf(name.generation ?? ""));

    const digits = account.birthDate === "" ? "" : account.birthDate.replace(/\D/g, "");
    this.born.set(i, digits.length === 8 && !/^(\d)\1+$/.test(digits) ? Number(digits) : 0);
    if (account.hireDate !== "") this.hired.set(i, Number(account.hireDate.replace(/\D/g, "")));
    let flags = account.emails.length === 0 ? LOGIN_AS_MAIL : 0;
    if (login.core !== "") {
      const letters = login.core.replace(/\d+/g, "");
      this.login.set(i, hash53(login.core));
      this.letters.set(i, letters === "" ? 0 : letters === login.core ? this.login.at(i) : hash53(letters));
      flags |= (isDerived(letters, given, family) ? DERIVED : 0) | (letters === login.core ? 0 : NUMBERED);
    }
    // A login that looks like an address stands in for one only where there is none: namesakes' logins differ between directories, addresses do not.
    const mails = hashesOf(account.emails.length > 0 ? account.emails : [account.userName], (address) => this.#mail(address), hash53);
    this.mails.set(i, mails);
    this.firstMail.set(i, mails[0] ?? 0);
    this.flags.set(i, mails.length > 1 ? flags | SEVERAL_MAILS : flags);
    if (!this.signsIn && account.emails[0] !== undefined) this.mail[i] = this.texts.number(mailOf(account.emails[0]));
    this.phones.set(i, hashesOf(account.phones, phoneOf, Number));

    if (account.streetAddress !== "") this.street.set(i, this.texts.number(words(account.streetAddress)));
    this.locality.set(i, this.#common(account.locality));
    if (account.postalCode !== "") this.postal.set(i, this.texts.number(code(account.postalCode)));
    this.title.set(i, this.#common(account.title));
    this.department.set(i, this.#common(account.department));
    this.organization.set(i, this.#common(account.organization));

    if (account.employeeNumber !== "") this.#number(i, account.employeeNumber);
    this.immutable.set(i, anchorOf(account.onPremisesId));
    this.external.set(i, anchorOf(account.externalId));
    this.self.set(i, anchorOf(account.id));
    this.#managerOf[i] = anchorOf(account.manager);
  }

  /** A mail address as it is compared, of the domain that stands for its own. */
  #mail(address: string): string | null {
    const mail = mailOf(address);
    if (mail === null || this.#aliases.size === 0) return mail;
    const at = mail.lastIndexOf("@");
    const domain = this.#aliases.get(mail.slice(at + 1));
    return domain === undefined ? mail : `${mail.slice(0, at + 1)}${domain}`;
  }

  /** An employee number, in its numbering: of one directory, and of those numbers there that begin with the same letters. */
  #number(i: number, text: string): void {
    const { letters, number } = numberOf(text);
    if (number === 0) return;
    this.employee.set(i, number);
    const numbering = `${this.source.at(i)} ${letters}`;
    const known = this.#numberings.get(numbering) ?? this.#numberings.size + 1;
    this.#numberings.set(numbering, known);
    this.numbering.set(i, known);
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
    if (this.signsIn) this.mail = new Int32Array(0);
    this.#readInitials();
    this.#keyNames();
    this.#findManagers();
    this.#compareNumberings();
    this.#dropFillers(this.employee);
    this.#dropFillers(this.immutable);
    this.#dropFillers(this.external);
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
    const numberOfFamily = new Map<string, number>();
    for (let i = 0; i < this.size; i++) {
      if (this.given.at(i) === 0 || this.family.at(i) === 0) continue;
      const text = this.names.text(this.family.at(i));
      if (text.length > 2) numberOfFamily.set(text, this.family.at(i));
    }
    for (let i = 0; i < this.size; i++) {
      if (this.given.at(i) === 0 || this.family.at(i) !== 0) continue;
      const text = this.names.text(this.given.at(i));
      if (!text.startsWith("?")) continue;
      const login = text.slice(1);
      const head = numberOfFamily.get(login.slice(1));
      const tail = numberOfFamily.get(login.slice(0, -1));
      this.given.set(i, head !== undefined ? this.names.number(login.slice(0, 1)) : tail !== undefined ? this.names.number(login.slice(-1)) : 0);
      this.family.set(i, head ?? tail ?? 0);
    }
    // Beside a given name the login tells the family name: Jana, jwanner.
    for (const [i, login] of this.#unread) {
      const given = this.names.text(this.given.at(i));
      const rests = [given, given.slice(0, 1)].flatMap((start) => [
        ...(login.startsWith(start) ? [login.slice(start.length)] : []),
        ...(login.endsWith(start) ? [login.slice(0, -start.length)] : []),
      ]);
      for (const rest of rests) if (this.family.at(i) === 0) this.family.set(i, numberOfFamily.get(rest) ?? 0);
    }
    this.#unread.clear();
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

  #compareNumberings(): void {
    const named = (i: number, j: number) =>
      (this.family.at(i) !== 0 && this.keys[this.family.at(i)] === this.keys[this.family.at(j)]) ||
      (this.given.at(i) !== 0 && this.keys[this.given.at(i)] === this.keys[this.given.at(j)]) ||
      this.commonMail(i, j) !== 0;
    this.numberings = Numberings.of(this.size, this.#numberings.size, this.employee, this.numbering, named);
  }

  /** Finds managers by their ids, which are unique within a directory. */
  #findManagers(): void {
    for (let i = 0; i < this.size; i++) this.manager.set(i, -1);
    const places = 2 ** Math.ceil(Math.log2(2 * this.size + 2));
    const table = new Int32Array(places).fill(-1);
    const placeOf = (id: number, source: number) => {
      let place = mix(fromDouble(id), source) & (places - 1);
      for (;;) {
        const there = table[place] as number;
        if (there === -1 || (this.self.at(there) === id && this.source.at(there) === source)) return place;
        place = (place + 1) & (places - 1);
      }
    };
    if (!this.#managerOf.some((id) => id !== 0)) return;
    for (let i = 0; i < this.size; i++) if (this.self.at(i) !== 0) table[placeOf(this.self.at(i), this.source.at(i))] = i;
    for (let i = 0; i < this.size; i++) {
      const id = this.#managerOf[i] as number;
      const manager = id === 0 ? -1 : (table[placeOf(id, this.source.at(i))] as number);
      if (manager === -1 || manager === i) continue;
      this.manager.set(i, manager);
      const [given, family] = [this.keys[this.given.at(manager)] as number, this.keys[this.family.at(manager)] as number];
      if (given !== 0 && family !== 0) this.boss.set(i, given * 4294967296 + family);
    }
    this.#managerOf = new Float64Array(0);
  }

  /** Unsets values that stand on at least three accounts of apparently different people. */
  #dropFillers(column: Doubles): void {
    const frequency = Frequency.of(column.list(this.size));
    const members = new Map<number, number[]>();
    for (let i = 0; i < this.size; i++) {
      const value = column.at(i);
      if (value === 0 || frequency.count(value) < FILLER_PEOPLE) continue;
      const list = members.get(value);
      if (list === undefined) members.set(value, [i]);
      else list.push(i);
    }
    for (const list of members.values()) {
      const people = new Set<string>();
      for (const i of list) {
        if (people.size === MOST_LOOKED_AT) break;
        const text = (name: number) => this.names.text(this.keys[name] as number);
        if (this.given.at(i) !== 0 && this.family.at(i) !== 0)
          people.add([text(this.given.at(i)).slice(0, 1), text(this.family.at(i)).slice(0, 2)].sort().join(" "));
      }
      if (people.size >= FILLER_PEOPLE && (2 * people.size > list.length || people.size >= 10)) for (const i of list) column.set(i, 0);
    }
  }
}

/** More people under one value are not counted: it is a filler by then. */
const MOST_LOOKED_AT = 1000;

const STRENGTHS = new Map([
  ["weak", 1],
  ["strong", 2],
  ["phishing-resistant", 3],
]);

/** The distinct values of a list as numbers; values that cannot be read are left out. */
function hashesOf(list: readonly string[], read: (text: string) => string | null, hash: (text: string) => number): readonly number[] {
  if (list.length === 0) return NONE;
  const numbers: number[] = [];
  for (const text of list) {
    const value = read(text);
    if (value === null) continue;
    const number = hash(value);
    if (!numbers.includes(number)) numbers.push(number);
  }
  return numbers;
}
const NONE: readonly number[] = [];

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

/**
 * An employee number as a number, so that two can be compared digit by digit, and the letters before it: E007123 and
 * 7123 may be one. What is not like that is a negative hash.
 */
function numberOf(text: string): { readonly letters: string; readonly number: number } {
  const plain = code(text);
  if (NO_CODE.has(plain)) return NO_NUMBER;
  const [, letters, digits] = /^(\p{L}{0,4})0*(\d{1,15})$/u.exec(plain) ?? [];
  if (letters === undefined || digits === undefined) return { letters: "*", number: -hash53(plain) };
  return { letters, number: Number(digits) };
}
const NO_NUMBER = { letters: "", number: 0 } as const;

function anchorOf(text: string): number {
  const trimmed = text.trim();
  return NO_CODE.has(code(trimmed)) || /^0+$/.test(trimmed) ? 0 : hash53(trimmed);
}
