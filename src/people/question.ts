import type { Evidence } from "./evidence.js";
import { FIELDS } from "./fields.js";

/** What a question says of an account: enough to recognise it by, and which of its keys are known. */
export interface AskedAccount {
  /** `source/id` */
  readonly key: string;
  readonly name: string | null;
  readonly userName: string | null;
  /** Names of `SETTLERS` that are known of the account. */
  readonly knows: readonly string[];
}

/** Keys that settle whether two accounts are one person, by column; the surest first. */
const SETTLERS: readonly (readonly [name: string, sql: (alias: string) => string])[] = [
  ["an employee number", (a) => `nullif(trim(${a}.employeeNumber), '') IS NOT NULL`],
  ["a birth date", (a) => `nullif(trim(${a}.birthDate), '') IS NOT NULL`],
  ["a mail address", (a) => `len(coalesce(${a}.emails, [])) > 0`],
  ["a phone number", (a) => `len(coalesce(${a}.phoneNumbers, [])) > 0`],
];

/** A name of megabytes would drown the sentence, and half a name is not redacted: longer ones are left out, and the key stands alone. */
const LONGEST_NAME = 80;
const short = (sql: string) => `if(length(${sql}) <= ${LONGEST_NAME}, ${sql}, NULL)`;

/** An `AskedAccount` as SQL, of the row of `accounts` called `alias`. */
export const askedAccount = (alias: string): string =>
  `{key: ${alias}.source || '/' || ${alias}.id, name: ${short(`coalesce(${alias}.displayName, nullif(concat_ws(' ', ${alias}.givenName, ${alias}.familyName), ''))`)}, userName: ${short(`${alias}.userName`)},
    knows: list_filter([${SETTLERS.map(([name, sql]) => `if(${sql(alias)}, '${name}', NULL)`).join(", ")}], lambda name: name IS NOT NULL)}`;

const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS.map((field) => field.name));

/**
 * What to ask a human about a pair that evidence does not settle: whom, about which accounts, what speaks for and
 * against it, and which missing key would settle it.
 */
export function questionOf(a: AskedAccount, b: AskedAccount, evidence: readonly Evidence[]): string {
  const [agrees, differs] = findings(evidence);
  const clauses = [verbed(agrees, "agrees", "agree"), verbed(differs, "differs", "differ")].filter((clause) => clause !== "");
  const about = clauses.length === 0 ? "" : `: ${clauses.join("; ")}`;
  const notes = evidence.flatMap(({ field, outcome, weight }) => (weight !== null && weight <= -NOTABLE ? (NOTES[field]?.(outcome) ?? []) : []));
  return [`Ask ${whom(a, b)} whether ${named(a)} and ${named(b)} are one person${about}.`, ...notes, settling(a, b, evidence)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Rows that take fewer bits than this are not worth a sentence. Ours. */
const NOTABLE = 1;

/** What rows that are no fields say to whoever is asked. */
const NOTES: Readonly<Record<string, (outcome: string) => string>> = {
  rivals: () => "Another account fits as well, and at most one of them is right.",
  company: () => "Their other accounts disagree.",
  household: () => "Two people of one household would agree so too.",
  conflict: (outcome) => `They can be one person only if this is a mistake: ${outcome}.`,
};

/**
 * The fields that speak for one person, and those that speak for two, each with what it came to where that is not plain.
 * A second row of a field says how rare its value is: agreement on one so common that it says nothing is neither.
 */
function findings(evidence: readonly Evidence[]): readonly [string[], string[]] {
  const fields = new Map<string, { readonly outcome: string; readonly first: number; sum: number }>();
  for (const { field, outcome, weight } of evidence) {
    if (!FIELD_NAMES.has(field) || weight === null) continue;
    const known = fields.get(field);
    if (known === undefined) fields.set(field, { outcome, first: weight, sum: weight });
    else known.sum += weight;
  }
  const named = ([field, { outcome }]: readonly [string, { readonly outcome: string }]) =>
    outcome === "equal" || outcome === "different" ? field : `${field} (${outcome})`;
  const all = [...fields];
  return [all.filter(([, { first, sum }]) => first > 0 && sum > 0).map(named), all.filter(([, { first }]) => first < 0).map(named)];
}

function settling(a: AskedAccount, b: AskedAccount, evidence: readonly Evidence[]): string {
  if (evidence.some((row) => row.field === "conflict")) return "";
  const onOneSide = SETTLERS.map(([name]) => name).flatMap((name) => {
    const [inA, inB] = [a.knows.includes(name), b.knows.includes(name)];
    return inA === inB ? [] : [`${name} in ${inA ? b.key : a.key}, as ${inA ? a.key : b.key} has one`];
  });
  if (onOneSide.length > 0) return `What would settle it: ${onOneSide.slice(0, 2).join("; or ")}.`;
  const [surest] = SETTLERS.filter(([name]) => !a.knows.includes(name));
  return surest === undefined ? "" : `What would settle it: ${surest[0]} in both.`;
}

function whom(a: AskedAccount, b: AskedAccount): string {
  const names = [a, b].flatMap(({ name }) => (name === null || name.trim() === "" ? [] : [name.trim()]));
  const [first, second] = names;
  if (first === undefined) return "HR";
  return second === undefined || first.toLowerCase() === second.toLowerCase() ? `${first} and HR` : `${first}, ${second} and HR`;
}

const named = ({ key, userName }: AskedAccount) => (userName === null || key.endsWith(`/${userName}`) ? key : `${key} (${userName})`);

function verbed(list: readonly string[], one: string, many: string): string {
  if (list.length === 0) return "";
  return list.length === 1 ? `${list[0]} ${one}` : `${list.slice(0, -1).join(", ")} and ${list.at(-1)} ${many}`;
}
