import { mapControl } from "../../src/access/control/map.js";
import { comparePeers } from "../../src/access/peers.js";
import { type AccessOptions, resolveAccess } from "../../src/access/resolve.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { inventoryWith, type Tables } from "../support/inventory.js";

export const NOW = new Date("2026-06-01T00:00:00Z");

/** What readiness says of people, by person. */
export type Verdicts = Readonly<Record<string, { readonly verdict: string; readonly gates?: Readonly<Record<string, string>> }>>;

/**
 * An inventory with access resolved over these tables. A human, admin or guest account is a person of its own
 * (`p-` and its id), unless `people` says whose it is; the first of a person is the everyday one. `control`: with control paths and peers.
 */
export async function accessOver(
  tables: Tables,
  options: Partial<AccessOptions> & {
    readonly people?: Readonly<Record<string, string>>;
    readonly verdicts?: Verdicts;
    readonly control?: true;
  } = {},
): Promise<Inventory> {
  const { people = {}, verdicts, control, ...access } = options;
  const db = await inventoryWith(tables);
  await db.run(`
CREATE TABLE account_kinds AS SELECT source, id, coalesce(kind, 'human') AS kind FROM accounts;
CREATE TABLE person_accounts (person VARCHAR, source VARCHAR, id VARCHAR, everyday BOOLEAN);
CREATE TABLE people (person VARCHAR, displayName VARCHAR)`);
  const seen = new Set<string>();
  for (const row of tables.accounts ?? []) {
    const id = row["id"] as string;
    if (!["human", "admin", "guest"].includes((row["kind"] as string | undefined) ?? "human")) continue;
    const person = people[id] ?? `p-${id}`;
    await db.run("INSERT INTO person_accounts VALUES ($person, $source, $id, $everyday)", {
      person,
      source: row["source"] ?? "corp",
      id,
      everyday: !seen.has(person),
    });
    if (!seen.has(person)) await db.run("INSERT INTO people VALUES ($person, $name)", { person, name: row["displayName"] ?? null });
    seen.add(person);
  }
  if (verdicts !== undefined) {
    await db.run("CREATE TABLE readiness (person VARCHAR, verdict VARCHAR, detail JSON)");
    for (const [person, { verdict, gates = {} }] of Object.entries(verdicts)) {
      const detail = JSON.stringify({ gates: Object.entries(gates).map(([id, status]) => ({ id, status })) });
      await db.run("INSERT INTO readiness VALUES ($person, $verdict, $detail)", { person, verdict, detail });
    }
  }
  await resolveAccess(db, { now: NOW, ...access });
  if (control) {
    await mapControl(db);
    await comparePeers(db, { now: NOW });
  }
  return db;
}
