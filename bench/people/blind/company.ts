import { de, en, fr, it, type LocaleDefinition, pl } from "@faker-js/faker";
import type { Random } from "../random.js";
import { drawName, type Name, namesOf } from "./cultures.js";
import { dateOnly, daysAgo, digits, weighted } from "./draw.js";
import { ascii } from "./scripts.js";

export interface CompanyOptions {
  readonly name: string;
  readonly seed: number;
  /** Employees and contractors, leavers included; guests come on top. */
  readonly people: number;
  readonly cultures: Readonly<Record<string, number>>;
  /** Languages of service accounts and mailboxes, each as often as it weighs. */
  readonly languages: readonly string[];
  readonly domain: string;
  readonly tenant: string;
  /** The company that was bought, whose old directory still runs. */
  readonly bought: string;
  /** Sign-in names of the main directory and of the bought one. */
  readonly logins: readonly [LoginStyle, LoginStyle];
  /** Ways of naming administrators' second accounts: today's first, an older one second. */
  readonly admins: readonly string[];
  /** Share of accounts that carry what ties directories together: employee number, mail, synchronised id. */
  readonly anchors: number;
  /** Whether the old directory states the synchronised id itself, as base64, beside its own object id. */
  readonly statesImmutableId: boolean;
  /** How the human resources' system, the directory and the cloud write one employee number. */
  readonly numbers: readonly [string, string, string];
}

export type LoginStyle = "flast" | "first.last" | "number" | "lastf" | "code" | "first";

export interface Person {
  readonly id: string;
  readonly role: "employee" | "contractor" | "guest";
  readonly name: Name;
  /** Family name before a marriage, or after a divorce. */
  readonly formerFamily?: string;
  /** Jr., Sr., II. */
  readonly suffix?: string;
  readonly born: string;
  readonly hired: Date;
  readonly left?: Date;
  /** Digits without padding; none for most contractors. */
  readonly number?: string;
  /** The number of an earlier employment, whose record human resources kept. */
  readonly earlierNumber?: string;
  readonly department: string;
  readonly team: number;
  readonly title: string;
  readonly site: Site;
  readonly boss?: Person;
  readonly extension?: string;
  readonly mobile?: string;
  readonly home: Home;
  readonly admin: number;
  readonly bought: boolean;
  readonly agency?: string;
}

export interface Home {
  readonly street: string;
  readonly town: string;
  readonly postal: string;
  readonly phone: string;
}

export interface Site {
  readonly town: string;
  readonly country: string;
  readonly trunk: string;
  /** Whether everybody has the floor's number and nobody one of their own. */
  readonly floorPhones: boolean;
}

const DEPARTMENTS = [
  "Sales",
  "Finance",
  "Engineering",
  "Operations",
  "Legal",
  "Marketing",
  "Human Resources",
  "Customer Care",
  "IT",
  "Logistics",
  "Quality",
  "Research",
  "Procurement",
];
/** The library lists no British towns. */
const BRITISH = ["London", "Manchester", "Leeds", "Bristol", "Reading", "Cardiff", "Glasgow", "Norwich", "Swindon", "Derby"];
const AGENCIES = ["Randworks Staffing", "Alten Consulting", "Infovia", "TechBridge Solutions", "Modis Group", "Capita Services"];
const LOCALES: Readonly<Record<string, LocaleDefinition>> = { en, de, fr, it, pl };
const PREFIXES: Readonly<Record<string, string>> = { en: "+44 20", de: "+49 89", fr: "+33 1", it: "+39 02", pl: "+48 22" };

function site(random: Random, language: string): Site {
  const locale = LOCALES[language] ?? en;
  const towns = locale === en ? BRITISH : (locale.location?.city_name ?? BRITISH);
  return {
    town: random.pick(towns as string[]),
    country: { en: "GB", de: "DE", fr: "FR", it: "IT", pl: "PL" }[language] ?? "GB",
    trunk: `${PREFIXES[language] ?? "+44 20"} ${digits(random, 4)}`,
    floorPhones: random.chance(0.25),
  };
}

function home(random: Random, near: Site): Home {
  const streets = (near.country === "DE" ? de.location?.street_name : en.location?.street_name) ?? ["High Street"];
  const number = random.between(1, 180);
  const street = random.pick(streets as string[]);
  return {
    street: near.country === "DE" ? `${street} ${number}` : `${number} ${street}`,
    town: near.town,
    postal: digits(random, 5),
    phone: `${near.trunk.slice(0, 6)} ${digits(random, 7)}`,
  };
}

const title = (random: Random): string => {
  const person = en.person;
  const [area, type] = [random.pick((person?.job_area ?? ["Systems"]) as string[]), random.pick((person?.job_type ?? ["Engineer"]) as string[])];
  return random.chance(0.25) ? `Senior ${area} ${type}` : `${area} ${type}`;
};

