import { SHARED_WORDS } from "../people/words.js";
import type { Severity } from "../rules/contract.js";
import { maskOf, NEEDED_FACTS, type NeededFact } from "./facts.js";

/** The rule whose findings ask whether two accounts are one person. */
export const LINK_RULE = "duplicates/review-link-open";

/** One person as the inventory has them; what is said of an account is said of the everyday one. */
export interface PersonRow {
  readonly person: string;
  readonly source: string | null;
  readonly account: string | null;
  /** Facts that are not known of the everyday account. */
  readonly missing: number;
  readonly flags: number;
  /** JSON [person]: with whom it is open whether they are the same person, both having an active account. */
  readonly doubles: string | null;
  /** JSON [[source, mask, mask]]: facts that are missing for one of the person's accounts there, and those that the source cannot give. */
  readonly gaps: string | null;
  /** JSON [account key]: active accounts beside the one to keep in the same source. */
  readonly twins: string | null;
  /** JSON [[rule, severity, status, fingerprint, subject, account, silencedBy, what the gates need of the row]]. */
  readonly findings: string | null;
}

/** Whether the everyday account's source gave a fact: what speaks for a person counts only where it was collected. */
const read = (fact: NeededFact) => `e.collected & ${maskOf([fact])} <> 0`;

/**
 * What is true of a person, each as a condition over the rows of the query below: `e` the everyday account and what
 * policies demand of it, `h` all accounts together, and a row in each of the others for those of whom it holds.
 */
const FLAGS = {
  isGuest: "e.kind = 'guest'",
  notHuman: "e.kind IN ('service', 'agent', 'shared', 'test')",
  // An admin account belongs to a human, but nobody delegates from it: there is no everyday account to speak of.
  kindOpen: "e.kind IS NULL OR e.kind IN ('unknown', 'admin')",
  isBreakGlass: "e.isBreakGlass",
  duplicate: "h.activeTogether >= 2",
  maybeDuplicate: "h.together >= 2",
  inactive: "e.active = false OR lower(e.status) IN ('suspended', 'deprovisioned', 'deleted', 'disabled', 'inactive')",
  left: "if(h.inRecord, h.leftRecord, h.leftAny)",
  recordInactive: "h.inRecord AND h.recordInactive AND h.activeElsewhere",
  isPresent: `if(e.active IS NULL, h.anyPresent, e.active AND ${read("status")})`,
  noFactor: "e.strength = 'none' AND e.knowsMfa",
  hasFactor: `e.strength IN ('weak', 'strong', 'phishing-resistant') AND ${read("mfa")}`,
  enforced: `e.enforced AND ${read("policies")}`,
  notEnforced: "e.knowsPolicies AND NOT e.enforced AND (e.knowsGroups OR NOT coalesce(e.namesGroups, false))",
  policyNamesGroups: "e.namesGroups",
  standingTier0: "e.standingTier = 0",
  ownsTier0Group: "g.person IS NOT NULL",
  ownsTier0App: "s.person IS NOT NULL",
  risk: "h.atRisk",
  owns: "o.person IS NOT NULL",
  delegates: "d.person IS NOT NULL OR ds.source IS NOT NULL",
  liveToken: "t.person IS NOT NULL",
  roleNamed:
    "NOT e.knowsSignin AND NOT e.knowsMfa AND (e.givenName IS NULL OR e.familyName IS NULL) AND regexp_matches(strip_accents(lower(split_part(e.userName, '@', 1))), $roleName)",
} as const;
export type Flag = keyof typeof FLAGS;

const FLAG_NAMES = Object.keys(FLAGS) as readonly Flag[];

/** The bit of a flag in `PersonRow.flags`. */
export function bitOf(flag: Flag): number {
  return 1 << FLAG_NAMES.indexOf(flag);
}

const flags = FLAG_NAMES.map((flag) => `CASE WHEN ${FLAGS[flag]} THEN ${bitOf(flag)} ELSE 0 END`).join("\n    + ");

