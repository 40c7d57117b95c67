import { en, en_AU } from "@faker-js/faker";
import type { Row } from "../../../src/inventory/tables.js";
import { Random } from "../random.js";
import type { LabelledSet } from "../records.js";
import { namesOf, type Sex } from "./cultures.js";
import { digits } from "./draw.js";
import { change } from "./slips.js";

/**
 * Person records after the published description of the Febrl data generator (Christen, "Probabilistic data generation
 * for deduplication and data linkage", 2005): originals and duplicates that are made of them by typing, hearing and
 * reading errors, missing and swapped values, with at most so many changes to a field and to a record.
 */
export interface RegistryOptions {
  readonly name: string;
  readonly seed: number;
  readonly originals: number;
  readonly duplicates: number;
  /** How many duplicates an original may have; with one, the duplicates are a source of their own if `linked`. */
  readonly most: number;
  readonly spread: "one" | "poisson" | "zipf";
  readonly linked?: boolean;
  readonly perField: number;
  readonly perRecord: number;
  /** Whether a nine-digit number (of social security) is among the fields, as a phone number. */
  readonly numbered: boolean;
  /** Share of originals that lack a value, before any change. */
  readonly gaps: number;
}

type Fields = Partial<Record<string, string>>;

const STATES = { nsw: 34, vic: 25, qld: 20, wa: 10, sa: 7, tas: 2, act: 1, nt: 1 };
/** Which field is hit how often; as in the generator's own examples, names and addresses more than dates. */
const HIT: Readonly<Record<string, number>> = {
  givenName: 14,
  familyName: 16,
  number: 8,
  street: 16,
  second: 10,
  suburb: 14,
  postalCode: 8,
  region: 4,
  birthDate: 8,
  phone: 6,
};

/** Streets' own names, without street, road or avenue behind them. */
const STREETS = [...new Set((en.location?.street_name ?? []).map((name) => name.replace(/ \S+$/, "")))];

function pickWeighted(random: Random, fields: readonly string[]): string {
  const total = fields.reduce((sum, field) => sum + (HIT[field] ?? 1), 0);
  let left = random.next() * total;
  for (const field of fields) {
    left -= HIT[field] ?? 1;
    if (left <= 0) return field;
  }
  return fields[0] ?? "familyName";
}

/** The registry's people: given and family names by frequency, an address in two lines, born in the twentieth century. */
function original(random: Random, options: RegistryOptions, suburbs: readonly string[]): Fields {
  const sex: Sex = random.chance(0.5) ? "m" : "f";
  const names = namesOf("en");
  const suburb = random.between(0, suburbs.length - 1);
  const kind = random.pick((en_AU.location?.street_suffix ?? ["Street"]) as string[]);
  const [givenName, familyName] = [random.pickZipf(names.given[sex]), random.pickZipf(names.family[sex])];
  const seconds = [
    "rosetta village",
    "brentwood vlge",
    "villa 3",
    "flat 2",
    "townview",
    "kings farm",
    "sunrise park",
    "yarrabee",
    "mt pleasant",
    "glenview",
    "st francis vlge",
    "unit 14",
    "lot 7",
  ];
  const fields: Fields = {
    givenName: givenName.toLowerCase(),
    familyName: familyName.toLowerCase(),
    number: String(Math.ceil(random.next() ** 2 * 300)),
    street: `${random.pick(STREETS)} ${kind}`.toLowerCase(),
    second: random.chance(0.4)
      ? `${random.pick(names.family.m).toLowerCase()} ${random.pick(["park", "estate", "farm", "lodge", "village", "court"])}`
      : random.pick(seconds),
    suburb: suburbs[suburb] ?? "sydney",
    postalCode: String(2000 + ((suburb * 53) % 5500)),
    region: statesOf(random),
    birthDate: `${random.between(1900, 1999)}${String(random.between(1, 12)).padStart(2, "0")}${String(random.between(1, 28)).padStart(2, "0")}`,
    ...(options.numbered ? { phone: digits(random, 7) } : {}),
  };
  const share: Readonly<Record<string, number>> = { second: 0.35, givenName: 0.3, number: 0.3 };
  for (const field of Object.keys(fields)) if (random.chance(options.gaps * (share[field] ?? 0.2) * 5)) delete fields[field];
  return fields;
}

function statesOf(random: Random): string {
  let left = random.between(0, 99);
  for (const [state, weight] of Object.entries(STATES)) {
    left -= weight;
    if (left < 0) return state;
  }
  return "nsw";
}

function duplicate(random: Random, source: Fields, options: RegistryOptions): Fields {
  const copy: Fields = { ...source };
  const changed = new Map<string, number>();
  const wanted = random.between(1, options.perRecord);
  for (let i = 0; i < wanted; i++) {
    const present = Object.keys(copy).filter((field) => (changed.get(field) ?? 0) < options.perField);
    if (present.length === 0) break;
    const field = pickWeighted(random, present);
    const value = copy[field] ?? "";
    const kind = random.next();
    changed.set(field, (changed.get(field) ?? 0) + 1);
    if (kind < 0.08) delete copy[field];
    else if (kind < 0.12 && /Name$/.test(field)) [copy["givenName"], copy["familyName"]] = [copy["familyName"], copy["givenName"]];
    else if (kind < 0.13 && field !== "birthDate") copy[field] = replacement(random, field) ?? change(random, value);
    else if (kind < 0.16 && (field === "second" || field === "suburb")) [copy["second"], copy["suburb"]] = [copy["suburb"], copy["second"]];
    else copy[field] = field === "birthDate" || field === "phone" || field === "postalCode" ? digitSlip(random, value) : change(random, value);
    for (const key of Object.keys(copy)) if (copy[key] === undefined) delete copy[key];
  }
  return copy;
}

