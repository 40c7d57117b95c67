import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Inventory } from "../../src/inventory/inventory.js";
import type { Column, Row } from "../../src/inventory/tables.js";

const COLUMNS: readonly Column[] = [
  { name: "n", type: "integer", doc: "" },
  { name: "text", type: "text", doc: "" },
  { name: "json", type: "json", doc: "" },
  { name: "flag", type: "boolean", doc: "" },
  { name: "at", type: "timestamp", doc: "" },
  { name: "list", type: "texts", doc: "" },
];

/** What comes back of rows that were written. */
async function written(rows: readonly Row[]): Promise<Row[]> {
  const db = await Inventory.open();
  try {
    await db.run(`CREATE TABLE t (n INTEGER, "text" VARCHAR, "json" VARCHAR, flag BOOLEAN, "at" TIMESTAMP, list VARCHAR[])`);
    const writer = db.writerOf("t", COLUMNS);
    for (const [n, row] of rows.entries()) await writer.append({ n, ...row });
    await writer.close();
    return (await db.rows<Row>("SELECT * EXCLUDE n FROM t ORDER BY n")) as Row[];
  } finally {
    await db.close();
  }
}

const nothing = { text: null, json: null, flag: null, at: null, list: null };

describe("Writer", () => {
  // The database takes validity in words of 64 rows, and rows in chunks of 2048.
  it.each([1, 63, 64, 65, 2047, 2048, 2049, 33_000])("keeps what is null apart from what is not, in %i rows", async (count) => {
    const rows = Array.from({ length: count }, (_, i) => ({
      ...nothing,
      text: i % 3 === 0 ? null : `text that is longer than twelve bytes ${i}`,
      flag: i % 5 === 0 ? null : i % 2 === 0,
      at: i < count - 1 ? null : new Date("2026-01-01"),
    }));
    expect(await written(rows)).toEqual(rows);
  });

  it("gives back what it was given", async () => {
    const row = fc.record({
      text: fc.option(fc.string({ unit: "grapheme" })),
      json: fc.constant(null),
      flag: fc.option(fc.boolean()),
      at: fc.option(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })),
      list: fc.option(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 80 }), async (rows) => {
        expect(await written(rows)).toEqual(rows);
      }),
      { numRuns: 25 },
    );
  });
});
