import type { Inventory } from "../inventory/inventory.js";
import type { Column, ColumnType } from "../inventory/tables.js";
import { readAccounts } from "./accounts.js";
import { Clusters, type Edge, joinAlong } from "./cluster.js";
import { Conflicts } from "./conflicts.js";
import { decisionsOf } from "./decisions.js";
import { everydayAccount } from "./everyday.js";
import { Judge } from "./evidence.js";
import { type Judgement, judge, type Kind, SIGNALS } from "./kinds.js";
import { matchAll, type Scored } from "./match.js";
import { loginOf, nameOf } from "./names.js";
import { Population } from "./population.js";
import { Rivals } from "./rivals.js";
import type { Model } from "./score.js";

export interface PeopleOptions {
  readonly now: Date;
  /** The source whose account is the everyday one. */
  readonly sourceOfRecord?: string;
  /** Declared emergency accounts, as `source/id` or user name: nobody's own, so they make no person. */
  readonly breakGlass?: readonly string[];
  /** Pairs of accounts, as `source/id` or user name, that a human decided to be one person, or not. */
  readonly same?: readonly (readonly [string, string])[];
  readonly different?: readonly (readonly [string, string])[];
  /** A model that is used instead of one estimated from this population. */
  readonly model?: Model;
}

/**
 * From this probability on a pair is a match. Between accounts a wrong match shows one person's rights as another's,
 * so it takes more than between records that nobody signs in with, where both errors cost the same. Ours.
 */
export const MATCH_PROBABILITY = { accounts: 0.95, records: 0.6 } as const;

/** From this probability on a human should look at a pair that is no match. */
export const REVIEW_PROBABILITY = 0.3;

const bitsAt = (probability: number) => Math.log2(probability / (1 - probability));

const LINKABLE: ReadonlySet<Kind> = new Set(["human", "admin", "guest", "unknown"]);

/**
 * Resolves accounts to people: makes `account_kinds`, `links`, `people` and `person_accounts`, and `people_model`.
 *
 * The result depends on the accounts and the options alone, not on the order in which they were read.
 */
export async function resolvePeople(db: Inventory, options: PeopleOptions): Promise<void> {
  await db.run(TABLES);
  const same = options.same ?? [];
  const different = options.different ?? [];
  const people = await load(db, new Set([...same, ...different].flat()), new Set(options.breakGlass));
  const { model, scored, comparer } = matchAll(people, options.model);
  const decisions = decisionsOf(people, same, different);
  const conflicts = new Conflicts(people, model, decisions);
  const judgeOf = new Judge(people, comparer, model, decisions);
  const clusters = new Clusters(people.size);
  for (const [i, j] of decisions.same) clusters.join(i, j);
  const threshold = (i: number, j: number) =>
    bitsAt(people.login[i] === 0 && people.login[j] === 0 ? MATCH_PROBABILITY.records : MATCH_PROBABILITY.accounts);
  const rivals = new Rivals(people, scored, clusters, (i, j) => judgeOf.bits(i, j), bitsAt(MATCH_PROBABILITY.records));
  const edges = [...strongestFirst(scored, bitsAt(MATCH_PROBABILITY.records))];
  const privileged = (edge: Edge) => people.kindOf(edge.i) === "admin" || people.kindOf(edge.j) === "admin";
  // Privileged accounts look for their owners among people, so these come first.
  for (const part of [edges.filter((edge) => !privileged(edge)), edges.filter(privileged)])
    joinAlong(clusters, part, {
      conflict: (i, j) => conflicts.between(i, j) !== null,
      bits: (i, j) => judgeOf.bits(i, j),
      rivals: (i, j) => rivals.against(i, j),
      threshold,
    });
  await writeLinks(db, people, scored, clusters, conflicts, judgeOf, rivals, decisions.same);
  await writePeople(db, people, clusters, options);
  await writeModel(db, model);
}

const TABLES = `
CREATE OR REPLACE TABLE account_kinds (source VARCHAR, id VARCHAR, kind VARCHAR, confidence DOUBLE, evidence VARCHAR[]);
CREATE OR REPLACE TABLE links (aSource VARCHAR, aId VARCHAR, bSource VARCHAR, bId VARCHAR, probability DOUBLE, decision VARCHAR, evidence JSON);
CREATE OR REPLACE TABLE people (person VARCHAR, displayName VARCHAR, everydaySource VARCHAR, everydayId VARCHAR);
CREATE OR REPLACE TABLE person_accounts (person VARCHAR, source VARCHAR, id VARCHAR, everyday BOOLEAN);
CREATE OR REPLACE TABLE people_model (model JSON);
CREATE OR REPLACE TEMP TABLE person_members (source VARCHAR, id VARCHAR, leadSource VARCHAR, leadId VARCHAR, everyday BOOLEAN);`;

const column = (name: string, type: ColumnType): Column => ({ name, type, doc: "" });

const KIND_COLUMNS = [
  column("source", "text"),
  column("id", "text"),
  column("kind", "text"),
  column("confidence", "text"),
  column("evidence", "texts"),
];

