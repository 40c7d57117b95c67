import type { Inventory } from "../inventory/inventory.js";
import { column } from "../inventory/tables.js";

/** An account of a person in an earlier scan. */
export interface PersonAccount {
  readonly person: string;
  readonly source: string;
  /** Null where the earlier report hides it behind a pseudonym. */
  readonly id: string | null;
}

/** The people of an earlier scan, account by account. */
export type EarlierPeople = Iterable<PersonAccount> | AsyncIterable<PersonAccount>;

/** What a person's id looks like. Sixteen digits: among ten million people two ids are equal with a chance of three in a million. */
export const PERSON_ID = /^p-[0-9a-f]{16}$/;

/** The id that a text gives, in SQL: that of a new person is made of their first account's key. */
export const personId = (sql: string): string => `'p-' || left(sha256(${sql}), 16)`;

/** Where one person held accounts of only one earlier person, and nobody else did, the id stays; the others are few. */
const VOTES = `
CREATE OR REPLACE TEMP TABLE person_votes AS
SELECT *, count(*) OVER (PARTITION BY person) + count(*) OVER (PARTITION BY earlier) > 2 AS contested
FROM (
  SELECT p.person, q.person AS earlier, count(DISTINCT (p.source, p.id)) AS shared
  FROM person_accounts AS p JOIN person_previous AS q ON q.source = p.source AND q.id = p.id
  GROUP BY ALL
);
CREATE OR REPLACE TEMP TABLE person_renamed AS
SELECT person, earlier AS id FROM person_votes WHERE NOT contested;`;

/** A tie goes to whoever would have the id anyway. */
const CONTESTED = "SELECT person, earlier FROM person_votes WHERE contested ORDER BY shared DESC, person <> earlier, earlier, person";

/**
 * People who would get an id that named somebody else in the earlier scan. An earlier person some of whose accounts are
 * pseudonyms may be this very person, so such an id stands.
 */
const DISPLACED = `
CREATE OR REPLACE TEMP TABLE person_displaced AS
SELECT DISTINCT p.person FROM person_accounts AS p
ANTI JOIN person_renamed AS r ON r.person = p.person
WHERE p.person IN (SELECT id FROM person_renamed)
   OR p.person IN (SELECT person FROM person_previous GROUP BY person HAVING count(*) = count(id));`;

/** One round of new ids for the displaced, each tried once; `$round` makes it another id each time. */
const RENAME = `
INSERT INTO person_renamed
SELECT d.person, ${personId("d.person || ' ' || $round")} AS fresh FROM person_displaced AS d
WHERE fresh NOT IN (SELECT person FROM person_previous) AND fresh NOT IN (SELECT person FROM person_accounts)
  AND fresh NOT IN (SELECT id FROM person_renamed)`;

const APPLY = `
CREATE OR REPLACE TABLE person_accounts AS
SELECT p.* REPLACE (coalesce(r.id, p.person) AS person) FROM person_accounts AS p LEFT JOIN person_renamed AS r ON r.person = p.person;
DROP TABLE person_previous; DROP TABLE person_votes; DROP TABLE person_renamed; DROP TABLE person_displaced;`;

/**
 * Renames people in `person_accounts` so that ids of an earlier scan stay with those who hold most of the accounts.
 * An id never passes to somebody who holds none of them: when a person is split, the smaller part gets a new one;
 * when two become one, the larger one's stays.
 */
export async function keepIds(db: Inventory, previous: EarlierPeople): Promise<void> {
  await db.run("CREATE OR REPLACE TEMP TABLE person_previous (person VARCHAR, source VARCHAR, id VARCHAR)");
  const earlier = db.writerOf("person_previous", [column("person", "text"), column("source", "text"), column("id", "text")]);
  for await (const row of previous) {
    const done = earlier.append({ ...row });
    if (done !== undefined) await done;
  }
  await earlier.close();
  await db.run(VOTES);
  const renamed = db.writerOf("person_renamed", [column("person", "text"), column("id", "text")]);
  const given = new Set<string>();
  for (const vote of await db.rows<{ person: string; earlier: string }>(CONTESTED)) {
    if (given.has(`new ${vote.person}`) || given.has(`old ${vote.earlier}`)) continue;
    given.add(`new ${vote.person}`).add(`old ${vote.earlier}`);
    await renamed.append({ person: vote.person, id: vote.earlier });
  }
  await renamed.close();
  await db.run(DISPLACED);
  for (let round = 1; await hasRows(db, "person_displaced"); round++) {
    await db.run(RENAME, { round: String(round) });
    await db.run("DELETE FROM person_displaced WHERE person IN (SELECT person FROM person_renamed)");
  }
  await db.run(APPLY);
}

async function hasRows(db: Inventory, table: string): Promise<boolean> {
  return (await db.rows(`FROM ${table} LIMIT 1`)).length > 0;
}

/** The people that an audited snapshot holds, or null where the inventory is no view of one: `audit` keeps their ids. */
export async function peopleOfSnapshot(db: Inventory): Promise<AsyncIterable<PersonAccount> | null> {
  if (!(await db.snapshotHas("person_accounts"))) return null;
  return streamPeople(db);
}

async function* streamPeople(db: Inventory): AsyncGenerator<PersonAccount> {
  // A connection of its own: the rows are read while others are written.
  const reader = await db.fork();
  try {
    for await (const rows of reader.stream<PersonAccount>("SELECT person, source, id FROM snapshot.person_accounts ORDER BY ALL")) yield* rows;
  } finally {
    await reader.close();
  }
}
