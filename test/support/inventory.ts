import { Inventory } from "../../src/inventory/inventory.js";
import type { Row, TableName } from "../../src/inventory/tables.js";

/** Rows for some tables; dates may be written as ISO text. `source` defaults to "corp". */
export type Tables = Partial<Record<TableName, readonly Row[]>>;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;
const TEXT_DATES = new Set(["birthDate"]);

/** An inventory in memory that holds these rows. The caller closes it. */
export async function inventoryWith(tables: Tables): Promise<Inventory> {
  const inventory = await Inventory.open();
  for (const [table, rows] of Object.entries(tables)) {
    const writer = inventory.writer(table as TableName);
    for (const row of rows) await writer.append({ source: "corp", ...dated(row) });
    await writer.close();
  }
  return inventory;
}

/** Fact rows that say: all of these were collected, completely. */
export function collected(facts: readonly string[], source = "corp"): Row[] {
  return facts.map((fact) => ({ source, fact, state: "collected", complete: true }));
}

function dated(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "string" && ISO_DATE.test(value) && !TEXT_DATES.has(name) ? new Date(value) : value,
    ]),
  );
}
