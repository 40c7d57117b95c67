import type { Inventory } from "../inventory/inventory.js";
import { shortened } from "../report/escape.js";
import { type ControlPath, controlLine, waysOn } from "./control/path.js";
import { type AccountKey, type HeldGrant, heldBy, nodeOf } from "./held.js";

/** What one account can do, each with its shortest path and the number of others. */
export interface AccessTree extends AccountKey {
  readonly name: string;
  readonly active: boolean | null;
  readonly grants: readonly ExplainedGrant[];
  /** The shortest way to each directory that it can take over by doing something first. */
  readonly control: readonly ControlPath[];
}

export interface ExplainedGrant extends HeldGrant {
  /** In how many ways the account has it: its own grant, and each of its groups that passes it on. */
  readonly ways: number;
  /** How few of the person's peers hold it; null where it is not unusual, or there are no peers to compare with. */
  readonly unusual: Unusual | null;
}

/** A grant that few peers hold. */
export interface Unusual {
  /** What the peers have in common, and how many they are. */
  readonly basis: string;
  readonly peers: number;
  readonly holders: number;
  /** The share of such people who hold it, from 0 to 1, with 95 % confidence. */
  readonly low: number;
  readonly high: number;
  /** Days since the account was used last; null = not known. */
  readonly idleDays: number | null;
}

/** What an account can do and how it got there; null when there is no such account. */
export async function explainAccess(db: Inventory, key: AccountKey): Promise<AccessTree | null> {
  const [account] = await db.rows<{ name: string; active: boolean | null }>(
    "SELECT coalesce(userName, displayName, id) AS name, active FROM accounts WHERE source = $source AND id = $id",
    { ...key },
  );
  if (account === undefined) return null;
  const ways = new Map((await db.rows<{ grant: string; ways: number }>(WAYS, { node: await nodeOf(db, key) })).map((row) => [row.grant, row.ways]));
  const unusual = new Map(
    (await db.rows<Unusual & { role: string; scope: string }>(UNUSUAL, { ...key })).map(({ role, scope, ...rest }) => [
      JSON.stringify([role, scope]),
      rest,
    ]),
  );
  const grants = await heldBy(db, key);
  return {
    ...key,
    ...account,
    grants: grants.map((grant) => ({
      ...grant,
      ways: ways.get(grantKey(grant)) ?? 1,
      unusual: unusual.get(JSON.stringify([grant.role, grant.scope])) ?? null,
    })),
    control: await waysOn(db, key),
  };
}

const UNUSUAL = "SELECT role, scope, basis, peers, holders, low, high, idleDays FROM unusual_grants WHERE source = $source AND account = $id";

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

/** The tree as lines: what can be done, then the way back to the account, strongest first; and what could be done after that. */
export function accessLines(tree: AccessTree, limit = GRANTS_SHOWN): string[] {
  const lines = [`${shortened(tree.name)} (${shortened(`${tree.source}/${tree.id}`)})${tree.active === false ? ", not active" : ""}`];
  if (tree.grants.length === 0) lines.push("  holds nothing");
  for (const grant of tree.grants.slice(0, limit)) {
    lines.push(`  tier ${grant.tier}  ${grantLine(grant)}`);
    for (const line of pathLines(grant)) lines.push(`          ${line}`);
    if (grant.ways > 1) lines.push(`          and ${grant.ways - 1} other ${grant.ways === 2 ? "way" : "ways"}`);
    if (grant.unusual !== null) lines.push(`          ${unusualLine(grant.unusual)}`);
  }
  if (tree.grants.length > limit) lines.push(`  and ${tree.grants.length - limit} more grants, none stronger`);
  if (tree.control.length > 0) lines.push("  could take over", ...tree.control.map((way) => `    ${controlLine(way)}`));
  return lines;
}

function unusualLine({ basis, peers, holders, low, high, idleDays }: Unusual): string {
  const percent = (share: number) => Math.round(100 * share);
  const use = idleDays === null ? "" : `; the account was used ${idleDays === 0 ? "today" : `${idleDays} ${idleDays === 1 ? "day" : "days"} ago`}`;
  return `unusual: ${holders === 0 ? "none" : holders} of ${peers} others with the same ${basis} ${holders === 1 || holders === 0 ? "has" : "have"} it (${percent(low)} to ${percent(high)} % of such people)${use}`;
}

/** What a grant gives, in one line. */
export function grantLine({ name, state, end, scope, approval, approvers, basis }: HeldGrant): string {
  const parts = [
    state === "eligible"
      ? `to be activated${approval === true ? ` with approval${approvers.length === 0 ? "" : ` by ${shortened(approvers.join(" or "))}`}` : ""}`
      : "active",
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
