import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { Evidence } from "./evidence.js";
import { REVIEW_PROBABILITY } from "./links.js";
import { type AskedAccount, askedAccount, questionOf } from "./question.js";
import { type PeopleOptions, resolution } from "./resolve.js";
import type { Model } from "./score.js";

/** Why two accounts are, may be, or are not one person. */
export interface LinkExplanation {
  /** Account keys, `source/id`. */
  readonly a: string;
  readonly b: string;
  readonly probability: number;
  /** `match`: one person; `review`: a human should decide; `apart`: two people. */
  readonly decision: "match" | "review" | "apart";
  /** Weights in bits; they sum to the log2 of the odds of `probability`, unless a human decided. */
  readonly evidence: readonly Evidence[];
  /** What to ask a human, where one should decide. */
  readonly question?: string;
}

/** The same for any two accounts, also of those who are nobody's. */
export interface PairExplanation extends Omit<LinkExplanation, "probability"> {
  /** Null where one of the accounts belongs to nobody. */
  readonly probability: number | null;
  /** Links from `a` to `b`, where it is not the pair itself that makes them one person. */
  readonly chain: readonly LinkExplanation[];
  /** Those of the two that are no person's own, and why. */
  readonly nobodys: readonly AccountIdentity[];
}

/** What an account is. */
export interface AccountIdentity {
  /** `source/id` */
  readonly account: string;
  readonly userName: string | null;
  readonly active: boolean | null;
  readonly kind: string;
  /** 0 to 1; null in a report that does not say. */
  readonly confidence: number | null;
  readonly kindEvidence: readonly string[];
}

/** One account of a person, and what to do with it. */
export interface AccountOfPerson extends AccountIdentity {
  readonly everyday: boolean;
  readonly advice: string | null;
}

/** Who a person is: their accounts, and why they are one person's. */
export interface PersonIdentity {
  readonly person: string;
  readonly displayName: string | null;
  /** The account to delegate from, and why this one. */
  readonly everyday: { readonly account: string | null; readonly why: string | null };
  readonly accounts: readonly AccountOfPerson[];
  /** Links inside the person, then the strongest to each other person whom a human should compare; the strongest first. */
  readonly links: readonly LinkExplanation[];
}

const ACCOUNTS = `
SELECT a.source || '/' || a.id AS account, a.userName, a.active, k.kind, k.confidence, k.evidence AS kindEvidence, coalesce(p.everyday, false) AS everyday, p.advice
FROM accounts AS a
JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
LEFT JOIN person_accounts AS p ON p.source = a.source AND p.id = a.id`;

/** The ids of those whom a text names: a person's id or display name, or one of their accounts as `source/id` or user name. */
export async function peopleCalled(db: Inventory, what: string): Promise<string[]> {
  const rows = await db.rows<{ person: string }>(
    `
SELECT person FROM people WHERE person = $what OR lower(displayName) = lower($what)
UNION
SELECT p.person FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id
WHERE a.source || '/' || a.id = $what OR lower(a.userName) = lower($what)
ORDER BY person`,
    { what },
  );
  return rows.map((row) => row.person);
}

/** The accounts that a text names and that belong to no person. */
export async function nobodysCalled(db: Inventory, what: string): Promise<AccountIdentity[]> {
  return identities(
    db,
    "WHERE p.person IS NULL AND (a.source || '/' || a.id = $what OR lower(a.userName) = lower($what) OR lower(a.displayName) = lower($what))",
    {
      what,
    },
  );
}

/** A person's accounts and links, or null where nobody has the id. */
export async function explainPerson(db: Inventory, person: string): Promise<PersonIdentity | null> {
  const [head] = await db.rows<{ displayName: string | null; account: string; why: string }>(
    `
SELECT n.displayName, p.source || '/' || p.id AS account, p.why
FROM people AS n JOIN person_accounts AS p ON p.person = n.person AND p.everyday WHERE n.person = $person`,
    { person },
  );
  if (head === undefined) return null;
  const accounts = await db.rows<AccountOfPerson>(`${ACCOUNTS} WHERE p.person = $person ORDER BY a.source, a.id`, { person });
  const links = await readLinks(
    db,
    `
JOIN person_accounts AS p ON p.source = l.aSource AND p.id = l.aId
JOIN person_accounts AS q ON q.source = l.bSource AND q.id = l.bId
WHERE $person IN (p.person, q.person)
QUALIFY p.person = q.person OR row_number() OVER (PARTITION BY p.person, q.person ORDER BY l.probability DESC, a, b) = 1`,
    { person },
  );
  return { person, displayName: head.displayName, everyday: { account: head.account, why: head.why }, accounts, links };
}

/**
 * Why two accounts are or are not one person. A pair that was kept is read; any other is scored again under the model
 * that was kept. The stage must have run.
 *
 * @throws UsageError when there is no such account
 */
export async function explainPair(db: Inventory, a: string, b: string): Promise<PairExplanation> {
  const keys: string[] = [];
  for (const account of [a, b]) {
    const key = await accountKey(db, account);
    if (key === null) throw new UsageError(`there is no account ${account}`, "Give an account as `source/id`, or its user name.");
    keys.push(key);
  }
  const [first = "", second = ""] = keys.sort();
  if (first === second) throw new UsageError(`${a} and ${b} are the same account`, "Give two accounts.");
  const none = { chain: [], nobodys: [] };
  const nobodys = await identities(db, "WHERE p.person IS NULL AND a.source || '/' || a.id IN ($first, $second)", { first, second });
  if (nobodys.length > 0) return { a: first, b: second, probability: null, decision: "apart", evidence: [], ...none, nobodys };
  const [kept] = await readLinks(db, "WHERE (aSource || '/' || aId, bSource || '/' || bId) IN (($first, $second), ($second, $first))", {
    first,
    second,
  });
  if (kept !== undefined) return { ...kept, ...none };
  const pair = await scoreAgain(db, first, second);
  if (pair.decision === "match") return { ...pair, ...none, chain: await chainBetween(db, first, second) };
  return { ...pair, ...none };
}

