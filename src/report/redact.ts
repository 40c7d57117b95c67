import { createHmac } from "node:crypto";
import type { Inventory } from "../inventory/inventory.js";
import type { Report, SourceEntry } from "./model.js";

/**
 * The report with personal data replaced by pseudonyms: names, user names, addresses, numbers, wherever they stand, also
 * inside sentences and commands. The same value always gets the same pseudonym, so that findings can still be followed
 * from scan to scan.
 *
 * @param key what the pseudonyms are keyed with; without the key a value cannot be confirmed by guessing it
 */
export async function redacted(report: Report, db: Inventory, key: string): Promise<Report> {
  const redact = redactor(await personalValues(db), key);
  async function* each<T>(entries: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const entry of entries) yield deep(entry, redact);
  }
  return {
    head: { ...report.head, sources: deep(report.head.sources.map(withoutQuotes), redact) },
    rules: report.rules,
    digest: async () => {
      const digest = await report.digest();
      return { ...digest, people: deep(digest.people, redact), findings: deep(digest.findings, redact) };
    },
    accounts: () => each(report.accounts()),
    people: () => each(report.people()),
    agents: () => each(report.agents()),
    duplicates: () => each(report.duplicates()),
    findings: () => each(report.findings()),
  };
}

/** Why a record was refused may quote what stood in it, which no account holds and no pseudonym is known for. */
function withoutQuotes(source: SourceEntry): SourceEntry {
  const records = source.rejected.records.map((record) => ({ ...record, reason: record.reason.replace(/"[^"]*"/g, '"redacted"') }));
  return { ...source, rejected: { ...source.rejected, records } };
}

/** Values of these lengths and more; shorter ones (initials, "X") would redact half of every sentence. */
const SHORTEST = 3;

async function personalValues(db: Inventory): Promise<string[]> {
  const values: string[] = [];
  const chunks = db.stream<{ value: string }>(`
    SELECT DISTINCT value FROM (
      SELECT unnest([displayName, userName, givenName, middleName, familyName, nickName, employeeNumber, birthDate, streetAddress,
                     CASE WHEN id = userName OR contains(id, '@') THEN id END]) AS value FROM accounts
      UNION ALL SELECT unnest(emails) FROM accounts
      UNION ALL SELECT unnest(phoneNumbers) FROM accounts
      UNION ALL SELECT device FROM authenticators
    ) WHERE length(value) >= ${SHORTEST} ORDER BY value`);
  for await (const rows of chunks) for (const row of rows) values.push(row.value);
  return values;
}

/** Where a word begins: personal values are looked for only there. */
const WORD = /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu;

/** A function that replaces every personal value in a text, the longest that begins at each word first. */
export function redactor(values: readonly string[], key: string): (text: string) => string {
  const byFirstWord = new Map<string, string[]>();
  for (const value of values) {
    const lower = value.toLowerCase();
    const first = lower.match(WORD)?.[0] ?? lower;
    const list = byFirstWord.get(first);
    if (list === undefined) byFirstWord.set(first, [lower]);
    else list.push(lower);
  }
  for (const list of byFirstWord.values()) list.sort((a, b) => b.length - a.length);
  return (text) => {
    const lower = text.toLowerCase();
    // Lower-casing changes the length of a few letters; positions would no longer agree.
    const source = lower.length === text.length ? text : lower;
    let out = "";
    let end = 0;
    for (const match of lower.matchAll(WORD)) {
      if (match.index < end) continue;
      const found = byFirstWord
        .get(match[0])
        ?.find((value) => lower.startsWith(value, match.index) && !/[\p{L}\p{N}]/u.test(lower.charAt(match.index + value.length)));
      out += found === undefined ? source.slice(match.index, match.index + match[0].length) : pseudonym(found, key);
      end = match.index + (found ?? match[0]).length;
    }
    return out;
  };
}

/** Whether a text holds a pseudonym, so that it does not say what it names. */
export const isPseudonymous = (text: string): boolean => /redacted-[0-9a-f]{10}/.test(text);

function pseudonym(value: string, key: string): string {
  return `redacted-${createHmac("sha256", key).update(value).digest("hex").slice(0, 10)}`;
}

/** Keys whose values are the tool's own words, or ids that findings are followed by. */
const KEPT = new Set([
  "fingerprint",
  "ruleId",
  "title",
  "severity",
  "type",
  "kind",
  "verdict",
  "status",
  "decision",
  "field",
  "outcome",
  "controls",
  "person",
  "people",
  "findings",
  "finding",
  "humans",
  "sponsors",
  "facts",
  "counts",
  "partial",
  "collectedAt",
]);

function deep<T>(value: T, redact: (text: string) => string): T {
  if (typeof value === "string") return redact(value) as T;
  if (Array.isArray(value)) return value.map((item) => deep(item, redact)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, KEPT.has(name) ? item : deep(item, redact)])) as T;
}
