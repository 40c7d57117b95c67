import type { Inventory, Step } from "../../inventory/inventory.js";
import type { Row } from "../../inventory/tables.js";
import { EVERYONE, IN_EVERYONE } from "./groups.js";
import { STANDARD_ROLES } from "./roles.js";
import { type Policy, policyRows, type Rule } from "./sign-on.js";

/** What text about a person may name them by, in lower case and in the order of belief; each only where one user has it. */
const NAMED = `
SELECT name, arg_min(id, belief) AS id
FROM (
  SELECT name, belief, any_value(id) AS id
  FROM (
    SELECT id, unnest([lower(id), lower(userName), lower(emails[1]), lower(employeeNumber), lower(displayName)]) AS name, unnest([1, 2, 3, 4, 5]) AS belief
    FROM accounts WHERE source = $source AND clientId IS NULL
  )
  WHERE name IS NOT NULL
  GROUP BY name, belief
  HAVING count(*) = 1
)
GROUP BY name`;

/** Clients of which the log was to be asked, and has not answered. */
const UNANSWERED = `
SELECT 1 FROM accounts AS a
WHERE a.source = $source AND a.clientId IS NOT NULL AND a.active AND a.firstParty IS DISTINCT FROM true
  AND NOT EXISTS (FROM parents AS p WHERE p.source = $source AND p.kind = 'client-use' AND p.id = a.id)`;

const STANDARD = Object.entries(STANDARD_ROLES)
  .map(([type, label]) => `('${type}', '${label}')`)
  .join(", ");

/**
 * Joins what single objects of Okta could not know of each other. Runs once all collections have been read,
 * on the working data in `parents`.
 */
