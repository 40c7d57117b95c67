import { afterEach, beforeEach, expect, it } from "vitest";
import { Inventory } from "../../src/inventory/inventory.js";

let db: Inventory;
beforeEach(async () => {
  db = await Inventory.open();
  await db.run("CREATE TABLE pairs (a INTEGER, b INTEGER)");
});
afterEach(() => db.close());

async function read(sql: string): Promise<number[][]> {
  const rows: number[][] = [];
  for await (const columns of db.integers(sql)) {
    const [first = new Int32Array()] = columns;
    for (let row = 0; row < first.length; row++) rows.push(columns.map((column) => column[row] as number));
  }
  return rows;
}

it.each([0, 1, 2047, 2048, 2049, 5000])("gives back %i rows as they were written, in their order", async (size) => {
  const rows = Array.from({ length: size }, (_, i) => [i, i % 2 === 0 ? -1 - i : 2 ** 31 - 1 - i]);
  const writer = db.integerWriter("pairs", 2);
  for (const [a = 0, b = 0] of rows) {
    writer.append(a, b);
    if (writer.isFull) await writer.flush();
  }
  await writer.close();
  expect(await read("SELECT a, b FROM pairs")).toEqual(rows);
});

it("is full after a while, and empty again once it is written", async () => {
  const writer = db.integerWriter("pairs", 2);
  let appended = 0;
  while (!writer.isFull) {
    writer.append(appended, 0);
    appended++;
  }
  await writer.flush();
  expect(writer.isFull).toBe(false);
  expect(await read("SELECT count(*)::INTEGER, max(a) FROM pairs")).toEqual([[appended, appended - 1]]);
});

it("keeps chunks that were read while later ones come", async () => {
  const chunks: (readonly Int32Array[])[] = [];
  for await (const chunk of db.integers("SELECT range::INTEGER FROM range(10000)")) chunks.push(chunk);
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.flatMap(([column]) => [...(column ?? [])])).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
});
