import { fold, LONGEST, remember, words } from "./text.js";
import { ADMIN_WORDS } from "./words.js";

/** A human's name as an account shows it, folded. Null where nothing is known. */
export interface PersonName {
  readonly given: string | null;
  readonly middle: string | null;
  /** Without particles: `gogh` for van Gogh. */
  readonly family: string | null;
  /** The parts of a family name of several words; empty for one. */
  readonly parts: readonly string[];
  /** jr, sr, ii, iii or iv. */
  readonly generation: string | null;
}

const NOBODY: PersonName = { given: null, middle: null, family: null, parts: [], generation: null };

const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Honorifics and ranks: no part of a name unless nothing else is left. */
const TITLES = wordSet(
  "dr prof professor mr mrs ms miss mx ing dipl mag phd msc mba sir dame lady lord rev reverend hon capt captain col colonel gen general baron baroness baronet bart bt earl viscount duke marquess count countess herr frau jr junior sr senior ii iii iv of 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th",
);

const GENERATION = /\b(jr|sr|junior|senior|ii|iii|iv)\b/i;

const GENERATIONS: Readonly<Record<string, string>> = { jr: "jr", junior: "jr", sr: "sr", senior: "sr", ii: "ii", iii: "iii", iv: "iv" };

/** Small words inside family names, with which some directories write a name and others do not. */
const PARTICLES = wordSet(
  "van von vander vanden der den de del della dela di da das dos do du la le les lo el al bin ibn ben bint abu zu zum zur ter ten te af av y e st san",
);

/** Words of a display name or login that speak of the account and not of its holder. */
const MARKS = new Set([
  ...ADMIN_WORDS,
  "account",
  "acct",
  "konto",
  "compte",
  "cuenta",
  "ext",
  "extern",
  "external",
  "contractor",
  "consultant",
  "guest",
  "gast",
  "vendor",
  "partner",
  "privileged",
  "cloud",
  "tier",
  "user",
  "t3",
]);

function generationOf(...texts: readonly string[]): string | null {
  for (const text of texts)
    for (const word of text.split(" ").slice(1)) {
      const generation = GENERATIONS[word];
      if (generation !== undefined) return generation;
    }
  return null;
}

/** A family name's words as one word without particles, and its parts where there are several. */
function family(list: readonly string[]): Pick<PersonName, "family" | "parts"> {
  const core = list.filter((word) => !PARTICLES.has(word));
  const kept = core.length > 0 ? core : list;
  return { family: kept.join("") || null, parts: kept.length > 1 ? kept.filter((word) => word.length > 1) : [] };
}

interface GivenPart {
  readonly given: string | null;
  readonly middle: string | null;
  readonly generation: string | null;
}
type FamilyPart = Pick<PersonName, "family" | "parts" | "generation">;

const givenParts = new Map<string, GivenPart>();
const familyParts = new Map<string, FamilyPart>();

function givenPart(givenName: string): GivenPart {
  const known = givenParts.get(givenName);
  if (known !== undefined) return known;
  const text = words(givenName.replaceAll("-", ""));
  const list = text === "" ? [] : text.split(" ").filter((word) => !TITLES.has(word));
  const part = { given: list[0] ?? null, middle: list[1] ?? null, generation: generationOf(`- ${text}`) };
  remember(givenParts, givenName, part);
  return part;
}

function familyPart(familyName: string): FamilyPart {
  const known = familyParts.get(familyName);
  if (known !== undefined) return known;
  const [surname = "", after = ""] = familyName.split(",", 2);
  const text = words(surname);
  const list = text === "" ? [] : text.split(" ").filter((word) => !TITLES.has(word));
  const part = { ...family(list), generation: generationOf(`- ${text} ${words(after)}`) };
  remember(familyParts, familyName, part);
  return part;
}

/** The name in `givenName` and `familyName`; else in `displayName`; else null. */
export function nameOf(givenName: string, middleName: string, familyName: string, displayName: string): PersonName {
  const first = givenPart(givenName);
  const last = familyPart(familyName);
  const middle = middleName === "" ? null : words(middleName) || null;
  if (first.given !== null && last.family !== null) {
    const generation = last.generation ?? first.generation ?? (GENERATION.test(displayName) ? generationOf(words(displayName)) : null);
    return { given: first.given, middle: middle ?? first.middle, family: last.family, parts: last.parts, generation };
  }
  const shown = shownName(displayName);
  if (shown.given !== null && shown.family !== null) return { ...shown, middle: middle ?? shown.middle };
  if (first.given === null && last.family === null) return titled(givenName, familyName);
  return { given: first.given, middle: middle ?? first.middle, family: last.family, parts: last.parts, generation: last.generation };
}

/** Baron and Earl are names where there is no other. */
function titled(givenName: string, familyName: string): PersonName {
  const [given, last] = [words(givenName), words(familyName)];
  if (given === "" && last === "") return NOBODY;
  return { given: given.split(" ")[0] || null, middle: null, ...family(last === "" ? [] : last.split(" ")), generation: null };
}

