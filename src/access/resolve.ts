import type { Inventory, Step } from "../inventory/inventory.js";
import { allKnown, objectsIn, WHOLE } from "./control/scope.js";
import { reachGrants } from "./reached.js";
import { makeTierTables } from "./tier-tables.js";
import type { Tier } from "./tiers/list.js";

export interface AccessOptions {
  /** Grants and consents that ended by then, or start later, are left out. */
  readonly now: Date;
  /** Tiers from the configuration, by a role's display name, its id, `source/name` or `kind/name`; they win over everything else. */
  readonly tiers?: Readonly<Record<string, Tier>>;
}

/**
 * Up to so many effective grants are written out; beyond, `effective_grants` puts them together when it is read.
 * Ours: a path of group ids on each of four million grants takes more memory than everything else in the inventory.
 */
const WRITTEN_OUT = 200_000;

/**
 * Who may do what after groups are followed: makes `role_tiers`, `scope_tiers`, `effective_grants`,
 * `carrying_groups`, `account_tiers` and `delegations`. Runs after people.
 *
 * A membership or grant whose account or group nobody listed gives nothing here; `accessGaps` counts it.
 */
export async function resolveAccess(db: Inventory, options: AccessOptions, onStep?: (name: string, ms: number) => void): Promise<void> {
  const start = performance.now();
  await makeTierTables(db, options.tiers ?? {});
  onStep?.("tiers", performance.now() - start);
  await db.runSteps(STEPS, { now: options.now }, onStep);
  const reaching = performance.now();
  await reachGrants(db);
  onStep?.("access_reached", performance.now() - reaching);
  const [reached] = await db.rows<{ count: bigint }>("SELECT count(*) AS count FROM access_reached");
  await db.runSteps(Number(reached?.count ?? 0) <= WRITTEN_OUT ? WRITTEN : PUT_TOGETHER, {}, onStep);
}

/**
 * Inside, accounts and kinds of grant are small numbers: a million accounts with ten million memberships are followed
 * in memory that way.
 */
