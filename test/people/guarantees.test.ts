import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIRECTORY_SETS, directories } from "../../bench/people/directory.js";
import { personRecords, RECORD_SETS } from "../../bench/people/records.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row } from "../../src/inventory/tables.js";
import { Conflicts } from "../../src/people/conflicts.js";
import type { Evidence } from "../../src/people/evidence.js";
import { explainPair } from "../../src/people/explain.js";
import { PERSON_ID } from "../../src/people/ids.js";
import { resolution, resolvePeople } from "../../src/people/resolve.js";
import type { Model } from "../../src/people/score.js";
import { inventoryWith } from "../support/inventory.js";
import { modelOf, now, tables, withPeople } from "../support/people.js";

/** What the stage promises whatever a directory holds; each promise is held against directories made at random. */

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** Accounts whose values are so few that they meet, agree and contradict each other all the time. */
const account = fc.record({
  source: fc.constantFrom("corp", "app", "hr"),
  givenName: maybe(fc.constantFrom("Ann", "Anna", "Annie", "Bob", "Robert", "Émile", "Yuri", "Юрий")),
  familyName: maybe(fc.constantFrom("Bell", "Bell-Hart", "Hart", "O'Neil", "Müller", "Mueller")),
  displayName: maybe(fc.constantFrom("Ann Bell", "Bell, Ann", "Bob Hart Jr", "Bob Hart Sr", "Reception", "svc-backup", "\u0000", "")),
  userName: maybe(
    fc.constantFrom("ann.bell@corp.example", "abell", "adm-abell", "bob", "reception", "svc-backup", "\ud800", "ann.bell_corp.example#EXT#@app"),
  ),
  emails: maybe(fc.subarray(["ann.bell@corp.example", "bob@corp.example", "family@home.example"])),
  phoneNumbers: maybe(fc.subarray(["+49 69 5550100", "069 5550100", "+1 555 0101"])),
  employeeNumber: maybe(fc.constantFrom("7001", "7002", "07001", "0000", "E-9", "n/a")),
  birthDate: maybe(fc.constantFrom("1980-01-02", "1980-02-01", "1994-11-27", "0000-00-00")),
  organization: maybe(fc.constantFrom("Corp", "Subsidiary")),
  department: maybe(fc.constantFrom("IT", "Sales")),
  manager: maybe(fc.integer({ min: 0, max: 20 }).map(String)),
  onPremisesId: maybe(fc.constantFrom("g1", "g2")),
  externalId: maybe(fc.integer({ min: 0, max: 20 }).map(String)),
  active: maybe(fc.boolean()),
  userType: maybe(fc.constantFrom("member", "guest")),
});
const directory = fc
  .array(account, { minLength: 2, maxLength: 24 })
  .map((rows): Row[] => rows.map((row, n) => ({ ...row, id: String(n), userName: row.userName?.toWellFormed() ?? null })));

