import type { Inventory } from "../inventory/inventory.js";
import type { Standing } from "./envelope.js";

/** What readiness says of a person; null where it was not assessed. */
export async function standingOf(db: Inventory, person: string): Promise<Standing | null> {
  const [assessed] = await db.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'readiness'");
  if (assessed === undefined) return null;
  const [row] = await db.rows<{ verdict: Standing["verdict"]; gates: string }>(
    "SELECT verdict, (detail -> 'gates')::VARCHAR AS gates FROM readiness WHERE person = $person",
    { person },
  );
  return row === undefined ? null : { verdict: row.verdict, gates: JSON.parse(row.gates) as Standing["gates"] };
}
