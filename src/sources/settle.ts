import type { Inventory, Step } from "../inventory/inventory.js";
import { type Table, type TableName, tableOf } from "../inventory/tables.js";
import type { Store } from "./store.js";

/**
 * Brings what was read of one source into its final form: each row once, account parts in their accounts,
 * and what single objects could not know of each other. What was left out is told as notes.
 *
 * @param steps the source's own statements; they run between the two and may use `$source`
 */
export async function settle(inventory: Inventory, source: string, store: Store, steps: readonly Step[]): Promise<void> {
  await dropRepeated(inventory, source, store);
  await inventory.runSteps(steps, { source });
  if (store.partColumns.size > 0) await joinParts(inventory, source, store);
}

/** Tables whose rows are told apart by nothing but their whole content, or may rightly repeat. */
const REPEATABLE: ReadonlySet<TableName> = new Set(["account_parts", "rejects", "notes"]);

/**
 * A service may send an object twice, on two pages, when the directory changes while it is listed.
 * The first one stays. One query over hashes of the keys asks all tables at once, as there is mostly nothing to do;
 * what is dropped is told by the keys themselves.
 */
async function dropRepeated(inventory: Inventory, source: string, store: Store): Promise<void> {
  const tables = store.tables.filter((name) => !REPEATABLE.has(name));
  if (tables.length === 0) return;
  const keys = tables.map((name) => `SELECT '${name}' AS "table", hash(${keyOf(name)}) AS key FROM "${name}" WHERE source = $source`);
  const repeated = await inventory.rows<{ table: TableName; repeated: bigint }>(
    `SELECT "table", count(*) - count(DISTINCT key) AS repeated FROM (${keys.join(" UNION ALL ")})
     GROUP BY "table" HAVING repeated > 0 ORDER BY "table"`,
    { source },
  );
  for (const { table, repeated: count } of repeated) {
    await inventory.run(
      `DELETE FROM "${table}" WHERE source = $source
       AND rowid NOT IN (SELECT min(rowid) FROM "${table}" WHERE source = $source GROUP BY ${keyOf(table)})`,
      { source },
    );
    await store.note(`${count} ${count === 1n ? "row" : "rows"} of ${table} came more than once; the first is kept.`);
  }
}

/** Fills what an account lacks from its parts; of several parts that know it, the first that was read. */
async function joinParts(inventory: Inventory, source: string, store: Store): Promise<void> {
  const columns = [...store.partColumns].filter((column) => column !== "id" && column !== "source").sort();
  const first = columns.map((column) => `arg_min("${column}", rowid) AS "${column}"`);
  const fill = columns.map((column) => `"${column}" = ${filled(column)}`);
  if (columns.length > 0) {
    await inventory.run(
      `UPDATE accounts SET ${fill.join(", ")}
       FROM (SELECT id, ${first.join(", ")} FROM account_parts WHERE source = $source GROUP BY id) AS part
       WHERE accounts.source = $source AND accounts.id = part.id`,
      { source },
    );
  }
  const [orphans] = await inventory.rows<{ count: bigint }>(
    `SELECT count(DISTINCT id) AS count FROM account_parts
     WHERE source = $source AND id NOT IN (SELECT id FROM accounts WHERE source = $source)`,
    { source },
  );
  await inventory.run("DELETE FROM account_parts WHERE source = $source", { source });
  const count = orphans?.count ?? 0n;
  if (count > 0n) await store.note(`${count} ${count === 1n ? "account is" : "accounts are"} reported on but not listed; left out.`);
}

/** What an account has wins; of further attributes both keep theirs. */
function filled(column: string): string {
  if (column === "extra") return "coalesce(json_merge_patch(part.extra, accounts.extra), accounts.extra, part.extra)";
  return `coalesce(accounts."${column}", part."${column}")`;
}

function keyOf(name: TableName): string {
  const table: Table = tableOf(name);
  return table.key.map((column) => `"${column}"`).join(", ");
}