/** The column that says whether a fact is known of an account. */
const KNOWS: Readonly<Record<NeededFact, string>> = {
  accounts: "true",
  status: "knowsStatus",
  manager: "knowsManager",
  signin: "knowsSignin",
  mfa: "knowsMfa",
  groups: "knowsGroups",
  roles: "knowsRoles",
  owners: "knowsOwners",
  policies: "knowsPolicies",
  secrets: "knowsSecrets",
  tokens: "knowsTokens",
  consents: "knowsConsents",
  agents: "knowsAgents",
  sponsors: "knowsSponsors",
  reviews: "knowsReviews",
  risk: "knowsRisk",
};
const missing = NEEDED_FACTS.map((fact) => `CASE WHEN ${KNOWS[fact]} THEN 0 ELSE ${maskOf([fact])} END`).join(" + ");
const ALL = maskOf(NEEDED_FACTS);
const bits = NEEDED_FACTS.map((fact) => `('${fact}', ${maskOf([fact])})`).join(", ");

/** Facts by which a source shows that people sign in to it or have rights in it; a source without any is a list of people. */
const LOGIN_FACTS = ["signin", "mfa", "groups", "roles", "owners", "policies", "tokens", "consents"].map((fact) => `'${fact}'`).join(", ");

/** Words that name a function rather than a person, as a login or part of one. */
export const ROLE_NAME = `(^|[^a-z0-9])(${SHARED_WORDS.join("|")})[0-9]*([^a-z0-9]|$)`;

/**
 * One row a person, in order. `$now` the clock, `$roleName` as above.
 *
 * What has to be known is asked of the everyday account, from which is delegated, and of the person's other accounts
 * that may be active. Of those it is not asked what their directory cannot say at all, nor anything of a list of people.
 */
