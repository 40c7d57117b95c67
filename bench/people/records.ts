import type { Row } from "../../src/inventory/tables.js";
import { CULTURES, type Culture, familyName, personName } from "./names.js";
import { Random } from "./random.js";

/** A generated set: accounts and, by `source/id`, who they stand for (null = no person) and of which kind they are. */
export interface LabelledSet {
  readonly name: string;
  readonly accounts: readonly Row[];
  readonly truth: ReadonlyMap<string, { readonly person: string | null; readonly kind: string }>;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: "qs",
  b: "vn",
  c: "xv",
  d: "sf",
  e: "wr",
  f: "dg",
  g: "fh",
  h: "gj",
  i: "uo",
  j: "hk",
  k: "jl",
  l: "k",
  m: "n",
  n: "bm",
  o: "ip",
  p: "o",
  q: "wa",
  r: "et",
  s: "ad",
  t: "ry",
  u: "yi",
  v: "cb",
  w: "qe",
  x: "zc",
  y: "tu",
  z: "x",
};
const SOUNDS: readonly (readonly [string, string])[] = [
  ["ph", "f"],
  ["ck", "k"],
  ["ie", "y"],
  ["ee", "ea"],
  ["ou", "u"],
  ["s", "z"],
  ["c", "k"],
  ["mm", "m"],
  ["ll", "l"],
  ["th", "t"],
  ["ey", "y"],
  ["v", "w"],
  ["sh", "sch"],
  ["rr", "r"],
];

/** One slip of the keyboard: insertion, deletion, substitution, transposition or a sound spelled otherwise. */
export function typo(random: Random, text: string): string {
  if (text.length < 2) return text;
  const at = random.between(0, text.length - 1);
  const letter = text[at] as string;
  const digit = /\d/.test(letter);
  const other = digit ? String(random.between(0, 9)) : random.pick([...(NEIGHBOURS[letter.toLowerCase()] ?? LETTERS)]);
  switch (random.between(0, 4)) {
    case 0:
      return text.slice(0, at) + other + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + other + text.slice(at + 1);
    case 3:
      return at + 1 < text.length ? text.slice(0, at) + text[at + 1] + letter + text.slice(at + 2) : text;
    default: {
      const sounds = SOUNDS.filter(([from, to]) => text.includes(from) || text.includes(to));
      if (sounds.length === 0) return text;
      const [from, to] = random.pick(sounds);
      return text.includes(from) ? text.replace(from, to) : text.replace(to, from);
    }
  }
}

/** A date with one slip: a digit changed, two swapped, day and month swapped. */
export function dateTypo(random: Random, date: string): string {
  const digits = date.replaceAll("-", "");
  const swapped = digits.slice(0, 4) + digits.slice(6) + digits.slice(4, 6);
  let changed = digits;
  if (random.chance(0.15)) changed = swapped;
  else {
    const at = random.between(2, 7);
    changed =
      random.chance(0.3) && at < 7
        ? digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2)
        : digits.slice(0, at) + random.between(0, 9) + digits.slice(at + 1);
  }
  return `${changed.slice(0, 4)}-${changed.slice(4, 6)}-${changed.slice(6)}`;
}

export interface RecordOptions {
  readonly name: string;
  readonly seed: number;
  readonly people: number;
  /** How many further records a person has, at random from this list. */
  readonly copies: readonly number[];
  /** Slips in a further record: how many, at most. */
  readonly slips: number;
  /** Share of values that a further record lacks. */
  readonly gaps: number;
  /** Share of further records with given and family name swapped. */
  readonly swaps: number;
  /** Two sources instead of one. */
  readonly sources?: number;
  /** Share of people who live with another one of the same family name. */
  readonly households?: number;
}

type Fields = Record<string, string | undefined>;

const STREET_KINDS = ["street", "road", "place", "crescent", "avenue", "close", "court", "drive", "circuit", "parade"];

function place(random: Random, culture: Culture): string {
  return `${random.pick(culture.stems)}${random.pick(culture.endings)}`.toLowerCase();
}