/**
 * The name in a display name: `Smith, John`, `SMITH John`, `John Smith (Admin)`, `ADM - John Smith`.
 * Words before a family name's last one may be middle names, so they are both: a middle name and parts.
 */
export function shownName(displayName: string): PersonName {
  const text = displayName
    .slice(0, LONGEST)
    .replace(/\([^)]*\)?|\[[^\]]*\]?/g, " ")
    .trim();
  const comma = text.indexOf(",");
  if (comma > 0) {
    const first = clean(text.slice(comma + 1));
    const last = clean(text.slice(0, comma));
    const named = last.length > 0 ? last : words(text.slice(0, comma)).split(" ");
    if (first.length > 0 && named[0] !== "")
      return { given: first[0] ?? null, middle: first[1] ?? null, ...family(named), generation: generationOf(`- ${words(text)}`) };
  }
  // What is behind a comma and no name is a title: Edward Morgan, 4th Baronet.
  if (comma > 0 && clean(text.slice(comma + 1)).length === 0) return shownName(text.slice(0, comma));
  const shouted = /^(\p{Lu}[\p{Lu}'’-]+) +(\p{Lu}\p{Ll}.*)$/u.exec(text);
  const list = clean(shouted === null ? text : `${shouted[2]} ${shouted[1]}`);
  if (list.length < 2) return NOBODY;
  const particle = list.findIndex((word, i) => i > 0 && PARTICLES.has(word));
  const start = particle > 0 ? particle : list.length - 1;
  const rest = list.slice(1);
  return {
    given: list[0] ?? null,
    middle: start > 1 ? (list[1] ?? null) : null,
    family: family(list.slice(start)).family,
    parts: rest.length > 1 ? rest.filter((word) => word.length > 2 && !PARTICLES.has(word)) : [],
    generation: generationOf(words(text)),
  };
}

/** A display name's words without marks. A hyphen joins the parts of a given name, Jean-Pierre, and parts those of a family name. */
function clean(text: string): string[] {
  return words(text.replace(/^(\s*\p{L}+)-(?=\p{L}+\s)/u, "$1"))
    .split(" ")
    .filter((word) => word !== "" && !TITLES.has(word) && !MARKS.has(word) && !/\d/.test(word));
}

const PLAIN = /^[a-z0-9]+$/;
/** a-jsmith and t0-jsmith are privileged accounts; a.smith is Alice Smith. */
const PREFIXED = /^(a|x|p|z|t[0-3]|da|ea|ga|sa|su|pa)[-_][^-_.]{4}/;

/** What a login or mail address says of its holder. */
export interface LoginName {
  /** The local part as written, folded. */
  readonly text: string;
  /** Its words. */
  readonly words: readonly string[];
  /** Without words that mark the account, such as adm or ext. */
  readonly parts: readonly string[];
  /** These in one. */
  readonly core: string;
}

/** The local part of a login: CORP\adm-jsmith → jsmith; v.gogh_home.nl#EXT#@corp → vgogh; jane+tag@corp → jane. */
export function loginOf(userName: string): LoginName {
  let text = fold(userName.slice(Math.max(userName.lastIndexOf("\\"), userName.lastIndexOf("/")) + 1));
  const guest = text.indexOf("#ext#");
  if (guest > 0) {
    const domain = text.lastIndexOf("_", guest);
    text = text.slice(0, domain > 0 ? domain : guest);
  }
  const at = text.indexOf("@");
  if (at > 0) text = text.slice(0, at);
  const tag = text.indexOf("+");
  if (tag > 0) text = text.slice(0, tag);
  return loginIn(text);
}

/** What the local part of a login says. */
export function loginIn(text: string): LoginName {
  const all = PLAIN.test(text) ? [text] : text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
  const kept = all.length > 1 ? all.filter((part, i) => !(MARKS.has(part) || (i === 0 && PREFIXED.test(text)))) : all;
  const parts = kept.length > 0 ? kept : all;
  return { text, words: all, core: parts.join(""), parts };
}

/** A mail address as it is compared: lower case, without a +tag; of an invited guest, the address at home. Null when it is none. */
export function mailOf(address: string): string | null {
  let text = address.slice(0, LONGEST).trim().toLowerCase();
  const guest = text.indexOf("#ext#");
  if (guest > 0) {
    text = text.slice(0, guest);
    const domain = text.lastIndexOf("_");
    if (domain > 0) text = `${text.slice(0, domain)}@${text.slice(domain + 1)}`;
  }
  const at = text.lastIndexOf("@");
  if (at <= 0 || at === text.length - 1) return null;
  const tag = text.indexOf("+");
  return tag > 0 && tag < at ? text.slice(0, tag) + text.slice(at) : text;
}

/** The last nine digits, which are the same whether a number is written with or without its country. Null when there are fewer than six. */
export function phoneOf(number: string): string | null {
  const digits = number
    .slice(0, 48)
    .replace(/(x|ext).*$/i, "")
    .replace(/\D+/g, "");
  return digits.length < 6 ? null : digits.slice(-9);
}
