import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import { compareSuitability, type Suitability } from "./everyday.js";
import type { Evidence } from "./evidence.js";
import { type PeopleOptions, resolution } from "./resolve.js";
import type { Model } from "./score.js";

/** Why two accounts are, may be, or are not one person. */
export interface PairExplanation {
  /** Account keys, `source/id`. */
  readonly a: string;
  readonly b: string;
  readonly probability: number;
  /** `match`: one person; `review`: a human should decide; `apart`: two people. */
  readonly decision: "match" | "review" | "apart";
  /** Weights in bits; they sum to the log2 of the odds of `probability`, unless a human decided. */
  readonly evidence: readonly Evidence[];
}

/** One account of a person, and what to do with it. */
export interface AccountOfPerson {
  readonly account: string;
  readonly userName: string | null;
  readonly kind: string;
  readonly active: boolean | null;
  readonly everyday: boolean;
  readonly advice: string;
}

export interface PersonExplanation {
  readonly person: string;
  readonly displayName: string | null;
  /** The account to delegate from, and why this one. */
  readonly everyday: { readonly account: string; readonly why: string };
  readonly accounts: readonly AccountOfPerson[];
  /** Links inside the person, then those to others that a human should look at; the strongest first. */
  readonly links: readonly PairExplanation[];
}

export interface AccountExplanation {
  readonly account: string;
  readonly kind: string;
  readonly confidence: number;
  readonly kindEvidence: readonly string[];
  /** Null for accounts that belong to no person. */
  readonly person: PersonExplanation | null;
}

interface LinkRow {
  readonly a: string;
  readonly b: string;
  readonly probability: number;
  readonly decision: "match" | "review";
  readonly evidence: string;
}

interface MemberRow {
  readonly account: string;
  readonly source: string;
  readonly userName: string | null;
  readonly kind: string;
  readonly active: boolean | null;
  readonly everyday: boolean;
  readonly seen: number;
  readonly strength: number;
}

const LINKS = `
SELECT aSource || '/' || aId AS a, bSource || '/' || bId AS b, probability, decision, evidence::VARCHAR AS evidence
FROM links AS l`;

/** A person's accounts and links, or null where nobody has the id. */
export async function explainPerson(db: Inventory, person: string, sourceOfRecord?: string): Promise<PersonExplanation | null> {
  const [head] = await db.rows<{ displayName: string | null; account: string }>(
    "SELECT displayName, everydaySource || '/' || everydayId AS account FROM people WHERE person = $person",
    { person },
  );
  if (head === undefined) return null;
  const members = await db.rows<MemberRow>(
    `
SELECT p.source || '/' || p.id AS account, p.source, a.userName, k.kind, a.active, p.everyday,
  coalesce(epoch_ms(greatest(a.lastSignIn, a.lastInteractiveSignIn)), 0)::DOUBLE AS seen,
  CASE a.mfa WHEN 'weak' THEN 1 WHEN 'strong' THEN 2 WHEN 'phishing-resistant' THEN 3 ELSE 0 END AS strength
FROM person_accounts AS p
JOIN accounts AS a ON a.source = p.source AND a.id = p.id
JOIN account_kinds AS k ON k.source = p.source AND k.id = p.id
WHERE p.person = $person ORDER BY p.source, p.id`,
    { person },
  );
  const links = await db.rows<LinkRow>(
    `${LINKS}
WHERE EXISTS (FROM person_accounts AS p WHERE p.person = $person AND (p.source, p.id) IN ((l.aSource, l.aId), (l.bSource, l.bId)))
ORDER BY decision, probability DESC, a, b`,
    { person },
  );
  return {
    person,
    displayName: head.displayName,
    everyday: { account: head.account, why: reason(members, sourceOfRecord) },
    accounts: members.map((member) => ({
      account: member.account,
      userName: member.userName,
      kind: member.kind,
      active: member.active,
      everyday: member.everyday,
      advice: advice(member, members),
    })),
    links: links.map(parsed),
  };
}

/** An account's kind and its person, or null where there is no such account. `account` is `source/id` or a user name. */
export async function explainAccount(db: Inventory, account: string, sourceOfRecord?: string): Promise<AccountExplanation | null> {
  const key = await accountKey(db, account);
  if (key === null) return null;
  const [row] = await db.rows<{ kind: string; confidence: number; evidence: string[]; person: string | null }>(
    `
SELECT k.kind, k.confidence, k.evidence, p.person
FROM account_kinds AS k LEFT JOIN person_accounts AS p ON p.source = k.source AND p.id = k.id
WHERE k.source || '/' || k.id = $key`,
    { key },
  );
  if (row === undefined) return null;
  const person = row.person === null ? null : await explainPerson(db, row.person, sourceOfRecord);
  return { account: key, kind: row.kind, confidence: row.confidence, kindEvidence: row.evidence, person };
}

/**
 * Why two accounts are or are not one person. A pair that was kept is read; any other is scored again under the model
 * that was kept.
 *
 * @throws UsageError when there is no such account, or one that can be no person's
 */
