import { Counts, DERIVED, Frequency, LOGIN_AS_MAIL, NUMBERED, type Population } from "./population.js";
import { jaroWinkler, withinOneEdit } from "./text.js";

/** One outcome of comparing a field. */
export interface Level {
  readonly outcome: string;
  /** Share of pairs of one person that come out so, before the data is asked. */
  readonly m: number;
  /** The same of pairs of two people. */
  readonly u: number;
  /** How much of the term-frequency adjustment applies; 0 where the outcome does not rest on one value. */
  readonly frequency?: number;
  /** Fewest bits that it weighs: for outcomes that the pairs most easily found have less often than others. */
  readonly least?: number;
  /** Not a step of agreement above the one before it, but a case of its own. */
  readonly aside?: true;
}

export interface Field {
  readonly name: string;
  /** Level 0 is always "not known on one side" and weighs nothing; then from disagreement to agreement. */
  readonly levels: readonly Level[];
  /**
   * Shares that the data does not move: "u" where an agreement by chance is too rare to be measured, "both" where the
   * outcomes only say something besides that the names agree, which random pairs do not.
   */
  readonly fixed?: "u" | "both";
}

const UNKNOWN: Level = { outcome: "unknown", m: 0, u: 0 };
const level = (outcome: string, m: number, u: number, frequency = 0): Level => ({ outcome, m, u, frequency });

/**
 * What is compared, with prior shares that make a directory of fifty accounts sane; the data moves them as it grows.
 * The priors are ours: typical error rates of the published person sets, rounded.
 */
export const FIELDS = [
  {
    name: "given name",
    levels: [
      UNKNOWN,
      level("different", 0.025, 0.955),
      level("somewhat alike", 0.02, 0.025),
      level("alike", 0.05, 0.004, 0.5),
      level("initial or beginning equal", 0.04, 0.008),
      level("same name, other form", 0.05, 0.002, 0.5),
      level("equal", 0.79, 0.004, 1),
      { ...level("given and family name exchanged", 0.025, 0.00001), aside: true },
    ],
  },
  {
    name: "family name",
    levels: [
      UNKNOWN,
      level("different", 0.04, 0.975),
      level("somewhat alike", 0.02, 0.02),
      level("alike", 0.06, 0.001, 0.5),
      level("one part equal", 0.03, 0.0005),
      level("same name, other spelling", 0.03, 0.0003, 0.5),
      level("equal", 0.82, 0.001, 1),
      { ...level("the other's given name", 0.01, 0.004, 1), aside: true },
    ],
  },
  { name: "middle name", levels: [UNKNOWN, level("different", 0.08, 0.9), level("initial equal", 0.3, 0.07), level("equal", 0.62, 0.01)] },
  {
    name: "birth date",
    levels: [
      UNKNOWN,
      level("different", 0.003, 0.95),
      level("same year, or two slips apart", 0.035, 0.05),
      level("two of year, month and day equal", 0.035, 0.006),
      level("day and month exchanged", 0.01, 0.0001),
      level("one slip apart", 0.06, 0.0007),
      level("equal", 0.85, 0.00005, 1),
    ],
  },
  {
    name: "login",
    fixed: "both",
    levels: [
      UNKNOWN,
      { ...level("equal but for a number", 0.01, 0.05), least: -3 },
      { ...level("different", 0.4, 0.95), least: -1.5 },
      level("equal, made of the name", 0.5, 0.12),
      level("equal with its number, made of the name", 0.04, 0.002),
      level("equal, not made of the name", 0.1, 0.00005, 1),
      level("same mail address", 0.5, 0.0000005, 1),
    ],
  },
  { name: "phone", levels: [UNKNOWN, level("different", 0.35, 0.99), level("one digit apart", 0.03, 0.0001), level("equal", 0.62, 0.0005, 1)] },
  {
    name: "street",
    levels: [
      UNKNOWN,
      level("different", 0.12, 0.985),
      level("somewhat alike", 0.05, 0.012),
      level("alike", 0.15, 0.002),
      level("equal", 0.68, 0.0005, 1),
    ],
  },
  { name: "locality", levels: [UNKNOWN, level("different", 0.12, 0.97), level("alike", 0.08, 0.01), level("equal", 0.8, 0.02, 1)] },
  { name: "postal code", levels: [UNKNOWN, level("different", 0.1, 0.95), level("alike", 0.1, 0.04), level("equal", 0.8, 0.01, 1)] },
  {
    name: "employee number",
    fixed: "u",
    levels: [UNKNOWN, level("different", 0.003, 1), level("one digit apart", 0.01, 0.002), level("equal", 0.986, 0.0000005, 1)],
  },
  { name: "immutable id", fixed: "u", levels: [UNKNOWN, level("different", 0.02, 1), level("equal", 0.98, 0.0000001, 1)] },
  { name: "title", levels: [UNKNOWN, level("different", 0.35, 0.93), level("alike", 0.15, 0.04), level("equal", 0.5, 0.03, 1)] },
  { name: "department", levels: [UNKNOWN, level("different", 0.25, 0.9), level("equal", 0.75, 0.1, 1)] },
  { name: "manager", levels: [UNKNOWN, level("different", 0.2, 0.95), level("equal", 0.8, 0.05, 1)] },
  { name: "hire date", levels: [UNKNOWN, level("different", 0.2, 0.995), level("equal", 0.8, 0.005)] },
] as const satisfies readonly Field[];

