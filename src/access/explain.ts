import type { Inventory } from "../inventory/inventory.js";
import { shortened } from "../report/escape.js";
import { type AccountKey, type HeldGrant, heldBy, nodeOf } from "./held.js";

/** What one account can do, each with its shortest path and the number of others. */
export interface AccessTree extends AccountKey {
  readonly name: string;
  readonly active: boolean | null;
  readonly grants: readonly ExplainedGrant[];
}

export interface ExplainedGrant extends HeldGrant {
  /** In how many ways the account has it: its own grant, and each of its groups that passes it on. */
  readonly ways: number;
}

/** What an account can do and how it got there; null when there is no such account. */
export async function explainAccess(db: Inventory, key: AccountKey): Promise<AccessTree | null> {
  const [account] = await db.rows<{ name: string; active: boolean | null }>(
    "SELECT coalesce(userName, displayName, id) AS name, active FROM accounts WHERE source = $source AND id = $id",
    { ...key },
  );
  if (account === undefined) return null;
  const ways = new Map((await db.rows<{ grant: string; ways: number }>(WAYS, { node: await nodeOf(db, key) })).map((row) => [row.grant, row.ways]));
  const grants = await heldBy(db, key);
  return { ...key, ...account, grants: grants.map((grant) => ({ ...grant, ways: ways.get(grantKey(grant)) ?? 1 })) };
}

const grantKey = ({ role, scope, state, end, approval }: HeldGrant) => JSON.stringify([role, scope, state, end?.getTime() ?? null, approval]);

/** One row a grant that the account has, with the number of its ways, by what tells grants apart. */
const WAYS = `
SELECT to_json([to_json(k.role), to_json(k.scope), to_json(k.state), to_json(epoch_ms(k."end")), to_json(k.approval)])::VARCHAR AS "grant", count(*)::INTEGER AS ways
FROM (
  SELECT coalesce(c.kind, -p.node) AS kind FROM access_placed AS p LEFT JOIN access_carried AS c ON c.node = p.node WHERE p.account = $node
) AS w
JOIN access_grants AS k ON k.kind = w.kind AND k.first
GROUP BY ALL`;

/** Ours: what a screen holds; an account with fifty thousand grants is explained by its strongest ones. */
const GRANTS_SHOWN = 40;

/** The tree as lines: what can be done, then the way back to the account, strongest first. */
export function accessLines(tree: AccessTree, limit = GRANTS_SHOWN): string[] {
  const lines = [`${shortened(tree.name)} (${shortened(`${tree.source}/${tree.id}`)})${tree.active === false ? ", not active" : ""}`];
  if (tree.grants.length === 0) lines.push("  holds nothing");
  for (const grant of tree.grants.slice(0, limit)) {
    lines.push(`  tier ${grant.tier}  ${grantLine(grant)}`);
    for (const line of pathLines(grant)) lines.push(`          ${line}`);
    if (grant.ways > 1) lines.push(`          and ${grant.ways - 1} other ${grant.ways === 2 ? "way" : "ways"}`);
  }
  if (tree.grants.length > limit) lines.push(`  and ${tree.grants.length - limit} more grants, none stronger`);
  return lines;
}

/** What a grant gives, in one line. */
export function grantLine({ name, state, end, scope, approval, basis }: HeldGrant): string {
  const parts = [
    state === "eligible" ? `to be activated${approval === true ? " with approval" : ""}` : "active",
    end === null ? "without end" : `until ${end.toISOString().slice(0, 10)}`,
    ...(scope === "/" ? [] : [`on ${shortened(scope)}`]),
    ...(basis === "guessed" ? ["tier is a guess"] : []),
  ];
  return `${shortened(name)}: ${parts.join(", ")}`;
}

/** Group by group from the grant back to the account, and the rule that let it in. */
export function pathLines({ path }: HeldGrant): string[] {
  if (path.length === 0) return ["← its own"];
  const lines = [
    [...path]
      .reverse()
      .map((group) => `← ${shortened(group.name)}`)
      .join(" "),
  ];
  const rule = path[0]?.rule ?? null;
  if (rule !== null) lines.push(`← rule ${shortened(rule)}`);
  return lines;
}
