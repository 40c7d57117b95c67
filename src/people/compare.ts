import type { Doubles, Integers } from "./columns.js";
import {
  BORN,
  DEPARTMENT,
  EMPLOYEE,
  FAMILY,
  FIELD_COUNT,
  FIELDS,
  type Field,
  GIVEN,
  HIRED,
  HOUSEHOLD,
  IMMUTABLE,
  LOCALITY,
  LOGIN,
  MANAGER,
  MIDDLE,
  PHONE,
  POSTAL,
  STEP,
  STREET,
  TITLE,
} from "./fields.js";
import { KINDS } from "./kinds.js";
import { DERIVED, type Features, LOGIN_AS_MAIL, NUMBERED } from "./population.js";
import type { Statistics } from "./statistics.js";
import { jaroWinkler, withinOneEdit } from "./text.js";

const fields: readonly Field[] = FIELDS;

/** Most bits that the rarity of one value can add beyond the usual. */
const MOST_RARE = 8;

/** By field and level: how much of the adjustment applies. */
const SHARES = new Float64Array(FIELD_COUNT * STEP);
fields.forEach((field, f) => {
  field.levels.forEach((level, l) => {
    SHARES[f * STEP + l] = level.frequency ?? 0;
  });
});

/**
 * Compares pairs of accounts of one population. `compare` leaves its result in `levels` and `rarity`:
 * objects would cost more than the comparison.
 */
export class Comparer {
  readonly levels = new Uint8Array(FIELD_COUNT);
  /** The term-frequency adjustment of the pair that was compared last, in bits, and the part of it that a household shares. */
  adjustment = 0;
  shared = 0;
  /** Per field: the information of the value that is agreed on, in bits; 0 where there is none. */
  readonly rarity = new Float64Array(FIELD_COUNT);
  readonly #people: Features;
  readonly #statistics: Statistics;

  readonly #givenMemo: Memo;
  readonly #familyMemo: Memo;
  readonly #textMemos: Readonly<Record<number, Memo>>;

