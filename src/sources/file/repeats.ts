import type { Inventory } from "../../inventory/inventory.js";
import { type Table, tableOf } from "../../inventory/tables.js";
import type { ImportedTable } from "./columns.js";

/** Tables whose rows have no id of their own: a row that says the same again is the same row. */
const RELATIONS = ["memberships", "grants", "consents", "owners", "authenticators", "policies"] as const satisfies readonly ImportedTable[];

/** An edge is named by its ends, whatever else one of the rows says. Elsewhere rows that differ say different things. */
const BY_KEY: ReadonlySet<ImportedTable> = new Set(["memberships", "owners"]);

/**
 * Leaves each row of relations once, the first of them.
 *
 * @param filled tables that got rows
 * @returns a sentence for each table that repeated itself
 */
export async function dropRepeats(inventory: Inventory, sources: readonly string[], filled: ReadonlySet<ImportedTable>): Promise<string[]> {
  const tables = RELATIONS.filter((table) => filled.has(table));
  if (tables.length === 0) return [];
  const params = { sources: [...sources] };
  const counts = tables.map(
    (table) => `
SELECT '${table}' AS name, (SELECT count(*) FROM "${table}" WHERE list_contains($sources, source)) - count(*) AS repeated
FROM (SELECT DISTINCT ${identity(table)} FROM "${table}" WHERE list_contains($sources, source))`,
  );
  const found = await inventory.rows<{ name: ImportedTable; repeated: bigint }>(
    `SELECT * FROM (${counts.join(" UNION ALL ")}) WHERE repeated > 0 ORDER BY name`,
    params,
  );
  for (const { name } of found) {
    await inventory.run(
      `DELETE FROM "${name}" WHERE list_contains($sources, source) AND rowid NOT IN
       (SELECT min(rowid) FROM "${name}" WHERE list_contains($sources, source) GROUP BY ${identity(name)})`,
      params,
    );
  }
  return found.map(
    ({ name, repeated }) =>
      `${repeated} ${repeated === 1n ? "row" : "rows"} of ${name} repeated another and ${repeated === 1n ? "was" : "were"} left out.`,
  );
}

function identity(name: ImportedTable): string {
  const table: Table = tableOf(name);
  const columns = BY_KEY.has(name) ? table.key : table.columns.map((column) => column.name);
  return columns.map((column) => `"${column}"`).join(", ");
}