async function scoreAgain(db: Inventory, first: string, second: string): Promise<LinkExplanation> {
  const [row] = await db.rows<{ model: string; options: string }>("SELECT model::VARCHAR AS model, options::VARCHAR AS options FROM people_model");
  if (row === undefined) throw new Error("people have been resolved");
  const options = JSON.parse(row.options) as Omit<PeopleOptions, "now" | "model" | "previous"> & { readonly now: string };
  const { people, clusters, surroundings, judge, decisions } = await resolution(db, {
    ...options,
    now: new Date(options.now),
    model: JSON.parse(row.model) as Model,
  });
  const numbers = await db.rows<{ n: number }>(
    `
SELECT n::INTEGER AS n FROM (SELECT source || '/' || id AS key, row_number() OVER (ORDER BY source || '/' || id) - 1 AS n FROM accounts)
WHERE key IN ($first, $second) ORDER BY key`,
    { first, second },
  );
  const [i = -1, j = -1] = numbers.map(({ n }) => people.account.subarray(0, people.size).indexOf(n));
  if (i === -1 || j === -1) throw new Error(`${first} and ${second} are accounts of people`);
  const { probability, evidence } = judge.explain(i, j, surroundings.of(i, j));
  const pair = { a: first, b: second, probability, evidence };
  if (clusters.of(i) === clusters.of(j)) return { ...pair, decision: "match" };
  if (decisions.of(i, j) === null && decisions.parting(clusters)(i, j))
    return { ...pair, probability: 0, decision: "apart", evidence: [...evidence, { field: "decision", outcome: PARTED, weight: null }] };
  return withQuestion(db, { ...pair, decision: probability >= REVIEW_PROBABILITY ? "review" : "apart" });
}

const PARTED = "other accounts of the two are of different people";

/** The kept links by which two accounts of one person hang together: of all ways the one whose weakest link is strongest. */
async function chainBetween(db: Inventory, first: string, second: string): Promise<LinkExplanation[]> {
  const links = await readLinks(
    db,
    `
JOIN person_accounts AS p ON p.source = l.aSource AND p.id = l.aId
JOIN person_accounts AS q ON q.source = l.bSource AND q.id = l.bId AND q.person = p.person
WHERE l.decision = 'match' AND p.person = (SELECT person FROM person_accounts WHERE source || '/' || id = $first)`,
    { first },
  );
  // From the strongest link on, until the two hang together; each account remembers the links by which it was reached.
  for (let used = 1; used <= links.length; used++) {
    const path = shortestPath(links.slice(0, used), first, second);
    if (path !== null) return path;
  }
  return [];
}

function shortestPath(links: readonly LinkExplanation[], from: string, to: string): LinkExplanation[] | null {
  const by = new Map<string, LinkExplanation[]>();
  for (const link of links) for (const key of [link.a, link.b]) by.set(key, [...(by.get(key) ?? []), link]);
  const paths = new Map<string, LinkExplanation[]>([[from, []]]);
  for (const [key, path] of paths)
    for (const link of by.get(key) ?? []) {
      const next = link.a === key ? link.b : link.a;
      if (!paths.has(next)) paths.set(next, [...path, link]);
    }
  return paths.get(to) ?? null;
}

async function accountKey(db: Inventory, account: string): Promise<string | null> {
  const [row] = await db.rows<{ key: string }>(
    `
SELECT source || '/' || id AS key FROM accounts WHERE source || '/' || id = $account OR lower(userName) = lower($account)
ORDER BY key = $account DESC, userName = $account DESC, key LIMIT 1`,
    { account },
  );
  return row?.key ?? null;
}

async function identities(db: Inventory, where: string, params: Readonly<Record<string, string>>): Promise<AccountIdentity[]> {
  const rows = await db.rows<AccountOfPerson>(`${ACCOUNTS} ${where} ORDER BY a.source, a.id`, params);
  return rows.map(({ everyday: _everyday, advice: _advice, ...identity }) => identity);
}

/** Kept links, matches first, each from the strongest on. `which` continues a query of `links AS l`. */
async function readLinks(db: Inventory, which: string, params: Readonly<Record<string, string>>): Promise<LinkExplanation[]> {
  const rows = await db.rows<{ a: string; b: string; probability: number; decision: "match" | "review"; evidence: string }>(
    `
SELECT l.aSource || '/' || l.aId AS a, l.bSource || '/' || l.bId AS b, l.probability, l.decision, l.evidence::VARCHAR AS evidence
FROM links AS l ${which} ORDER BY l.decision, l.probability DESC, a, b`,
    params,
  );
  const links: LinkExplanation[] = [];
  for (const row of rows) links.push(await withQuestion(db, { ...row, evidence: JSON.parse(row.evidence) as Evidence[] }));
  return links;
}

/** A link with the question to ask, where it is one for a human. */
async function withQuestion(db: Inventory, link: LinkExplanation): Promise<LinkExplanation> {
  if (link.decision !== "review") return link;
  const rows = await db.rows<{ asked: string }>(
    `SELECT to_json(${askedAccount("a")})::VARCHAR AS asked FROM accounts AS a WHERE a.source || '/' || a.id IN ($a, $b) ORDER BY a.source || '/' || a.id = $b`,
    { a: link.a, b: link.b },
  );
  const [a, b] = rows.map((row) => JSON.parse(row.asked) as AskedAccount);
  return a === undefined || b === undefined ? link : { ...link, question: questionOf(a, b, link.evidence) };
}
