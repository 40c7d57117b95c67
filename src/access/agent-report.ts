import type { Inventory } from "../inventory/inventory.js";

/** One agent as the JSON report lists it. */
export interface AgentSummary {
  readonly source: string;
  readonly id: string;
  readonly displayName: string | null;
  /** Ids of the people who let it act for them; whoever is meant by a consent for everybody is not listed. */
  readonly humans: readonly string[];
  /** Ids of the people who answer for it. */
  readonly sponsors: readonly string[];
  readonly consents: readonly { readonly principal: string; readonly resource: string; readonly scopes: readonly string[] }[];
  /** What it may do by itself. */
  readonly applicationRoles: readonly string[];
  readonly blastRadius: BlastRadius;
}

/** How far an agent reaches; tiers are null where there is nothing. */
export interface BlastRadius {
  /** The strongest tier of what it may do by itself. */
  readonly ownTier: number | null;
  /** The strongest tier of its scopes, by their names. */
  readonly delegatedTier: number | null;
  /** The strongest tier that its scopes reach through the rights of those it acts for. */
  readonly reachedTier: number | null;
  /** Whether it may act for everybody in the directory, or everybody assigned to it. */
  readonly everybody: boolean;
  /** Whether it can go on while nobody is there. */
  readonly offline: boolean;
  /** Whether it may do more by itself than anybody it acts for: then asking it gives what one does not have. */
  readonly exceedsHumans: boolean;
}

/**
 * Every agent with whom it acts for, who answers for it and how far it reaches. Reads what people, access and the
 * preparation of the rules made.
 */
export async function agentSummaries(db: Inventory): Promise<readonly AgentSummary[]> {
  const rows = await db.rows<Omit<AgentSummary, "consents" | "blastRadius"> & { consents: string; blastRadius: string }>(SUMMARIES);
  return rows.map(({ consents, blastRadius, ...row }) => ({
    ...row,
    consents: JSON.parse(consents) as AgentSummary["consents"],
    blastRadius: JSON.parse(blastRadius) as BlastRadius,
  }));
}

/** A scope that administers the directory comes to no more than the roles of the human; see `reachedTier`. */
const SUMMARIES = `
WITH agent AS (SELECT source, id, displayName FROM audited_accounts WHERE kind = 'agent'),
-- The strongest that anybody in a directory holds: what a consent for everybody can come to.
strongest AS (
  SELECT t.source, min(t.activeTier) AS tier
  FROM account_tiers AS t JOIN person_accounts AS p ON p.source = t.source AND p.id = t.id
  GROUP BY t.source
),
given AS (
  SELECT d.source, d.agent AS id, d.principal, d.person, d.resource, d.scopes, d.tier, d.offline,
    coalesce(if(d.principal IS NULL, s.tier, t.activeTier), 2) AS humanTier
  FROM delegations AS d
  JOIN agent AS a ON a.source = d.source AND a.id = d.agent
  LEFT JOIN account_tiers AS t ON t.source = d.source AND t.id = d.principal
  LEFT JOIN strongest AS s ON s.source = d.source
),
reached AS (
  SELECT g.source, g.id, min(if(s.administers, greatest(s.tier, g.humanTier), s.tier)) AS tier
  FROM (SELECT source, id, humanTier, unnest(scopes) AS scope FROM given) AS g JOIN scope_tiers AS s ON s.scope = g.scope
  GROUP BY ALL
),
delegated AS (
  SELECT source, id,
    list(DISTINCT person ORDER BY person) FILTER (person IS NOT NULL) AS humans,
    list({principal: coalesce(principal, '*'), resource: resource, scopes: scopes} ORDER BY coalesce(principal, '*'), resource) AS consents,
    min(tier) AS tier, min(humanTier) AS humanTier, bool_or(principal IS NULL) AS everybody, bool_or(offline) AS offline
  FROM given GROUP BY ALL
),
sponsored AS (SELECT source, id, list(DISTINCT person ORDER BY person) AS sponsors FROM responsible WHERE person IS NOT NULL GROUP BY ALL),
held AS (
  SELECT g.source, g.account AS id, list(DISTINCT r.displayName ORDER BY r.displayName) AS roles, min(g.tier) AS tier
  FROM effective_grants AS g
  JOIN agent AS a ON a.source = g.source AND a.id = g.account
  JOIN role_tiers AS r ON r.source = g.source AND r.role = g.role
  WHERE g.state = 'active' GROUP BY ALL
)
SELECT a.source, a.id, a.displayName, coalesce(d.humans, []) AS humans, coalesce(s.sponsors, []) AS sponsors,
  to_json(coalesce(d.consents, [])) AS consents, coalesce(h.roles, []) AS applicationRoles,
  to_json({
    ownTier: h.tier, delegatedTier: d.tier, reachedTier: r.tier,
    everybody: coalesce(d.everybody, false), offline: coalesce(d.offline, false),
    exceedsHumans: coalesce(h.tier < coalesce(d.humanTier, 2), false)
  }) AS blastRadius
FROM agent AS a
LEFT JOIN delegated AS d ON d.source = a.source AND d.id = a.id
LEFT JOIN reached AS r ON r.source = a.source AND r.id = a.id
LEFT JOIN sponsored AS s ON s.source = a.source AND s.id = a.id
LEFT JOIN held AS h ON h.source = a.source AND h.id = a.id
ORDER BY a.source, a.id`;
