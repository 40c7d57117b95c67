import {
  base,
  cs_CZ,
  de,
  el,
  en,
  en_AU,
  en_IN,
  es,
  fi,
  fr,
  hu,
  it,
  ko,
  type LocaleDefinition,
  nb_NO,
  nl,
  pl,
  pt_BR,
  ro,
  ru,
  sv,
  tr,
  uk,
  vi,
} from "@faker-js/faker";
import { Random } from "../random.js";
import { arabicName, chineseName, type EasternName, japaneseName, koreanName } from "./eastern.js";
import { NICKNAMES } from "./nicknames.js";
import { cyrillic, greek } from "./scripts.js";

export type Sex = "m" | "f";

/** A person's name as an office in a Latin-script country first wrote it, and how others may write it. */
export interface Name {
  readonly culture: string;
  readonly sex: Sex;
  readonly given: string;
  readonly family: string;
  readonly middle?: string;
  /** What colleagues call them. */
  readonly nick?: string;
  /** The same name spelled by another habit. */
  readonly otherwise?: { readonly given: string; readonly family: string };
  readonly native?: { readonly given: string; readonly family: string };
}

/** The commonest family names of countries where few names have many bearers, first; the author's own knowledge. */
const COMMON: Readonly<Record<string, string>> = {
  en: "Smith Johnson Williams Brown Jones Miller Davis Wilson Taylor Clark Lewis Walker Hall Young King Wright Hill Green Baker Carter Murphy Kelly O'Brien Moore White Martin Thompson Wood Evans Roberts",
  de: "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Krüger Hofmann Lange Schmitt Krause Meier Lehmann Huber Mayer Köhler Weiß",
  es: "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez",
  fr: "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèbvre Michel Garcia",
  it: "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Costa Mancini Giordano Lo_Monaco Di_Stefano",
  pt: "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes da_Silva dos_Santos",
  pl: "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski",
  nl: "de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra van_der_Meer van_der_Linden",
  in: "Kumar Singh Sharma Patel Gupta Reddy Rao Nair Iyer Shah Mehta Das Joshi Khan Verma",
  vi: "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ",
  hu: "Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas",
  tr: "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan",
  sv: "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson",
  nb: "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen",
};

interface Lists {
  readonly given: Readonly<Record<Sex, readonly string[]>>;
  readonly family: Readonly<Record<Sex, readonly string[]>>;
}

const LOCALES: Readonly<Record<string, readonly LocaleDefinition[]>> = {
  en: [en, en_AU],
  de: [de],
  fr: [fr],
  es: [es],
  pt: [pt_BR],
  it: [it],
  nl: [nl],
  pl: [pl],
  cs: [cs_CZ],
  sv: [sv],
  nb: [nb_NO],
  fi: [fi],
  tr: [tr],
  ru: [ru],
  uk: [uk],
  el: [el],
  in: [en_IN],
  vi: [vi],
  hu: [hu],
  ro: [ro],
};

/** The order of frequency within a list is invented once, by this seed, so that all sets share it. */
const ORDER_SEED = 20260101;