  constructor(people: Features, statistics: Statistics) {
    this.#people = people;
    this.#statistics = statistics;
    this.#givenMemo = new Memo(people.size);
    this.#familyMemo = new Memo(people.size);
    this.#textMemos = {
      [STREET]: new Memo(people.size),
      [LOCALITY]: new Memo(people.size),
      [POSTAL]: new Memo(people.size),
      [TITLE]: new Memo(people.size),
    };
  }

  /** Whether two employee numbers differ by one slip of the keyboard only; short ones never. */
  static numbersAlike(a: number, b: number): boolean {
    return numbersLike(a, b);
  }

  /** Compares two accounts and returns the pattern of their levels. */
  compare(i: number, j: number): number {
    const { levels } = this;
    this.rarity.fill(0);
    this.#names(i, j);
    levels[BORN] = this.#birth(i, j);
    levels[LOGIN] = this.#logins(i, j);
    levels[PHONE] = this.#phone(i, j);
    this.#address(i, j);
    this.#numbers(i, j);
    this.#work(i, j);
    let pattern = 0;
    let adjustment = 0;
    let shared = 0;
    for (let field = FIELD_COUNT - 1; field >= 0; field--) {
      pattern = pattern * STEP + (levels[field] as number);
      if (this.rarity[field] === 0) continue;
      const bits = this.adjustmentOf(field);
      adjustment += bits;
      if (HOUSEHOLD[field] === 1) shared += bits;
    }
    this.adjustment = adjustment;
    this.shared = shared;
    return pattern;
  }

  /** The term-frequency adjustment of one field of the pair that was compared last, in bits: a rare value says more than a common one. */
  adjustmentOf(field: number): number {
    const rarity = this.rarity[field] as number;
    const share = SHARES[field * STEP + (this.levels[field] as number)] as number;
    return rarity === 0 || share === 0 ? 0 : Math.min(MOST_RARE, share * (rarity - this.#statistics.usual(field)));
  }

  /**
   * Whether a pair is worth comparing in full: its names agree about as far as they are known, or something else
   * that is personal does. A tenth of the time of a comparison, and most pairs that share a key are not worth one.
   */
  promising(i: number, j: number): boolean {
    const people = this.#people;
    const given = this.#people.given.at(i);
    const otherGiven = this.#people.given.at(j);
    const family = this.#people.family.at(i);
    const otherFamily = this.#people.family.at(j);
    const { keys } = people;
    const sameGiven = given === 0 || otherGiven === 0 || keys[given] === keys[otherGiven];
    const sameFamily = family === 0 || otherFamily === 0 || keys[family] === keys[otherFamily];
    if (sameGiven && sameFamily) return true;
    if (sameFamily && this.#givenLikeness(given, otherGiven) > 1) return true;
    if (sameGiven && (this.#familyLikeness(family, otherFamily) > 1 || people.parts.has(i) || people.parts.has(j))) return true;
    if ((given !== 0 && keys[given] === keys[otherFamily]) || (otherGiven !== 0 && keys[otherGiven] === keys[family])) return true;
    if (
      (agree(this.#people.employee, i, j) && people.areNumbersComparable(i, j)) ||
      agree(this.#people.login, i, j) ||
      agree(this.#people.street, i, j)
    )
      return true;
    if (people.commonMail(i, j) !== 0 || people.phones.common(i, j) !== 0 || this.#immutableLevel(i, j) === 2) return true;
    const born = this.#people.born.at(i);
    const otherBorn = this.#people.born.at(j);
    if (born !== 0 && otherBorn !== 0) return dateLevel(born, otherBorn) > 2;
    // A new family name after a marriage: the same given name at the same desk.
    return sameGiven && given !== 0 && (agree(this.#people.boss, i, j) || (agree(this.#people.department, i, j) && agree(this.#people.title, i, j)));
  }

  #names(i: number, j: number): void {
    const { levels, rarity } = this;
    const given = this.#people.given.at(i);
    const otherGiven = this.#people.given.at(j);
    const family = this.#people.family.at(i);
    const otherFamily = this.#people.family.at(j);
    levels[MIDDLE] = 0;
    if (given !== otherGiven) {
      const exchanged = this.#exchanged(given, family, otherGiven, otherFamily);
      if (exchanged !== 0) {
        const both = family !== 0 && otherFamily !== 0 && given !== 0 && otherGiven !== 0;
        levels[GIVEN] = both ? 7 : 0;
        levels[FAMILY] = both ? 0 : 7;
        rarity[both ? GIVEN : FAMILY] = this.#statistics.information(
          both ? GIVEN : FAMILY,
          Math.max(this.#statistics.count(GIVEN, exchanged), this.#statistics.count(FAMILY, exchanged)),
        );
        return;
      }
    }
    const middle = this.#people.middle.at(i);
    const otherMiddle = this.#people.middle.at(j);
    let level = given === 0 || otherGiven === 0 ? 0 : this.#givenLikeness(given, otherGiven);
    if ((level === 1 || level === 2) && (given === otherMiddle || otherGiven === middle)) level = 4;
    levels[GIVEN] = level;
    if (level >= 3) rarity[GIVEN] = this.#commoner(GIVEN, given, otherGiven);
    level = family === 0 || otherFamily === 0 ? 0 : this.#familyLikeness(family, otherFamily);
    const part = level >= 1 && level < 4 ? this.#commonPart(i, j) : 0;
    if (part !== 0) level = 4;
    levels[FAMILY] = level;
    if (level === 1 && levels[GIVEN] === 1 && this.#like(given, otherFamily) >= 0.85 && this.#like(family, otherGiven) >= 0.85) {
      // Exchanged, and both mistyped.
      levels[GIVEN] = 7;
      levels[FAMILY] = 0;
      return;
    }
    if (part !== 0) rarity[FAMILY] = this.#statistics.of(FAMILY, part);
    else if (level >= 3) rarity[FAMILY] = this.#commoner(FAMILY, family, otherFamily);
    if (middle !== 0 && otherMiddle !== 0) levels[MIDDLE] = this.#middleLevel(middle, otherMiddle);
  }

  /** The name that stands as a given name on one side and as a family name on the other, where the rest does not contradict; else 0. */
  #exchanged(given: number, family: number, otherGiven: number, otherFamily: number): number {
    const { keys } = this.#people;
    const crossed = given !== 0 && otherFamily !== 0 && keys[given] === keys[otherFamily];
    const back = family !== 0 && otherGiven !== 0 && keys[family] === keys[otherGiven];
    if (!crossed && !back) return 0;
    if (given !== 0 && otherGiven !== 0 && family !== 0 && otherFamily !== 0) {
      if (crossed && back) return given;
      return (crossed ? this.#like(family, otherGiven) : this.#like(given, otherFamily)) > 0.75 ? given : 0;
    }
    return (family === 0) === (otherFamily === 0) ? 0 : crossed ? given : family;
  }

  #middleLevel(a: number, b: number): number {
    const x = this.#people.names.text(a);
    const y = this.#people.names.text(b);
    if (a === b && x.length > 1) return 3;
    return x[0] === y[0] && (x.length === 1 || y.length === 1 || this.#like(a, b) > 0.85) ? 2 : 1;
  }

  #givenLikeness(a: number, b: number): number {
    const known = this.#givenMemo.get(a, b);
    return known >= 0 ? known : this.#givenMemo.set(a, b, this.#givenLevel(a, b));
  }

  #givenLevel(a: number, b: number): number {
    const people = this.#people;
    const x = people.names.text(a);
    const y = people.names.text(b);
    if (a === b) return x.length > 1 ? 6 : 4;
    if (people.keys[a] === people.keys[b]) return 5;
    if (x.length === 1 || y.length === 1) return x[0] === y[0] ? 4 : 1;
    const roots = people.roots[b];
    if (roots !== undefined && people.roots[a]?.some((root) => roots.includes(root))) return 5;
    const like = jaroWinkler(x, y);
    if (like >= 0.9) return 3;
    if (x.length > 2 && y.length > 2 && (x.startsWith(y) || y.startsWith(x))) return 4;
    return like >= 0.8 || (x.length > 2 && y.length > 2 && withinOneEdit(x, y)) ? 2 : 1;
  }

  #familyLikeness(a: number, b: number): number {
    const known = this.#familyMemo.get(a, b);
    return known >= 0 ? known : this.#familyMemo.set(a, b, this.#familyLevel(a, b));
  }

  #familyLevel(a: number, b: number): number {
    if (a === b) return 6;
    const people = this.#people;
    if (people.keys[a] === people.keys[b]) return 5;
    const x = people.names.text(a);
    const y = people.names.text(b);
    const like = jaroWinkler(x, y);
    if (like >= 0.92) return 3;
    return like >= 0.8 || withinOneEdit(x, y) ? 2 : 1;
  }

  /** The rarest part that two family names have in common, where one of them has several; else 0. */
  #commonPart(i: number, j: number): number {
    const people = this.#people;
    const parts = people.parts.get(i);
    const others = people.parts.get(j);
    if (parts === undefined && others === undefined) return 0;
    const list = others ?? [people.family.at(j)];
    // Of a display name the words between first and last are parts too, as nobody knows better: where they are both people's middle name, they are no family's.
    const middle = people.middle.at(i) === people.middle.at(j) ? people.middle.at(i) : 0;
    let rarest = 0;
    for (const part of parts ?? [people.family.at(i)])
      if (part !== middle && list.includes(part) && (rarest === 0 || this.#statistics.count(FAMILY, part) < this.#statistics.count(FAMILY, rarest)))
        rarest = part;
    return rarest;
  }

  #birth(i: number, j: number): number {
    const a = this.#people.born.at(i);
    const b = this.#people.born.at(j);
    if (a === 0 || b === 0) return 0;
    if (a !== b) return dateLevel(a, b);
    this.rarity[BORN] = this.#statistics.of(BORN, a);
    return 6;
  }

  #logins(i: number, j: number): number {
    const people = this.#people;
    const mail = people.commonMail(i, j);
    if (mail !== 0) {
      // An address is one mailbox: nobody else has it, however common its parts are.
      const stated = !((people.flags.at(i) | people.flags.at(j)) & LOGIN_AS_MAIL);
      this.rarity[LOGIN] = this.#statistics.of(LOGIN, mail) + (stated ? ANCHOR_BITS : 0);
      return 7;
    }
    const a = people.login.at(i);
    const b = people.login.at(j);
    if (a === 0 || b === 0) return 0;
    if (a !== b) return this.#mailsAlike(people.mail[i] ?? 0, people.mail[j] ?? 0) ? 5 : agree(people.letters, i, j) ? 1 : 2;
    const flags = people.flags.at(i) & people.flags.at(j);
    if (flags & DERIVED) return flags & NUMBERED || this.#isBeside(i, j) ? 4 : 3;
    // The usual of the field is an address; a login is no rarer than its outcome says.
    this.rarity[LOGIN] = this.#statistics.information(LOGIN, this.#statistics.logins.count(a)) + this.#statistics.usual(LOGIN) - LOGIN_BITS;
    return 6;
  }

  /** adm-jsmith beside jsmith: no two accounts of a directory have one login, so it says more than the name does; namesakes share it at times. */
  #isBeside(i: number, j: number): boolean {
    const { kind, source } = this.#people;
    return source.at(i) === source.at(j) && (kind.at(i) === ADMIN) !== (kind.at(j) === ADMIN);
  }

  /** Whether two addresses of records are the same but for a slip of the hand. */
  #mailsAlike(a: number, b: number): boolean {
    if (a === 0 || b === 0) return false;
    const [local = "", domain = ""] = this.#people.texts.text(a).split("@", 2);
    const [other = "", otherDomain = ""] = this.#people.texts.text(b).split("@", 2);
    if (domain === otherDomain) return local.length > 3 && withinOneEdit(local, other);
    return local === other && local.length > 3 && withinOneEdit(domain, otherDomain);
  }

  #phone(i: number, j: number): number {
    const { phones } = this.#people;
    const a = phones.first(i);
    const b = phones.first(j);
    if (a === 0 || b === 0) return 0;
    const common = phones.common(i, j);
    if (common === 0) return phonesLike(a, b) ? 2 : 1;
    this.rarity[PHONE] = this.#statistics.of(PHONE, common);
    return 3;
  }

  #address(i: number, j: number): void {
    const { levels } = this;
    levels[STREET] = this.#textLevel(STREET, this.#people.street.at(i), this.#people.street.at(j), 4);
    levels[LOCALITY] = this.#textLevel(LOCALITY, this.#people.locality.at(i), this.#people.locality.at(j), 3);
    levels[POSTAL] = this.#textLevel(POSTAL, this.#people.postal.at(i), this.#people.postal.at(j), 3);
  }

  #numbers(i: number, j: number): void {
    const { levels, rarity } = this;
    const a = this.#people.employee.at(i);
    const b = this.#people.employee.at(j);
    levels[EMPLOYEE] = 0;
    if (a !== 0 && b !== 0) {
      if (this.#people.areNumbersComparable(i, j)) {
        levels[EMPLOYEE] = a === b ? 3 : numbersLike(a, b) ? 2 : 1;
        if (a === b) rarity[EMPLOYEE] = this.#statistics.of(EMPLOYEE, a) + ANCHOR_BITS;
      }
    }
    const level = this.#immutableLevel(i, j);
    levels[IMMUTABLE] = level;
    if (level === 2) rarity[IMMUTABLE] = this.#statistics.information(IMMUTABLE, 2) + ANCHOR_BITS;
  }

  #work(i: number, j: number): void {
    const { levels, rarity } = this;
    levels[TITLE] = this.#textLevel(TITLE, this.#people.title.at(i), this.#people.title.at(j), 3);
    levels[DEPARTMENT] = sameLevel(this.#people.department, i, j);
    if (levels[DEPARTMENT] === 2) rarity[DEPARTMENT] = this.#statistics.of(DEPARTMENT, this.#people.department.at(i));
    levels[MANAGER] = sameLevel(this.#people.boss, i, j);
    if (levels[MANAGER] === 2) rarity[MANAGER] = this.#statistics.of(MANAGER, this.#people.boss.at(i));
    levels[HIRED] = sameLevel(this.#people.hired, i, j);
    if (levels[HIRED] === 2) rarity[HIRED] = this.#statistics.of(HIRED, this.#people.hired.at(i));
  }

  /** The level of two texts that can be alike; `best` when equal. */
  #textLevel(field: number, a: number, b: number, best: number): number {
    if (a === 0 || b === 0) return 0;
    if (a === b) {
      this.rarity[field] = this.#statistics.of(field, a);
      return best;
    }
    const memo = this.#textMemos[field] as Memo;
    const known = memo.get(a, b);
    if (known >= 0) return known;
    const x = this.#people.texts.text(a);
    const y = this.#people.texts.text(b);
    return memo.set(a, b, field === STREET ? streetLevel(x, y) : field === POSTAL ? (postalLike(x, y) ? 2 : 1) : jaroWinkler(x, y) >= 0.88 ? 2 : 1);
  }

  #immutableLevel(i: number, j: number): number {
    const { immutable, external, self, source } = this.#people;
    const ownA = immutable.at(i);
    const ownB = immutable.at(j);
    const foreignA = external.at(i);
    const foreignB = external.at(j);
    if ((ownA !== 0 && ownA === ownB) || (foreignA !== 0 && foreignA === foreignB)) return 2;
    if ((foreignA !== 0 || foreignB !== 0) && source.at(i) !== source.at(j)) {
      if (foreignA !== 0 && (foreignA === self.at(j) || foreignA === ownB)) return 2;
      if (foreignB !== 0 && (foreignB === self.at(i) || foreignB === ownA)) return 2;
    }
    return ownA !== 0 && ownB !== 0 ? 1 : 0;
  }

  /** The information of the commoner of two values: of a name and its misspelling, the name. */
  #commoner(field: number, a: number, b: number): number {
    const statistics = this.#statistics;
    return statistics.information(field, Math.max(statistics.count(field, a), statistics.count(field, b)));
  }

  #like(a: number, b: number): number {
    return jaroWinkler(this.#people.names.text(a), this.#people.names.text(b));
  }
}

