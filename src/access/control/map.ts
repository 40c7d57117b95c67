import type { Inventory } from "../../inventory/inventory.js";
import { type Column, column } from "../../inventory/tables.js";
import { HOLDINGS } from "./holdings.js";
import { type PowerFacts, PROTECTED_GROUP, powersOf, RESETS, yieldsTo } from "./powers.js";
import { POWERS_REACH } from "./powers-reach.js";
import { REACH } from "./reach.js";
import { mapTrusts } from "./trusts.js";

/**
 * Maps who controls whom, as far as it leads to tier 0: makes `control_edges`, one row for each way in which somebody
 * can act as, or get into, something; and `tier0_reach`, one row for everyone and everything from which a directory can
 * be taken over, with the least number of steps and the first of them. Runs after `resolveAccess`.
 *
 * A step is something that somebody has to do and that leaves a trace: activate a role, have it approved, add a
 * credential, a member, a password. Holding a role takes none.
 */
export async function mapControl(db: Inventory, onStep?: (name: string, ms: number) => void): Promise<void> {
  const start = performance.now();
  await makePowers(db);
  onStep?.("role_powers", performance.now() - start);
  await db.runSteps(HOLDINGS, {}, onStep);
  await mapTrusts(db, onStep);
  await db.runSteps([...POWERS_REACH, ...REACH], { protectedGroup: PROTECTED_GROUP, unspared: 2 ** RESETS.length - 1 }, onStep);
}

/** Makes `role_powers` of the roles that give any power, and what every role spares its holder from. */
async function makePowers(db: Inventory): Promise<void> {
  await db.run(`
CREATE OR REPLACE TABLE role_powers (source VARCHAR, role VARCHAR, powers VARCHAR[], yields INTEGER);
CREATE OR REPLACE TABLE access_resets AS SELECT unnest(power) AS power, unnest(bit) AS bit FROM (
  SELECT [${RESETS.map((power) => `'${power}'`).join(", ")}] AS power, [${RESETS.map((_power, bit) => 1 << bit).join(", ")}] AS bit)`);
  const reader = await db.fork();
  try {
    const powers = db.writerOf("role_powers", COLUMNS);
    const roles = reader.stream<PowerFacts & { source: string }>(`
SELECT t.source, t.role, t.displayName, lower(t.kind) AS kind, t.basis, r.permissions
FROM role_tiers AS t LEFT JOIN roles AS r ON r.source = t.source AND r.id = t.role`);
    for await (const rows of roles)
      for (const role of rows) await powers.append({ source: role.source, role: role.role, powers: [...powersOf(role)], yields: yieldsTo(role) });
    await powers.close();
  } finally {
    await reader.close();
  }
}

const COLUMNS: readonly Column[] = [column("source", "text"), column("role", "text"), column("powers", "texts"), column("yields", "integer")];