export const FIELD_COUNT = FIELDS.length;
export const GIVEN = 0;
export const FAMILY = 1;
const MIDDLE = 2;
export const BORN = 3;
export const LOGIN = 4;
export const PHONE = 5;
export const STREET = 6;
export const LOCALITY = 7;
export const POSTAL = 8;
export const EMPLOYEE = 9;
export const IMMUTABLE = 10;
export const TITLE = 11;
export const DEPARTMENT = 12;
export const MANAGER = 13;
const HIRED = 14;

/** A pattern is the levels of all fields in one number, three bits a field: 45 bits, exact in a double. */
const STEP = 8;

/** Levels of a pattern, written into `levels`. */
export function unpack(pattern: number, levels: Uint8Array): void {
  let rest = pattern;
  for (let field = 0; field < FIELD_COUNT; field++) {
    const next = Math.floor(rest / STEP);
    levels[field] = rest - next * STEP;
    rest = next;
  }
}

/** Pseudo-accounts by which a small directory's frequencies are pulled towards the usual. */
const USUAL_ACCOUNTS = 200;
const USUAL_COUNT = 0.2;

/**
 * Compares pairs of accounts of one population. `compare` leaves its result in `levels` and `rarity`:
 * objects would cost more than the comparison.
 */
export class Comparer {
  readonly levels = new Uint8Array(FIELD_COUNT);
  /** Per field: the information of the value that is agreed on, in bits; 0 where there is none. */
  readonly rarity = new Float64Array(FIELD_COUNT);
  /** Per field: the chance that two accounts at random agree exactly; null where too few have a value. */
  readonly coincidences: readonly (number | null)[];
  readonly #people: Population;
  readonly #given: Counts;
  readonly #family: Counts;
  readonly #born: Frequency;
  readonly #login: Frequency;
  readonly #mails: Frequency;
  readonly #phones: Frequency;
  readonly #street: Counts;
  readonly #locality: Counts;
  readonly #postal: Counts;
  readonly #title: Counts;
  readonly #department: Counts;
  readonly #boss: Frequency;
  readonly #employee: Frequency;
  readonly #columns: Readonly<Record<number, Int32Array | Float64Array>>;

