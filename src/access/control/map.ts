import type { Inventory, Step } from "../../inventory/inventory.js";
import { type Column, column } from "../../inventory/tables.js";
import { type PowerFacts, PROTECTED_GROUP, powersOf, RESETS, yieldsTo } from "./powers.js";

/**
 * Maps who controls whom, as far as it leads to tier 0: makes `control_edges`, one row for each way in which somebody
 * can act as, or get into, something; and `tier0_reach`, one row for everyone and everything from which a directory can
 * be taken over, with the least number of steps and the first of them. Runs after `resolveAccess`.
 *
 * A step is something that somebody has to do and that leaves a trace: activate a role, add a credential, a member, a
 * password. Holding a role takes none.
 */
export async function mapControl(db: Inventory, onStep?: (name: string, ms: number) => void): Promise<void> {
  const start = performance.now();
  await makePowers(db);
  onStep?.("role_powers", performance.now() - start);
  await db.runSteps(STEPS, { protectedGroup: PROTECTED_GROUP, unspared: 2 ** RESETS.length - 1 }, onStep);
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

/** Objects that a scope names: ids joined by spaces, each perhaps behind a slash. */
const SCOPE_IDS = `string_split(scope, ' ')`;
const WHOLE = `('/', '*', '')`;

const STEPS: readonly Step[] = [
  {
    name: "access_wielded",
    // Who holds a role that gives power over others, or any strong role over single objects.
    sql: `
CREATE OR REPLACE TABLE access_wielded AS
SELECT a.source, a.id, k.role, k.scope, (k.state = 'eligible')::INTEGER AS cost, p.powers, t.tier
FROM access_grants AS k
JOIN role_powers AS p ON p.source = k.source AND p.role = k.role
JOIN role_tiers AS t ON t.source = k.source AND t.role = k.role
JOIN access_reached AS r ON r.kind = k.kind
JOIN access_accounts AS a ON a.node = r.account
WHERE k.first AND (len(p.powers) > 0 OR (t.tier <= 1 AND k.scope NOT IN ${WHOLE}))`,
  },
  {
    name: "access_owned",
    sql: `
CREATE OR REPLACE TABLE access_owned AS
SELECT o.source, o.owner, o.subject, g.id IS NOT NULL AS byGroup, s.id IS NOT NULL AS ofGroup
FROM owners AS o
LEFT JOIN groups AS g ON g.source = o.source AND g.id = o.owner
LEFT JOIN groups AS s ON s.source = o.source AND s.id = o.subject
WHERE coalesce(o.role, 'owner') = 'owner' AND o.owner <> o.subject`,
  },
  {
    name: "access_owning",
    // Groups that own something, and groups inside them: their members own it too. A table of its own, because the
    // database cannot tell beforehand how few rows a recursion gives, and would hold all memberships in memory for it.
    sql: `
CREATE OR REPLACE TABLE access_owning AS
WITH RECURSIVE nesting AS MATERIALIZED (
  SELECT m.source, m."group" AS parent, m.member AS child
  FROM memberships AS m SEMI JOIN groups AS g ON g.source = m.source AND g.id = m.member
  WHERE m.memberType IS DISTINCT FROM 'account'
),
owning(source, id) AS (
  SELECT source, owner FROM access_owned WHERE byGroup
  UNION
  SELECT n.source, n.child FROM owning AS o JOIN nesting AS n ON n.source = o.source AND n.parent = o.id
)
SELECT * FROM owning`,
  },
  {
    name: "control_edges",
    sql: `
CREATE OR REPLACE TABLE control_edges AS
WITH objects AS (
  SELECT w.source, w.id, w.role, w.cost, ltrim(o.object, '/') AS object
  FROM access_wielded AS w, (SELECT unnest(${SCOPE_IDS.replace("scope", "w.scope")}) AS object) AS o
  WHERE len(w.powers) = 0
)
SELECT DISTINCT 'account' AS fromType, a.source AS fromSource, a.id AS fromId, 'directory' AS toType, a.source AS toSource, '/' AS toId,
  if(k.state = 'active', 'holds', 'activates') AS kind, k.role AS through, (k.state = 'eligible')::INTEGER AS cost
FROM access_grants AS k
JOIN access_reached AS r ON r.kind = k.kind
JOIN access_accounts AS a ON a.node = r.account
WHERE k.first AND k.tier = 0
UNION ALL
SELECT DISTINCT 'group', c.source, c."group", 'directory', c.source, '/', 'carries', k.role, (k.state = 'eligible')::INTEGER
FROM access_carried AS c JOIN access_grants AS k ON k.kind = c.kind AND k.first
WHERE k.tier = 0
UNION ALL
SELECT DISTINCT if(byGroup, 'group', 'account'), source, owner, if(ofGroup, 'group', 'account'), source, subject, 'owns', NULL, 1 FROM access_owned
UNION ALL
SELECT DISTINCT if(g.id IS NULL, 'account', 'group'), m.source, m.member, 'group', m.source, m."group", 'member', NULL, 0
FROM memberships AS m
JOIN access_owning AS o ON o.source = m.source AND o.id = m."group"
LEFT JOIN groups AS g ON g.source = m.source AND g.id = m.member
UNION ALL
SELECT DISTINCT 'account', w.source, w.id, 'power', w.source, p.power || ' ' || w.scope, 'wields', w.role, w.cost
FROM access_wielded AS w, (SELECT unnest(w.powers) AS power) AS p
UNION ALL
SELECT DISTINCT 'account', o.source, o.id, 'account', a.source, a.id, 'rules over', o.role, 1 + o.cost
FROM objects AS o JOIN accounts AS a ON a.source = o.source AND a.id = o.object
UNION ALL
SELECT DISTINCT 'account', o.source, o.id, 'group', g.source, g.id, 'rules over', o.role, 1 + o.cost
FROM objects AS o JOIN groups AS g ON g.source = o.source AND g.id = o.object
UNION ALL
SELECT DISTINCT 'account', source, agent, if(principal IS NULL, 'power', 'account'), source, coalesce(principal, 'everybody /'), 'acts for', consent, 1
FROM delegations WHERE tier = 0`,
  },
  {
    name: "access_guards",
    // What spares the accounts that matter from being reset: each role that they hold, and groups that are protected.
    sql: `
CREATE OR REPLACE TABLE access_guards AS
WITH actors AS (SELECT DISTINCT fromSource AS source, fromId AS id FROM control_edges WHERE fromType = 'account'),
protected AS (
  SELECT m.source, m.member AS id
  FROM memberships AS m
  SEMI JOIN (SELECT source, id FROM groups WHERE roleAssignable) AS g ON g.source = m.source AND g.id = m."group"
  SEMI JOIN actors AS a ON a.source = m.source AND a.id = m.member
  UNION
  SELECT o.source, o.owner
  FROM owners AS o
  SEMI JOIN (SELECT source, id FROM groups WHERE roleAssignable) AS g ON g.source = o.source AND g.id = o.subject
  WHERE coalesce(o.role, 'owner') = 'owner'
),
guards AS (
  SELECT a.source, a.id, p.yields
  FROM actors AS a
  JOIN access_accounts AS n ON n.source = a.source AND n.id = a.id
  JOIN access_reached AS r ON r.account = n.node
  JOIN access_grants AS k ON k.kind = r.kind AND k.first AND k.state = 'active'
  JOIN role_powers AS p ON p.source = k.source AND p.role = k.role
  UNION ALL
  SELECT a.source, a.id, $protectedGroup::INTEGER FROM actors AS a SEMI JOIN protected AS p ON p.source = a.source AND p.id = a.id
)
SELECT a.source, a.id, n.clientId IS NULL AS hasPassword, coalesce(bit_and(g.yields), $unspared::INTEGER) AS yields
FROM actors AS a
JOIN accounts AS n ON n.source = a.source AND n.id = a.id
LEFT JOIN guards AS g ON g.source = a.source AND g.id = a.id
GROUP BY ALL`,
  },
  {
    name: "what powers reach",
    // A power over part of a directory reaches what its scope names: accounts, members of groups, or the groups
    // themselves. What an administrative unit or a resource set holds is not collected: it may be anything.
    sql: `
INSERT INTO control_edges
WITH powers AS (
  SELECT DISTINCT toSource AS source, toId AS id, split_part(toId, ' ', 1) AS power, substr(toId, position(' ' IN toId) + 1) AS scope
  FROM control_edges WHERE toType = 'power'
),
named AS (
  SELECT p.source, p.id, ltrim(o.object, '/') AS object
  FROM powers AS p, (SELECT unnest(${SCOPE_IDS.replace("scope", "p.scope")}) AS object) AS o
  WHERE p.scope NOT IN ${WHOLE}
),
limits AS (
  SELECT n.source, n.id, 'account' AS type, a.id AS object FROM named AS n JOIN accounts AS a ON a.source = n.source AND a.id = n.object
  UNION
  SELECT n.source, n.id, 'account', m.member FROM named AS n JOIN memberships AS m ON m.source = n.source AND m."group" = n.object
  UNION
  SELECT n.source, n.id, 'group', g.id FROM named AS n JOIN groups AS g ON g.source = n.source AND g.id = n.object
),
reached AS (
  SELECT p.source, p.id, 'account' AS type, a.id AS object, 'resets' AS kind, 1 AS cost
  FROM powers AS p
  JOIN access_resets AS r ON r.power = p.power
  JOIN access_guards AS a ON a.source = p.source AND a.hasPassword AND a.yields & r.bit <> 0
  UNION ALL
  SELECT p.source, p.id, 'account', a.id, 'acts for', 0
  FROM powers AS p JOIN access_guards AS a ON a.source = p.source SEMI JOIN person_accounts AS o ON o.source = a.source AND o.id = a.id
  WHERE p.power = 'everybody'
  UNION ALL
  SELECT p.source, p.id, 'account', a.id, 'adds credential', 1
  FROM powers AS p
  JOIN access_guards AS a ON a.source = p.source
  JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id AND k.kind = 'agent'
  WHERE p.power = 'agents'
  UNION ALL
  SELECT p.source, p.id, 'group', g.id, if(p.power = 'groups', 'joins', 'edits attribute'), 1
  FROM powers AS p
  JOIN groups AS g ON g.source = p.source
  SEMI JOIN (SELECT DISTINCT fromSource, fromId FROM control_edges WHERE fromType = 'group') AS e ON e.fromSource = g.source AND e.fromId = g.id
  -- Okta's administrators of groups may not touch a group that holds an administrator's role.
  ANTI JOIN (
    SELECT k.source, k.principal FROM access_grants AS k JOIN sources AS s ON s.id = k.source AND s.kind = 'okta'
    JOIN role_tiers AS t ON t.source = k.source AND t.role = k.role AND t.kind IN ('directory', 'custom')
  ) AS h ON h.source = g.source AND h.principal = g.id AND p.power = 'groups'
  WHERE (p.power = 'groups' AND NOT coalesce(g.roleAssignable, false)) OR (p.power = 'attributes' AND g.dynamicRule IS NOT NULL)
)
SELECT 'power', r.source, r.id, r.type, r.source, r.object, r.kind, NULL, r.cost
FROM reached AS r
WHERE EXISTS (FROM limits AS l WHERE l.source = r.source AND l.id = r.id AND l.type = r.type AND l.object = r.object)
  OR NOT EXISTS (FROM limits AS l WHERE l.source = r.source AND l.id = r.id)
UNION ALL
-- A directory that another one is filled from can sign in as whoever came from it.
SELECT DISTINCT 'directory', f.source, '/', 'account', a.source, a.id, 'provisions', NULL, 1
FROM accounts AS a
SEMI JOIN access_guards AS actor ON actor.source = a.source AND actor.id = a.id
JOIN accounts AS f ON f.source <> a.source AND (f.id = a.externalId)
UNION ALL
SELECT DISTINCT 'directory', f.source, '/', 'account', a.source, a.id, 'provisions', NULL, 1
FROM accounts AS a
SEMI JOIN access_guards AS actor ON actor.source = a.source AND actor.id = a.id
JOIN accounts AS f ON f.source <> a.source AND f.onPremisesId = a.onPremisesId
JOIN sources AS s ON s.id = f.source AND s.kind = 'ldap'
WHERE a.synced`,
  },
  {
    name: "tier0_reach",
    // From each directory back along the edges; a way is taken up again only where it is cheaper, so circles end.
    sql: `
CREATE OR REPLACE TABLE tier0_reach AS
WITH RECURSIVE reach(type, source, id, directory, steps, hops, kind, through, nextType, nextSource, nextId) USING KEY (type, source, id, directory) AS (
  SELECT DISTINCT 'directory', toSource, '/', toSource, 0, 0, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR
  FROM control_edges WHERE toType = 'directory'
  UNION
  SELECT n.type, n.source, n.id, n.directory, n.best.steps, n.best.hops, n.best.kind, n.best.through, n.best.type, n.best.source, n.best.id
  FROM (
    SELECT e.fromType AS type, e.fromSource AS source, e.fromId AS id, r.directory,
      min({steps: r.steps + e.cost, hops: r.hops + 1, kind: e.kind, through: e.through, type: e.toType, source: e.toSource, id: e.toId}) AS best
    FROM reach AS r JOIN control_edges AS e ON e.toType = r.type AND e.toSource = r.source AND e.toId = r.id
    GROUP BY ALL
  ) AS n
  LEFT JOIN recurring.reach AS seen ON seen.type = n.type AND seen.source = n.source AND seen.id = n.id AND seen.directory = n.directory
  WHERE seen.type IS NULL OR (n.best.steps, n.best.hops) < (seen.steps, seen.hops)
)
SELECT * FROM reach WHERE hops > 0`,
  },
];