const ADMIN = KINDS.indexOf("admin");

/** What a usual login that is not made of the name tells, in bits: -log2 of the chance that its outcome has. */
const LOGIN_BITS = -Math.log2(fields[LOGIN]?.levels.find((level) => level.outcome === "equal, beyond what the name tells")?.u ?? 1);

/** An identifier that is made to be unique is shared by accident far more rarely than its frequency says: 2^-8, ours. */
const ANCHOR_BITS = 8;

/** Remembers the level of the pairs that came last: names meet again and again. */
class Memo {
  readonly #mask: number;
  readonly #keys: Float64Array;
  readonly #levels: Uint8Array;

  constructor(accounts: number) {
    const places = Math.min(MOST_REMEMBERED, 2 ** Math.ceil(Math.log2(accounts + 1)) * 4);
    this.#mask = places - 1;
    this.#keys = new Float64Array(places);
    this.#levels = new Uint8Array(places);
  }

  /** The level, or -1 when it is not remembered. */
  get(a: number, b: number): number {
    const place = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & this.#mask;
    return this.#keys[place] === a * 67108864 + b ? (this.#levels[place] as number) : -1;
  }

  set(a: number, b: number, level: number): number {
    const place = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & this.#mask;
    this.#keys[place] = a * 67108864 + b;
    this.#levels[place] = level;
    return level;
  }
}
const MOST_REMEMBERED = 1 << 15;

