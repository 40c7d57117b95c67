import { FACTOR_STRENGTH, strengthRank } from "../inventory/factors.js";
import { FACTS } from "../inventory/facts.js";
import type { Inventory, Step } from "../inventory/inventory.js";
import { DEPARTED, LEAVER_GRACE_HOURS } from "./departed.js";

/** One column per fact: true where an empty answer of the source means none. */
const complete = FACTS.map((fact) => `coalesce(bool_or(complete AND state = 'collected' AND fact = '${fact}'), false) AS "${fact}"`).join(",\n    ");

/**
 * `$newDays`: how long an account counts as new, with what is missing from it not yet held against it.
 * Columns of people's lives that no rule reads are left behind, so that a million accounts stay small.
 */
const STEPS: readonly Step[] = [
  {
    name: "factors",
    sql: `
CREATE OR REPLACE TABLE factors AS
SELECT source, account, kind, ${FACTOR_STRENGTH} AS strength, device, created, lastUsed
FROM authenticators`,
  },
  {
    name: "audited_accounts",
    sql: `
CREATE OR REPLACE TABLE audited_accounts AS
WITH complete AS (
  SELECT source,
    ${complete}
  FROM facts GROUP BY source
),
strongest AS (
  SELECT source, account AS id, max(${strengthRank("strength")}) AS rank FROM factors GROUP BY ALL
),
-- The source of record is the configured one, else those that know when people come or go.
record AS (
  SELECT DISTINCT source FROM accounts
  WHERE if($sourceOfRecord IS NULL, hireDate IS NOT NULL OR leaveDate IS NOT NULL, source = $sourceOfRecord)
),
sync AS (
  SELECT DISTINCT g.source, g.account AS id
  FROM effective_grants AS g
  JOIN role_tiers AS r ON r.source = g.source AND r.role = g.role
  WHERE r.displayName = 'Directory Synchronization Accounts'
)
SELECT
  a.* EXCLUDE (extra, streetAddress, locality, region, postalCode, mfa) REPLACE (coalesce(k.kind, a.kind, 'unknown') AS kind),
  a.kind AS statedKind,
  p.person,
  coalesce(p.everyday, false) AS everyday,
  coalesce(a.mfa, CASE s.rank WHEN 1 THEN 'weak' WHEN 2 THEN 'strong' WHEN 3 THEN 'phishing-resistant' ELSE if(c.mfa, 'none', NULL) END) AS strength,
  t.standingTier, t.activeTier, t.eligibleTier,
  coalesce(list_contains($breakGlass, a.source || '/' || a.id) OR list_contains($breakGlass, a.userName), false) AS isBreakGlass,
  y.id IS NOT NULL AS isSync,
  coalesce(a.firstParty, false) AS isFirstParty,
  coalesce(lower(a.userType) = 'managedidentity', false) AS isManaged,
  coalesce(a.created > $now - to_days($newDays), false) AS isNew,
  coalesce(a.hireDate > $now, false) AS isPrehire,
  coalesce(a.mailbox IN ('room', 'equipment'), false) AS isRoom,
  r.source IS NOT NULL AS ofRecord,
  a.active IS NOT NULL OR coalesce(c.status, false) AS knowsStatus,
  a.hireDate IS NOT NULL OR a.leaveDate IS NOT NULL OR coalesce(c.hr, false) AS knowsHr,
  a.manager IS NOT NULL OR coalesce(c.manager, false) AS knowsManager,
  a.lastSignIn IS NOT NULL OR a.lastInteractiveSignIn IS NOT NULL OR coalesce(c.signin, false) AS knowsSignin,
  -- A listed weak factor does not show that there is no better one, unless the list is complete.
  a.mfa IS NOT NULL OR coalesce(c.mfa, false) OR coalesce(s.rank = 3, false) AS knowsMfa,
  coalesce(c.groups, false) AS knowsGroups,
  coalesce(c.roles, false) AS knowsRoles,
  coalesce(c.eligibility, false) AS knowsEligibility,
  coalesce(c.owners, false) AS knowsOwners,
  coalesce(c.policies, false) AS knowsPolicies,
  coalesce(c.secrets, false) AS knowsSecrets,
  coalesce(c.tokens, false) AS knowsTokens,
  coalesce(c.consents, false) AS knowsConsents,
  coalesce(c."appRoles", false) AS knowsAppRoles,
  coalesce(c.agents, false) AS knowsAgents,
  coalesce(c.sponsors, false) AS knowsSponsors,
  coalesce(c.reviews, false) AS knowsReviews,
  a.risk IS NOT NULL OR coalesce(c.risk, false) AS knowsRisk,
  a.mailbox IS NOT NULL OR coalesce(c.mailbox, false) AS knowsMailbox
FROM accounts AS a
LEFT JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
LEFT JOIN person_accounts AS p ON p.source = a.source AND p.id = a.id
LEFT JOIN account_tiers AS t ON t.source = a.source AND t.id = a.id
LEFT JOIN strongest AS s ON s.source = a.source AND s.id = a.id
LEFT JOIN record AS r ON r.source = a.source
LEFT JOIN sync AS y ON y.source = a.source AND y.id = a.id
LEFT JOIN complete AS c ON c.source = a.source`,
  },
  {
    name: "responsible",
    // UNION (not UNION ALL) ends the recursion on groups that contain each other.
    sql: `
CREATE OR REPLACE TABLE responsible AS
WITH RECURSIVE answering AS (
  SELECT source, subject AS id, owner AS account, coalesce(role, 'owner') AS role
  FROM owners WHERE coalesce(role, 'owner') <> 'manager'
  UNION
  SELECT r.source, r.id, m.member, r.role
  FROM answering AS r
  JOIN memberships AS m ON m.source = r.source AND m."group" = r.account
)
SELECT r.source, r.id, a.person, r.account, r.role, a.kind, a.active
FROM answering AS r
JOIN audited_accounts AS a ON a.source = r.source AND a.id = r.account`,
  },
  DEPARTED,
];

export interface AuditedOptions {
  readonly now: Date;
  /** Account keys or user names of declared emergency accounts; never guessed. */
  readonly breakGlass: readonly string[];
  /** The source whose word on who has left counts. */
  readonly sourceOfRecord?: string;
}

/** Ours: two weeks are what most joiner processes take to fill manager, factors and groups. */
const NEW_DAYS = 14;

/** Makes what every rule reads: `factors`, `audited_accounts`, `responsible`, `departed`. Runs after people and access. */
export async function auditAccounts(db: Inventory, options: AuditedOptions, onStep?: (name: string, ms: number) => void): Promise<void> {
  const params = {
    now: options.now,
    breakGlass: [...options.breakGlass],
    newDays: NEW_DAYS,
    leaverGraceHours: LEAVER_GRACE_HOURS,
    sourceOfRecord: options.sourceOfRecord ?? null,
  };
  await db.runSteps(STEPS, params, onStep);
}