export const GATHER = `
WITH RECURSIVE
read_facts AS (
  SELECT source,
    coalesce(bit_or(n.bit) FILTER (state = 'collected'), 0) AS collected,
    coalesce(bit_or(n.bit) FILTER (state = 'unsupported'), 0) AS unsupported,
    bool_or(fact IN (${LOGIN_FACTS}) AND state <> 'not-requested') AS directory
  FROM facts LEFT JOIN (VALUES ${bits}) AS n(name, bit) ON n.name = fact
  GROUP BY source
),
held AS (
  SELECT a.person, a.source, a.id, a.everyday, a.kind, a.active, a.ofRecord, a.risk, a.employeeNumber,
    a.leaveDate <= $now AND NOT coalesce(a.hireDate > a.leaveDate, false) AS hasLeft,
    greatest(a.lastSignIn, a.lastInteractiveSignIn) AS seen,
    a.active AND coalesce(f.collected, 0) & ${maskOf(["status"])} <> 0 AS isPresent,
    ${missing} | ~coalesce(f.collected, 0) & ${ALL} AS missing,
    coalesce(f.unsupported, 0) AS unsupported, coalesce(f.directory, false) AS directory
  FROM audited_accounts AS a LEFT JOIN read_facts AS f ON f.source = a.source
  WHERE a.person IS NOT NULL
),
in_source AS (
  SELECT person, source, bool_or(ofRecord) AS isRecord,
    bit_or(CASE WHEN everyday THEN missing WHEN active = false OR NOT directory THEN 0 ELSE missing & ~unsupported END) AS missing,
    count_if(kind = 'human' AND active) AS active,
    count_if(kind = 'human' AND active IS DISTINCT FROM false) AS possible,
    bool_or(active) AS anyActive, bool_or(isPresent) AS anyPresent, bool_and(active = false) AS allInactive, bool_or(hasLeft) AS hasLeft,
    bool_or(risk IN ('high', 'compromised') AND active IS DISTINCT FROM false) AS atRisk,
    max(unsupported) AS unsupported
  FROM held GROUP BY person, source
),
whole AS (
  SELECT person,
    to_json(list([source, missing::VARCHAR, unsupported::VARCHAR] ORDER BY source) FILTER (missing <> 0))::VARCHAR AS gaps,
    max(active) AS activeTogether, max(possible) AS together, bool_or(anyPresent) AS anyPresent, bool_or(atRisk) AS atRisk,
    bool_or(isRecord) AS inRecord, bool_or(hasLeft) AS leftAny, bool_or(hasLeft) FILTER (isRecord) AS leftRecord,
    bool_and(allInactive) FILTER (isRecord) AS recordInactive, bool_or(anyActive) FILTER (NOT isRecord) AS activeElsewhere
  FROM in_source GROUP BY person
),
twin AS (
  SELECT person, to_json(list(key ORDER BY key))::VARCHAR AS twins
  FROM (
    SELECT h.person, h.source || '/' || h.id AS key
    FROM held AS h JOIN in_source AS i ON i.person = h.person AND i.source = h.source AND i.active >= 2
    WHERE h.kind = 'human' AND h.active
    QUALIFY row_number() OVER (PARTITION BY h.person, h.source ORDER BY h.everyday DESC, h.seen DESC NULLS LAST, h.id) > 1
  )
  GROUP BY person
),
double AS (
  SELECT person, to_json(list(DISTINCT other ORDER BY other))::VARCHAR AS doubles
  FROM (
    SELECT unnest([a.person, b.person]) AS person, unnest([b.person, a.person]) AS other
    FROM links AS l
    JOIN held AS a ON a.source = l.aSource AND a.id = l.aId AND a.active IS DISTINCT FROM false
    JOIN held AS b ON b.source = l.bSource AND b.id = l.bId AND b.active IS DISTINCT FROM false
    WHERE l.decision = 'review' AND a.person <> b.person AND NOT coalesce(a.employeeNumber <> b.employeeNumber, false)
  )
  GROUP BY person
),
policy AS (
  SELECT row_number() OVER () AS policy, source, coalesce(include, []) AS include, coalesce(exclude, []) AS exclude,
    list_contains(coalesce(include, []), '*') AS everyone
  FROM policies
  WHERE kind = 'mfa' AND lower(state) = 'enabled' AND coalesce(strength, 'mfa') <> 'password' AND NOT list_contains(coalesce(exclude, []), '*')
),
named AS (
  SELECT * FROM (
    SELECT policy, source, everyone, unnest(include) AS id, false AS isExcluded FROM policy
    UNION ALL SELECT policy, source, everyone, unnest(exclude), true FROM policy
  )
  WHERE id <> '*'
),
-- UNION (not UNION ALL) ends the recursion on groups that contain each other.
reached AS (
  SELECT source, id AS root, id FROM named
  UNION SELECT g.source, g.role, g.account FROM effective_grants AS g SEMI JOIN named AS n ON n.source = g.source AND n.id = g.role
  UNION SELECT r.source, r.root, m.member FROM reached AS r JOIN memberships AS m ON m.source = r.source AND m."group" = r.id
),
mentioned AS (
  SELECT n.source, r.id, n.policy, n.everyone, bool_or(n.isExcluded) AS excluded
  FROM named AS n JOIN reached AS r ON r.source = n.source AND r.root = n.id
  GROUP BY ALL
),
balance AS (
  SELECT source, id, count_if(everyone AND excluded) AS leftOut, count_if(NOT everyone AND NOT excluded) AS takenIn FROM mentioned GROUP BY source, id
),
demand AS (
  SELECT p.source, count_if(p.everyone) AS forEveryone, bool_or(n.source IS NOT NULL) AS namesGroups
  FROM policy AS p
  LEFT JOIN (SELECT DISTINCT source FROM named AS n ANTI JOIN accounts AS a ON a.source = n.source AND a.id = n.id) AS n ON n.source = p.source
  GROUP BY p.source
),
everyday AS (
  SELECT p.person AS who, p.everydaySource, p.everydayId, a.*, coalesce(f.collected, 0) AS collected, d.namesGroups,
    coalesce(d.forEveryone, 0) - coalesce(b.leftOut, 0) + coalesce(b.takenIn, 0) > 0 AS enforced
  FROM people AS p
  LEFT JOIN audited_accounts AS a ON a.source = p.everydaySource AND a.id = p.everydayId
  LEFT JOIN read_facts AS f ON f.source = p.everydaySource
  LEFT JOIN demand AS d ON d.source = p.everydaySource
  LEFT JOIN balance AS b ON b.source = p.everydaySource AND b.id = p.everydayId
),
tier0_group AS (
  SELECT DISTINCT r.person
  FROM carrying_groups AS c
  JOIN grants AS g ON g.source = c.source AND g.principal = coalesce(c.path[-1], c."group") AND lower(coalesce(g.state, 'active')) = 'active'
    AND g."end" IS NULL AND (g.start IS NULL OR g.start <= $now)
  JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role AND t.tier = 0
  JOIN responsible AS r ON r.source = c.source AND r.id = c."group" AND r.role = 'owner'
  JOIN people AS p ON p.everydaySource = r.source AND p.everydayId = r.account
  WHERE c.tier = 0
),
tier0_app AS (
  SELECT DISTINCT r.person
  FROM account_tiers AS t
  JOIN responsible AS r ON r.source = t.source AND r.id = t.id AND r.role = 'owner' AND r.account <> t.id
  JOIN people AS p ON p.everydaySource = r.source AND p.everydayId = r.account
  WHERE t.standingTier = 0
),
owner AS (SELECT DISTINCT person FROM responsible WHERE person IS NOT NULL),
delegator AS (SELECT DISTINCT person FROM delegations WHERE person IS NOT NULL),
delegating_source AS (SELECT DISTINCT source FROM delegations WHERE principal IS NULL),
token_holder AS (
  SELECT DISTINCT h.person FROM secrets AS s JOIN held AS h ON h.source = s.source AND h.id = s.holder
  WHERE s.kind = 'api-token' AND (s.expires IS NULL OR s.expires > $now)
),
concern AS (
  SELECT p.person,
    to_json(list([f.ruleId, f.severity, f.status, f.fingerprint, f.source || '/' || f.subjectId, f.source || '/' || f.account, f.silencedBy,
      CASE WHEN f.ruleId = '${LINK_RULE}' THEN f."row" ->> 'people' WHEN starts_with(f.ruleId, 'privilege/') THEN f."row" ->> 'tier' END]))::VARCHAR AS findings
  FROM finding_people AS p
  JOIN findings AS f ON f.fingerprint = p.fingerprint
  JOIN people AS e ON e.person = p.person
  ANTI JOIN finding_sources AS s ON s.fingerprint = p.fingerprint AND s.source = e.everydaySource
  GROUP BY p.person
)
SELECT e.who AS person, e.everydaySource AS source, e.everydayId AS account,
  ${missing} | ~e.collected & ${ALL} AS missing,
  ${flags} AS flags,
  dd.doubles, h.gaps, tw.twins, c.findings
FROM everyday AS e
LEFT JOIN whole AS h ON h.person = e.who
LEFT JOIN twin AS tw ON tw.person = e.who
LEFT JOIN double AS dd ON dd.person = e.who
LEFT JOIN tier0_group AS g ON g.person = e.who
LEFT JOIN tier0_app AS s ON s.person = e.who
LEFT JOIN owner AS o ON o.person = e.who
LEFT JOIN delegator AS d ON d.person = e.who
LEFT JOIN delegating_source AS ds ON ds.source = e.everydaySource
LEFT JOIN token_holder AS t ON t.person = e.who
LEFT JOIN concern AS c ON c.person = e.who
ORDER BY e.who`;

/** A finding that concerns everyone whose everyday account is in the source. */
export interface DirectoryRow {
  readonly everydaySource: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly status: string;
  readonly fingerprint: string;
  readonly subject: string;
  /** How many findings there are of the same rule, severity and status. */
  readonly alike: number;
}

/** Of findings that are alike, more than `$cap` lower nobody further. */
export const GATHER_DIRECTORY = `
SELECT s.source AS everydaySource, f.ruleId, f.severity, f.status, f.fingerprint, f.source || '/' || f.subjectId AS subject,
  (count(*) OVER (PARTITION BY s.source, f.ruleId, f.severity, f.status))::INTEGER AS alike
FROM finding_sources AS s JOIN findings AS f ON f.fingerprint = s.fingerprint
WHERE f.silencedBy IS NULL
QUALIFY row_number() OVER (PARTITION BY s.source, f.ruleId, f.severity, f.status ORDER BY f.fingerprint) <= $cap
ORDER BY ALL`;
