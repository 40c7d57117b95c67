import { describe, expect, it } from "vitest";
import { directories } from "../../bench/people/directory.js";
import { personRecords } from "../../bench/people/records.js";
import type { Row } from "../../src/inventory/tables.js";
import { candidatesOf, eachPair } from "../../src/people/block.js";
import { compareShare, together } from "../../src/people/pairs.js";
import { resolution } from "../../src/people/resolve.js";
import { Statistics } from "../../src/people/statistics.js";
import { inventoryWith } from "../support/inventory.js";

const now = new Date("2026-01-01T00:00:00Z");

async function populationOf(accounts: readonly Row[]) {
  const db = await inventoryWith({ accounts });
  const keys = await db.rows<{ key: string }>("SELECT source || '/' || id AS key FROM accounts ORDER BY key");
  const { people } = await resolution(db, { now });
  await db.close();
  return { people, key: (i: number) => keys[people.account[i] as number]?.key ?? "" };
}

const pairsOf = (candidates: ReturnType<typeof candidatesOf>, from: number, to: number) => {
  const pairs: string[] = [];
  eachPair(candidates, from, to, (i, j) => pairs.push(`${i} ${j}`));
  return pairs;
};

describe("candidates", () => {
  it("are all pairs of a few accounts, each once", async () => {
    const { people } = await populationOf(Array.from({ length: 12 }, (_, n) => ({ source: "a", id: `${n}`, userName: `user${n}.name` })));
    const pairs = pairsOf(candidatesOf(people), 0, people.size);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs).toHaveLength((people.size * (people.size - 1)) / 2);
  });

  it.each([
    ["a company in three directories", directories({ name: "t", seed: 3, people: 400, anchors: 0.5 }), 0.99],
    ["records with slips", personRecords({ name: "t", seed: 4, people: 800, copies: [1], slips: 3, gaps: 0.06, swaps: 0.03 }), 0.99],
  ])("hold nearly all true pairs of %s, each once, and no pair twice in two shares", async (_, set, least) => {
    const { people, key } = await populationOf(set.accounts);
    const candidates = candidatesOf(people);
    const pairs = pairsOf(candidates, 0, people.size);
    expect(new Set(pairs).size).toBe(pairs.length);
    const middle = Math.floor(people.size / 3);
    expect([...pairsOf(candidates, 0, middle), ...pairsOf(candidates, middle, people.size)]).toEqual(pairs);
    const person = Array.from({ length: people.size }, (_, i) => set.truth.get(key(i))?.person ?? null);
    const seen = new Set(pairs);
    let all = 0;
    let found = 0;
    for (let i = 0; i < people.size; i++)
      for (let j = i + 1; j < people.size; j++)
        if (person[i] !== null && person[i] === person[j]) {
          all++;
          if (seen.has(`${i} ${j}`)) found++;
        }
    expect(found / all).toBeGreaterThan(least);
  });

  it("stay linear where thousands share everything", async () => {
    const { people } = await populationOf(
      Array.from({ length: 4000 }, (_, n) => ({ source: "a", id: `${n}`, givenName: "Ann", familyName: "Lee", phoneNumbers: ["+49 69 5550"] })),
    );
    const pairs = pairsOf(candidatesOf(people), 0, people.size);
    expect(pairs.length).toBeGreaterThan(people.size);
    expect(pairs.length).toBeLessThan(200 * people.size);
  });
});

describe("a share of the accounts", () => {
  it("compares what another thread would, from plain data", async () => {
    const { people } = await populationOf(directories({ name: "t", seed: 5, people: 150, anchors: 0.5 }).accounts);
    const whole = { people: people.data, statistics: Statistics.of(people).data, candidates: candidatesOf(people) };
    const sent = structuredClone(whole);
    const once = compareShare({ ...whole, from: 0, to: people.size });
    const middle = Math.floor(people.size / 2);
    const parts = [compareShare({ ...sent, from: 0, to: middle }), compareShare({ ...sent, from: middle, to: people.size })];
    expect(together(parts.map((part) => part.scored))).toEqual(together([once.scored]));
    const count = (groups: typeof once.groups) => groups.reduce((sum, group) => sum + group.count, 0);
    expect(parts.reduce((sum, part) => sum + count(part.groups), 0)).toBe(count(once.groups));
  });
});