/** Judges every account's kind and keeps those that can stand for a person. */
async function load(db: Inventory, decided: ReadonlySet<string>, emergency: ReadonlySet<string>): Promise<Population> {
  const [row] = await db.rows<{ accounts: number }>("SELECT count(*)::INTEGER AS accounts FROM accounts");
  const people = new Population(row?.accounts ?? 0);
  const kinds = db.writerOf("account_kinds", KIND_COLUMNS);
  // A connection streams or appends, not both at once.
  const reader = await db.fork();
  for await (const accounts of readAccounts(reader))
    for (const account of accounts) {
      const name = nameOf(account.givenName, account.middleName, account.familyName, account.displayName);
      const login = loginOf(account.userName !== "" ? account.userName : (account.emails[0] ?? ""));
      const isEmergency = emergency.has(`${account.source}/${account.id}`) || emergency.has(account.userName);
      const { kind, confidence, signals } = isEmergency ? EMERGENCY : judge(account, name, login);
      const evidence = isEmergency ? DECLARED : account.kind === kind ? STATED : signals.map((signal) => SIGNALS[signal]?.says ?? "");
      const written = kinds.append({ source: account.source, id: account.id, kind, confidence: String(confidence), evidence });
      if (written !== undefined) await written;
      if (!LINKABLE.has(kind)) continue;
      if (decided.has(account.userName)) people.userNames.set(people.size, account.userName);
      people.add(account, kind, name, login);
    }
  await reader.close();
  await kinds.close();
  people.complete();
  return people;
}

const STATED = ["the source states it"];
const DECLARED = ["the configuration declares it an emergency account"];
const EMERGENCY: Judgement = { kind: "shared", confidence: 1, signals: [] };

/** The pairs of at least so many bits, strongest first; equal ones in the order of their accounts. */
function* strongestFirst(scored: Scored, least: number): Generator<Edge> {
  const order: number[] = [];
  for (let p = 0; p < scored.count; p++) if ((scored.bits[p] as number) >= least) order.push(p);
  order.sort(
    (a, b) =>
      (scored.bits[b] as number) - (scored.bits[a] as number) ||
      (scored.i[a] as number) - (scored.i[b] as number) ||
      (scored.j[a] as number) - (scored.j[b] as number),
  );
  for (const p of order) yield { i: scored.i[p] as number, j: scored.j[p] as number, bits: scored.bits[p] as number };
}

// biome-ignore format: a table's columns
const LINK_COLUMNS = [
  column("aSource", "text"), column("aId", "text"), column("bSource", "text"), column("bId", "text"),
  column("probability", "text"), column("decision", "text"), column("evidence", "text"),
];

/** A person's accounts beyond this number are linked along their strongest pairs only. */
const FULLY_LINKED = 6;

async function writeLinks(
  db: Inventory,
  people: Population,
  scored: Scored,
  clusters: Clusters,
  conflicts: Conflicts,
  judgeOf: Judge,
  rivals: Rivals,
  decided: readonly (readonly [number, number])[],
): Promise<void> {
  const writer = db.writerOf("links", LINK_COLUMNS);
  const least = bitsAt(REVIEW_PROBABILITY);
  const written = new Set<number>();
  const chain = new Clusters(people.size);
  const write = async (i: number, j: number): Promise<void> => {
    if (written.has(i * people.size + j)) return;
    written.add(i * people.size + j);
    const { probability, evidence } = judgeOf.explain(i, j, conflicts.between(i, j), rivals.against(i, j));
    const same = clusters.of(i) === clusters.of(j);
    if (!same && probability < REVIEW_PROBABILITY) return;
    const done = writer.append({
      aSource: people.sources[people.source[i] as number],
      aId: people.ids[i],
      bSource: people.sources[people.source[j] as number],
      bId: people.ids[j],
      probability: String(probability),
      decision: same ? "match" : "review",
      evidence: JSON.stringify(evidence),
    });
    if (done !== undefined) await done;
  };
  for (const [i, j] of decided) {
    chain.join(i, j);
    await write(Math.min(i, j), Math.max(i, j));
  }
  for (const { i, j } of strongestFirst(scored, least)) {
    const same = clusters.of(i) === clusters.of(j);
    if (same && clusters.sizeOf(i) > FULLY_LINKED && chain.of(i) === chain.of(j)) continue;
    if (same) chain.join(i, j);
    await write(i, j);
  }
  await writer.close();
}

const MEMBER_COLUMNS = [
  column("source", "text"),
  column("id", "text"),
  column("leadSource", "text"),
  column("leadId", "text"),
  column("everyday", "boolean"),
];

async function writePeople(db: Inventory, people: Population, clusters: Clusters, options: PeopleOptions): Promise<void> {
  const writer = db.writerOf("person_members", MEMBER_COLUMNS);
  const source = (i: number) => people.sources[people.source[i] as number];
  for (let lead = 0; lead < people.size; lead++) {
    if (clusters.of(lead) !== lead) continue;
    const members = clusters.members(lead);
    const everyday = everydayAccount(people, members, options.sourceOfRecord);
    for (const i of members) {
      const done = writer.append({
        source: source(i),
        id: people.ids[i],
        leadSource: source(lead),
        leadId: people.ids[lead],
        everyday: i === everyday,
      });
      if (done !== undefined) await done;
    }
  }
  await writer.close();
  await db.run(`
INSERT INTO person_accounts
SELECT 'p-' || left(sha256(leadSource || '/' || leadId), 12), source, id, everyday FROM person_members ORDER BY source, id;
INSERT INTO people
SELECT p.person, coalesce(a.displayName, nullif(concat_ws(' ', a.givenName, a.familyName), ''), a.userName), p.source, p.id
FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id
WHERE p.everyday ORDER BY p.person;
DROP TABLE person_members;`);
}

async function writeModel(db: Inventory, model: Model): Promise<void> {
  const writer = db.writerOf("people_model", [column("model", "json")]);
  await writer.append({ model: { ...model } });
  await writer.close();
}
