import type { Inventory } from "../inventory/inventory.js";
import { column } from "../inventory/tables.js";
import type { Clusters } from "./cluster.js";
import { ADVICE, choose, REASONS } from "./everyday.js";
import { LABELS } from "./evidence.js";
import { keepIds, personId } from "./ids.js";
import { type Judgement, SIGNALS } from "./kinds.js";
import type { Population } from "./population.js";
import type { PeopleOptions } from "./resolve.js";
import type { Model } from "./score.js";

/**
 * Tables that pass from here to SQL by number: an account's number is its place in the order of `source/id`, so that a
 * million long ids are read once and never written. Temporary, and dropped when the tables of the stage are made.
 */
export const SCRATCH = `
CREATE OR REPLACE TEMP TABLE person_rows (n INTEGER, verdict INTEGER, lead INTEGER, why INTEGER, advice INTEGER);
CREATE OR REPLACE TEMP TABLE person_links (a INTEGER, b INTEGER, probability VARCHAR, decision VARCHAR, code VARCHAR);
CREATE OR REPLACE TEMP TABLE person_keys AS
SELECT (row_number() OVER (ORDER BY source || '/' || id) - 1)::INTEGER AS n, source, id FROM accounts;`;

const KINDS = `
CREATE OR REPLACE TABLE account_kinds AS
WITH verdicts AS (
  SELECT unnest(from_json($verdicts, '[{"kind": "VARCHAR", "confidence": "DOUBLE", "evidence": ["VARCHAR"]}]')) AS v, unnest(range($count::BIGINT)) AS verdict
)
SELECT k.source, k.id, v.v.kind AS kind, v.v.confidence AS confidence, v.v.evidence AS evidence
FROM person_keys AS k JOIN person_rows AS p ON p.n = k.n JOIN verdicts AS v ON v.verdict = p.verdict`;

/** With the model what people were resolved with besides it, so that any pair can be weighed again as it was. */
const MODEL = "CREATE OR REPLACE TABLE people_model AS SELECT $model::JSON AS model, $options::JSON AS options";

/** How the rows of links' waterfalls begin in JSON, by number: they are few, so that links keep numbers. */
const LINK_LABELS = "CREATE OR REPLACE TABLE link_labels AS SELECT from_json($labels, '[\"VARCHAR\"]') AS labels";

/** The tool's own words as a list in SQL, whose places begin with 1. */
const listOf = (words: readonly string[]): string => `[${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(", ")}]`;

const TABLES = `
CREATE OR REPLACE TABLE link_codes AS
SELECT a.source AS aSource, a.id AS aId, b.source AS bSource, b.id AS bId, l.probability::DOUBLE AS probability, l.decision, l.code
FROM person_links AS l JOIN person_keys AS a ON a.n = l.a JOIN person_keys AS b ON b.n = l.b;
CREATE OR REPLACE VIEW links AS
SELECT aSource, aId, bSource, bId, probability, decision, (
    '[' || array_to_string(list_transform(string_split(code, ' '), lambda row: labels[1 + split_part(row, ':', 1)::INTEGER] ||
      coalesce((nullif(split_part(row, ':', 2), '')::DOUBLE / 1000)::VARCHAR, 'null') || '}'), ',') || ']'
  )::JSON AS evidence
FROM link_codes, link_labels;
CREATE OR REPLACE TABLE person_accounts AS
SELECT ${personId("lead.source || '/' || lead.id")} AS person, k.source, k.id, p.why IS NOT NULL AS everyday,
  ${listOf(REASONS)}[p.why] AS why, ${listOf(ADVICE)}[p.advice] AS advice
FROM person_rows AS p JOIN person_keys AS k ON k.n = p.n JOIN person_keys AS lead ON lead.n = p.lead;`;

const PEOPLE = `
CREATE OR REPLACE TABLE people AS
SELECT p.person, coalesce(a.displayName, nullif(concat_ws(' ', a.givenName, a.familyName), ''), a.userName) AS displayName,
  p.source AS everydaySource, p.id AS everydayId
FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id
WHERE p.everyday;
DROP TABLE person_keys; DROP TABLE person_rows; DROP TABLE person_links;`;

