import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIRECTORY_SETS, directories } from "../../bench/people/directory.js";
import { type LabelledSet, personRecords, RECORD_SETS } from "../../bench/people/records.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row } from "../../src/inventory/tables.js";
import { Conflicts } from "../../src/people/conflicts.js";
import { FIELD_COUNT, FIELDS, type Field } from "../../src/people/fields.js";
import { resolution } from "../../src/people/resolve.js";
import { CLASSES, Scorer } from "../../src/people/score.js";
import { inventoryWith } from "../support/inventory.js";
import { modelOf, now, tables, withPeople } from "../support/people.js";

const fields: readonly Field[] = FIELDS;

function setOf(name: string): LabelledSet {
  const directory = DIRECTORY_SETS.find((options) => options.name === name);
  if (directory !== undefined) return directories(directory);
  const records = RECORD_SETS.find((options) => options.name === name);
  if (records === undefined) throw new Error(`no set is called ${name}`);
  return personRecords(records);
}

const company = setOf("directory-50").accounts;

/** Accounts by person, as sorted text, without those of `ignored` sources. */
async function partition(db: Inventory, ignored = ""): Promise<string[]> {
  const rows = await db.rows<{ accounts: string }>(
    "SELECT string_agg(source || '/' || id, ' ' ORDER BY source, id) AS accounts FROM person_accounts WHERE source <> $ignored GROUP BY person ORDER BY accounts",
    { ignored },
  );
  return rows.map((row) => row.accounts);
}

describe("people", () => {
  it("do not depend on the order in which accounts were read", async () => {
    const expected = await withPeople(company, {}, tables);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...company], { minLength: company.length }), async (shuffled) => {
        expect(await withPeople(shuffled, {}, tables)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it("do not change under the same model when an unrelated account comes", async () => {
    const { before, model } = await withPeople(company, {}, async (db) => ({ before: await partition(db), model: await modelOf(db) }));
    const strangers = fc.record({
      source: fc.constant("stranger"),
      id: fc.uuid(),
      givenName: fc.constantFrom("Xanthippe", "Zbigniewa", "Qing"),
      familyName: fc.constantFrom("Quackenbush", "Zwingli"),
      userName: fc.emailAddress(),
    });
    await fc.assert(
      fc.asyncProperty(strangers, async (stranger) => {
        expect(await withPeople([...company, stranger], { model }, (db) => partition(db, "stranger"))).toEqual(before);
      }),
      { numRuns: 5 },
    );
  });

  it("keep their confident links when a large unrelated company comes", async () => {
    const confident = (db: Inventory) =>
      db.rows<{ a: string; b: string }>(
        "SELECT aSource || '/' || aId AS a, bSource || '/' || bId AS b FROM links WHERE probability > 0.999 AND decision = 'match' ORDER BY ALL",
      );
    const others = setOf("directory-1k").accounts.map(
      (row): Row => ({
        ...row,
        source: `other-${row["source"]}`,
        emails: null,
        userName: `${row["id"]}@other.example`,
        employeeNumber: null,
        phoneNumbers: null,
      }),
    );
    const before = await withPeople(company, {}, confident);
    const after = await withPeople([...company, ...others], {}, async (db) => {
      const person = new Map(
        (await db.rows<{ key: string; person: string }>("SELECT source || '/' || id AS key, person FROM person_accounts")).map((row) => [
          row.key,
          row.person,
        ]),
      );
      return before.filter(({ a, b }) => person.get(a) !== person.get(b));
    });
    expect(before.length).toBeGreaterThan(50);
    expect(after).toEqual([]);
  });

  it.each(["directory-50", "records-1k"])("never hold a conflict: %s", async (name) => {
    const db = await inventoryWith({ accounts: setOf(name).accounts });
    const { people, clusters, model, decisions } = await resolution(db, { now });
    await db.close();
    const conflicts = new Conflicts(people, model, decisions);
    for (let lead = 0; lead < people.size; lead++) {
      if (clusters.of(lead) !== lead) continue;
      const members = clusters.members(lead);
      for (const i of members) for (const j of members) if (i < j) expect(conflicts.between(i, j)).toBeNull();
    }
  });

  it("have links whose evidence sums to their probability", async () => {
    const links = await withPeople(company, {}, (db) =>
      db.rows<{ probability: number; evidence: string }>("SELECT probability, evidence::VARCHAR AS evidence FROM links"),
    );
    for (const { probability, evidence } of links) {
      const bits = (JSON.parse(evidence) as { weight: number }[]).reduce((sum, row) => sum + row.weight, 0);
      expect(Math.abs(1 / (1 + 2 ** -bits) - probability)).toBeLessThan(1e-9);
    }
  });
});

describe("probabilities", () => {
  const level = (field: Field) => fc.integer({ min: 0, max: field.levels.length - 1 });
  const levels = fc.tuple(...fields.map(level)).map((list) => Uint8Array.from(list));
  const kinds = fc.integer({ min: 0, max: CLASSES.length - 1 });

  it("rise with agreement, and missing values never raise them above what the other fields give", async () => {
    const scorer = new Scorer(await withPeople(setOf("records-1k").accounts, {}, modelOf));
    fc.assert(
      fc.property(levels, kinds, fc.integer({ min: 0, max: FIELD_COUNT - 1 }), (pattern, kind, field) => {
        const steps = fields[field]?.levels ?? [];
        const at = pattern[field] as number;
        const bits = (value: number) =>
          scorer.bits(
            Uint8Array.from(pattern, (old, f) => (f === field ? value : old)),
            kind,
            0,
            0,
          );
        if (at >= 1 && at + 1 < steps.length && steps[at + 1]?.aside === undefined) expect(bits(at + 1)).toBeGreaterThanOrEqual(bits(at) - 1e-9);
        // What is not known weighs nothing: agreement taken away never raises the odds.
        if (scorer.weight(field, at) > 0) expect(bits(0)).toBeLessThanOrEqual(bits(at) + 1e-9);
      }),
      { numRuns: 3000 },
    );
  });
});
