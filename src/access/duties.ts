import type { Inventory } from "../inventory/inventory.js";

/**
 * Of the roles that a configuration names, those that no source lists and nothing grants: a pair with such a name in it
 * can never be found. A role is named by its name or id, or by those behind the name of its source, without regard to case.
 */
export async function unlistedRoles(db: Inventory, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const rows = await db.rows<{ name: string }>(
    `
SELECT DISTINCT x.name FROM (SELECT unnest($names) AS name) AS x
ANTI JOIN (
  SELECT unnest([lower(displayName), lower(role), lower(source || '/' || displayName), lower(source || '/' || role)]) AS name FROM role_tiers
) AS t ON t.name = lower(x.name)
ORDER BY x.name`,
    { names: [...names] },
  );
  return rows.map(({ name }) => name);
}
