import type { Severity } from "../rules/contract.js";
import { coverage } from "../rules/coverage.js";
import { maskOf, NEEDED_FACTS, type NeededFact } from "./facts.js";

/** Whether the everyday account's source gave a fact. */
const collected = (fact: NeededFact) => `f.collected & ${maskOf([fact])} <> 0`;

/** The rule whose findings ask whether two accounts are one person. */
export const LINK_RULE = "duplicates/review-link-open";

/** The rule whose findings name an application that the person can sign in as. */
export const APP_OWNER_RULE = "privilege/shadow-app-owner";

/** One person as the inventory has them; what is said of an account is said of the everyday one. */
export interface PersonRow {
  readonly person: string;
  readonly source: string | null;
  readonly account: string | null;
  /** Facts that are not known of the everyday account. */
  readonly missing: number;
  readonly flags: number;
  /** The login, where neither sign-ins nor factors show who uses it and it carries no person's name. */
  readonly unseenLogin: string | null;
  /** JSON [[source, mask, mask]]: facts that are missing for one of the person's accounts there, and those that the source cannot give. */
  readonly gaps: string | null;
  /** JSON [[rule, severity, status, fingerprint, subject, account, silencedBy, what else is needed of the row]]. */
  readonly findings: string | null;
}

/**
 * What is true of a person, each as a condition over the everyday account (`a`), what is known of its source (`f`)
 * and whether a policy demands a second factor of it (`c`). What speaks for a person counts only where the fact was collected;
 * what speaks against them counts wherever it was seen.
 */
const EVERYDAY_FLAGS = {
  isGuest: "a.kind = 'guest'",
  notHuman: "a.kind IN ('service', 'agent', 'shared', 'test')",
  // An admin account belongs to a human, but nobody delegates from it: there is no everyday account to speak of.
  kindOpen: "a.kind IN ('unknown', 'admin')",
  isBreakGlass: "a.isBreakGlass",
  inactive: "NOT a.active OR lower(a.status) IN ('suspended', 'deprovisioned', 'deleted', 'disabled', 'inactive')",
  activeKnown: "a.active IS NOT NULL",
  noFactor: "a.strength = 'none' AND a.knowsMfa",
  hasFactor: `a.strength IN ('weak', 'strong', 'phishing-resistant') AND ${collected("mfa")}`,
  enforced: `c.account IS NOT NULL AND ${collected("policies")}`,
  notEnforced: "c.account IS NULL AND a.knowsPolicies AND a.knowsGroups",
  standingTier0: "a.standingTier = 0",
} as const;

/** The same over all accounts of a person (`h`), grouped. */
const PERSON_FLAGS = {
  left: "if(bool_or(ofRecord), bool_or(hasLeft) FILTER (ofRecord), bool_or(hasLeft))",
  recordInactive: "bool_and(active = false) FILTER (ofRecord) AND bool_or(active) FILTER (NOT ofRecord)",
  everydayPresent: "bool_or(isPresent) FILTER (everyday)",
  anyPresent: "bool_or(isPresent)",
  risk: "bool_or(risk IN ('high', 'compromised') AND active IS DISTINCT FROM false)",
} as const;

/** The people of whom something else is true, each as a query. */
const MARKS = {
  // A group's members inherit what it holds; the owner can become one.
  ownsTier0Group: `
    SELECT p.person
    FROM carrying_groups AS c
    JOIN grants AS g ON g.source = c.source AND g.principal = coalesce(c.path[-1], c."group") AND lower(coalesce(g.state, 'active')) = 'active'
      AND g."end" IS NULL AND (g.start IS NULL OR g.start <= $now)
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role AND t.tier = 0
    JOIN responsible AS r ON r.source = c.source AND r.id = c."group" AND r.role = 'owner'
    JOIN people AS p ON p.everydaySource = r.source AND p.everydayId = r.account
    WHERE c.tier = 0`,
  // The owner of an application can add a secret and sign in as it.
  ownsTier0App: `
    SELECT p.person
    FROM account_tiers AS t
    JOIN responsible AS r ON r.source = t.source AND r.id = t.id AND r.role = 'owner' AND r.account <> t.id
    JOIN people AS p ON p.everydaySource = r.source AND p.everydayId = r.account
    WHERE t.standingTier = 0`,
  owns: "SELECT person FROM responsible WHERE person IS NOT NULL",
  delegates: `
    SELECT person FROM delegations WHERE person IS NOT NULL
    UNION ALL SELECT p.person FROM people AS p SEMI JOIN (FROM delegations WHERE principal IS NULL) AS d ON d.source = p.everydaySource`,
  liveToken: `
    SELECT p.person FROM secrets AS s JOIN person_accounts AS p ON p.source = s.source AND p.id = s.holder
    WHERE s.kind = 'api-token' AND (s.expires IS NULL OR s.expires > $now)`,
} as const;

