import { FACT_STATES, FACTS } from "../../inventory/facts.js";
import type { Column, Value } from "../../inventory/tables.js";
import { type ImportedTable, importedColumns, normal } from "./columns.js";

/** Why a value is none, and what to write instead. */
export class Problem {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Reads a cell, or a JSON value, as a column's value; null when it is empty. */
export type Parse = (raw: unknown) => Value | Problem;

/**
 * Characters of one text, and of one entry of a list. Ours: a hundred times what directories allow for their longest
 * texts, so that nothing real is lost, and little enough that no single row can fill the memory.
 */
export const LONGEST_TEXT = 1 << 20;

/** The only values that a column can have. */
const CLOSED: Partial<Record<ImportedTable, Readonly<Record<string, readonly string[]>>>> = {
  accounts: {
    kind: ["human", "admin", "guest", "service", "agent", "shared", "test", "unknown"],
    mfa: ["none", "weak", "strong", "phishing-resistant"],
    risk: ["none", "low", "medium", "high", "compromised"],
  },
  memberships: { memberType: ["account", "group"] },
  roles: { kind: ["directory", "application", "entitlement", "custom"] },
  grants: { principalType: ["account", "group"], state: ["active", "eligible"] },
  owners: { role: ["owner", "sponsor", "manager"] },
  policies: { state: ["enabled", "report-only", "disabled"], strength: ["mfa", "phishing-resistant", "password"] },
  unit_members: { memberType: ["account", "application", "group", "members"] },
  trusts: { kind: ["federation", "provisioning"], direction: ["inbound", "outbound"] },
  facts: { fact: FACTS, state: FACT_STATES },
};

/** Values that a column mostly has, in the spelling that rules look for; others are kept as they are. */
const OPEN: Partial<Record<ImportedTable, Readonly<Record<string, readonly string[]>>>> = {
  secrets: { kind: ["client-secret", "certificate", "api-token", "key", "password", "federated"] },
  authenticators: {
    kind: ["password", "sms", "voice", "email", "question", "totp", "push", "webauthn", "passkey", "certificate", "fastpass", "windows-hello"],
  },
  policies: {
    kind: [
      "mfa",
      "legacy-authentication",
      "session-lifetime",
      "token-lifetime",
      "revocation",
      "audit-log",
      "actor-claim",
      "user-consent",
      "consent-workflow",
      "app-registration",
      "app-password",
      "guest-invite",
      "device-code",
      "agent-risk",
      "enrolment",
      "threat-insight",
    ],
  },
};

/** How each column of a table is read. */
export function parsers(table: ImportedTable): ReadonlyMap<string, Parse> {
  return new Map(importedColumns(table).map((column) => [column.name, parser(table, column)]));
}

function parser(table: ImportedTable, column: Column): Parse {
  const closed = CLOSED[table]?.[column.name];
  if (closed !== undefined) return choice(closed);
  const open = OPEN[table]?.[column.name];
  if (open !== undefined) return suggestion(open);
  if (column.name === "birthDate") return day;
  // OAuth writes scopes with spaces between them; no scope holds a semicolon either.
  if (column.name === "scopes") return list(/[\s;]+/);
  switch (column.type) {
    case "boolean":
      return boolean;
    case "timestamp":
      return moment;
    case "integer":
      return column.name === "tier" ? tier : whole;
    case "texts":
      return list(/;/);
    default:
      return text;
  }
}

/** A text without the space around it. Numbers and booleans of JSON count as written. */
export function text(raw: unknown): string | null | Problem {
  switch (typeof raw) {
    case "string": {
      const trimmed = raw.trim();
      if (trimmed.length > LONGEST_TEXT) return new Problem(`holds ${trimmed.length} characters: shorten it to at most ${LONGEST_TEXT}`);
      return trimmed === "" ? null : trimmed;
    }
    case "number":
      // JSON's own numbers have no limit, but reading them has: past 2^53 two ids could become one.
      if (Number.isInteger(raw) && !Number.isSafeInteger(raw)) return new Problem("is a number too big to be read exactly: write it in quotes");
      return String(raw);
    case "boolean":
      return String(raw);
    case "undefined":
      return null;
    default:
      return raw === null ? null : new Problem(`holds ${Array.isArray(raw) ? "a list" : "an object"}: write one text`);
  }
}

/**
 * The parts of a cell, or the entries of a JSON list; empty ones are left out. SCIM's entries are objects with a `value`.
 * An empty cell says nothing; an empty list of JSON says that there is none.
 */
function list(separator: RegExp): Parse {
  return (raw) => {
    if (raw === null || raw === undefined) return null;
    const values: string[] = [];
    for (const entry of Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(separator) : [raw]) {
      const value = text(hasValue(entry) ? entry.value : entry);
      if (value instanceof Problem) return value;
      if (value !== null) values.push(value);
    }
    return values.length === 0 && !Array.isArray(raw) ? null : values;
  };
}

function hasValue(entry: unknown): entry is { value: unknown } {
  return typeof entry === "object" && entry !== null && "value" in entry;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  ["yes", true],
  ["no", false],
]);

