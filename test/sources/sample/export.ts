import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Inventory } from "../../../src/inventory/inventory.js";
import { tableOf } from "../../../src/inventory/tables.js";
import { IMPORTED_TABLES } from "../../../src/sources/file/columns.js";
import { sampleNow, sampleSources } from "../../../src/sources/sample/source.js";

const SILENT = { read() {}, waiting() {}, finished() {} };

/** The sample company as its collectors read it. The caller closes it. */
export async function collectSample(): Promise<Inventory> {
  const inventory = await Inventory.open();
  for (const source of sampleSources())
    await source.collect({ inventory, signal: new AbortController().signal, progress: SILENT, now: sampleNow, env: {} });
  return inventory;
}

/**
 * Writes the sample company into a folder that `file:` reads, one NDJSON file a table, so that an import of the same
 * company can be compared with the scan of its directories.
 *
 * A fact that was collected, but not completely, is left out: the import format has no word for it, and without a row
 * for it nothing follows from what is missing there either.
 */
export async function exportSample(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const inventory = await collectSample();
  try {
    for (const table of IMPORTED_TABLES) {
      if (table === "facts") continue;
      const columns = tableOf(table).columns.filter((column) => column.type !== "json");
      const select = columns.map((column) => `"${column.name}"`).join(", ");
      // What no column holds is a column of its own in an import: of an agent, the blueprint that it signs in by.
      const blueprint = table === "accounts" ? `, extra->>'agentIdentityBlueprintId' AS agentIdentityBlueprintId` : "";
      await writeRows(join(folder, `${table}.ndjson`), await inventory.rows(`SELECT ${select}${blueprint} FROM "${table}" ORDER BY ALL`));
    }
    const facts = "SELECT source, fact, state FROM facts WHERE state <> 'collected' OR complete ORDER BY source, fact";
    await writeRows(join(folder, "facts.ndjson"), await inventory.rows(facts));
  } finally {
    await inventory.close();
  }
}

/** One object a line, without what is null; dates are written as ISO 8601. */
async function writeRows(path: string, rows: readonly object[]): Promise<void> {
  const lines = rows.map((row) => `${JSON.stringify(row, (_name, value: unknown) => value ?? undefined)}\n`);
  await writeFile(path, lines.join(""));
}