function agree(column: Integers | Doubles, i: number, j: number): boolean {
  const value = column.at(i);
  return value !== 0 && value === column.at(j);
}

/** 0 where one side is not known, 1 different, 2 equal. */
function sameLevel(column: Integers | Doubles, i: number, j: number): number {
  const [a, b] = [column.at(i), column.at(j)];
  return a === 0 || b === 0 ? 0 : a === b ? 2 : 1;
}

/** The level of two different dates, as numbers YYYYMMDD. */
export function dateLevel(a: number, b: number): number {
  const apart = digitsApart(a, b);
  if (apart === 1 || (apart === 2 && neighboursExchanged(a, b))) return 5;
  const sameMonth = Math.floor(a / 100) % 100 === Math.floor(b / 100) % 100;
  const sameDay = a % 100 === b % 100;
  if (Math.floor(a / 10000) === Math.floor(b / 10000)) {
    if (Math.floor(a / 100) % 100 === b % 100 && a % 100 === Math.floor(b / 100) % 100) return 4;
    return sameMonth || sameDay || a % 10000 === 101 || b % 10000 === 101 ? 3 : 2;
  }
  if (sameMonth && sameDay) return 3;
  return apart === 2 ? 2 : 1;
}

/** In how many digits two numbers differ. */
function digitsApart(a: number, b: number): number {
  let apart = 0;
  for (let x = a, y = b; x > 0 || y > 0; x = Math.floor(x / 10), y = Math.floor(y / 10)) if (x % 10 !== y % 10) apart++;
  return apart;
}