export type Flag = keyof typeof EVERYDAY_FLAGS | keyof typeof PERSON_FLAGS | keyof typeof MARKS;

const FLAG_NAMES = Object.keys({ ...EVERYDAY_FLAGS, ...PERSON_FLAGS, ...MARKS }) as readonly Flag[];

/** The bit of a flag in `PersonRow.flags`. */
export function bitOf(flag: Flag): number {
  return 1 << FLAG_NAMES.indexOf(flag);
}

/** The sum of the bits of conditions that hold; one that is null does not. */
const bitsOf = (flags: Readonly<Partial<Record<Flag, string>>>) =>
  Object.entries(flags)
    .map(([flag, condition]) => `CASE WHEN ${condition} THEN ${bitOf(flag as Flag)} ELSE 0 END`)
    .join(" + ");
const marks = Object.entries(MARKS)
  .map(([flag, people]) => `SELECT person, ${bitOf(flag as Flag)} AS bit FROM (${people})`)
  .join("\n  UNION ALL ");

/** The column that says whether a fact is known of an account. */
const KNOWS: Readonly<Record<Exclude<NeededFact, "accounts">, string>> = {
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
const unknown = Object.entries(KNOWS)
  .map(([fact, knows]) => `CASE WHEN ${knows} THEN 0 ELSE ${maskOf([fact as NeededFact])} END`)
  .join(" + ");
const ALL = maskOf(NEEDED_FACTS);
const bits = NEEDED_FACTS.map((fact) => `('${fact}', ${maskOf([fact])})`).join(", ");

/** Facts by which a source shows that people sign in to it or have rights in it; a source without any is a list of people. */
const LOGIN_FACTS = ["signin", "mfa", "groups", "roles", "owners", "policies", "tokens", "consents"].map((fact) => `'${fact}'`).join(", ");

/**
 * One row a person, in order. `$now` is the clock.
 *
 * What has to be known is asked of the everyday account, from which is delegated, and of the person's other accounts
 * that may be active. Of those it is not asked what their directory cannot say at all, nor anything of a list of people.
 */
export const GATHER = `
WITH RECURSIVE
${coverage("kind = 'mfa' AND state = 'enabled' AND strength IS DISTINCT FROM 'password'")},
source_facts AS (
  SELECT f.source,
    coalesce(bit_or(n.bit) FILTER (f.state = 'collected'), 0) AS collected,
    coalesce(bit_or(n.bit) FILTER (f.state = 'unsupported'), 0) AS unsupported,
    bool_or(f.fact IN (${LOGIN_FACTS}) AND f.state <> 'not-requested') AS directory
  FROM facts AS f LEFT JOIN (VALUES ${bits}) AS n(name, bit) ON n.name = f.fact
  GROUP BY f.source
),
held AS (
  SELECT a.person, a.source, a.everyday, a.active, a.ofRecord, a.risk,
    a.leaveDate <= $now AND NOT coalesce(a.hireDate > a.leaveDate, false) AS hasLeft,
    a.active AND ${collected("status")} AS isPresent,
    CASE WHEN a.everyday THEN ${bitsOf(EVERYDAY_FLAGS)} ELSE 0 END AS flags,
    CASE WHEN a.everyday AND NOT a.knowsSignin AND NOT a.knowsMfa AND (a.givenName IS NULL OR a.familyName IS NULL) THEN a.userName END AS unseenLogin,
    (${unknown}) | ~coalesce(f.collected, 0) & ${ALL} AS missing,
    coalesce(f.unsupported, 0) AS unsupported,
    CASE WHEN a.everyday THEN 0 WHEN NOT a.active OR f.directory IS DISTINCT FROM true THEN ${ALL} ELSE coalesce(f.unsupported, 0) END AS excused
  FROM audited_accounts AS a
  LEFT JOIN source_facts AS f ON f.source = a.source
  LEFT JOIN covered AS c ON c.source = a.source AND c.account = a.id
  WHERE a.person IS NOT NULL
),
whole AS (
  SELECT person,
    bit_or(flags) | ${bitsOf(PERSON_FLAGS)} AS flags,
    bit_or(missing) FILTER (everyday) AS missing,
    any_value(unseenLogin) AS unseenLogin,
    to_json(list([source, (missing & ~excused)::VARCHAR, unsupported::VARCHAR]) FILTER (missing & ~excused <> 0))::VARCHAR AS gaps
  FROM held GROUP BY person
),
mark AS (
  SELECT person, bit_or(bit) AS flags
  FROM (${marks})
  GROUP BY person
),
concern AS (
  SELECT p.person,
    to_json(list([f.ruleId, f.severity, f.status, f.fingerprint, f.source || '/' || f.subjectId, f.source || '/' || f.account, f.silencedBy,
      CASE
        WHEN f.ruleId = '${LINK_RULE}' THEN f."row" ->> 'people'
        WHEN f.ruleId = '${APP_OWNER_RULE}' THEN f.source || '/' || (f."row" ->> 'app')
        WHEN starts_with(f.ruleId, 'privilege/') THEN f."row" ->> 'tier'
      END]))::VARCHAR AS findings
  FROM finding_people AS p
  JOIN findings AS f ON f.fingerprint = p.fingerprint
  JOIN people AS e ON e.person = p.person
  ANTI JOIN finding_sources AS s ON s.fingerprint = p.fingerprint AND s.source = e.everydaySource
  GROUP BY p.person
)
SELECT p.person, p.everydaySource AS source, CASE WHEN h.missing IS NOT NULL THEN p.everydayId END AS account, coalesce(h.missing, ${ALL}) AS missing, h.unseenLogin, coalesce(h.flags, 0) | coalesce(m.flags, 0) AS flags,
  h.gaps, c.findings
FROM people AS p
LEFT JOIN whole AS h ON h.person = p.person
LEFT JOIN mark AS m ON m.person = p.person
LEFT JOIN concern AS c ON c.person = p.person
ORDER BY p.person`;

/** Another account, or another person, with whom a person may be taken for one or two. */
export interface QuestionRow {
  readonly person: string;
  /** Whom the person may be the same as, both having an active account. Null where the row is about an account. */
  readonly other: string | null;
  /** A human account that is or may be active beside another of the same person in the same source. */
  readonly source: string | null;
  readonly id: string | null;
  readonly active: boolean | null;
  readonly everyday: boolean | null;
  readonly seen: Date | null;
}

/** What is open about who people are; few rows. Different employee numbers have settled a link. */
export const GATHER_QUESTIONS = `
WITH link AS (
  SELECT a.person, b.person AS other
  FROM links AS l
  JOIN audited_accounts AS a ON a.source = l.aSource AND a.id = l.aId
  JOIN audited_accounts AS b ON b.source = l.bSource AND b.id = l.bId
  WHERE l.decision = 'review' AND a.person <> b.person AND NOT coalesce(a.employeeNumber <> b.employeeNumber, false)
    AND a.active IS DISTINCT FROM false AND b.active IS DISTINCT FROM false
),
several AS (
  SELECT person, source FROM audited_accounts WHERE person IS NOT NULL AND kind = 'human' AND active IS DISTINCT FROM false
  GROUP BY person, source HAVING count(*) > 1
)
SELECT person, other, NULL AS source, NULL AS id, NULL AS active, NULL AS everyday, NULL AS seen FROM link
UNION SELECT other, person, NULL, NULL, NULL, NULL, NULL FROM link
UNION ALL
SELECT a.person, NULL, a.source, a.id, a.active, a.everyday, greatest(a.lastSignIn, a.lastInteractiveSignIn)
FROM several AS s JOIN audited_accounts AS a ON a.person = s.person AND a.source = s.source
WHERE a.kind = 'human' AND a.active IS DISTINCT FROM false
ORDER BY ALL`;

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