const STEPS: readonly Step[] = [
  {
    name: "access_accounts",
    sql: `
CREATE OR REPLACE TABLE access_accounts AS
SELECT (row_number() OVER ())::INTEGER AS node, source, id FROM accounts`,
  },
  {
    name: "access_grants",
    // Grants that give the same role in the same way are of one kind, whoever holds them, so that the shortest path to
    // each kind is searched once; `first` marks one grant of each kind.
    // A directory's role of tier 0 that is limited to a part of the directory takes over that part, not the directory;
    // so does a custom role whose strength lies in single objects, where it is known which. What somebody stated is not
    // argued with. Whether an activation needs approval is said of the grant, else of its role.
    sql: `
CREATE OR REPLACE TABLE access_grants AS
WITH live AS (
  SELECT source, principal, principalType, role, coalesce(scope, '/') AS scope,
    if(lower(state) = 'eligible', 'eligible', 'active') AS state, "end", approval
  FROM grants
  WHERE ("end" IS NULL OR "end" > $now) AND (start IS NULL OR start <= $now)
),
known AS (
  SELECT o.source, o.scope, ${allKnown("o.scope", "o.object", "(u.complete IS TRUE OR a.id IS NOT NULL OR g.id IS NOT NULL)")} AS isKnown
  FROM (SELECT source, scope, unnest(${objectsIn("scope")}) AS object FROM (SELECT DISTINCT source, scope FROM live WHERE scope NOT IN ${WHOLE})) AS o
  LEFT JOIN units AS u ON u.source = o.source AND ltrim(u.id, '/') = o.object
  LEFT JOIN accounts AS a ON a.source = o.source AND a.id = o.object
  LEFT JOIN groups AS g ON g.source = o.source AND g.id = o.object
  GROUP BY o.source, o.scope
),
asked AS (SELECT source, role, nullif(scope, '/') AS scope, bool_or(approval) AS approval FROM activations GROUP BY ALL)
SELECT g.*, dense_rank() OVER same::INTEGER AS kind, row_number() OVER same = rank() OVER same AS first
FROM (
  SELECT g.* REPLACE (if(g.state = 'eligible', coalesce(g.approval, own.approval, every_.approval), g.approval) AS approval),
    if(t.tier = 0 AND t.basis <> 'stated' AND g.scope NOT IN ${WHOLE}
      AND (coalesce(t.kind, 'directory') = 'directory' OR (t.bounded AND coalesce(k.isKnown, false))), 1, t.tier) AS tier
  FROM live AS g
  JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
  LEFT JOIN known AS k ON k.source = g.source AND k.scope = g.scope
  LEFT JOIN asked AS own ON own.source = g.source AND own.role = g.role AND own.scope = g.scope
  LEFT JOIN asked AS every_ ON every_.source = g.source AND every_.role = g.role AND every_.scope IS NULL
) AS g
WINDOW same AS (ORDER BY g.source, g.role, g.scope, g.state, g."end", g.approval)`,
  },
  {
    name: "access_carried",
    // Breadth first from each group that holds a grant, down to those whose members inherit it. What was reached is
    // never reached again, so groups that contain each other end the search, and the first path is a shortest one;
    // among equally short ones it is the one through the group with the lowest id.
    // A member that nobody typed is a group when it has a listing or members of its own.
    sql: `
CREATE OR REPLACE TABLE access_carried AS
WITH RECURSIVE known AS MATERIALIZED (
  SELECT source, id FROM groups
  UNION
  SELECT m.source, m."group" FROM memberships AS m ANTI JOIN groups AS g ON g.source = m.source AND g.id = m."group"
),
nesting AS MATERIALIZED (
  SELECT DISTINCT m.source, m.member AS child, m."group" AS parent
  FROM memberships AS m SEMI JOIN known AS k ON k.source = m.source AND k.id = m.member
  WHERE m.memberType IS DISTINCT FROM 'account' AND m.member <> m."group"
),
carried(source, "group", kind, path) USING KEY (source, "group", kind) AS (
  SELECT DISTINCT g.source, g.principal, g.kind, [g.principal]
  FROM access_grants AS g SEMI JOIN known AS k ON k.source = g.source AND k.id = g.principal
  WHERE g.principalType IS DISTINCT FROM 'account'
  UNION
  SELECT c.source, n.child, c.kind, list_prepend(n.child, arg_min(c.path, c."group"))
  FROM carried AS c
  JOIN nesting AS n ON n.source = c.source AND n.parent = c."group"
  ANTI JOIN recurring.carried AS seen ON seen.source = c.source AND seen."group" = n.child AND seen.kind = c.kind
  GROUP BY c.source, n.child, c.kind
)
SELECT (row_number() OVER (ORDER BY len(path), source, "group", kind))::INTEGER AS rank, (dense_rank() OVER (ORDER BY source, "group"))::INTEGER AS node, *
FROM carried`,
  },
  {
    name: "access_placed",
    // Which carrying groups an account is in, and the kinds of grant that are its own, as negative numbers. Names are given
    // up for numbers here, before one membership becomes as many rows as its group carries grants; in the order of
    // accounts, so that what one of them has lies in one place.
    sql: `
CREATE OR REPLACE TABLE access_placed AS
SELECT account, node FROM (
  SELECT a.node AS account, c.node
  FROM memberships AS m
  JOIN (SELECT DISTINCT node, source, "group" FROM access_carried) AS c ON c.source = m.source AND c."group" = m."group"
  JOIN access_accounts AS a ON a.source = m.source AND a.id = m.member
  WHERE m.memberType IS DISTINCT FROM 'group'
  UNION ALL
  SELECT a.node, -g.kind
  FROM access_grants AS g JOIN access_accounts AS a ON a.source = g.source AND a.id = g.principal
  WHERE g.principalType IS DISTINCT FROM 'group'
)
ORDER BY account`,
  },
  {
    name: "carrying_groups",
    sql: `
CREATE OR REPLACE TABLE carrying_groups AS
SELECT c.source, c."group", k.tier, k.role, c.path
FROM access_carried AS c JOIN access_grants AS k ON k.kind = c.kind AND k.first
QUALIFY row_number() OVER (PARTITION BY c.source, c."group" ORDER BY k.tier, c.rank) = 1`,
  },
  {
    name: "delegations",
    sql: `
CREATE OR REPLACE TABLE delegations AS
WITH live AS (SELECT row_number() OVER () AS row_, * FROM consents WHERE expires IS NULL OR expires > $now),
scoped AS (
  SELECT l.row_, min(t.tier) AS tier
  FROM (SELECT row_, unnest(scopes) AS scope FROM live) AS l JOIN scope_tiers AS t ON t.scope = l.scope
  GROUP BY ALL
)
SELECT l.source, l.client AS agent, nullif(l.principal, '*') AS principal, p.person, l.resource, l.scopes,
  coalesce(s.tier, 2)::INTEGER AS tier, coalesce(list_contains(l.scopes, 'offline_access'), false) AS offline, l.id AS consent
FROM live AS l
LEFT JOIN scoped AS s ON s.row_ = l.row_
LEFT JOIN person_accounts AS p ON p.source = l.source AND p.id = l.principal`,
  },
];

/** An effective grant, put together from the numbers of the steps before. */
const EFFECTIVE = `
SELECT k.source, a.id AS account, k.role, k.scope, k.state, k."end", k.approval, r.rank = 0 AS direct, coalesce(c.path, []) AS path, k.tier
FROM access_reached AS r
JOIN access_grants AS k ON k.kind = r.kind AND k.first
JOIN access_accounts AS a ON a.node = r.account
LEFT JOIN access_carried AS c ON c.rank = r.rank`;

const WRITTEN: readonly Step[] = [
  { name: "effective rows", sql: `CREATE OR REPLACE TABLE access_effective AS ${EFFECTIVE}` },
  { name: "effective_grants", sql: "CREATE OR REPLACE VIEW effective_grants AS SELECT * FROM access_effective" },
];

const PUT_TOGETHER: readonly Step[] = [{ name: "effective_grants", sql: `CREATE OR REPLACE VIEW effective_grants AS ${EFFECTIVE}` }];
