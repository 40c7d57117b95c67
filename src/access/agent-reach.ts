import type { Inventory } from "../inventory/inventory.js";
import type { Standing } from "./envelope.js";
import type { Agent, Human } from "./find.js";
import { bestTier, type HeldGrant, heldBy } from "./held.js";
import { reachedTier } from "./scopes.js";
import { standingsOf } from "./standing.js";
import type { Tier } from "./tiers/list.js";

/** An agent's whole reach: what it has by itself, what it was given, and for whom. */
export interface AgentReach {
  readonly agent: Agent;
  readonly own: readonly HeldGrant[];
  /** What it was given, by resource and scopes. */
  readonly delegations: readonly GivenScopes[];
  /** The strongest tier of its own grants and of its scopes; null = none. */
  readonly ownTier: Tier | null;
  readonly scopeTier: Tier | null;
  /** People whom it may act for by their own consent, those through whom it reaches most first; at most `limit`. */
  readonly humans: readonly (Human & { readonly verdict: Standing["verdict"] | null; readonly reached: Tier })[];
  readonly humanCount: number;
}

export interface GivenScopes {
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly tier: Tier;
  readonly offline: boolean;
  readonly everybody: boolean;
  /** How many accounts consented; 0 where it is for everybody. */
  readonly accounts: number;
}

/** Ours: more names than a screen holds help nobody. */
const HUMANS_LISTED = 50;

/** What an agent has and for whom it may act, without naming one human. */
export async function reachOf(db: Inventory, agent: Agent, limit = HUMANS_LISTED): Promise<AgentReach> {
  const { source, id } = agent;
  const own = await heldBy(db, agent);
  const delegations = await db.rows<Omit<GivenScopes, "accounts"> & { accounts: number }>(
    `
SELECT resource, list_sort(scopes) AS scopes, min(tier) AS tier, bool_or(offline) AS offline, principal IS NULL AS everybody,
  count(DISTINCT principal)::INTEGER AS accounts
FROM delegations WHERE source = $source AND agent = $id
GROUP BY resource, list_sort(scopes), principal IS NULL
ORDER BY tier, everybody DESC, resource, scopes`,
    { source, id },
  );
  const given = await db.rows<{ person: string; name: string; scopes: readonly string[]; best: Tier | null }>(
    `
SELECT d.person, coalesce(any_value(p.displayName), d.person) AS name, list_sort(list_distinct(flatten(list(d.scopes)))) AS scopes, min(t.activeTier) AS best
FROM delegations AS d
LEFT JOIN people AS p ON p.person = d.person
LEFT JOIN account_tiers AS t ON t.source = d.source AND t.id = d.principal
WHERE d.source = $source AND d.agent = $id AND d.person IS NOT NULL
GROUP BY d.person`,
    { source, id },
  );
  const humans = given
    .map(({ person, name, scopes, best }) => ({ person, name, reached: Math.min(2, ...scopes.map((scope) => reachedTier(scope, best))) as Tier }))
    .sort((a, b) => a.reached - b.reached || compare(a.name, b.name) || compare(a.person, b.person));
  const first = humans.slice(0, limit);
  const standings = await standingsOf(
    db,
    first.map(({ person }) => person),
  );
  return {
    agent,
    own,
    delegations,
    ownTier: bestTier(own),
    scopeTier: delegations.reduce<Tier | null>((best, { tier }) => (best === null || tier < best ? tier : best), null),
    humans: first.map((human) => ({ ...human, verdict: standings.get(human.person)?.verdict ?? null })),
    humanCount: humans.length,
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
