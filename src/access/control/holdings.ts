import type { Step } from "../../inventory/inventory.js";
import { objectsIn, WHOLE } from "./scope.js";

/** How many things have to be done before an eligible grant works: activate it, and have that approved where somebody must. */
const ACTIVATING = `if(k.state = 'eligible', 1 + coalesce(k.approval, false)::INTEGER, 0)`;

/** Edges from who holds, owns or was lent something to what that is. */
export const HOLDINGS: readonly Step[] = [
  {
    name: "access_wielded",
    // Who holds a role that gives power over others, or any strong role over single objects.
    sql: `
CREATE OR REPLACE TABLE access_wielded AS
SELECT a.source, a.id, k.role, k.scope, ${ACTIVATING} AS cost, p.powers, t.tier
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
    // A strong role over a unit takes what is in it only where it is the role's whole strength: to enable and disable
    // the accounts of a unit is not to take them.
    sql: `
CREATE OR REPLACE TABLE control_edges AS
WITH named AS (
  SELECT w.source, w.id, w.role, w.cost, w.tier, unnest(${objectsIn("w.scope")}) AS object
  FROM access_wielded AS w
  WHERE (len(w.powers) = 0 OR w.tier = 0) AND w.scope NOT IN ${WHOLE}
),
objects AS (
  SELECT source, id, role, cost, object FROM named
  UNION
  SELECT n.source, n.id, n.role, n.cost, m.member
  FROM named AS n
  JOIN units AS u ON u.source = n.source AND ltrim(u.id, '/') = n.object
  JOIN unit_members AS m ON m.source = u.source AND m.unit = u.id AND m.memberType IS DISTINCT FROM 'members'
  WHERE n.tier = 0
)
SELECT DISTINCT 'account' AS fromType, a.source AS fromSource, a.id AS fromId, 'directory' AS toType, a.source AS toSource, '/' AS toId,
  if(k.state = 'active', 'holds', 'activates') AS kind, k.role AS through, ${ACTIVATING} AS cost
FROM access_grants AS k
JOIN access_reached AS r ON r.kind = k.kind
JOIN access_accounts AS a ON a.node = r.account
WHERE k.first AND k.tier = 0
UNION ALL
SELECT DISTINCT 'group', c.source, c."group", 'directory', c.source, '/', 'carries', k.role, ${ACTIVATING}
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
];