/** Person records as registries hold them: names, birth date, address, with typos, swaps and gaps. All are human. */
export function personRecords(options: RecordOptions): LabelledSet {
  const random = new Random(options.seed);
  const english = CULTURES[0] as Culture;
  const towns = Array.from(
    { length: 900 },
    () => `${random.chance(0.3) ? `${random.pick(["north", "south", "mount", "port", "glen", "upper"])} ` : ""}${place(random, english)}`,
  );
  const streets = Array.from({ length: 1500 }, () => `${familyName(random, english)} ${random.pick(STREET_KINDS)}`.toLowerCase());
  const accounts: Row[] = [];
  const truth = new Map<string, { person: string; kind: string }>();
  let previous: Fields | null = null;
  for (let p = 0; p < options.people; p++) {
    const name = personName(random, 0.8);
    const town = random.between(0, towns.length - 1);
    const shares = previous !== null && random.chance(options.households ?? 0);
    const person: Fields = {
      givenName: name.culture.name === "slavic" ? (name.culture.also[name.given]?.[0] ?? name.given) : name.given,
      familyName: name.culture.name === "slavic" ? familyName(random, english) : name.family,
      birthDate: `${random.between(1910, 2005)}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`,
      streetAddress: `${random.between(1, 300)} ${random.pickZipf(streets)}`,
      locality: towns[town],
      postalCode: String(2000 + ((town * 37) % 4000)),
      region: random.pickZipf(["nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt"]),
      phoneNumbers: `0${random.between(2, 8)} ${random.between(10000000, 99999999)}`,
    };
    if (shares && previous !== null)
      for (const field of ["familyName", "streetAddress", "locality", "postalCode", "region", "phoneNumbers"]) person[field] = previous[field];
    previous = person;
    const copies = random.pick(options.copies);
    for (let c = 0; c <= copies; c++) {
      const record = c === 0 ? { ...person } : corrupt(random, person, options);
      const source = options.sources === 2 ? (c === 0 ? "a" : "b") : "registry";
      const id = `r${accounts.length}-${random.between(1000, 9999)}`;
      const { phoneNumbers, ...rest } = record;
      accounts.push({ source, id, ...rest, ...(phoneNumbers === undefined ? {} : { phoneNumbers: [phoneNumbers] }) });
      truth.set(`${source}/${id}`, { person: `${options.name}-${p}`, kind: "human" });
    }
  }
  return { name: options.name, accounts: random.shuffle(accounts), truth };
}

function corrupt(random: Random, person: Fields, options: RecordOptions): Fields {
  const record: Fields = { ...person };
  const fields = Object.keys(record);
  if (random.chance(options.swaps)) [record["givenName"], record["familyName"]] = [record["familyName"], record["givenName"]];
  if (random.chance(options.swaps)) [record["locality"], record["streetAddress"]] = [record["streetAddress"], record["locality"]];
  const slips = random.between(1, options.slips);
  for (let s = 0; s < slips; s++) {
    const field = random.pick([
      "givenName",
      "familyName",
      "birthDate",
      "streetAddress",
      "locality",
      "postalCode",
      "phoneNumbers",
      "familyName",
      "givenName",
      "birthDate",
    ]);
    const value = record[field];
    if (value === undefined) continue;
    record[field] = field === "birthDate" ? dateTypo(random, value) : typo(random, value);
  }
  for (const field of fields) if (random.chance(options.gaps)) delete record[field];
  return record;
}

const TITLES = ["Sir", "Lord", "Dr", "Rev"];
const WORKS = [
  "politician",
  "writer",
  "painter",
  "clergyman",
  "military officer",
  "botanist",
  "engraver",
  "engineer",
  "poet",
  "composer",
  "architect",
  "physician",
  "merchant",
  "banker",
  "cricketer",
  "actor",
  "explorer",
  "judge",
  "sculptor",
  "chemist",
];

export interface HistoryOptions {
  readonly name: string;
  readonly seed: number;
  readonly records: number;
  /** How much worse than usual the records are: gaps, slips, and values that are plainly wrong. */
  readonly wear: number;
  /** Share of people who are a relative of the one before: same family name and home, often the same given name. */
  readonly relatives: number;
}