describe("whatever a directory holds", () => {
  it("nobody is two people, everybody has one everyday account, and no person holds a conflict but by a human's decision", async () => {
    await fc.assert(
      fc.asyncProperty(directory, fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 3 }), async (accounts, pairs) => {
        const key = (n: number) => `${accounts[n % accounts.length]?.["source"]}/${n % accounts.length}`;
        const same = pairs.map(([a, b]) => [key(a), key(b)] as const);
        const db = await inventoryWith({ accounts });
        try {
          await resolvePeople(db, { now, same });
          const rows = await db.rows<{ person: string; key: string; everyday: boolean; kind: string; why: string | null; advice: string | null }>(`
            SELECT p.person, p.source || '/' || p.id AS key, p.everyday, k.kind, p.why, p.advice FROM person_accounts AS p
            JOIN account_kinds AS k ON k.source = p.source AND k.id = p.id ORDER BY key`);
          const kinds = await db.rows<{ key: string; kind: string }>("SELECT source || '/' || id AS key, kind FROM account_kinds ORDER BY key");
          expect(kinds).toHaveLength(accounts.length);
          expect(rows.map((row) => row.key)).toEqual(
            kinds.filter(({ kind }) => ["human", "admin", "guest", "unknown"].includes(kind)).map((row) => row.key),
          );
          const everyday = rows.filter((row) => row.everyday);
          expect(new Set(everyday.map((row) => row.person)).size).toBe(everyday.length);
          expect(new Set(rows.map((row) => row.person)).size).toBe(everyday.length);
          for (const row of rows) {
            expect(row.person).toMatch(PERSON_ID);
            expect(row.why === null).toBe(!row.everyday);
            expect(row.advice).toMatch(/^(delegate|closed|keep|merge|close)/);
          }
          const { people, clusters, model, decisions } = await resolution(db, { now, same });
          const conflicts = new Conflicts(people, model, decisions);
          const decided = decidedPeople(decisions.same);
          for (let i = 0; i < people.size; i++)
            for (let j = i + 1; j < people.size; j++)
              if (clusters.of(i) === clusters.of(j) && decided(i) !== decided(j)) expect(conflicts.between(i, j)).toBeNull();
        } finally {
          await db.close();
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it("the order in which accounts were read changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        directory.chain((accounts) => fc.tuple(fc.constant(accounts), fc.shuffledSubarray([...accounts], { minLength: accounts.length }))),
        async ([accounts, shuffled]) => {
          expect(await withPeople(shuffled, {}, tables)).toEqual(await withPeople(accounts, {}, tables));
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});

describe("what is missing", () => {
  /** One account with every value that is compared, and what stands in its place where another disagrees. */
  const whole: Row = {
    givenName: "Philippa",
    familyName: "Quartermain",
    emails: ["philippa.quartermain@corp.example"],
    phoneNumbers: ["+44 20 5550 1234"],
    employeeNumber: "880123",
    birthDate: "1983-04-17",
    streetAddress: "12 Mill Lane",
    locality: "Ely",
    postalCode: "CB6 1AA",
    department: "Legal",
    title: "Counsel",
    onPremisesId: "anchor-of-philippa",
  };
  const other: Row = {
    givenName: "Bartholomew",
    familyName: "Zwingli",
    emails: ["b.zwingli@corp.example"],
    phoneNumbers: ["+44 20 5559 8765"],
    employeeNumber: "880999",
    birthDate: "1961-12-02",
    streetAddress: "7 High Street",
    locality: "Bath",
    postalCode: "BA1 5LR",
    department: "Facilities",
    title: "Porter",
    onPremisesId: "another-anchor",
  };
  const columns = Object.keys(whole);
  const company = directories({ name: "company", seed: 3, people: 40, anchors: 0.8 }).accounts;
  let model: Model;
  beforeAll(async () => {
    model = await withPeople(company, {}, modelOf);
  });

  /** A pair's evidence without what other accounts say, which changes with whom else the pair resembles. */
  async function evidenceWith(second: Row): Promise<readonly Evidence[]> {
    const pair: Row[] = [
      { source: "entra", id: "one", ...whole },
      { source: "okta", id: "two", ...second },
    ];
    const { evidence } = await withPeople([...company, ...pair], { model }, (db) => explainPair(db, "entra/one", "okta/two"));
    return evidence.filter(({ field }) => !["rivals", "company", "conflict"].includes(field));
  }
  const bitsOf = (evidence: readonly Evidence[]) => evidence.reduce((sum, row) => sum + (row.weight ?? 0), 0);

  it("never counts for one person: without a value that agrees a pair is no likelier, whatever else agrees, differs or is missing", async () => {
    const states = fc.array(fc.constantFrom("agrees", "differs", "missing"), { minLength: columns.length, maxLength: columns.length });
    await fc.assert(
      fc.asyncProperty(states, fc.nat(columns.length - 1), async (drawn, taken) => {
        const stateOf = (n: number) => (n === taken ? "agrees" : drawn[n]);
        const second = Object.fromEntries(
          columns.map((column, n) => [column, stateOf(n) === "agrees" ? whole[column] : stateOf(n) === "differs" ? other[column] : null]),
        );
        const before = await evidenceWith(second);
        const after = await evidenceWith({ ...second, [columns[taken] as string]: null });
        // A name that is missing is read from the login, where nothing else gives one: then it is not missing.
        const known = new Set(before.map((row) => row.field));
        fc.pre(after.every((row) => known.has(row.field)) && new Set(after.map((row) => row.field)).size < known.size);
        // Rows are rounded to thousandths of a bit, and one value less changes how common the others are.
        // In one household a birth date speaks for twins too; one that is common here loses more by that than it is worth (docs/matching.md).
        const slack = columns[taken] === "birthDate" ? 2 : 0.05;
        expect(bitsOf(after)).toBeLessThanOrEqual(bitsOf(before) + slack);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

/** For each account the people that decisions alone make of it: its own number where no decision is about it. */
function decidedPeople(same: readonly (readonly [number, number])[]): (i: number) => number {
  const lead = new Map<number, number>();
  const of = (i: number): number => {
    const next = lead.get(i);
    return next === undefined || next === i ? i : of(next);
  };
  for (const [i, j] of same) lead.set(of(i), of(j));
  return of;
}

describe("a pair of which nothing is known", () => {
  it("is no likelier than any pair", async () => {
    const company = directories({ name: "company", seed: 3, people: 40, anchors: 0.8 }).accounts;
    const nothing: Row[] = [
      { source: "entra", id: "n1" },
      { source: "okta", id: "n2" },
    ];
    const pair = await withPeople([...company, ...nothing], {}, (db) => explainPair(db, "entra/n1", "okta/n2"));
    expect(pair.decision).toBe("apart");
    expect(pair.evidence.filter((row) => row.weight !== null && row.weight > 0)).toEqual([]);
  });
});

describe("large directories", () => {
  it("come out the same in whatever order their accounts were read", async () => {
    const { accounts } = directories({ name: "large", seed: 11, people: 400, anchors: 0.7 });
    const expected = await withPeople(accounts, {}, tables);
    expect(await withPeople([...accounts].reverse(), {}, tables)).toEqual(expected);
  });
});

describe("explain's arithmetic", () => {
  const sets: readonly (readonly [string, readonly Row[]])[] = [
    ...DIRECTORY_SETS.filter(({ name }) => ["directory-50", "directory-1k", "directory-bare"].includes(name)).map(
      (options) => [options.name, directories(options).accounts] as const,
    ),
    ...RECORD_SETS.filter(({ name }) => ["records-1k", "records-households", "records-heavy"].includes(name)).map(
      (options) => [options.name, personRecords(options).accounts] as const,
    ),
  ];

  it("sets of every shape are there", () => {
    expect(sets.map(([name]) => name).sort()).toEqual([
      "directory-1k",
      "directory-50",
      "directory-bare",
      "records-1k",
      "records-heavy",
      "records-households",
    ]);
  });

  it.each(sets)("sums to the stated probability, for every link of %s", async (_name, accounts) => {
    const links = await withPeople(accounts, {}, (db) =>
      db.rows<{ probability: number; evidence: string }>("SELECT probability, evidence::VARCHAR AS evidence FROM links"),
    );
    expect(links.length).toBeGreaterThan(50);
    const worst = links.reduce((most, { probability, evidence }) => Math.max(most, Math.abs(summed(evidence) - probability)), 0);
    expect(worst).toBeLessThan(1e-9);
  });

  let db: Inventory;
  let keys: string[];
  beforeAll(async () => {
    db = await inventoryWith({ accounts: sets[0]?.[1] ?? [] });
    await resolvePeople(db, { now });
    keys = (await db.rows<{ key: string }>("SELECT source || '/' || id AS key FROM person_accounts ORDER BY key")).map((row) => row.key);
  });
  afterAll(() => db.close());

  it("does so for any two accounts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (a, b) => {
        const [first = "", second = ""] = [keys[a % keys.length], keys[b % keys.length]];
        if (first === second) return;
        const { probability, evidence } = await explainPair(db, first, second);
        expect(Math.abs(summed(JSON.stringify(evidence)) - (probability ?? Number.NaN))).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

function summed(evidence: string): number {
  const bits = (JSON.parse(evidence) as { weight: number }[]).reduce((sum, row) => sum + row.weight, 0);
  return 1 / (1 + 2 ** -bits);
}