function boolean(raw: unknown): boolean | null | Problem {
  if (typeof raw === "boolean") return raw;
  const value = text(raw);
  if (value === null || value instanceof Problem) return value;
  return BOOLEANS.get(value.toLowerCase()) ?? new Problem(`${quoted(value)} is neither yes nor no: write true or false`);
}

function tier(raw: unknown): number | null | Problem {
  const value = text(raw);
  if (value === null || value instanceof Problem) return value;
  return /^[012]$/.test(value) ? Number(value) : new Problem(`${quoted(value)} is no tier: write 0, 1 or 2, or leave it empty`);
}

/** A whole number that the inventory's 32 bits hold. */
function whole(raw: unknown): number | null | Problem {
  const value = text(raw);
  if (value === null || value instanceof Problem) return value;
  return /^\d{1,9}$/.test(value) ? Number(value) : new Problem(`${quoted(value)} is no whole number of at most nine digits`);
}

/** One of a closed set, compared as names of columns are. `unknown` states nothing. */
function choice(values: readonly string[]): Parse {
  const spellings = new Map(values.map((value) => [normal(value), value]));
  const listed = values.join(", ");
  return (raw) => {
    const value = text(raw);
    if (value === null || value instanceof Problem) return value;
    const meant = spellings.get(normal(value));
    if (meant === undefined) return new Problem(`${quoted(value)} is none of its values: write one of ${listed}`);
    return meant === "unknown" ? null : meant;
  };
}

/** One of an open set: in our spelling where it is ours, else as it is. */
function suggestion(values: readonly string[]): Parse {
  const spellings = new Map(values.map((value) => [normal(value), value]));
  return (raw) => {
    const value = text(raw);
    return value === null || value instanceof Problem ? value : (spellings.get(normal(value)) ?? value);
  };
}

/** ISO 8601's calendar dates, extended or basic, with or without a time of day and a zone. A comma is as good as a point. */
const ISO = /^(\d{4})(-?)(\d\d)\2(\d\d)(?:T(\d\d)(:?)(\d\d)(?:\6(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** A moment; without a time midnight, without a zone UTC. Finer than milliseconds is cut off. */
function moment(raw: unknown): Date | null | Problem {
  const value = text(raw);
  if (value === null || value instanceof Problem) return value;
  const date = typeof raw === "string" ? isoDate(value) : null;
  return date ?? new Problem(`${quoted(value)} is no date: write it as 2026-01-31 or 2026-01-31T09:30:00Z`);
}

/**
 * The day of a date as it is written, whatever time and zone follow: a birthday has none. A day that no calendar has,
 * 1949-55-06, is a slip of somebody's hand: it is kept, as it still tells people apart and brings records together.
 */
function day(raw: unknown): string | null | Problem {
  const value = text(raw);
  if (value === null || value instanceof Problem) return value;
  const [, year, , month, date] = ISO.exec(value) ?? [];
  return year === undefined ? new Problem(`${quoted(value)} is no date: write it as 2026-01-31`) : `${year}-${month}-${date}`;
}

/** The moment that an ISO 8601 text names; null where there is no such day or time. */
export function isoDate(value: string): Date | null {
  const match = ISO.exec(value);
  if (match === null) return null;
  const month = Number(match[3]);
  const day = Number(match[4]);
  const hour = Number(match[5] ?? 0);
  const minute = Number(match[7] ?? 0);
  const second = Number(match[8] ?? 0);
  const offset = zoneMinutes(match[10]);
  if (hour > 23 || minute > 59 || second > 59 || offset === null) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), month - 1, day);
  // A 30th of February would have become a day in March.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const millisecond = match[9] === undefined ? 0 : Number(match[9].padEnd(3, "0").slice(0, 3));
  date.setTime(date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millisecond);
  return date;
}

/** Minutes ahead of UTC; null for hours and minutes that no clock shows. */
function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || 0);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** The start of a value between quotes, as JSON writes it, so that nothing in it can be mistaken for the message. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

/** What NUL characters and halves of surrogate pairs become: text that no later step can choke on. */
const REPLACEMENT = "\uFFFD";

/** A text that every database and every encoder takes. */
export function wellFormed(value: string): string {
  const formed = value.toWellFormed();
  return formed.includes("\0") ? formed.replaceAll("\0", REPLACEMENT) : formed;
}
