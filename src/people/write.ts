import type { Inventory } from "../inventory/inventory.js";
import type { Column, ColumnType } from "../inventory/tables.js";
import type { Clusters } from "./cluster.js";
import { everydayAccount } from "./everyday.js";
import { type Judgement, SIGNALS } from "./kinds.js";
import type { Population } from "./population.js";
import type { Model } from "./score.js";

/**
 * Tables that pass from here to SQL by number: an account's number is its place in the order of `source/id`, so that a
 * million long ids are read once and never written. Temporary, and dropped when the tables of the stage are made.
 */
export const SCRATCH = `
CREATE OR REPLACE TEMP TABLE person_verdicts (verdict INTEGER, kind VARCHAR, confidence VARCHAR, evidence VARCHAR[]);
CREATE OR REPLACE TEMP TABLE person_kinds (n INTEGER, verdict INTEGER);
CREATE OR REPLACE TEMP TABLE person_members (n INTEGER, lead INTEGER, everyday BOOLEAN);
CREATE OR REPLACE TEMP TABLE person_links (a INTEGER, b INTEGER, probability VARCHAR, decision VARCHAR, evidence VARCHAR);
CREATE OR REPLACE TEMP TABLE person_keys AS
SELECT (row_number() OVER (ORDER BY source || '/' || id) - 1)::INTEGER AS n, source, id FROM accounts;
CREATE OR REPLACE TABLE people_model (model JSON);`;

const TABLES = `
CREATE OR REPLACE TABLE account_kinds AS
SELECT k.source, k.id, v.kind, v.confidence::DOUBLE AS confidence, v.evidence
FROM person_keys AS k JOIN person_kinds AS p ON p.n = k.n JOIN person_verdicts AS v ON v.verdict = p.verdict;
CREATE OR REPLACE TABLE links AS
SELECT a.source AS aSource, a.id AS aId, b.source AS bSource, b.id AS bId, l.probability::DOUBLE AS probability, l.decision, l.evidence::JSON AS evidence
FROM person_links AS l JOIN person_keys AS a ON a.n = l.a JOIN person_keys AS b ON b.n = l.b;
CREATE OR REPLACE TABLE person_accounts AS
SELECT 'p-' || left(sha256(lead.source || '/' || lead.id), 12) AS person, k.source, k.id, m.everyday
FROM person_members AS m JOIN person_keys AS k ON k.n = m.n JOIN person_keys AS lead ON lead.n = m.lead;
CREATE OR REPLACE TABLE people AS
SELECT p.person, coalesce(a.displayName, nullif(concat_ws(' ', a.givenName, a.familyName), ''), a.userName) AS displayName,
  p.source AS everydaySource, p.id AS everydayId
FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id
WHERE p.everyday;
DROP TABLE person_keys; DROP TABLE person_verdicts; DROP TABLE person_kinds; DROP TABLE person_members; DROP TABLE person_links;`;

const column = (name: string, type: ColumnType): Column => ({ name, type, doc: "" });

/** Writes each account's kind as it is judged; the same verdict is written out once. */
export class KindWriter {
  readonly #db: Inventory;
  readonly #rows;
  readonly #verdicts = new Map<string, number>();
  readonly #texts: { readonly kind: string; readonly confidence: string; readonly evidence: readonly string[] }[] = [];
  #next = 0;

  constructor(db: Inventory) {
    this.#db = db;
    this.#rows = db.writerOf("person_kinds", [column("n", "integer"), column("verdict", "integer")]);
  }

  /** Adds the next account in the order of `source/id`; awaits only when a chunk is full. `why` stands for the signals where there are none. */
  add(judgement: Judgement, why: string | null): void | Promise<void> {
    const key = `${judgement.kind} ${judgement.confidence} ${why ?? judgement.signals.join()}`;
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      verdict = this.#verdicts.size;
      this.#verdicts.set(key, verdict);
      const evidence = why === null ? judgement.signals.map((signal) => SIGNALS[signal]?.says ?? "") : [why];
      this.#texts.push({ kind: judgement.kind, confidence: String(judgement.confidence), evidence });
    }
    return this.#rows.append({ n: this.#next++, verdict });
  }

  async close(): Promise<void> {
    await this.#rows.close();
    const writer = this.#db.writerOf("person_verdicts", [
      column("verdict", "integer"),
      column("kind", "text"),
      column("confidence", "text"),
      column("evidence", "texts"),
    ]);
    for (const [verdict, texts] of this.#texts.entries()) await writer.append({ verdict, ...texts });
    await writer.close();
  }
}

/** A link between two accounts of a population, ready to be written. */
export interface Link {
  readonly i: number;
  readonly j: number;
  readonly probability: number;
  readonly decision: "match" | "review";
  /** JSON. */
  readonly evidence: string;
}

/** Writes links, people and the model, and makes the stage's tables. */
export async function writePeople(
  db: Inventory,
  people: Population,
  clusters: Clusters,
  links: Iterable<Link>,
  sourceOfRecord: string | undefined,
  model: Model,
): Promise<void> {
  const linked = db.writerOf("person_links", [
    column("a", "integer"),
    column("b", "integer"),
    column("probability", "text"),
    column("decision", "text"),
    column("evidence", "text"),
  ]);
  for (const { i, j, probability, decision, evidence } of links) {
    const done = linked.append({
      a: people.account[i] as number,
      b: people.account[j] as number,
      probability: String(probability),
      decision,
      evidence,
    });
    if (done !== undefined) await done;
  }
  await linked.close();
  const writer = db.writerOf("person_members", [column("n", "integer"), column("lead", "integer"), column("everyday", "boolean")]);
  for (let lead = 0; lead < people.size; lead++) {
    if (clusters.of(lead) !== lead) continue;
    const members = clusters.members(lead);
    const everyday = everydayAccount(people, members, sourceOfRecord);
    for (const i of members) {
      const done = writer.append({ n: people.account[i] as number, lead: people.account[lead] as number, everyday: i === everyday });
      if (done !== undefined) await done;
    }
  }
  await writer.close();
  const models = db.writerOf("people_model", [column("model", "json")]);
  await models.append({ model: { ...model } });
  await models.close();
  await db.run(TABLES);
}
