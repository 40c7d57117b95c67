import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Inventory } from "../../src/inventory/inventory.js";
import { TABLES } from "../../src/inventory/tables.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "obo-audit-inventory-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("inventory", () => {
  it("gives back what was appended, null where nothing was", async () => {
    const db = await Inventory.open();
    const writer = db.writer("accounts");
    const created = new Date("2026-01-02T03:04:05.678Z");
    await writer.append({ source: "corp", id: "1", emails: ["a@corp.example", "b"], active: false, created, extra: { costCenter: "7" } });
    await writer.append({ source: "corp", id: "2" });
    await writer.close();
    const rows = await db.rows("SELECT source, id, emails, active, created, extra, title FROM accounts ORDER BY id");
    expect(rows).toEqual([
      { source: "corp", id: "1", emails: ["a@corp.example", "b"], active: false, created, extra: '{"costCenter":"7"}', title: null },
      { source: "corp", id: "2", emails: null, active: null, created: null, extra: null, title: null },
    ]);
    await db.close();
  });

  it("keeps rows beyond one chunk and one buffer, in full", async () => {
    const db = await Inventory.open();
    const writer = db.writer("memberships");
    const n = 2048 * 16 + 2049;
    for (let i = 0; i < n; i++) await writer.append({ source: "corp", group: "g", member: String(i) });
    await writer.close();
    expect(await db.rows("SELECT count(DISTINCT member)::INTEGER AS n FROM memberships")).toEqual([{ n }]);
    let streamed = 0;
    for await (const rows of db.stream("SELECT member FROM memberships")) streamed += rows.length;
    expect(streamed).toBe(n);
    await db.close();
  });

  it("binds values, and only those that the statement names", async () => {
    const db = await Inventory.open();
    const hostile = "'; DROP TABLE accounts; --";
    expect(await db.rows("SELECT $text AS text, $list AS list, $n AS n", { text: hostile, list: ["a"], n: 3, unused: true })).toEqual([
      { text: hostile, list: ["a"], n: 3 },
    ]);
    await expect(db.rows("SELECT $missing")).rejects.toThrow("$missing");
    await db.close();
  });

  it("leaves nothing behind when it is closed", async () => {
    const db = await Inventory.open();
    const [row] = await db.rows<{ folder: string }>("SELECT current_setting('temp_directory') AS folder");
    expect(existsSync(row?.folder ?? "")).toBe(true);
    await db.close();
    expect(existsSync(row?.folder ?? "")).toBe(false);
  });

  it("audits a snapshot without changing a byte of it", async () => {
    const path = join(folder, "it's a snapshot.duckdb");
    const written = await Inventory.open(path);
    const writer = written.writer("accounts");
    await writer.append({ source: "corp", id: "1" });
    await writer.close();
    await written.close();
    const before = await readFile(path);
    const db = await Inventory.ofSnapshot(path);
    await db.run("CREATE OR REPLACE TABLE people AS SELECT id AS person FROM accounts");
    expect(await db.rows("SELECT person FROM people")).toEqual([{ person: "1" }]);
    await db.close();
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it.each([
    ["text", "no database"],
    ["nothing", ""],
  ])("refuses a snapshot that holds %s", async (_what, text) => {
    const path = join(folder, "wrong.duckdb");
    await writeFile(path, text);
    await expect(Inventory.ofSnapshot(path)).rejects.toThrow(/is no snapshot/);
  });
});

describe("tables", () => {
  it("describe every column once, and keys among them", () => {
    for (const table of TABLES) {
      const names = table.columns.map((column) => column.name);
      expect(new Set(names.map((name) => name.toLowerCase())).size, table.name).toBe(names.length);
      expect(names, table.name).toEqual(expect.arrayContaining([...table.key]));
      for (const column of table.columns) expect(column.doc, `${table.name}.${column.name}`).not.toBe("");
    }
  });
});
