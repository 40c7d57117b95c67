import type { Step } from "../../inventory/inventory.js";
import { allKnown, objectsIn, WHOLE } from "./scope.js";

/** What each power over others reaches: whom the product spares, and how far the scope of the grant goes. */
export const POWERS_REACH: readonly Step[] = [
  {
    name: "access_guards",
    // What spares the accounts that matter from being reset: each role that they hold, and groups that are protected.
    // Software has no password, and whoever is disabled does not sign in with one.
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
SELECT a.source, a.id, n.clientId IS NULL AND n.active IS DISTINCT FROM false AS hasPassword, coalesce(bit_and(g.yields), $unspared::INTEGER) AS yields
FROM actors AS a
JOIN accounts AS n ON n.source = a.source AND n.id = a.id
LEFT JOIN guards AS g ON g.source = a.source AND g.id = a.id
GROUP BY ALL`,
  },
  {
    name: "access_powers",
    // Each power with the objects that its scope names; `limited` where it is known of each what it holds. What a unit
    // holds whose members were not all listed may be anybody.
    sql: `
CREATE OR REPLACE TABLE access_powers AS
WITH powers AS (
  SELECT DISTINCT toSource AS source, toId AS id, split_part(toId, ' ', 1) AS power, substr(toId, position(' ' IN toId) + 1) AS scope
  FROM control_edges WHERE toType = 'power'
),
named AS (SELECT source, id, power = 'groups' AS overGroups, scope, unnest(${objectsIn("scope")}) AS object FROM powers WHERE scope NOT IN ${WHOLE}),
everything AS (
  SELECT DISTINCT source, unit, unnest(if(memberType IS NULL, [true, false], [memberType = 'group'])) AS ofGroups FROM unit_members WHERE member = '*'
),
known AS (
  SELECT n.source, n.id, list(n.object) AS objects,
    ${allKnown("n.scope", "n.object", "(a.id IS NOT NULL OR g.id IS NOT NULL OR (u.complete IS TRUE AND e.unit IS NULL))")} AS limited
  FROM named AS n
  LEFT JOIN accounts AS a ON a.source = n.source AND a.id = n.object
  LEFT JOIN groups AS g ON g.source = n.source AND g.id = n.object
  LEFT JOIN units AS u ON u.source = n.source AND ltrim(u.id, '/') = n.object
  LEFT JOIN everything AS e ON e.source = u.source AND e.unit = u.id AND e.ofGroups = n.overGroups
  GROUP BY n.source, n.id
)
SELECT p.*, coalesce(k.limited, false) AS limited, coalesce(k.objects, []) AS objects
FROM powers AS p LEFT JOIN known AS k ON k.source = p.source AND k.id = p.id`,
  },
  {
    name: "access_limits",
    // The accounts and groups that limited powers reach: those named, members of groups that are named or that a unit
    // takes the members of, and what units hold.
    sql: `
CREATE OR REPLACE TABLE access_limits AS
WITH RECURSIVE named AS MATERIALIZED (
  SELECT source, id, unnest(objects) AS object FROM access_powers WHERE limited
),
held AS MATERIALIZED (
  SELECT n.source, n.id, m.member, m.memberType
  FROM named AS n
  JOIN units AS u ON u.source = n.source AND ltrim(u.id, '/') = n.object
  JOIN unit_members AS m ON m.source = u.source AND m.unit = u.id
),
containers(source, id, "group") AS (
  SELECT n.source, n.id, n.object FROM named AS n SEMI JOIN groups AS g ON g.source = n.source AND g.id = n.object
  UNION
  SELECT source, id, member FROM held WHERE memberType = 'members'
  UNION
  SELECT c.source, c.id, m.member
  FROM containers AS c
  JOIN memberships AS m ON m.source = c.source AND m."group" = c."group" AND m.memberType IS DISTINCT FROM 'account'
  SEMI JOIN groups AS g ON g.source = m.source AND g.id = m.member
)
SELECT n.source, n.id, 'account' AS type, a.id AS object FROM named AS n JOIN accounts AS a ON a.source = n.source AND a.id = n.object
UNION
SELECT n.source, n.id, 'group', g.id FROM named AS n JOIN groups AS g ON g.source = n.source AND g.id = n.object
UNION
SELECT h.source, h.id, 'account', a.id FROM held AS h JOIN accounts AS a ON a.source = h.source AND a.id = h.member
WHERE coalesce(h.memberType, 'account') IN ('account', 'application')
UNION
SELECT h.source, h.id, 'group', g.id FROM held AS h JOIN groups AS g ON g.source = h.source AND g.id = h.member
WHERE coalesce(h.memberType, 'group') = 'group'
UNION
SELECT c.source, c.id, 'account', m.member
FROM containers AS c
JOIN memberships AS m ON m.source = c.source AND m."group" = c."group"
SEMI JOIN access_guards AS a ON a.source = m.source AND a.id = m.member`,
  },
  {
    name: "what powers reach",
    // What a restricted unit holds is left to the administrators of that unit.
    sql: `
INSERT INTO control_edges
WITH shielded AS (
  SELECT m.source, m.member AS object, list(ltrim(m.unit, '/')) AS units
  FROM unit_members AS m SEMI JOIN (SELECT source, id FROM units WHERE restricted) AS u ON u.source = m.source AND u.id = m.unit
  WHERE m.memberType IS DISTINCT FROM 'members'
  GROUP BY m.source, m.member
),
reached AS (
  SELECT p.source, p.id, p.limited, p.objects, 'account' AS type, a.id AS object, 'resets' AS kind, 1 AS cost
  FROM access_powers AS p
  JOIN access_resets AS r ON r.power = p.power
  JOIN access_guards AS a ON a.source = p.source AND a.hasPassword AND a.yields & r.bit <> 0
  UNION ALL
  SELECT p.source, p.id, false, [], 'account', a.id, 'acts for', 0
  FROM access_powers AS p JOIN access_guards AS a ON a.source = p.source SEMI JOIN person_accounts AS o ON o.source = a.source AND o.id = a.id
  WHERE p.power = 'everybody'
  UNION ALL
  SELECT p.source, p.id, p.limited, p.objects, 'account', a.id, 'adds credential', 1
  FROM access_powers AS p
  JOIN access_guards AS a ON a.source = p.source
  JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id AND k.kind = 'agent'
  WHERE p.power = 'agents'
  UNION ALL
  SELECT p.source, p.id, p.limited, p.objects, 'group', g.id, if(p.power = 'groups', 'joins', 'edits attribute'), 1
  FROM access_powers AS p
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
LEFT JOIN access_limits AS l ON l.source = r.source AND l.id = r.id AND l.type = r.type AND l.object = r.object
LEFT JOIN shielded AS s ON s.source = r.source AND s.object = r.object AND r.kind <> 'acts for'
WHERE (NOT r.limited OR l.object IS NOT NULL OR r.kind = 'edits attribute')
  AND (s.object IS NULL OR list_has_any(s.units, r.objects))`,
  },
];
