import type { Inventory, Step } from "../../inventory/inventory.js";

/** The host of an address; what is no address stays as it is. */
const host = (column: string) => `regexp_extract(lower(${column}), '^(?:[a-z]+://)?([^/:]+)', 1)`;

/**
 * A chain of directories of which each believes the one before is followed this far. Ours: on-premises, to an identity
 * provider, to a cloud directory, and one more.
 */
const LONGEST_CHAIN = 3;

/** Adds the edges from one directory into another to `control_edges`; there are none where only one was read. */
export async function mapTrusts(db: Inventory, onStep?: (name: string, ms: number) => void): Promise<void> {
  const [sources] = await db.rows<{ count: number }>("SELECT count(*)::INTEGER AS count FROM sources");
  if ((sources?.count ?? 0) < 2) return;
  await db.runSteps([TRUSTED], {}, onStep);
  for (let hop = 0; hop < LONGEST_CHAIN; hop++) {
    await db.runSteps(CROSSING, {}, onStep);
    const [found] = await db.rows<{ count: number }>("SELECT count(*)::INTEGER AS count FROM access_crossing WHERE fromType = 'account'");
    if ((found?.count ?? 0) === 0) return;
  }
}

const TRUSTED: Step = {
  name: "access_trusted",
  // Which source believes which other one: by its name, its tenant's id (which the address of an issuer may hold), or its
  // host. Not every directory says whom it believes. What fills one is then the on-premises directory that was read, and who
  // signs a domain in the identity provider that has accounts of it, where there is one alone.
  sql: `
CREATE OR REPLACE TABLE access_trusted AS
WITH settled AS (
  SELECT source, id, kind, coalesce(direction, 'inbound') AS direction, lower(ltrim(domain, '@')) AS domain, lower(peer) AS peer
  FROM trusts WHERE active IS DISTINCT FROM false
),
domains AS (
  SELECT DISTINCT a.source, lower(split_part(a.userName, '@', -1)) AS domain
  FROM accounts AS a SEMI JOIN (SELECT id FROM sources WHERE kind = 'okta') AS o ON o.id = a.source
),
guessed AS (
  SELECT t.source, t.id, t.kind, any_value(o.id) AS peer
  FROM settled AS t
  JOIN sources AS o ON o.id <> t.source AND o.kind = if(t.kind = 'provisioning', 'ldap', 'okta')
  LEFT JOIN domains AS d ON d.source = o.id AND d.domain = t.domain
  WHERE t.peer IS NULL AND t.direction = 'inbound' AND (t.kind = 'provisioning' OR d.domain IS NOT NULL)
  GROUP BY t.source, t.id, t.kind HAVING count(*) = 1
)
SELECT DISTINCT if(t.direction = 'outbound', o.id, t.source) AS believer, if(t.direction = 'outbound', t.source, o.id) AS believed, t.kind, t.domain, t.id
FROM settled AS t
LEFT JOIN guessed AS g ON g.source = t.source AND g.id = t.id AND g.kind = t.kind
JOIN sources AS o ON o.id <> t.source
  AND (t.peer = lower(o.id) OR contains(t.peer, lower(o.tenant)) OR ${host("t.peer")} = ${host("o.tenant")} OR o.id = g.peer
    OR (t.direction = 'outbound' AND t.peer IS NULL AND t.domain IS NOT NULL AND o.kind = 'entra'))`,
};

