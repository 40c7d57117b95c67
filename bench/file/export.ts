import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Inventory } from "../../src/inventory/inventory.js";
import { IMPORTED_TABLES, importedColumns } from "../../src/sources/file/columns.js";

/** Writes the tables of an inventory as a folder of NDJSON that `file:` reads. What is in there already is removed. */
export async function exportTables(db: Inventory, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const table of IMPORTED_TABLES) {
    const columns = importedColumns(table).map((column) => `"${column.name}"`);
    const rows = await db.rows<Record<string, unknown>>(`SELECT ${columns.join(", ")} FROM "${table}" ORDER BY ALL`);
    await writeFile(join(folder, `${table}.ndjson`), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }
}
