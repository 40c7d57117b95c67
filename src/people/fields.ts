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
  /** Accounts that the prior of u counts for: many where the world gives the frequencies, few where the company does. */
  readonly usualAccounts: number;
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
    usualAccounts: 200,
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
    usualAccounts: 200,
    levels: [
      UNKNOWN,
      level("different", 0.04, 0.975),
      level("somewhat alike", 0.02, 0.02),
      level("alike", 0.06, 0.001, 0.5),
      level("one part equal", 0.03, 0.0005, 0.5),
      level("same name, other spelling", 0.03, 0.0003, 0.5),
      level("equal", 0.82, 0.001, 1),
      { ...level("the other's given name", 0.01, 0.004, 1), aside: true },
    ],
  },
  {
    name: "middle name",
    usualAccounts: 50,
    levels: [UNKNOWN, level("different", 0.08, 0.9), level("initial equal", 0.3, 0.07), level("equal", 0.62, 0.01)],
  },
  {
    name: "birth date",
    usualAccounts: 200,
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
    usualAccounts: 200,
    fixed: "both",
    levels: [
      UNKNOWN,
      { ...level("equal but for a number", 0.01, 0.05), least: -3 },
      { ...level("different", 0.4, 0.95), least: -1.5 },
      level("equal, made of the name", 0.5, 0.12),
      level("equal with its number or beside a mark, made of the name", 0.04, 0.002),
      level("mail addresses one slip apart", 0.05, 0.0005),
      level("equal, beyond what the name tells", 0.1, 0.00005, 1),
      level("same mail address", 0.5, 0.0000005, 1),
    ],
  },
  {
    name: "phone",
    usualAccounts: 50,
    levels: [UNKNOWN, level("different", 0.35, 0.99), level("one digit apart", 0.03, 0.0001), level("equal", 0.62, 0.0005, 1)],
  },
  {
    name: "street",
    usualAccounts: 20,
    levels: [
      UNKNOWN,
      level("different", 0.12, 0.985),
      level("somewhat alike", 0.05, 0.012),
      level("alike", 0.15, 0.002),
      level("equal", 0.68, 0.0005, 1),
    ],
  },
  { name: "locality", usualAccounts: 5, levels: [UNKNOWN, level("different", 0.12, 0.97), level("alike", 0.08, 0.01), level("equal", 0.8, 0.02, 1)] },
  {
    name: "postal code",
    usualAccounts: 5,
    levels: [UNKNOWN, level("different", 0.1, 0.95), level("alike", 0.1, 0.04), level("equal", 0.8, 0.01, 1)],
  },
  {
    name: "employee number",
    usualAccounts: 200,
    fixed: "u",
    levels: [UNKNOWN, level("different", 0.003, 1), level("one digit apart", 0.01, 0.002), level("equal", 0.986, 0.0000005, 1)],
  },
  { name: "immutable id", usualAccounts: 200, fixed: "u", levels: [UNKNOWN, level("different", 0.02, 1), level("equal", 0.98, 0.0000001, 1)] },
  { name: "title", usualAccounts: 5, levels: [UNKNOWN, level("different", 0.35, 0.93), level("alike", 0.15, 0.04), level("equal", 0.5, 0.03, 1)] },
  { name: "department", usualAccounts: 2, levels: [UNKNOWN, level("different", 0.25, 0.9), level("equal", 0.75, 0.1, 1)] },
  { name: "manager", usualAccounts: 2, levels: [UNKNOWN, level("different", 0.2, 0.95), level("equal", 0.8, 0.05, 1)] },
  { name: "hire date", usualAccounts: 2, levels: [UNKNOWN, level("different", 0.2, 0.995), level("equal", 0.8, 0.005, 1)] },
] as const satisfies readonly Field[];

export const FIELD_COUNT = FIELDS.length;
export const GIVEN = 0;
export const FAMILY = 1;
export const MIDDLE = 2;
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
export const HIRED = 14;

/** A pattern is the levels of all fields in one number, three bits a field: 45 bits, exact in a double. */
export const STEP = 8;

/** Levels of a pattern, written into `levels`. */
export function unpack(pattern: number, levels: Uint8Array): void {
  let rest = pattern;
  for (let field = 0; field < FIELD_COUNT; field++) {
    const next = Math.floor(rest / STEP);
    levels[field] = rest - next * STEP;
    rest = next;
  }
}

/** Fields that the members of a household share, as 1. */
export const HOUSEHOLD = new Uint8Array(FIELD_COUNT);
for (const field of [FAMILY, PHONE, STREET, LOCALITY, POSTAL]) HOUSEHOLD[field] = 1;