/** Edges to accounts that lead somewhere, from the directories and accounts that these rest on, as far as there are not any yet. */
const CROSSING: readonly Step[] = [
  {
    name: "access_crossing",
    // A trust stands for the accounts of its domain or, where it has none, for those whose person has an account in the
    // other directory. An account that came from another directory's account by its id is filled from there in any case.
    // The directory that fills another one also keeps the credential of the account that does the filling.
    sql: `
CREATE OR REPLACE TABLE access_crossing AS
WITH actors AS (
  SELECT a.source, a.id, lower(a.userName) AS userName, a.externalId, a.onPremisesId, a.synced
  FROM accounts AS a
  SEMI JOIN (SELECT DISTINCT fromSource, fromId FROM control_edges WHERE fromType = 'account') AS e ON e.fromSource = a.source AND e.fromId = a.id
  WHERE a.active IS DISTINCT FROM false
),
filled AS (
  SELECT a.source, a.id, f.source AS "from", NULL AS account FROM actors AS a JOIN accounts AS f ON f.source <> a.source AND f.id = a.externalId
  UNION
  SELECT a.source, a.id, f.source, f.id
  FROM actors AS a
  JOIN accounts AS f ON f.source <> a.source AND f.onPremisesId = a.onPremisesId
  JOIN sources AS s ON s.id = f.source
  LEFT JOIN access_trusted AS t ON t.believer = a.source AND t.believed = f.source AND t.kind = 'provisioning'
  WHERE a.synced AND (s.kind = 'ldap' OR t.id IS NOT NULL)
),
twins AS (
  SELECT a.source, a.id, a.userName, a.synced, q.source AS "from", q.id AS account
  FROM actors AS a
  JOIN person_accounts AS p ON p.source = a.source AND p.id = a.id
  JOIN person_accounts AS q ON q.person = p.person AND q.source <> p.source
),
fills AS (
  SELECT believer, believed FROM access_trusted WHERE kind = 'provisioning'
  UNION
  SELECT f.source, f."from" FROM filled AS f WHERE f.account IS NOT NULL
),
crossing AS (
  SELECT 'directory' AS fromType, "from" AS fromSource, '/' AS fromId, source AS toSource, id AS toId, 'provisions' AS kind, NULL::VARCHAR AS through, 1 AS cost
  FROM filled
  UNION
  SELECT 'account', "from", account, source, id, 'signs in as', NULL, 0 FROM filled WHERE account IS NOT NULL
  UNION
  SELECT 'account', w."from", w.account, w.source, w.id, 'signs in as', t.id, 0
  FROM twins AS w JOIN access_trusted AS t ON t.believer = w.source AND t.believed = w."from" AND t.kind = 'federation'
  WHERE t.domain IS NULL OR ends_with(w.userName, '@' || t.domain)
  UNION
  SELECT 'directory', t.believed, '/', a.source, a.id, if(t.kind = 'federation', 'federates', 'provisions'), t.id, 1
  FROM access_trusted AS t JOIN actors AS a ON a.source = t.believer AND t.domain IS NOT NULL AND ends_with(a.userName, '@' || t.domain)
  UNION
  SELECT 'directory', t.believed, '/', w.source, w.id, if(t.kind = 'federation', 'federates', 'provisions'), t.id, 1
  FROM access_trusted AS t
  JOIN twins AS w ON w.source = t.believer AND w."from" = t.believed
  JOIN sources AS s ON s.id = t.believed
  -- What is filled from on-premises says so of itself; a cloud account of somebody who has one there, too, is not.
  WHERE t.domain IS NULL AND (t.kind = 'federation' OR s.kind <> 'ldap' OR w.synced)
  UNION
  SELECT 'directory', f.believed, '/', a.source, a.id, 'keeps credential of', NULL, 1
  FROM access_grants AS k
  JOIN role_tiers AS t ON t.source = k.source AND t.role = k.role AND t.displayName = 'Directory Synchronization Accounts'
  JOIN access_reached AS r ON r.kind = k.kind AND k.first
  JOIN access_accounts AS a ON a.node = r.account
  JOIN fills AS f ON f.believer = a.source
)
SELECT c.* FROM crossing AS c
ANTI JOIN control_edges AS e
  ON e.kind = c.kind AND e.fromType = c.fromType AND e.fromSource = c.fromSource AND e.fromId = c.fromId AND e.toSource = c.toSource AND e.toId = c.toId`,
  },
  {
    name: "edges between directories",
    sql: `
INSERT INTO control_edges
SELECT fromType, fromSource, fromId, 'account', toSource, toId, kind, through, cost FROM access_crossing`,
  },
];
