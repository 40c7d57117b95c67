import { expect, it } from "vitest";
import { exportTables } from "../../../bench/file/export.js";
import { Inventory } from "../../../src/inventory/inventory.js";
import type { Row } from "../../../src/inventory/tables.js";
import type { Source } from "../../../src/sources/contract.js";
import { IMPORTED_TABLES, importedColumns } from "../../../src/sources/file/columns.js";
import { fileSource } from "../../../src/sources/file/source.js";
import { sampleSources } from "../../../src/sources/sample/source.js";
import { testFolder } from "../../support/folder.js";
import { NOW, SILENT } from "./support.js";

const folder = testFolder();

async function collected(sources: readonly Source[]): Promise<Inventory> {
  const inventory = await Inventory.open();
  for (const source of sources) await source.collect({ inventory, signal: new AbortController().signal, progress: SILENT, now: NOW, env: {} });
  return inventory;
}

it("a directory that was written to files is the same directory when it is read from them", async () => {
  const sample = await collected(sampleSources());
  const path = `${folder.path}/sample`;
  await exportTables(sample, path);
  const imported = await collected([fileSource({ path })]);
  try {
    for (const table of IMPORTED_TABLES) {
      const columns = importedColumns(table).map((column) => `"${column.name}"`);
      const query = `SELECT ${columns.join(", ")} FROM "${table}" ORDER BY ALL`;
      expect(await imported.rows<Row>(query)).toEqual(await sample.rows<Row>(query));
    }
    expect(await imported.rows("SELECT id, kind FROM sources ORDER BY id")).toEqual(
      (await sample.rows<Row>("SELECT id FROM sources ORDER BY id")).map((row) => ({ ...row, kind: "file" })),
    );
    expect(await imported.rows("SELECT * FROM rejects")).toEqual([]);
    expect(await imported.rows("SELECT * FROM notes")).toEqual([]);
  } finally {
    await sample.close();
    await imported.close();
  }
});