export async function explainPair(db: Inventory, a: string, b: string, options: PeopleOptions): Promise<PairExplanation> {
  const keys: string[] = [];
  for (const account of [a, b]) {
    const key = await accountKey(db, account);
    if (key === null) throw new UsageError(`there is no account ${account}`, "Give an account as `source/id`, or its user name.");
    keys.push(key);
  }
  const [first = "", second = ""] = keys.sort();
  if (first === second) throw new UsageError(`${a} and ${b} are the same account`, "Give two accounts.");
  const [kept] = await db.rows<LinkRow>(`${LINKS} WHERE aSource || '/' || aId = $first AND bSource || '/' || bId = $second`, { first, second });
  if (kept !== undefined) return parsed(kept);
  const [row] = await db.rows<{ model: string }>("SELECT model::VARCHAR AS model FROM people_model");
  const { people, clusters, surroundings, judge } = await resolution(
    db,
    row === undefined ? options : { ...options, model: JSON.parse(row.model) as Model },
  );
  const numbers = await db.rows<{ key: string; n: number }>(
    "SELECT key, n::INTEGER AS n FROM (SELECT source || '/' || id AS key, row_number() OVER (ORDER BY source || '/' || id) - 1 AS n FROM accounts) WHERE key IN ($first, $second)",
    { first, second },
  );
  const [i = -1, j = -1] = [first, second].map((key) => {
    const number = numbers.find((row) => row.key === key)?.n;
    return number === undefined ? -1 : people.account.subarray(0, people.size).indexOf(number);
  });
  if (i === -1 || j === -1)
    throw new UsageError(`${i === -1 ? first : second} is nobody's own account`, "Service, agent, shared and test accounts belong to no person.");
  const same = clusters.of(i) === clusters.of(j);
  return { a: first, b: second, ...judge.explain(i, j, surroundings.of(i, j)), decision: same ? "match" : "apart" };
}

/** The waterfall of a pair as lines of plain text: each row of evidence, the running sum, and the probability. */
export function waterfall(pair: PairExplanation): string[] {
  const rows = pair.evidence.map((row) => ({ label: `${row.field}: ${row.outcome}`, weight: row.weight }));
  const width = Math.max(...rows.map((row) => row.label.length), 20);
  let sum = 0;
  const lines = rows.map((row) => {
    if (row.weight === null) return `${row.label.padEnd(width)}  decided by a human`;
    sum += row.weight;
    return `${row.label.padEnd(width)} ${bits(row.weight)} ${bits(sum)}`;
  });
  const verdict = { match: "one person", review: "for a human to decide", apart: "two people" }[pair.decision];
  return [
    `${pair.a} and ${pair.b}`,
    `${"".padEnd(width)} ${"bits".padStart(8)} ${"sum".padStart(8)}`,
    ...lines,
    `${"probability 1 / (1 + 2^-sum)".padEnd(width)}          ${percent(pair.probability).padStart(8)}  ${verdict}`,
  ];
}

const bits = (weight: number) => `${weight >= 0 ? "+" : ""}${weight.toFixed(2)}`.padStart(8);

/** Never rounded to certainty. */
function percent(probability: number): string {
  if (probability === 0 || probability === 1) return `${probability * 100}%`;
  const shown = (probability * 100).toFixed(1);
  return shown === "100.0" ? ">99.9%" : shown === "0.0" ? "<0.1%" : `${shown}%`;
}

async function accountKey(db: Inventory, account: string): Promise<string | null> {
  const [row] = await db.rows<{ key: string }>(
    "SELECT source || '/' || id AS key FROM accounts WHERE source || '/' || id = $account OR userName = $account ORDER BY source || '/' || id = $account DESC, key LIMIT 1",
    { account },
  );
  return row?.key ?? null;
}

function parsed(row: LinkRow): PairExplanation {
  return { a: row.a, b: row.b, probability: row.probability, decision: row.decision, evidence: JSON.parse(row.evidence) as Evidence[] };
}

/** Why the everyday account is the one: the criterion by which it beats the next best. */
function reason(members: readonly MemberRow[], sourceOfRecord: string | undefined): string {
  const facts = (member: MemberRow): Suitability => ({ ...member, active: member.active === null ? -1 : member.active ? 1 : 0 });
  const everyday = members.find((member) => member.everyday);
  const others = members.filter((member) => !member.everyday).map(facts);
  if (everyday === undefined || others.length === 0) return "it is the only account";
  const next = others.reduce((best, other) => (compareSuitability(other, best, sourceOfRecord).order < 0 ? other : best));
  return compareSuitability(facts(everyday), next, sourceOfRecord).why;
}

function advice(member: MemberRow, members: readonly MemberRow[]): string {
  if (member.everyday) return "delegate from this one";
  if (member.active === false) return "closed already";
  if (member.kind === "admin") return "keep for privileged work; never delegate from it";
  const everyday = members.find((other) => other.everyday);
  if (member.source === everyday?.source) return "merge into the everyday account, then close";
  return "keep; tie it to the everyday account by a shared anchor";
}