function listsOf(culture: string, definitions: readonly LocaleDefinition[]): Lists {
  const random = new Random(ORDER_SEED);
  const usable = (names: readonly string[] = []) => names.filter((name) => !/[{(.]/.test(name));
  const first = (names: readonly string[], common: readonly string[]) => {
    const rest = random.shuffle([...new Set(names)].filter((name) => !common.includes(name)));
    return [...common, ...rest];
  };
  const all = (pick: (definition: LocaleDefinition) => readonly string[] | undefined) =>
    definitions.flatMap((definition) => usable(pick(definition)));
  const short = Object.keys(NICKNAMES[culture] ?? {});
  const given = (sex: "male" | "female") => {
    const names = all((definition) => definition.person?.first_name?.[sex]);
    return first(names, random.shuffle(short.filter((name) => names.includes(name))));
  };
  const family = (sex: "male" | "female") => {
    const sexed = all((definition) => definition.person?.last_name?.[sex]);
    const names = sexed.length > 0 ? sexed : all((definition) => definition.person?.last_name?.generic);
    const common = (COMMON[culture] ?? "")
      .split(" ")
      .filter(Boolean)
      .map((name) => name.replaceAll("_", " "));
    return first(names, culture === "pl" && sex === "female" ? common.map((name) => name.replace(/ski$/, "ska")) : common);
  };
  return { given: { m: given("male"), f: given("female") }, family: { m: family("male"), f: family("female") } };
}

const cache = new Map<string, Lists>();

/** The name lists of a culture, the commonest first. */
export function namesOf(culture: string): Lists {
  const known = cache.get(culture);
  if (known !== undefined) return known;
  const lists = listsOf(culture, LOCALES[culture] ?? [base, en]);
  cache.set(culture, lists);
  return lists;
}

const EASTERN: Readonly<Record<string, (random: Random, sex: Sex) => EasternName>> = {
  zh: chineseName,
  ja: japaneseName,
  ar: arabicName,
  ko: (random, sex) => koreanName(random, [...new Set((sex === "m" ? ko.person?.first_name?.male : ko.person?.first_name?.female) ?? [])]),
};

/** Draws a name. `family` gives the family name of a relative. */
export function drawName(random: Random, culture: string, relative?: Name): Name {
  const sex: Sex = random.chance(0.55) ? "m" : "f";
  const eastern = EASTERN[culture];
  if (eastern !== undefined) {
    const drawn = eastern(random, sex);
    const other = (part: { latin: string; also: readonly string[] }) => (part.also.length > 0 ? random.pick(part.also) : part.latin);
    return {
      culture,
      sex,
      given: drawn.given.latin,
      family: relative?.family ?? drawn.family.latin,
      otherwise: { given: other(drawn.given), family: relative?.otherwise?.family ?? other(drawn.family) },
      native: { given: drawn.given.native, family: relative?.native?.family ?? drawn.family.native },
      ...(drawn.western === undefined ? {} : { nick: drawn.western }),
    };
  }
  const lists = namesOf(culture);
  const given = random.pickZipf(lists.given[sex]);
  const family = random.pickZipf(lists.family[sex]);
  const nicks = NICKNAMES[culture]?.[given];
  const nick = nicks !== undefined && random.chance(0.45) ? random.pick(nicks) : undefined;
  if (culture === "ru" || culture === "uk" || culture === "el") {
    const scheme = random.pick([1, 1, 2] as const);
    const latin = (text: string, other = false) =>
      culture === "el" ? greek(text, other ? 1 : 0) : cyrillic(text, other ? scheme : 0, culture === "uk");
    return {
      culture,
      sex,
      given: latin(given),
      family: relative?.family ?? latin(family),
      otherwise: { given: latin(given, true), family: relative?.otherwise?.family ?? latin(family, true) },
      native: { given, family: relative?.native?.family ?? family },
      ...(nick === undefined ? {} : { nick: latin(nick, true) }),
    };
  }
  return { culture, sex, ...latinName(random, culture, given, relative?.family ?? family, lists, sex), ...(nick === undefined ? {} : { nick }) };
}

/** Two family names in Spain and Portugal, second given names and compound ones, as each country has them. */
function latinName(
  random: Random,
  culture: string,
  given: string,
  family: string,
  lists: Lists,
  sex: Sex,
): { given: string; family: string; middle?: string } {
  const second = random.pickZipf(lists.given[sex]);
  if (culture === "es" && random.chance(0.8))
    return { given: random.chance(0.3) ? `${given} ${second}` : given, family: `${family} ${random.pickZipf(lists.family[sex])}` };
  if (culture === "pt" && random.chance(0.5)) return { given, family: `${family} ${random.pickZipf(lists.family[sex])}` };
  if (culture === "fr" && random.chance(0.12)) return { given: `Jean-${given}`, family };
  if (culture === "de" && random.chance(0.04)) return { given, family: `${family}-${random.pickZipf(lists.family[sex])}` };
  if (culture === "de" && random.chance(0.02)) return { given, family: `von ${family}` };
  return random.chance(culture === "en" || culture === "sv" ? 0.4 : 0.12) ? { given, family, middle: second } : { given, family };
}
