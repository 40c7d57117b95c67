import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Inventory } from "../../src/inventory/inventory.js";
import { keepIds, PERSON_ID, type PersonAccount } from "../../src/people/ids.js";
import { inventoryWith } from "../support/inventory.js";

/** People as lists of account ids, all of one directory. */
type Partition = readonly (readonly string[])[];

/** The id of somebody who was never seen before. */
const fresh = (account: string) => `p-${createHash("sha256").update(`corp/${account}`).digest("hex").slice(0, 16)}`;

/** The ids of people after an earlier scan, by account. */
async function named(people: Partition, earlier?: readonly PersonAccount[]): Promise<Map<string, string>> {
  const db = await inventoryWith({});
  try {
    await db.run("CREATE TABLE person_accounts (person VARCHAR, source VARCHAR, id VARCHAR, everyday BOOLEAN)");
    for (const accounts of people)
      for (const id of accounts)
        await db.run("INSERT INTO person_accounts VALUES ($person, 'corp', $id, $everyday)", {
          person: fresh([...accounts].sort()[0] ?? ""),
          id,
          everyday: id === accounts[0],
        });
    if (earlier !== undefined) await keepIds(db, earlier);
    return await idsOf(db);
  } finally {
    await db.close();
  }
}

async function idsOf(db: Inventory): Promise<Map<string, string>> {
  const rows = await db.rows<{ id: string; person: string }>("SELECT id, person FROM person_accounts ORDER BY id");
  return new Map(rows.map((row) => [row.id, row.person]));
}

const asEarlier = (ids: ReadonlyMap<string, string>): PersonAccount[] => [...ids].map(([id, person]) => ({ person, source: "corp", id }));

/** Ids after one scan after another. */
async function idsAfter(...scans: readonly Partition[]): Promise<Map<string, string>> {
  let ids = await named(scans[0] ?? []);
  for (const scan of scans.slice(1)) ids = await named(scan, asEarlier(ids));
  return ids;
}

describe("ids of people", () => {
  it("are made of the first account's key", async () => {
    expect(await named([["b", "a"]])).toEqual(
      new Map([
        ["a", fresh("a")],
        ["b", fresh("a")],
      ]),
    );
  });

  it.each<[string, Partition[], Record<string, string>]>([
    ["stay when the first account goes", [[["a", "b", "c"]], [["b", "c"]]], { b: fresh("a") }],
    ["stay when an account comes that sorts before", [[["b"]], [["a", "b"]]], { a: fresh("b"), b: fresh("b") }],
    ["stay through many scans", [[["c"]], [["b", "c"]], [["a", "b"]], [["a"]]], { a: fresh("c") }],
    ["go to the larger part of a person who is split", [[["a", "b", "c"]], [["a"], ["b", "c"]]], { b: fresh("a") }],
    ["go to the part with the first account where the parts are equal", [[["a", "b"]], [["a"], ["b"]]], { a: fresh("a"), b: fresh("b") }],
    ["of the larger person stay when two become one", [[["a"], ["b", "c"]], [["a", "b", "c"]]], { a: fresh("b"), c: fresh("b") }],
    ["come back when two who became one are parted again", [[["a"], ["b"]], [["a", "b"]], [["a"], ["b"]]], { a: fresh("a"), b: fresh("b") }],
    [
      "go to the second best where the best is taken",
      [
        [
          ["a", "b", "c", "d"],
          ["x", "y"],
        ],
        [
          ["b", "c", "d"],
          ["a", "x"],
        ],
      ],
      { b: fresh("a"), a: fresh("x"), x: fresh("x") },
    ],
  ])("%s", async (_what, scans, expected) => {
    const ids = await idsAfter(...scans);
    for (const [account, id] of Object.entries(expected)) expect(ids.get(account), account).toBe(id);
  });

  it("never name somebody else: an account that comes back is a new person where its old one lives on", async () => {
    const ids = await idsAfter([["a", "b"]], [["b"]], [["a"], ["b"]]);
    expect(ids.get("b")).toBe(fresh("a"));
    expect(ids.get("a")).not.toBe(fresh("a"));
    expect(ids.get("a")).toMatch(PERSON_ID);
  });

  it("are told apart however often an account changes sides", async () => {
    const split = [["a"], ["b", "c", "d"]];
    const joined = [
      ["a", "e"],
      ["b", "c", "d"],
    ];
    const ids = await idsAfter([["a", "b", "c", "d"]], joined, [["a"], ["e", "f"], ["b", "c", "d"]], split, joined);
    expect(new Set(ids.values()).size).toBe(2);
  });

  it("stand where the earlier report hides accounts behind pseudonyms", async () => {
    const hidden = [{ person: fresh("a"), source: "corp", id: null }];
    expect((await named([["a"]], hidden)).get("a")).toBe(fresh("a"));
    const partly = [...hidden, { person: fresh("a"), source: "corp", id: "b" }];
    expect((await named([["a", "b"]], partly)).get("b")).toBe(fresh("a"));
  });

  it("are one to a person, keep whoever did not change, and do not depend on the order of the earlier report", async () => {
    const accounts = ["a", "b", "c", "d", "e", "f"];
    // Each account's person by number; 4 = the account is not there.
    const scan = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: accounts.length, maxLength: accounts.length });
    const partition = (numbers: readonly number[]): Partition =>
      [0, 1, 2, 3].map((person) => accounts.filter((_, i) => numbers[i] === person)).filter((list) => list.length > 0);
    await fc.assert(
      fc.asyncProperty(scan, scan, scan, async (first, second, third) => {
        const before = await idsAfter(partition(first), partition(second));
        const people = partition(third);
        const ids = await named(people, asEarlier(before));
        expect(await named(people, asEarlier(before).reverse())).toEqual(ids);
        expect(new Set(ids.values()).size).toBe(people.length);
        for (const list of people) {
          const id = ids.get(list[0] ?? "");
          for (const account of list) expect(ids.get(account)).toBe(id);
          if (partition(second).some((earlier) => earlier.join() === list.join())) expect(id).toBe(before.get(list[0] ?? ""));
          // An id that named somebody in the last scan names only those who hold one of their accounts.
          const holders = [...before].filter(([, person]) => person === id).map(([account]) => account);
          if (holders.length > 0) expect(list.some((account) => holders.includes(account))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