function neighboursExchanged(a: number, b: number): boolean {
  for (let x = a, y = b; x > 9; x = Math.floor(x / 10), y = Math.floor(y / 10))
    if (x % 10 !== y % 10) return x % 10 === Math.floor(y / 10) % 10 && y % 10 === Math.floor(x / 10) % 10;
  return false;
}

/** Two addresses that are not equal: the same but for a slip (3), or in part (2), or not (1). */
function streetLevel(a: string, b: string): number {
  const like = jaroWinkler(a, b);
  if (like >= 0.93) return 3;
  const [wordsA, wordsB] = [a.split(" "), b.split(" ")];
  let common = 0;
  for (const word of wordsA) if (word.length > 1 && wordsB.includes(word)) common++;
  const shorter = Math.min(wordsA.length, wordsB.length);
  if (shorter > 1 && common >= shorter - 1 && common >= 2) return 3;
  return like >= 0.82 || (common >= 2 && shorter > 2) ? 2 : 1;
}

function postalLike(a: string, b: string): boolean {
  if (withinOneEdit(a, b)) return true;
  const length = Math.min(a.length, b.length);
  return length >= 5 && a.slice(0, length - 2) === b.slice(0, length - 2);
}

/** One slip apart; a digit too many or too few may have pushed the first of the last nine out. */
function phonesLike(a: number, b: number): boolean {
  const apart = digitsApart(a, b);
  if (apart <= 1 || (apart === 2 && neighboursExchanged(a, b))) return true;
  const x = String(a);
  const y = String(b);
  return x.slice(-4) === y.slice(-4) || x.slice(0, 4) === y.slice(0, 4) || x.slice(1, 5) === y.slice(0, 4) || x.slice(0, 4) === y.slice(1, 5)
    ? withinOneEdit(x, y) || withinOneEdit(x.slice(1), y) || withinOneEdit(x, y.slice(1))
    : false;
}

function numbersLike(a: number, b: number): boolean {
  return a > 99999 && b > 99999 && withinOneEdit(String(a), String(b));
}
