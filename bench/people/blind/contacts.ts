import type { Row } from "../../../src/inventory/tables.js";
import { Random } from "../random.js";
import type { LabelledSet } from "../records.js";
import { namesOf } from "./cultures.js";
import { change, slip } from "./slips.js";

export interface ContactOptions {
  readonly name: string;
  readonly seed: number;
  readonly people: number;
  readonly records: number;
  /** Share of values that are wrong, and that are missing, in every field. */
  readonly errors: number;
  readonly gaps: number;
}

const TOWNS = [
  "London",
  "Birmingham",
  "Leeds",
  "Glasgow",
  "Sheffield",
  "Bradford",
  "Liverpool",
  "Edinburgh",
  "Manchester",
  "Bristol",
  "Wakefield",
  "Cardiff",
  "Coventry",
  "Leicester",
  "Derby",
  "Hull",
  "Southampton",
  "Portsmouth",
  "Norwich",
  "Plymouth",
  "Stoke-on-Trent",
  "Swansea",
  "Reading",
  "Luton",
  "Aberdeen",
];

interface Contact {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly locality: string;
  readonly mail: string;
}

/** A customer list: first name, surname, birth date, city and mail address, of few people with several records each. */
export function contacts(options: ContactOptions): LabelledSet {
  const random = new Random(options.seed);
  const names = namesOf("en");
  const house = () =>
    `${random.pick(names.family.m).toLowerCase().replace(/\W/g, "")}-${random.pick(["reed", "group", "ltd", "sons"])}.${random.pick(["com", "info", "biz", "net"])}`;
  const domains = ["hotmail.com", "gmail.com", "yahoo.com", ...Array.from({ length: 60 }, house)];
  const people: Contact[] = Array.from({ length: options.people }, () => {
    const [givenName, familyName] = [random.pickZipf(names.given[random.chance(0.5) ? "m" : "f"]), random.pickZipf(names.family.m)];
    const [first, last] = [givenName.toLowerCase(), familyName.toLowerCase().replace(/\W/g, "")];
    const local = random.pick([
      `${first}.${last}`,
      `${first.slice(0, 1)}${last}`,
      `${first}${random.between(10, 99)}`,
      `${last}${first.slice(0, 1)}`,
    ]);
    return {
      givenName,
      familyName,
      birthDate: `${random.between(1970, 2020)}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`,
      locality: random.pickZipf(TOWNS),
      mail: `${local}@${random.pick(domains)}`,
    };
  });
  const accounts: Row[] = [];
  const truth = new Map<string, { person: string; kind: string }>();
  const put = (p: number, spoiled: boolean) => {
    const person = people[p];
    if (person === undefined) return;
    const id = String(accounts.length);
    const value = (text: string, wrong: (text: string) => string): string | null => {
      if (!spoiled) return text;
      if (random.chance(options.gaps)) return null;
      return random.chance(options.errors) ? wrong(text) : text;
    };
    const text = (old: string) => Array.from({ length: random.between(1, 2) }).reduce((all: string) => change(random, all), old);
    let [given, family] = [value(person.givenName, text), value(person.familyName, text)];
    if (spoiled && random.chance(options.errors / 3)) [given, family] = [family, given];
    const mail = value(person.mail, (old) => slip(random, old.split("@")[0] ?? "") + old.slice(old.indexOf("@")));
    accounts.push({
      source: "contacts",
      id,
      givenName: given,
      familyName: family,
      birthDate: value(person.birthDate, (old) => shifted(random, old)),
      locality: value(person.locality, text),
      emails: mail === null ? null : [mail],
    });
    truth.set(`contacts/${id}`, { person: `p${p}`, kind: "human" });
  };
  for (let p = 0; p < options.people; p++) put(p, false);
  // Some have one record more, some many.
  while (accounts.length < options.records) {
    const p = random.between(0, options.people - 1);
    for (let c = random.between(1, 6); c > 0 && accounts.length < options.records; c--) put(p, true);
  }
  return { name: options.name, accounts: random.shuffle(accounts), truth };
}

/** Another date for the same day of birth: some days off, a digit wrong, or day and month exchanged. */
function shifted(random: Random, date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const kind = random.next();
  if (kind < 0.3) return new Date(Date.parse(date) + random.between(-40, 40) * 86_400_000).toISOString().slice(0, 10);
  if (kind < 0.5 && Number(day) <= 12) return `${year}-${day}-${month}`;
  if (kind < 0.75) return `${Number(year) + random.pick([-10, -1, 1, 10])}-${month}-${day}`;
  return `${year}-${month}-${String(random.between(1, 28)).padStart(2, "0")}`;
}

export const CONTACTS: readonly ContactOptions[] = [
  { name: "blind-contacts-1k", seed: 801, people: 250, records: 1_000, errors: 0.2, gaps: 0.12 },
  { name: "blind-contacts-heavy", seed: 802, people: 130, records: 500, errors: 0.35, gaps: 0.2 },
];