export const SETTLE: readonly Step[] = [
  {
    name: "members of everyone",
    sql: `
INSERT INTO memberships (source, "group", member, memberType)
SELECT $source, e.id, a.id, 'account'
FROM (${EVERYONE}) AS e, (SELECT id FROM accounts WHERE ${IN_EVERYONE}) AS a
WHERE NOT EXISTS (FROM memberships AS m WHERE m.source = $source AND m."group" = e.id AND m.member = a.id)`,
  },
  {
    name: "resource sets",
    // A set is whole when its last page was read and nothing in it was unknown.
    sql: `
UPDATE units SET complete = EXISTS (FROM parents AS p WHERE p.source = $source AND p.kind = 'resources-read' AND p.id = units.id)
  AND NOT EXISTS (FROM parents AS p WHERE p.source = $source AND p.kind = 'unknown-resource' AND (p.detail->>'set') = units.id)
WHERE units.source = $source`,
  },
  {
    name: "managers",
    // A manager who is named and cannot be found stays as written: somebody is named, and is not here.
    sql: `
UPDATE accounts SET manager = named.id
FROM (${NAMED}) AS named
WHERE accounts.source = $source AND named.name = lower(accounts.manager) AND named.id <> accounts.manager`,
  },
  {
    name: "stated owners",
    sql: `
UPDATE owners SET owner = named.id
FROM (${NAMED}) AS named
WHERE owners.source = $source AND owners.role = 'sponsor' AND named.name = lower(owners.owner) AND named.id <> owners.owner`,
  },
  {
    name: "group rules",
    sql: `
UPDATE groups SET dynamicRule = r.rule
FROM (
  SELECT detail->>'group' AS id, string_agg(detail->>'expression', ' OR ' ORDER BY id) AS rule
  FROM parents WHERE source = $source AND kind = 'group-rule'
  GROUP BY detail->>'group'
) AS r
WHERE groups.source = $source AND groups.id = r.id`,
  },
  {
    name: "grants over resource sets",
    // The same assignments as a user's or group's own roles show, and beyond them those of clients and empty groups.
    sql: `
INSERT INTO grants (source, id, principal, principalType, "role", scope, state, "start")
SELECT $source, m.id, m.principal, m.type, m."role", m."set", 'active', m.since
FROM (
  SELECT p.id, coalesce(a.id, p.detail->>'principal') AS principal, p.detail->>'principalType' AS type,
         p.detail->>'role' AS "role", p.detail->>'set' AS "set", try_cast(p.detail->>'since' AS TIMESTAMP) AS since
  FROM parents AS p
  LEFT JOIN accounts AS a ON a.source = p.source AND a.clientId = (p.detail->>'principal')
  WHERE p.source = $source AND p.kind = 'binding-member' AND (p.detail->>'principal') IS NOT NULL
) AS m
WHERE NOT EXISTS (
  FROM grants AS g
  WHERE g.source = $source AND g.principal = m.principal AND g."role" = m."role" AND g.scope = m."set"
)`,
  },
  {
    name: "targets of roles",
    sql: `
UPDATE grants SET scope = t.scope
FROM (
  SELECT detail->>'assignment' AS id, string_agg(detail->>'target', ' ' ORDER BY detail->>'target') AS scope
  FROM parents WHERE source = $source AND kind = 'role-target'
  GROUP BY detail->>'assignment'
) AS t
WHERE grants.source = $source AND grants.id = t.id AND grants.scope = '/'`,
  },
  {
    name: "roles that are held",
    // Permissions of clients on Okta's own API are named by scope, and a scope permits what it is called. What somebody is
    // inside an application stands behind its id; to use it at all is an entitlement.
    sql: `
INSERT INTO roles (source, id, displayName, kind, permissions)
SELECT $source, g."role",
       CASE WHEN app.id IS NULL THEN coalesce(s.label, g."role") ELSE concat_ws(' / ', app.label, g.inside) END,
       CASE WHEN app.id IS NOT NULL THEN if(g.inside IS NULL, 'entitlement', 'application')
            ELSE if(starts_with(g."role", 'okta.'), 'application', 'directory') END,
       if(starts_with(g."role", 'okta.'), [g."role"], if(g.inside IS NULL, NULL, [g.inside]))
FROM (
  SELECT DISTINCT "role", split_part("role", '/', 1) AS app, nullif(substr("role", instr("role" || '/', '/') + 1), '') AS inside
  FROM grants WHERE source = $source
) AS g
LEFT JOIN (VALUES ${STANDARD}) AS s (type, label) ON s.type = g."role"
LEFT JOIN (SELECT id, detail->>'label' AS label FROM parents WHERE source = $source AND kind = 'app') AS app ON app.id = g.app
WHERE NOT EXISTS (FROM roles AS r WHERE r.source = $source AND r.id = g."role")`,
  },
  {
    name: "consents",
    // Three ways to one thing: scopes that users or administrators granted to a client, and rules of authorization
    // servers by which a client that exchanges tokens may act for people. All clients means those that can.
    sql: `
INSERT INTO consents (source, id, client, principal, resource, scopes, created, grantedBy)
WITH clients AS (
  SELECT clientId, min(id) AS account FROM accounts WHERE source = $source AND clientId IS NOT NULL GROUP BY clientId
),
granted AS (
  SELECT id, detail->>'client' AS client, detail->>'principal' AS principal, detail->>'resource' AS resource, detail->>'scope' AS scope,
         try_cast(detail->>'created' AS TIMESTAMP) AS created, detail->>'grantedBy' AS grantedBy
  FROM parents WHERE source = $source AND kind = 'consent'
),
rules AS (
  SELECT r.id, CAST(p.detail->'$.clients' AS VARCHAR[]) AS clients, p.detail->>'issuer' AS resource,
         unnest(CAST(r.detail->'$.people' AS VARCHAR[])) AS people, CAST(r.detail->'$.scopes' AS VARCHAR[]) AS scopes
  FROM parents AS r
  JOIN parents AS p ON p.source = r.source AND p.kind = 'server-policy' AND p.id = (r.detail->>'policy')
  WHERE r.source = $source AND r.kind = 'exchange-rule'
),
pieces AS (
  SELECT g.id, coalesce(c.account, g.client) AS client, g.principal, g.resource, g.scope, g.created, g.grantedBy
  FROM granted AS g
  LEFT JOIN clients AS c ON c.clientId = g.client
  UNION ALL
  SELECT r.id, a.id, coalesce(m.member, r.people), r.resource, unnest(r.scopes), NULL, NULL
  FROM rules AS r
  JOIN accounts AS a
    ON a.source = $source AND a.kind = 'agent' AND (list_contains(r.clients, 'ALL_CLIENTS') OR list_contains(r.clients, a.clientId))
  LEFT JOIN memberships AS m ON m.source = $source AND m."group" = r.people
)
SELECT $source, min(id), client, principal, resource, list_sort(list_distinct(list(scope))), min(created), min(grantedBy)
FROM pieces
WHERE client IS NOT NULL AND principal IS NOT NULL AND resource IS NOT NULL AND scope IS NOT NULL
GROUP BY client, principal, resource`,
  },
  {
    name: "last use of clients",
    // All or nothing: where some clients are on record and one is not, it would pass for one that was never used.
    sql: `
UPDATE accounts SET lastSignIn = try_cast(p.detail->>'last' AS TIMESTAMP)
FROM parents AS p
WHERE accounts.source = $source AND p.source = $source AND p.kind = 'client-use' AND p.id = accounts.id
  AND NOT EXISTS (${UNANSWERED})`,
  },
  {
    name: "note on clients",
    sql: `
INSERT INTO notes (source, note)
SELECT $source, if(EXISTS (${UNANSWERED}),
  'When clients were last used is not known: the System Log was not shown for all of them (okta.logs.read).',
  'Okta keeps its System Log for 90 days: a client that is not in it may have been used before.')
WHERE EXISTS (FROM accounts WHERE source = $source AND clientId IS NOT NULL AND firstParty IS DISTINCT FROM true)`,
  },
  {
    name: "note on tokens",
    sql: `
INSERT INTO notes (source, note)
SELECT $source, 'How API tokens are used is not known: the System Log was not shown for all of them (okta.logs.read).'
WHERE EXISTS (
  FROM secrets AS s WHERE s.source = $source AND s.kind = 'api-token'
    AND NOT EXISTS (FROM parents AS p WHERE p.source = $source AND p.kind = 'token-use' AND p.id = s.id)
)`,
  },
  {
    name: "tokens in the log",
    sql: `
UPDATE secrets SET lastUsed = greatest(secrets.lastUsed, try_cast(p.detail->>'last' AS TIMESTAMP))
FROM parents AS p
WHERE secrets.source = $source AND p.source = $source AND p.kind = 'token-use' AND p.id = secrets.id AND secrets.kind = 'api-token'`,
  },
  {
    name: "use of API tokens",
    // Okta counts sign-ins at a prompt only; a token that is used is its user all the same.
    sql: `
UPDATE accounts SET lastSignIn = greatest(accounts.lastSignIn, t.lastUsed)
FROM (SELECT holder, max(lastUsed) AS lastUsed FROM secrets WHERE source = $source AND kind = 'api-token' GROUP BY holder) AS t
WHERE accounts.source = $source AND accounts.id = t.holder AND t.lastUsed IS NOT NULL`,
  },
  {
    name: "notes",
    sql: `
INSERT INTO notes (source, note)
SELECT DISTINCT $source, 'Okta does not say when an API token was last used; it is worked out from when the token ends, and from the System Log.'
FROM secrets WHERE source = $source AND kind = 'api-token' AND lastUsed IS NOT NULL`,
  },
];