  constructor(people: Population) {
    this.#people = people;
    const names = people.names.texts.length;
    const texts = people.texts.texts.length;
    this.#columns = {
      [LOCALITY]: people.locality,
      [POSTAL]: people.postal,
      [TITLE]: people.title,
      [DEPARTMENT]: people.department,
      [MANAGER]: people.boss,
    };
    this.#given = new Counts(people.given, names);
    this.#family = new Counts(people.family, names);
    this.#born = new Frequency(Float64Array.from(people.born));
    this.#login = new Frequency(people.login);
    this.#mails = new Frequency(people.mails.all());
    this.#phones = new Frequency(people.phones.all());
    this.#street = new Counts(people.street, texts);
    this.#locality = new Counts(people.locality, texts);
    this.#postal = new Counts(people.postal, texts);
    this.#title = new Counts(people.title, texts);
    this.#department = new Counts(people.department, texts);
    this.#boss = new Frequency(people.boss);
    this.#employee = new Frequency(people.employee);
    // biome-ignore format: one line a kind
    this.coincidences = [
      this.#given.coincidence(), this.#family.coincidence(), null, this.#born.coincidence(), null, this.#phones.coincidence(), this.#street.coincidence(),
      this.#locality.coincidence(), this.#postal.coincidence(), null, null, this.#title.coincidence(), this.#department.coincidence(), this.#boss.coincidence(), null,
    ];
  }

  /** Whether two employee numbers differ by one slip of the keyboard only; short ones never. */
  static numbersAlike(a: number, b: number): boolean {
    return numbersLike(a, b);
  }

  /** The chance that two accounts at random agree on both fields; null where too few have both. */
  jointCoincidence(a: number, b: number): number | null {
    const [first, second] = [this.#columns[a], this.#columns[b]];
    if (first === undefined || second === undefined) return null;
    return new Frequency(
      Float64Array.from(first.subarray(0, this.#people.size), (value, i) =>
        value === 0 || second[i] === 0 ? 0 : value * 7919.0001 + (second[i] as number),
      ),
    ).coincidence();
  }

  /** Compares two accounts and returns the pattern of their levels. */
  compare(i: number, j: number): number {
    const { levels, rarity } = this;
    rarity.fill(0);
    this.#names(i, j);
    levels[BORN] = this.#birth(i, j);
    levels[LOGIN] = this.#logins(i, j);
    levels[PHONE] = this.#phone(i, j);
    this.#address(i, j);
    this.#work(i, j);
    let pattern = 0;
    for (let field = FIELD_COUNT - 1; field >= 0; field--) pattern = pattern * STEP + (levels[field] as number);
    return pattern;
  }

  /** Bits of information in a value that stands on `count` of all accounts. */
  information(count: number): number {
    return Math.log2((this.#people.size + USUAL_ACCOUNTS) / (count + USUAL_COUNT));
  }

  #names(i: number, j: number): void {
    const { levels, rarity } = this;
    const people = this.#people;
    const [given, otherGiven, family, otherFamily] = [
      people.given[i] as number,
      people.given[j] as number,
      people.family[i] as number,
      people.family[j] as number,
    ];
    const key = (name: number) => people.keys[name] as number;
    levels[MIDDLE] = 0;
    if (given !== otherGiven && given !== 0 && otherGiven !== 0 && family !== 0 && otherFamily !== 0) {
      const [crossed, back] = [key(given) === key(otherFamily), key(family) === key(otherGiven)];
      if ((crossed && (back || this.#like(family, otherGiven) > 0.75)) || (back && this.#like(given, otherFamily) > 0.75)) {
        levels[GIVEN] = 7;
        levels[FAMILY] = 0;
        rarity[GIVEN] = this.information(this.#given.counts[given] as number);
        return;
      }
    }
    if (given !== otherGiven && (family === 0) !== (otherFamily === 0)) {
      const name =
        given !== 0 && otherFamily !== 0 && key(given) === key(otherFamily)
          ? given
          : family !== 0 && otherGiven !== 0 && key(family) === key(otherGiven)
            ? family
            : 0;
      if (name !== 0) {
        levels[GIVEN] = 0;
        levels[FAMILY] = 7;
        rarity[FAMILY] = this.information(Math.max(this.#given.counts[name] as number, this.#family.counts[name] as number));
        return;
      }
    }
    levels[GIVEN] = this.#givenLevel(given, otherGiven, people.middle[i] as number, people.middle[j] as number);
    if (levels[GIVEN] >= 3) rarity[GIVEN] = this.#lesser(this.#given, given, otherGiven);
    levels[FAMILY] = this.#familyLevel(i, j, family, otherFamily);
    if (levels[FAMILY] >= 3) rarity[FAMILY] = this.#lesser(this.#family, family, otherFamily);
    const [middle, otherMiddle] = [people.middle[i] as number, people.middle[j] as number];
    if (middle !== 0 && otherMiddle !== 0) {
      const [a, b] = [people.names.text(middle), people.names.text(otherMiddle)];
      levels[MIDDLE] =
        middle === otherMiddle && a.length > 1
          ? 3
          : a[0] === b[0] && (a.length === 1 || b.length === 1 || this.#like(middle, otherMiddle) > 0.85)
            ? 2
            : 1;
    }
  }

  #givenLevel(a: number, b: number, middleA: number, middleB: number): number {
    if (a === 0 || b === 0) return 0;
    const people = this.#people;
    const [x, y] = [people.names.text(a), people.names.text(b)];
    if (a === b) return x.length > 1 ? 6 : 4;
    if (people.keys[a] === people.keys[b]) return 5;
    if (x.length === 1 || y.length === 1) return x[0] === y[0] ? 4 : 1;
    const [rootsA, rootsB] = [people.roots[a], people.roots[b]];
    if (rootsA !== undefined && rootsB !== undefined && rootsA.some((root) => rootsB.includes(root))) return 5;
    const like = jaroWinkler(x, y);
    if (like >= 0.9) return 3;
    if (x.length > 2 && y.length > 2 && (x.startsWith(y) || y.startsWith(x))) return 4;
    if (a === middleB || b === middleA) return 4;
    return like >= 0.8 || (x.length > 2 && y.length > 2 && withinOneEdit(x, y)) ? 2 : 1;
  }

  #familyLevel(i: number, j: number, a: number, b: number): number {
    if (a === 0 || b === 0) return 0;
    if (a === b) return 6;
    const people = this.#people;
    if (people.keys[a] === people.keys[b]) return 5;
    const [partsA, partsB] = [people.parts.get(i), people.parts.get(j)];
    if (partsA !== undefined || partsB !== undefined) {
      const other = partsB ?? [b];
      if ((partsA ?? [a]).some((part) => other.includes(part))) return 4;
    }
    const like = jaroWinkler(people.names.text(a), people.names.text(b));
    if (like >= 0.92) return 3;
    return like >= 0.8 || withinOneEdit(people.names.text(a), people.names.text(b)) ? 2 : 1;
  }

  #birth(i: number, j: number): number {
    const [a, b] = [this.#people.born[i] as number, this.#people.born[j] as number];
    if (a === 0 || b === 0) return 0;
    if (a === b) {
      this.rarity[BORN] = this.information(this.#born.count(a));
      return 6;
    }
    return dateLevel(a, b);
  }

  #logins(i: number, j: number): number {
    const people = this.#people;
    const mail = people.mails.common(i, j);
    if (mail !== 0) {
      // An address is one mailbox: nobody else has it, however common its parts are.
      const stated = !(((people.flags[i] as number) | (people.flags[j] as number)) & LOGIN_AS_MAIL);
      this.rarity[LOGIN] = this.information(this.#mails.count(mail)) + (stated ? ANCHOR_BITS : 0);
      return 6;
    }
    const [a, b] = [people.login[i] as number, people.login[j] as number];
    if (a === 0 || b === 0) return 0;
    const flags = (people.flags[i] as number) & (people.flags[j] as number);
    if (a === b) {
      if (!(flags & DERIVED)) {
        this.rarity[LOGIN] = this.information(this.#login.count(a));
        return 5;
      }
      return flags & NUMBERED ? 4 : 3;
    }
    return people.letters[i] !== 0 && people.letters[i] === people.letters[j] ? 1 : 2;
  }

  #phone(i: number, j: number): number {
    const { phones } = this.#people;
    const [a, b] = [phones.first(i), phones.first(j)];
    if (a === 0 || b === 0) return 0;
    const common = phones.common(i, j);
    if (common !== 0) {
      this.rarity[PHONE] = this.information(this.#phones.count(common));
      return 3;
    }
    return withinOneEdit(String(a), String(b)) ? 2 : 1;
  }

  #address(i: number, j: number): void {
    const { levels, rarity } = this;
    const people = this.#people;
    const [streetA, streetB] = [people.street[i] as number, people.street[j] as number];
    if (streetA === 0 || streetB === 0) levels[STREET] = 0;
    else if (streetA === streetB) {
      levels[STREET] = 4;
      rarity[STREET] = this.information(this.#street.counts[streetA] as number);
    } else levels[STREET] = streetLevel(people.texts.text(streetA), people.texts.text(streetB));
    const [townA, townB] = [people.locality[i] as number, people.locality[j] as number];
    if (townA === 0 || townB === 0) levels[LOCALITY] = 0;
    else if (townA === townB) {
      levels[LOCALITY] = 3;
      rarity[LOCALITY] = this.information(this.#locality.counts[townA] as number);
    } else levels[LOCALITY] = jaroWinkler(people.texts.text(townA), people.texts.text(townB)) >= 0.88 ? 2 : 1;
    const [codeA, codeB] = [people.postal[i] as number, people.postal[j] as number];
    if (codeA === 0 || codeB === 0) levels[POSTAL] = 0;
    else if (codeA === codeB) {
      levels[POSTAL] = 3;
      rarity[POSTAL] = this.information(this.#postal.counts[codeA] as number);
    } else levels[POSTAL] = postalLike(people.texts.text(codeA), people.texts.text(codeB)) ? 2 : 1;
  }

  #work(i: number, j: number): void {
    const { levels, rarity } = this;
    const people = this.#people;
    const [numberA, numberB] = [people.employee[i] as number, people.employee[j] as number];
    levels[EMPLOYEE] = 0;
    if (numberA !== 0 && numberB !== 0) {
      const [orgA, orgB] = [people.organization[i] as number, people.organization[j] as number];
      if (orgA === 0 || orgB === 0 || orgA === orgB) {
        levels[EMPLOYEE] = numberA === numberB ? 3 : numbersLike(numberA, numberB) ? 2 : 1;
        if (numberA === numberB) rarity[EMPLOYEE] = this.information(this.#employee.count(numberA)) + ANCHOR_BITS;
      }
    }
    levels[IMMUTABLE] = this.#immutableLevel(i, j);
    if (levels[IMMUTABLE] === 2) rarity[IMMUTABLE] = this.information(2) + ANCHOR_BITS;
    const [titleA, titleB] = [people.title[i] as number, people.title[j] as number];
    if (titleA === 0 || titleB === 0) levels[TITLE] = 0;
    else if (titleA === titleB) {
      levels[TITLE] = 3;
      rarity[TITLE] = this.information(this.#title.counts[titleA] as number);
    } else levels[TITLE] = jaroWinkler(people.texts.text(titleA), people.texts.text(titleB)) >= 0.88 ? 2 : 1;
    const [partA, partB] = [people.department[i] as number, people.department[j] as number];
    levels[DEPARTMENT] = partA === 0 || partB === 0 ? 0 : partA === partB ? 2 : 1;
    if (levels[DEPARTMENT] === 2) rarity[DEPARTMENT] = this.information(this.#department.counts[partA] as number);
    const [bossA, bossB] = [people.boss[i] as number, people.boss[j] as number];
    levels[MANAGER] = bossA === 0 || bossB === 0 ? 0 : bossA === bossB ? 2 : 1;
    if (levels[MANAGER] === 2) rarity[MANAGER] = this.information(this.#boss.count(bossA));
    const [hiredA, hiredB] = [people.hired[i] as number, people.hired[j] as number];
    levels[HIRED] = hiredA === 0 || hiredB === 0 ? 0 : hiredA === hiredB ? 2 : 1;
  }

  #immutableLevel(i: number, j: number): number {
    const { immutable, external, self, source } = this.#people;
    const across = source[i] !== source[j];
    const equal = (a: Float64Array, b: Float64Array) => a[i] !== 0 && a[i] === b[j];
    if (equal(immutable, immutable) || equal(external, external)) return 2;
    if (across && (equal(external, self) || equal(self, external) || equal(external, immutable) || equal(immutable, external))) return 2;
    return immutable[i] !== 0 && immutable[j] !== 0 ? 1 : 0;
  }

  /** The information of the commoner of two values: of a name and its misspelling, the name. */
  #lesser(counts: Counts, a: number, b: number): number {
    return this.information(Math.max(counts.counts[a] as number, counts.counts[b] as number));
  }

  #like(a: number, b: number): number {
    return jaroWinkler(this.#people.names.text(a), this.#people.names.text(b));
  }
}

/** An identifier that is made to be unique is shared by accident far more rarely than its frequency says: 2^-8, ours. */
const ANCHOR_BITS = 8;

/** The level of two different dates, as numbers YYYYMMDD. */
export function dateLevel(a: number, b: number): number {
  if (withinOneEdit(String(a), String(b))) return 5;
  const [yearA, yearB] = [Math.floor(a / 10000), Math.floor(b / 10000)];
  const [monthA, monthB] = [Math.floor(a / 100) % 100, Math.floor(b / 100) % 100];
  const [dayA, dayB] = [a % 100, b % 100];
  if (yearA === yearB) {
    if (monthA === dayB && dayA === monthB) return 4;
    return monthA === monthB || dayA === dayB || a % 10000 === 101 || b % 10000 === 101 ? 3 : 2;
  }
  if (monthA === monthB && dayA === dayB) return 3;
  return digitsApart(a, b) <= 2 ? 2 : 1;
}

function digitsApart(a: number, b: number): number {
  let apart = 0;
  for (let x = a, y = b, place = 0; place < 8; place++) {
    if (x % 10 !== y % 10) apart++;
    x = Math.floor(x / 10);
    y = Math.floor(y / 10);
  }
  return apart;
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

function numbersLike(a: number, b: number): boolean {
  return a > 99999 && b > 99999 && withinOneEdit(String(a), String(b));
}