function replacement(random: Random, field: string): string | undefined {
  const names = namesOf("en");
  if (field === "givenName") return random.pickZipf(names.given[random.chance(0.5) ? "m" : "f"]).toLowerCase();
  if (field === "familyName") return random.pickZipf(names.family.m).toLowerCase();
  if (field === "region") return random.pick(Object.keys(STATES));
  return undefined;
}

function digitSlip(random: Random, text: string): string {
  if (text.length < 2) return text;
  const at = random.between(text.length > 6 ? 2 : 0, text.length - 2);
  if (random.chance(0.4)) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  return text.slice(0, at) + random.between(0, 9) + text.slice(at + 1);
}

function count(random: Random, options: RegistryOptions): number {
  if (options.spread === "one") return 1;
  if (options.spread === "zipf") {
    const weights = Array.from({ length: options.most }, (_, i) => 1 / (i + 1));
    let left = random.next() * weights.reduce((a, b) => a + b, 0);
    for (const [i, weight] of weights.entries()) {
      left -= weight;
      if (left <= 0) return i + 1;
    }
    return options.most;
  }
  let k = 0;
  for (let p = random.next(); p > Math.exp(-1.5) && k < options.most; p *= random.next()) k++;
  return Math.max(1, k);
}

function row(source: string, id: string, fields: Fields): Row {
  const street = [fields["number"], fields["street"]].filter(Boolean).join(" ");
  const date = fields["birthDate"];
  return {
    source,
    id,
    givenName: fields["givenName"] ?? null,
    familyName: fields["familyName"] ?? null,
    streetAddress: street === "" ? null : street,
    locality: [fields["second"], fields["suburb"]].filter(Boolean).join(", ") || null,
    postalCode: fields["postalCode"] ?? null,
    region: fields["region"] ?? null,
    birthDate: date === undefined ? null : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
    phoneNumbers: fields["phone"] === undefined ? null : [fields["phone"]],
  };
}

/** Makes a registry of originals and their duplicates. */
export function registry(options: RegistryOptions): LabelledSet {
  const random = new Random(options.seed);
  const cities = (en.location?.city_name ?? []) as readonly string[];
  const suburbs = Array.from({ length: 1_400 }, () =>
    (random.chance(0.5)
      ? random.pick(cities)
      : `${random.pick(namesOf("en").family.m)}${random.pick(["ton", "ville", " park", " heights", "field", " beach"])}`
    ).toLowerCase(),
  );
  const accounts: Row[] = [];
  const truth = new Map<string, { person: string; kind: string }>();
  const originals: Fields[] = [];
  const add = (source: string, id: string, fields: Fields, person: string) => {
    accounts.push(row(source, id, fields));
    truth.set(`${source}/${id}`, { person, kind: "human" });
  };
  for (let p = 0; p < options.originals; p++) {
    const fields = original(random, options, suburbs);
    originals.push(fields);
    add("registry", `rec-${p}-org`, fields, `p${p}`);
  }
  let left = options.duplicates;
  const order = random.shuffle([...originals.keys()]);
  for (let at = 0; left > 0; at = (at + 1) % order.length) {
    const p = order[at] ?? 0;
    const copies = Math.min(left, count(random, options));
    for (let c = 0; c < copies; c++)
      add(options.linked === true ? "copy" : "registry", `rec-${p}-dup-${c}-${left}`, duplicate(random, originals[p] ?? {}, options), `p${p}`);
    left -= copies;
  }
  // Ids must not give away who belongs together.
  const shuffled = random.shuffle(accounts);
  const renamed = new Map<string, { person: string; kind: string }>();
  const rows = shuffled.map((account, i) => {
    const id = `r${i}`;
    renamed.set(`${account["source"]}/${id}`, truth.get(`${account["source"]}/${account["id"]}`) ?? { person: id, kind: "human" });
    return { ...account, id };
  });
  return { name: options.name, accounts: rows, truth: renamed };
}

export const REGISTRIES: readonly RegistryOptions[] = [
  {
    name: "blind-febrl-1k",
    seed: 701,
    originals: 500,
    duplicates: 500,
    most: 1,
    spread: "one",
    perField: 1,
    perRecord: 3,
    numbered: false,
    gaps: 0.04,
  },
  {
    name: "blind-febrl-5k",
    seed: 702,
    originals: 4_000,
    duplicates: 1_000,
    most: 5,
    spread: "poisson",
    perField: 2,
    perRecord: 4,
    numbered: true,
    gaps: 0.04,
  },
  {
    name: "blind-febrl-zipf",
    seed: 703,
    originals: 2_000,
    duplicates: 3_000,
    most: 9,
    spread: "zipf",
    perField: 3,
    perRecord: 10,
    numbered: true,
    gaps: 0.05,
  },
  {
    name: "blind-febrl-10k",
    seed: 704,
    originals: 5_000,
    duplicates: 5_000,
    most: 1,
    spread: "one",
    linked: true,
    perField: 1,
    perRecord: 3,
    numbered: false,
    gaps: 0.05,
  },
  {
    name: "blind-heavy",
    seed: 705,
    originals: 400,
    duplicates: 400,
    most: 1,
    spread: "one",
    perField: 4,
    perRecord: 10,
    numbered: false,
    gaps: 0.08,
  },
];
