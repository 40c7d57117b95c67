import type { Inventory } from "../../inventory/inventory.js";
import { type Table, tableOf } from "../../inventory/tables.js";
import type { ImportedTable } from "./columns.js";

/** Tables whose rows have no id of their own: a row that says the same again is the same row. */
const RELATIONS = [
  "memberships",
  "grants",
  "consents",
  "owners",
  "authenticators",
  "policies",
  "unit_members",
  "activations",
  "approvers",
  "trusts",
  "usage",
] as const satisfies readonly ImportedTable[];

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
  // Mostly there is nothing to do, and hashes show it at a fraction of the memory. Only rows that share one are compared,
  // so that two that share it by chance both stay.
  const counts = tables.map(
    (table) =>
      `SELECT '${table}' AS name, count(*) AS before, count(DISTINCT hash(${identity(table)})) AS hashes FROM "${table}" WHERE list_contains($sources, source)`,
  );
  const suspects = await inventory.rows<{ name: ImportedTable; before: bigint }>(
    `SELECT name, before FROM (${counts.join(" UNION ALL ")}) WHERE hashes < before ORDER BY name`,
    params,
  );
  const notes: string[] = [];
  for (const { name, before } of suspects) {
    const columns = identity(name);
    const own = `FROM "${name}" WHERE list_contains($sources, source)`;
    await inventory.run(
      `DELETE FROM "${name}" WHERE rowid IN (
         SELECT rowid FROM (SELECT rowid, row_number() OVER (PARTITION BY ${columns} ORDER BY rowid) AS nth
                            ${own} AND hash(${columns}) IN (SELECT hash(${columns}) AS hashed ${own} GROUP BY hashed HAVING count(*) > 1))
         WHERE nth > 1)`,
      params,
    );
    const [left] = await inventory.rows<{ n: bigint }>(`SELECT count(*) AS n ${own}`, params);
    const repeated = before - (left?.n ?? before);
    if (repeated > 0n)
      notes.push(`${repeated} ${repeated === 1n ? "row" : "rows"} of ${name} repeated another and ${repeated === 1n ? "was" : "were"} left out.`);
  }
  return notes;
}

function identity(name: ImportedTable): string {
  const table: Table = tableOf(name);
  const columns = BY_KEY.has(name) ? table.key : table.columns.map((column) => column.name);
  return columns.map((column) => `"${column}"`).join(", ");
}
