import { en, en_GB } from "@faker-js/faker";
import type { Row } from "../../../src/inventory/tables.js";
import { Random } from "../random.js";
import type { LabelledSet } from "../records.js";
import { namesOf, type Sex } from "./cultures.js";
import { NICKNAMES } from "./nicknames.js";
import { change } from "./slips.js";

export interface HistoryShape {
  readonly name: string;
  readonly seed: number;
  readonly people: number;
  readonly records: number;
  /** How much of everything that can go wrong does: 1 for a tended encyclopaedia. */
  readonly wear: number;
}

/** Ranks behind a name; `@` is where the family sits. */
const RANKS = [
  "1st Baronet",
  "2nd Baronet",
  "3rd Baronet",
  "4th Baronet",
  "5th Baronet",
  "6th Baronet",
  "1st Baron",
  "2nd Baron",
  "1st Baron # of @",
  "3rd Earl of @",
  "1st Viscount @",
  "7th Duke of @",
];
const TITLES = { m: ["Sir", "Lord", "Rev.", "Captain", "Dr.", "General"], f: ["Lady", "Dame", "Countess", "Mrs"] };
const OCCUPATIONS = [
  "politician",
  "writer",
  "painter",
  "military officer",
  "cricketer",
  "botanist",
  "architect",
  "composer",
  "actor",
  "lawyer",
  "priest",
  "physician",
  "journalist",
  "diplomat",
  "judge",
  "photographer",
  "engineer",
  "printer",
  "sculptor",
  "explorer",
  "chemist",
  "footballer",
  "theologian",
  "historian",
  "astronomer",
  "banker",
];
/** Given names of the centuries in question: few, and borne by many. */
const GIVEN = {
  m: "John William Thomas George Henry Charles James Robert Edward Richard Joseph Samuel Francis Arthur Frederick Walter David Alexander Alfred Hugh Peter Philip Edmund Benjamin Daniel Ralph Andrew Nicholas Herbert Ernest Percy Anthony Lewis Augustus Christopher Roger Matthew Michael Stephen Archibald Simon Nathaniel Godfrey Horace Isaac Patrick Albert Reginald Gilbert Jonathan".split(
    " ",
  ),
  f: "Mary Elizabeth Anne Sarah Margaret Jane Catherine Charlotte Emma Frances Harriet Caroline Louisa Alice Ellen Helen Florence Isabella Eleanor Edith Maria Susanna Emily Julia Amelia Sophia Henrietta Constance Dorothy Georgiana Agnes Grace Lucy Beatrice Rebecca Martha Eliza Ethel Hannah Rose".split(
    " ",
  ),
};
const AREAS = [
  "TR",
  "EX",
  "LE",
  "SW",
  "NG",
  "YO",
  "BA",
  "IP",
  "OX",
  "CB",
  "EH",
  "G",
  "M",
  "L",
  "CF",
  "NR",
  "TN",
  "GL",
  "DE",
  "PR",
  "KA",
  "SA",
  "W",
  "SE",
  "N",
  "B",
  "S",
  "WR",
];

interface Town {
  readonly names: readonly string[];
  readonly postcodes: readonly string[];
}

interface Historical {
  readonly sex: Sex;
  readonly given: readonly string[];
  readonly family: string;
  readonly born: string;
  readonly vague: boolean;
  readonly town: Town;
  readonly postcode: string;
  readonly occupation?: string;
  readonly rank?: string;
  readonly title?: string;
}

function postcode(random: Random, outward: string): string {
  const letter = () => random.pick([..."ABDEFGHJLNPQRSTUWXYZ"]);
  return `${outward} ${random.between(1, 9)}${letter()}${letter()}`;
}

function towns(random: Random): readonly Town[] {
  const stems = namesOf("en").family.m;
  const shires = [
    "Devon",
    "Kent",
    "Norfolk",
    "Yorkshire",
    "Cornwall",
    "Suffolk",
    "Cheshire",
    "Essex",
    "Perthshire",
    "Ayrshire",
    "Sussex",
    "Surrey",
    "Hampshire",
    "Lancashire",
  ];
  const ends = en_GB.location?.city_suffix ?? en.location?.city_suffix ?? ["ton"];
  return Array.from({ length: 900 }, () => {
    const name = `${random.pick(stems)}${random.pick(ends as string[])}`;
    const shire = random.pick(shires);
    const area = `${random.pick(AREAS)}${random.between(1, 28)}`;
    return {
      names: [name, name, name, `${name}, ${shire}`, `${name} ${random.pick(["Park", "Hall", "St Mary", "Green"])}`, shire],
      postcodes: Array.from({ length: 12 }, () => postcode(random, area)),
    };
  });
}

/** A person, now and then a relative of the one before: the same surname and place, often the same first name a generation on. */
function draw(random: Random, places: readonly Town[], before: Historical | undefined): Historical {
  const kin = before !== undefined && random.chance(0.22) ? before : undefined;
  const sex: Sex = random.chance(0.8) ? "m" : "f";
  const count = kin?.rank !== undefined ? random.between(1, 4) : random.pick([1, 1, 2, 2, 3]);
  const given = Array.from({ length: count }, () => random.pickZipf(GIVEN[sex]));
  if (kin !== undefined && kin.sex === sex && random.chance(0.25)) given[0] = kin.given[0] ?? "John";
  const year = kin === undefined ? random.between(1590, 1890) : Number(kin.born.slice(0, 4)) + random.pick([-2, 2, 3, 5, 24, 28, 31, 35, 60]);
  const vague = random.chance(0.3);
  const noble = kin?.rank !== undefined || random.chance(0.18);
  const town = kin !== undefined && random.chance(0.7) ? kin.town : random.pickZipf(places);
  return {
    sex,
    given: [...new Set(given)],
    family: kin?.family ?? random.pickZipf(namesOf("en").family.m),
    born: vague ? `${year}-01-01` : `${year}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`,
    vague,
    town,
    postcode: random.pick(town.postcodes),
    ...(random.chance(0.8) ? { occupation: kin?.rank !== undefined && random.chance(0.5) ? "politician" : random.pickZipf(OCCUPATIONS) } : {}),
    ...(noble && sex === "m" ? { rank: random.pick(RANKS) } : {}),
    ...(random.chance(noble ? 0.5 : 0.08) ? { title: random.pick(TITLES[sex]) } : {}),
  };
}

