import type { Inventory } from "../inventory/inventory.js";
import type { Tier } from "./tiers/list.js";

/** An account by source and id. */
export interface AccountKey {
  readonly source: string;
  readonly id: string;
}

/** A group on the way to a grant. */
export interface PathGroup {
  readonly id: string;
  readonly name: string;
  /** The rule that fills the group, where membership is computed. */
  readonly rule: string | null;
}

/** One thing that an account can do, and how it got there. */
export interface HeldGrant {
  readonly role: string;
  readonly name: string;
  readonly kind: string | null;
  readonly tier: Tier;
  /** On what the tier rests, and why. */
  readonly basis: "stated" | "listed" | "guessed";
  readonly why: string;
  readonly scope: string;
  readonly state: "active" | "eligible";
  readonly end: Date | null;
  readonly approval: boolean | null;
  /** Who may approve an activation that has to be, by name; empty where nobody is named. */
  readonly approvers: readonly string[];
  /** From the group that the account is in to the one that holds the grant; empty when the grant is the account's own. */
  readonly path: readonly PathGroup[];
}

/**
 * All that one account can do, strongest first. Reads by the account's number, so that it costs the same in a small
 * directory and in one of a million accounts.
 */
export async function heldBy(db: Inventory, key: AccountKey): Promise<readonly HeldGrant[]> {
  const rows = await db.rows<Omit<HeldGrant, "path" | "approvers"> & { path: readonly string[] }>(
    `
SELECT k.role, t.displayName AS name, t.kind, k.tier, t.basis, t.why, k.scope, k.state, k."end", k.approval, coalesce(c.path, []) AS path
FROM (SELECT kind, rank FROM access_reached WHERE account = $node) AS o
JOIN access_grants AS k ON k.kind = o.kind AND k.first
JOIN role_tiers AS t ON t.source = k.source AND t.role = k.role
LEFT JOIN access_carried AS c ON c.rank = o.rank
ORDER BY k.tier, k.state, t.displayName, k.role, k.scope, k."end", k.approval`,
    { node: await nodeOf(db, key) },
  );
  const groups = await groupsNamed(db, key.source, [...new Set(rows.flatMap((row) => row.path))]);
  const approvers = await approversOf(
    db,
    key.source,
    rows.flatMap(({ role, approval }) => (approval === true ? [role] : [])),
  );
  return rows.map((row) => ({
    ...row,
    approvers:
      row.approval === true ? approvers.filter((one) => one.role === row.role && (one.scope ?? row.scope) === row.scope).map((one) => one.name) : [],
    path: row.path.map((group) => groups.get(group) ?? { id: group, name: group, rule: null }),
  }));
}

/** Who may approve the activation of roles; a scope of null is every one. */
async function approversOf(
  db: Inventory,
  source: string,
  roles: readonly string[],
): Promise<readonly { role: string; scope: string | null; name: string }[]> {
  if (roles.length === 0) return [];
  return db.rows(
    `
SELECT DISTINCT p.role, nullif(p.scope, '/') AS scope, coalesce(a.displayName, a.userName, 'the group ' || g.displayName, p.approver) AS name
FROM approvers AS p
LEFT JOIN accounts AS a ON a.source = p.source AND a.id = p.approver
LEFT JOIN groups AS g ON g.source = p.source AND g.id = p.approver
WHERE p.source = $source AND list_contains($roles, p.role)
ORDER BY name`,
    { source, roles: [...new Set(roles)] },
  );
}

/** The number that stands for an account in what access made; 0 where there is none. Rows of one account lie together. */
export async function nodeOf(db: Inventory, { source, id }: AccountKey): Promise<number> {
  const [row] = await db.rows<{ node: number }>("SELECT node FROM access_accounts WHERE id = $id AND source = $source", { source, id });
  return row?.node ?? 0;
}

async function groupsNamed(db: Inventory, source: string, ids: readonly string[]): Promise<ReadonlyMap<string, PathGroup>> {
  if (ids.length === 0) return new Map();
  const rows = await db.rows<PathGroup>(
    "SELECT id, coalesce(displayName, id) AS name, dynamicRule AS rule FROM groups WHERE source = $source AND list_contains($ids, id)",
    { source, ids: [...ids] },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The strongest tier of some grants that need not be activated first; null = none. */
export function bestTier(grants: readonly HeldGrant[]): Tier | null {
  return grants.reduce<Tier | null>((best, grant) => (grant.state === "active" && (best === null || grant.tier < best) ? grant.tier : best), null);
}