/** Every account's kind, in the order of `source/id`; each verdict is kept once. */
export class Verdicts {
  /** By what stands for the signals, where there are none, and by judgement. */
  readonly #numbers = new Map<string | null, Map<Judgement, number>>();
  readonly texts: { readonly kind: string; readonly confidence: number; readonly evidence: readonly string[] }[] = [];
  readonly of: Int32Array;
  #count = 0;

  constructor(accounts: number) {
    this.of = new Int32Array(accounts);
  }

  /** Adds the next account's. `why` stands for the signals where there are none. */
  add(judgement: Judgement, why: string | null): void {
    const numbers = this.#numbers.get(why) ?? new Map<Judgement, number>();
    let number = numbers.get(judgement);
    if (number === undefined) {
      number = this.texts.length;
      numbers.set(judgement, number);
      this.#numbers.set(why, numbers);
      const evidence = why === null ? judgement.signals.map((signal) => SIGNALS[signal]?.says ?? "") : [why];
      this.texts.push({ kind: judgement.kind, confidence: judgement.confidence, evidence });
    }
    this.of[this.#count++] = number;
  }
}

/** A link between two accounts of a population, ready to be written. */
export interface Link {
  readonly i: number;
  readonly j: number;
  readonly probability: number;
  readonly decision: "match" | "review";
  /** The evidence in short, as `Judge.encode` gives it. */
  readonly code: string;
}

/** Writes kinds, links, people and the model: the stage's tables. */
export async function writePeople(
  db: Inventory,
  verdicts: Verdicts,
  people: Population,
  clusters: Clusters,
  links: Iterable<Link>,
  model: Model,
  options: PeopleOptions,
): Promise<void> {
  const linked = db.writerOf("person_links", [
    column("a", "integer"),
    column("b", "integer"),
    column("probability", "text"),
    column("decision", "text"),
    column("code", "text"),
  ]);
  for (const { i, j, probability, decision, code } of links) {
    const done = linked.append({
      a: people.account[i] as number,
      b: people.account[j] as number,
      probability: String(probability),
      decision,
      code,
    });
    if (done !== undefined) await done;
  }
  await linked.close();
  // By account: places in REASONS and ADVICE, counted from 1; no reason where it is not the everyday account.
  const why = new Uint8Array(people.size);
  const advice = new Uint8Array(people.size);
  for (let lead = 0; lead < people.size; lead++) {
    if (clusters.of(lead) !== lead) continue;
    const members = clusters.members(lead).sort((a, b) => a - b);
    const choice = choose(people, members, options.sourceOfRecord);
    why[choice.everyday] = REASONS.indexOf(choice.why) + 1;
    members.forEach((i, at) => {
      advice[i] = ADVICE.indexOf(choice.advice[at] as string) + 1;
    });
  }
  const rows = db.writerOf("person_rows", [
    column("n", "integer"),
    column("verdict", "integer"),
    column("lead", "integer"),
    column("why", "integer"),
    column("advice", "integer"),
  ]);
  for (let n = 0, i = 0; n < verdicts.of.length; n++) {
    const person = i < people.size && people.account[i] === n;
    const lead = person ? (people.account[clusters.of(i)] as number) : null;
    const done = rows.append({
      n,
      verdict: verdicts.of[n] as number,
      lead,
      why: person ? why[i] || null : null,
      advice: person ? (advice[i] as number) : null,
    });
    if (done !== undefined) await done;
    if (person) i++;
  }
  await rows.close();
  await db.run(KINDS, { verdicts: JSON.stringify(verdicts.texts), count: verdicts.texts.length });
  const { now, breakGlass, same, different } = options;
  await db.run(MODEL, { model: JSON.stringify(model), options: JSON.stringify({ now, breakGlass, same, different }) });
  await db.run(LINK_LABELS, { labels: JSON.stringify(LABELS.map((label) => `${JSON.stringify(label).slice(0, -1)},"weight":`)) });
  await db.run(TABLES);
  if (options.previous !== undefined) await keepIds(db, options.previous);
  await db.run(PEOPLE);
}
