import type { Inventory } from "../inventory/inventory.js";
import { type Column, column } from "../inventory/tables.js";
import { isAdministration, isReading } from "./scopes.js";
import type { Tier } from "./tiers/list.js";
import { isBounded, judgeScope, type RoleFacts, roleTier } from "./tiers.js";

const TABLES = `
CREATE OR REPLACE TABLE role_tiers (source VARCHAR, role VARCHAR, displayName VARCHAR, kind VARCHAR, tier INTEGER, basis VARCHAR, why VARCHAR, bounded BOOLEAN);
CREATE OR REPLACE TABLE scope_tiers (scope VARCHAR, administers BOOLEAN, reads BOOLEAN, tier INTEGER, basis VARCHAR, why VARCHAR);`;

/** Every role that exists or is granted; a role that a grant names and nobody listed is a role of which only the id is known. */
const ROLES = `
SELECT source, id, displayName, kind, tier, permissions FROM roles
UNION ALL
SELECT DISTINCT g.source, g.role, NULL, NULL, NULL, NULL FROM grants AS g ANTI JOIN roles AS r ON r.source = g.source AND r.id = g.role`;

const SCOPES = "SELECT DISTINCT scope FROM (SELECT unnest(scopes) AS scope FROM consents) WHERE scope IS NOT NULL";

/**
 * Makes `role_tiers`, one row a role that exists or is granted, and `scope_tiers`, one row a scope that was consented to.
 * Roles pass through a chunk at a time: a directory with every application's entitlements has many.
 *
 * @param configured tiers by a role's display name, id, `source/name` or `kind/name`
 */
export async function makeTierTables(db: Inventory, configured: Readonly<Record<string, Tier>>): Promise<void> {
  const settings = new Map(Object.entries(configured).map(([name, tier]) => [name.toLowerCase(), tier]));
  await db.run(TABLES);
  const reader = await db.fork();
  try {
    const roles = db.writerOf("role_tiers", ROLE_COLUMNS);
    for await (const rows of reader.stream<RoleFacts>(ROLES))
      for (const role of rows) {
        const { tier, basis, why, name } = roleTier(role, settings);
        await roles.append({
          source: role.source,
          role: role.id,
          displayName: role.displayName ?? name ?? role.id,
          kind: role.kind,
          tier,
          basis,
          why,
          bounded: isBounded(role),
        });
      }
    await roles.close();
    const scopes = db.writerOf("scope_tiers", SCOPE_COLUMNS);
    for await (const rows of reader.stream<{ scope: string }>(SCOPES))
      for (const { scope } of rows)
        await scopes.append({ scope, administers: isAdministration(scope), reads: isReading(scope), ...judgeScope(scope) });
    await scopes.close();
  } finally {
    await reader.close();
  }
}

const text = (name: string): Column => column(name, "text");
const JUDGEMENT: readonly Column[] = [column("tier", "integer"), text("basis"), text("why")];
const flag = (name: string): Column => column(name, "boolean");
const ROLE_COLUMNS = [text("source"), text("role"), text("displayName"), text("kind"), ...JUDGEMENT, flag("bounded")];
const SCOPE_COLUMNS = [text("scope"), flag("administers"), flag("reads"), ...JUDGEMENT];