/** Historical persons, about ten records each, from sources that differ on spelling, dates, places and occupations. */
export function historicalRecords({ name, seed, records, wear, relatives }: HistoryOptions): LabelledSet {
  const random = new Random(seed);
  const english = CULTURES[0] as Culture;
  const towns = Array.from({ length: 1200 }, () => place(random, english));
  const accounts: Row[] = [];
  const truth = new Map<string, { person: string; kind: string }>();
  const worn = (share: number) => random.chance(share * wear);
  let previous = { given: "", family: "", home: "", postal: "" };
  for (let p = 0; accounts.length < records; p++) {
    const name = personName(random, 0.9);
    const slavic = name.culture.name === "slavic";
    const related = p > 0 && random.chance(relatives);
    const latin = related && random.chance(0.3) ? previous.given : slavic ? "Nikolas" : name.given;
    const surname = related ? previous.family : slavic ? familyName(random, english) : name.family;
    const second = random.chance(0.35) ? random.pickZipf(english.given) : undefined;
    const year = random.between(1600, 1880);
    const born = `${year}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`;
    const vague = random.chance(0.3) ? `${year}-01-01` : born;
    const home = related ? previous.home : random.pickZipf(towns);
    const area = `${random.pick(["tr", "ex", "le", "sw", "ng", "yo", "ba", "ip"])}${random.between(1, 30)} ${random.between(1, 9)}`;
    const postal = related && random.chance(0.5) ? previous.postal : `${area}${random.pick([..."abdefgh"])}${random.pick([..."jlnpqr"])}`;
    previous = { given: latin, family: surname, home, postal };
    const work = random.pickZipf(WORKS);
    const count = random.between(4, 16);
    for (let c = 0; c < count; c++) {
      let first = random.chance(0.12) ? random.pick(english.also[latin] ?? [latin]) : latin;
      let last = surname;
      if (wear > 1 && random.chance(0.05)) first = random.pickZipf(english.given);
      if (wear > 1 && random.chance(0.05)) last = familyName(random, english);
      if (second !== undefined && random.chance(0.6)) first = `${first} ${second}`;
      if (random.chance(0.06)) first = `${random.pick(TITLES)} ${first}`;
      if (random.chance(0.04)) first = first.slice(0, 1);
      if (worn(0.18)) first = typo(random, first);
      if (worn(0.2)) last = typo(random, last);
      if (random.chance(0.06)) last = `${last}, ${random.pick(["1st Baronet", "Baron", "2nd Earl of", "Viscount"])}`;
      if (random.chance(0.03)) [first, last] = [last, first];
      let date: string | undefined = vague;
      if (worn(0.15)) date = `${year}-01-01`;
      else if (worn(0.12)) date = dateTypo(random, vague);
      const record: Fields = {
        givenName: worn(0.04) ? undefined : first.toLowerCase(),
        familyName: worn(0.04) ? undefined : last.toLowerCase(),
        birthDate: worn(0.2) ? undefined : date,
        locality: worn(0.25) ? undefined : worn(0.12) ? random.pickZipf(towns) : home,
        postalCode: worn(0.25) ? undefined : worn(0.3) ? postal.slice(0, -2) + random.pick(["ab", "ej", "gn", "hq"]) : postal,
        title: worn(0.3) ? undefined : worn(0.2) ? random.pickZipf(WORKS) : work,
      };
      const id = `h${accounts.length}-${random.between(1000, 9999)}`;
      accounts.push({ source: "history", id, ...record });
      truth.set(`history/${id}`, { person: `h${p}`, kind: "human" });
    }
  }
  return { name, accounts: random.shuffle(accounts), truth };
}

export const HISTORY_SETS: readonly HistoryOptions[] = [
  { name: "historical", seed: 21, records: 50_000, wear: 1, relatives: 0 },
  { name: "historical-worn", seed: 22, records: 50_000, wear: 1.6, relatives: 0.3 },
];

/** The person sets of the bench. */
export const RECORD_SETS: readonly RecordOptions[] = [
  { name: "records-1k", seed: 11, people: 500, copies: [1], slips: 2, gaps: 0.04, swaps: 0.03 },
  { name: "records-5k", seed: 12, people: 2000, copies: [0, 0, 1, 1, 2, 3, 4], slips: 3, gaps: 0.06, swaps: 0.04 },
  { name: "records-10k", seed: 13, people: 5000, copies: [1], slips: 3, gaps: 0.06, swaps: 0.03, sources: 2 },
  { name: "records-households", seed: 14, people: 3000, copies: [0, 1, 1, 2], slips: 3, gaps: 0.08, swaps: 0.03, households: 0.2 },
  { name: "records-heavy", seed: 15, people: 500, copies: [1], slips: 8, gaps: 0.15, swaps: 0.1 },
];