/** Everybody who has accounts: families, namesakes, renamed and rehired ones among them. */
export function drawCompany(random: Random, options: CompanyOptions): readonly Person[] {
  const people: Person[] = [];
  const sites = options.languages.filter((language) => language in LOCALES).flatMap((language) => [site(random, language), site(random, language)]);
  const bosses: Person[] = [];
  let number = random.between(1_000, 40_000);
  const freed: { readonly number: string; readonly left: Date }[] = [];
  for (let i = 0; i < options.people; i++) {
    const relative = i > 20 && random.chance(0.012) ? random.pick(people) : undefined;
    const namesake = relative === undefined && i > 20 && random.chance(0.005) ? random.pick(people) : undefined;
    const contractor = random.chance(0.08);
    const culture = relative?.name.culture ?? weighted(random, options.cultures);
    let name = drawName(random, culture, relative !== undefined && random.chance(0.8) ? relative.name : undefined);
    let suffix: string | undefined;
    // Two family names and two given ones are hardly ever borne twice in one company; a middle name is one's own.
    if (namesake !== undefined && !["es", "pt"].includes(namesake.name.culture)) {
      const { middle: _, ...shared } = namesake.name;
      name = name.middle !== undefined && name.culture === shared.culture && name.sex === shared.sex ? { ...shared, middle: name.middle } : shared;
    }
    if (relative !== undefined && relative.name.sex === name.sex && random.chance(0.3)) {
      // The son who bears his father's name.
      name = { ...relative.name };
      if (random.chance(0.5)) suffix = random.pick(["Jr.", "II"]);
    }
    const team = namesake !== undefined && random.chance(0.4) ? namesake.team : random.between(0, Math.ceil(options.people / 9));
    const hired = daysAgo(random, 20, random.chance(0.5) ? 1500 : 9000);
    const gone = random.chance(0.13)
      ? daysAgo(random, 5, Math.min(1400, Math.floor((Date.UTC(2025, 11, 31) - hired.getTime()) / 86_400_000)))
      : undefined;
    const place = relative?.site ?? sites[team % sites.length] ?? site(random, "en");
    const free = random.chance(0.05) ? freed.findIndex(({ left }) => left < hired) : -1;
    const reused = free < 0 ? undefined : freed.splice(free, 1)[0]?.number;
    number += random.between(1, 4);
    const renamed = name.sex === "f" && random.chance(0.06);
    const boss = bosses.length > 3 ? bosses[team % bosses.length] : undefined;
    const person: Person = {
      id: `p${i}`,
      role: contractor ? "contractor" : "employee",
      name,
      ...(renamed
        ? {
            formerFamily: random.pickZipf(
              namesOf(culture in options.cultures && !["zh", "ja", "ko", "ar", "ru", "uk", "el"].includes(culture) ? culture : "en").family.f,
            ),
          }
        : {}),
      ...(suffix === undefined ? {} : { suffix }),
      born: dateOnly(
        new Date(
          Date.UTC(
            hired.getUTCFullYear() - random.between(18, 18 + Math.min(32, hired.getUTCFullYear() - 1978)),
            random.between(0, 11),
            random.between(1, 28),
          ),
        ),
      ),
      hired,
      ...(gone === undefined ? {} : { left: gone }),
      ...(contractor && random.chance(0.7) ? {} : { number: reused ?? String(number) }),
      ...(!contractor && random.chance(0.012) ? { earlierNumber: String(number - 1 - random.between(800, 900)) } : {}),
      department: DEPARTMENTS[team % DEPARTMENTS.length] ?? "Sales",
      team,
      title: title(random),
      site: place,
      ...(boss === undefined ? {} : { boss }),
      ...(place.floorPhones ? { extension: `-${(team % 6) + 1}00` } : random.chance(0.85) ? { extension: `-${100 + (i % 9000)}` } : {}),
      ...(random.chance(0.75) ? { mobile: `${place.trunk.slice(0, 3)} 7${digits(random, 3)} ${digits(random, 6)}` } : {}),
      home: relative?.home ?? home(random, place),
      admin: random.chance(team % DEPARTMENTS.length === 8 ? 0.4 : 0.012) ? random.between(1, 2) : 0,
      bought: random.chance(0.25),
      ...(contractor ? { agency: random.pick(AGENCIES) } : {}),
    };
    if (gone !== undefined && !contractor && gone.getTime() < Date.UTC(2024, 6, 1) && person.number !== undefined)
      freed.push({ number: person.number, left: gone });
    if (random.chance(0.1) && gone === undefined && !contractor) bosses.push(person);
    people.push(person);
  }
  return people;
}

const word = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The parts of a name that sign-in names are made of: the first given name and the family name, in ASCII. */
export function loginParts(given: string, family: string, culture: string): { first: string; last: string } {
  const german = culture === "de";
  const first = ascii(given, german).split(/[\s]/)[0] ?? "";
  const names = ascii(family, german).split(" ");
  // Spaniards go by the first of their two family names; particles stay.
  const last = culture === "es" ? (names[0] ?? "") : names.join("");
  return { first: first.toLowerCase().replace(/[^a-z-]/g, ""), last: last.toLowerCase().replace(/[^a-z-]/g, "") };
}

/** Gives out sign-in names: a second bearer gets a number behind it. */
export class Logins {
  readonly #taken = new Map<string, number>();

  take(wanted: string): string {
    const base = wanted === "" ? "user" : wanted;
    const count = (this.#taken.get(base) ?? 0) + 1;
    this.#taken.set(base, count);
    return count === 1 ? base : `${base}${count}`;
  }
}

/** A sign-in name by the house's rule. */
export function loginBy(style: LoginStyle, given: string, family: string, person: Person): string {
  const { first, last } = loginParts(given, family, person.name.culture);
  const [f, l] = [word(first), word(last)];
  switch (style) {
    case "flast":
      return `${f.slice(0, 1)}${l}`.slice(0, 8);
    case "first.last":
      return `${first}.${last}`.slice(0, 20);
    case "number":
      return `e${(person.number ?? String(900_000 + Number(person.id.slice(1)))).padStart(7, "0")}`;
    case "lastf":
      return `${l}${f.slice(0, 1)}`.slice(0, 12);
    case "code":
      return `${f.slice(0, 1)}${l.slice(0, 2)}`;
    default:
      return f;
  }
}
