import type { Inventory } from "../inventory/inventory.js";
import type { Standing } from "./envelope.js";

/** What readiness says of a person; null where it was not assessed. */
export async function standingOf(db: Inventory, person: string): Promise<Standing | null> {
  return (await standingsOf(db, [person])).get(person) ?? null;
}

/** What readiness says of people, by person; whoever was not assessed is left out. */
export async function standingsOf(db: Inventory, people: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const [assessed] = await db.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'readiness'");
  if (assessed === undefined || people.length === 0) return new Map();
  const rows = await db.rows<{ person: string; verdict: Standing["verdict"]; gates: string }>(
    "SELECT person, verdict, (detail -> 'gates')::VARCHAR AS gates FROM readiness WHERE person IN (SELECT unnest($people))",
    { people: [...people] },
  );
  return new Map(rows.map(({ person, verdict, gates }) => [person, { verdict, gates: JSON.parse(gates) as Standing["gates"] }]));
}