/** A row of working data, as DuckDB gives it back. */
interface Kept {
  readonly kind: string;
  readonly detail: string;
}

/** Works out what the sign-on policies come to, adds it to `policies`, and empties the working data. */
export async function settlePolicies(inventory: Inventory, source: string): Promise<void> {
  const kept = await inventory.rows<Kept>(
    `SELECT kind, detail FROM parents WHERE source = $source AND kind IN ('policy', 'policy-rule', 'guarded-app') ORDER BY kind, id`,
    { source },
  );
  const of = <T>(kind: string) => kept.filter((row) => row.kind === kind).map((row) => JSON.parse(row.detail) as T);
  const policies = of<Policy>("policy");
  if (policies.length > 0) {
    const [everyone] = await inventory.rows<{ id: string }>(
      `SELECT id FROM groups WHERE source = $source AND kind = 'BUILT_IN' AND displayName = 'Everyone' ORDER BY id`,
      { source },
    );
    const guarding = new Set(of<{ policy: string }>("guarded-app").map((app) => app.policy));
    await append(inventory, policyRows(policies, of<Rule>("policy-rule"), everyone?.id ?? null, guarding.size === 0 ? null : guarding), source);
  }
  await inventory.run("DELETE FROM parents WHERE source = $source", { source });
}

async function append(inventory: Inventory, rows: readonly Row[], source: string): Promise<void> {
  const writer = inventory.writer("policies");
  for (const row of rows) await writer.append({ ...row, source });
  await writer.close();
}