/**
 * One record of a person, in the words of one source; the first of a person is as it should be. As extracts from such
 * sources go, given and family name are the first and the last word of the full name, whatever those are.
 */
function record(random: Random, person: Historical, first: boolean, wear: number): Row {
  const spoil = (share: number) => !first && random.chance(share * wear);
  const lost = (share: number) => random.chance(first ? share / 3 : share * Math.sqrt(wear));
  const name = wornName(random, person, spoil);
  const title = person.title !== undefined && random.chance(0.35) ? `${person.title} ` : "";
  const rank =
    person.rank !== undefined && random.chance(0.5) ? `, ${person.rank.replace("#", person.family).replace("@", person.town.names[0] ?? "")}` : "";
  let full = `${title}${name}${rank}`;
  if (spoil(0.05)) full = change(random, full);
  const words = full.replaceAll(",", "").split(" ");
  let [given, family] = [words[0] ?? "", words.at(-1) ?? ""];
  if (spoil(0.02)) [given, family] = [family, given];
  return {
    displayName: lost(0.03) ? null : full.toLowerCase(),
    givenName: lost(0.05) ? null : given.toLowerCase(),
    familyName: lost(0.05) ? null : family.toLowerCase(),
    birthDate: lost(0.16) ? null : wornDate(random, person.born, spoil),
    ...wornPlace(random, person, spoil, lost),
    title: person.occupation === undefined || lost(0.35) ? null : spoil(0.1) ? random.pickZipf(OCCUPATIONS) : person.occupation,
    extra: lost(0.2) ? null : { gender: spoil(0.02) === (person.sex === "m") ? "female" : "male" },
  };
}

type Chance = (share: number) => boolean;

/** Nicknames, second given names for first ones, initials, maiden and other names, slips. */
function wornName(random: Random, person: Historical, spoil: Chance): string {
  let given = person.given[0] ?? "";
  let { family } = person;
  if (spoil(0.1)) given = random.pick(NICKNAMES["en"]?.[given] ?? [given]);
  if (spoil(0.04)) given = person.given[1] ?? given;
  if (spoil(0.03)) given = given.slice(0, 1);
  if (spoil(0.12)) given = change(random, given);
  if (spoil(0.14)) family = change(random, family);
  if (spoil(0.03)) family = random.pickZipf(namesOf("en").family.m);
  return [given, ...(random.chance(0.55) ? person.given.slice(1) : []), family].join(" ");
}

function wornDate(random: Random, born: string, spoil: Chance): string {
  const year = Number(born.slice(0, 4));
  if (spoil(0.12)) return `${year}-01-01`;
  if (spoil(0.1)) return `${year + random.pick([-2, -1, 1, 2, 10, -10])}${born.slice(4)}`;
  return spoil(0.06) ? `${born.slice(0, 5)}${String(random.between(1, 12)).padStart(2, "0")}-${born.slice(8)}` : born;
}

/** Another name for the place, or the shire it is in; another postcode of the same town. */
function wornPlace(random: Random, person: Historical, spoil: Chance, lost: Chance): Row {
  let place = spoil(0.3) ? random.pick(person.town.names) : (person.town.names[0] ?? "");
  if (spoil(0.08)) place = change(random, place);
  let code = spoil(0.3) ? random.pick(person.town.postcodes) : person.postcode;
  if (spoil(0.06)) code = change(random, code);
  return { locality: lost(0.15) ? null : place.toLowerCase(), postalCode: lost(0.15) ? null : code.toLowerCase() };
}

/** Historical persons, one to thirty records each, as encyclopaedias and registers give them. */
export function history(options: HistoryShape): LabelledSet {
  const random = new Random(options.seed);
  const places = towns(random);
  const people: Historical[] = [];
  for (let p = 0; p < options.people; p++) people.push(draw(random, places, people.at(-1)));
  const owners: number[] = [];
  const mean = options.records / options.people;
  while (owners.length < options.records) {
    const p = owners.length === 0 ? 0 : (owners.at(-1) ?? 0) + 1;
    const count = Math.min(30, 1 + Math.floor(-Math.log(1 - random.next()) * (mean - 0.5)));
    for (let c = 0; c < count && owners.length < options.records; c++) owners.push(p % options.people);
  }
  const seen = new Set<number>();
  const truth = new Map<string, { person: string; kind: string }>();
  const rows = owners.map((owner) => {
    const person = people[owner];
    const first = !seen.has(owner);
    seen.add(owner);
    return { owner, row: person === undefined ? {} : record(random, person, first, options.wear) };
  });
  const accounts = random.shuffle(rows).map(({ owner, row }, i) => {
    truth.set(`history/q${i}`, { person: `h${owner}`, kind: "human" });
    return { source: "history", id: `q${i}`, ...row };
  });
  return { name: options.name, accounts, truth };
}

export const HISTORIES: readonly HistoryShape[] = [
  { name: "blind-history", seed: 901, people: 5_000, records: 50_000, wear: 1 },
  { name: "blind-history-worn", seed: 902, people: 5_000, records: 50_000, wear: 2 },
];
