import type { Step } from "../../inventory/inventory.js";
import type { Row } from "../../inventory/tables.js";
import type { Collection } from "../contract.js";

type Texts = readonly string[] | null;

interface Policy {
  readonly id: string;
  readonly displayName?: string | null;
  readonly state: string;
  readonly conditions: Conditions;
  readonly grantControls?: GrantControls | null;
  readonly sessionControls?: { readonly signInFrequency?: SignInFrequency | null } | null;
}

interface Conditions {
  readonly users?: Users | null;
  readonly applications?: { readonly includeApplications?: Texts; readonly excludeApplications?: Texts } | null;
  readonly clientApplications?: { readonly includeServicePrincipals?: Texts; readonly includeAgentIdServicePrincipals?: Texts } | null;
  readonly clientAppTypes?: Texts;
  readonly userRiskLevels?: Texts;
  readonly signInRiskLevels?: Texts;
  readonly servicePrincipalRiskLevels?: Texts;
  readonly insiderRiskLevels?: string | Texts;
  readonly agentIdRiskLevels?: string | Texts;
  readonly platforms?: { readonly includePlatforms?: Texts; readonly excludePlatforms?: Texts } | null;
  readonly locations?: { readonly includeLocations?: Texts; readonly excludeLocations?: Texts } | null;
  readonly devices?: unknown;
  readonly authenticationFlows?: { readonly transferMethods?: string | null } | null;
}

interface Users {
  readonly includeUsers?: Texts;
  readonly excludeUsers?: Texts;
  readonly includeGroups?: Texts;
  readonly excludeGroups?: Texts;
  readonly includeRoles?: Texts;
  readonly excludeRoles?: Texts;
  readonly includeGuestsOrExternalUsers?: Guests | null;
  readonly excludeGuestsOrExternalUsers?: Guests | null;
}

interface Guests {
  readonly guestOrExternalUserTypes?: string | null;
  readonly externalTenants?: { readonly membershipKind?: string | null } | null;
}

interface GrantControls {
  readonly operator?: string | null;
  readonly builtInControls?: Texts;
  readonly customAuthenticationFactors?: Texts;
  readonly termsOfUse?: Texts;
  readonly authenticationStrength?: Strength | null;
}

interface Strength {
  readonly id?: string | null;
  readonly allowedCombinations?: Texts;
}

interface SignInFrequency {
  readonly isEnabled?: boolean | null;
  readonly frequencyInterval?: string | null;
  readonly type?: string | null;
  readonly value?: number | null;
}

/**
 * Conditional access → `policies`, as far as a policy answers one of the questions that the inventory asks:
 *
 * - `mfa`: demands a second factor at every sign-in of those it covers. A policy that does so only somewhere (at some
 *   places, on some devices, when at risk, for some applications) does not, and is left out.
 * - `legacy-authentication`, `device-code`: blocks it, with value `blocked`.
 * - `agent-risk`: blocks risky agents; the value is the levels of risk.
 * - `session-lifetime`: minutes until people must sign in again.
 *
 * GET /identity/conditionalAccess/policies, https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies
 */
export const conditionalAccess: Collection<Policy> = {
  name: "conditional access",
  permission: "Policy.Read.All",
  facts: ["policies"],
  start: "/identity/conditionalAccess/policies",
  rows: (policy) =>
    answersOf(policy).map((answer) => ({ table: "policies", row: { ...answer, id: policy.id, name: policy.displayName, state: stateOf(policy) } })),
};

function answersOf(policy: Policy): Row[] {
  const { conditions, grantControls } = policy;
  const covered = { include: included(conditions), exclude: excluded(conditions.users ?? {}) };
  if (grantControls?.builtInControls?.includes("block")) {
    const kind = blockedBy(conditions);
    return kind === null ? [] : [{ ...covered, ...kind }];
  }
  if (!isUnconditional(conditions) || !isForModernClients(conditions)) return [];
  const answers: Row[] = [];
  const strength = demandedStrength(grantControls);
  if (strength !== null) answers.push({ ...covered, kind: "mfa", strength, value: exceptions(conditions) });
  const minutes = lifetimeOf(policy.sessionControls?.signInFrequency);
  if (minutes !== null) answers.push({ ...covered, kind: "session-lifetime", value: String(minutes) });
  return answers;
}

/** What a blocking policy blocks for everything else being equal; null where it blocks something that is not asked for. */
function blockedBy(conditions: Conditions): Row | null {
  const agentRisk = levels(conditions.agentIdRiskLevels);
  if (agentRisk.length > 0) return { kind: "agent-risk", value: agentRisk.join(",") };
  if (!isUnconditional({ ...conditions, authenticationFlows: null })) return null;
  const types = conditions.clientAppTypes ?? [];
  if (levels(conditions.authenticationFlows?.transferMethods).includes("deviceCodeFlow")) return { kind: "device-code", value: "blocked" };
  const isLegacyOnly = types.length > 0 && types.every((type) => type === "other" || type === "exchangeActiveSync");
  return isLegacyOnly && types.includes("other") ? { kind: "legacy-authentication", value: "blocked" } : null;
}

/** Whether a policy holds at every sign-in of those it covers, to whatever, from wherever and in whatever risk. */
function isUnconditional(conditions: Conditions): boolean {
  const { applications, platforms, locations } = conditions;
  const risks = [conditions.userRiskLevels, conditions.signInRiskLevels, conditions.servicePrincipalRiskLevels, conditions.insiderRiskLevels];
  return (
    applications?.includeApplications?.includes("All") === true &&
    isEverywhere(platforms?.includePlatforms, platforms?.excludePlatforms, "all") &&
    isEverywhere(locations?.includeLocations, locations?.excludeLocations, "All") &&
    risks.every((risk) => levels(risk).length === 0) &&
    (conditions.devices ?? null) === null &&
    levels(conditions.authenticationFlows?.transferMethods).length === 0 &&
    (conditions.clientApplications?.includeServicePrincipals ?? []).length === 0
  );
}

function isEverywhere(include: Texts | undefined, exclude: Texts | undefined, all: string): boolean {
  return (include ?? [all]).includes(all) && (exclude ?? []).length === 0;
}

function isForModernClients({ clientAppTypes }: Conditions): boolean {
  const types = clientAppTypes ?? ["all"];
  return types.includes("all") || (types.includes("browser") && types.includes("mobileAppsAndDesktopClients"));
}

/** Methods that resist phishing, as authentication strengths name them. */
const PHISHING_RESISTANT = new Set(["fido2", "windowsHelloForBusiness", "x509CertificateMultiFactor"]);
const ONE_FACTOR = new Set(["password", "sms", "federatedSingleFactor", "x509CertificateSingleFactor", "email", "qrCodePin"]);

/** The built-in strength that only phishing-resistant methods satisfy; the same in every tenant. */
const PHISHING_RESISTANT_ID = "00000000-0000-0000-0000-000000000004";

/** What a policy demands of everyone who passes; null where it can be passed without a second factor. */
function demandedStrength(controls: GrantControls | null | undefined): string | null {
  if (!controls) return null;
  const others = [
    ...(controls.builtInControls ?? []).filter((control) => control !== "mfa"),
    ...(controls.customAuthenticationFactors ?? []),
    ...(controls.termsOfUse ?? []),
  ];
  if (controls.operator !== "AND" && others.length > 0) return null;
  if (controls.authenticationStrength) return strengthOf(controls.authenticationStrength);
  return controls.builtInControls?.includes("mfa") ? "mfa" : null;
}

function strengthOf({ id, allowedCombinations }: Strength): string | null {
  if (allowedCombinations && allowedCombinations.length > 0) return strengthOfCombinations(allowedCombinations);
  if (id === PHISHING_RESISTANT_ID) return "phishing-resistant";
  return id ? NAMED_STRENGTH + id : null;
}

/** The weakest way through is what is demanded. */
function strengthOfCombinations(combinations: readonly string[]): "mfa" | "phishing-resistant" | null {
  if (combinations.every((combination) => PHISHING_RESISTANT.has(combination))) return "phishing-resistant";
  return combinations.some((combination) => ONE_FACTOR.has(combination)) ? null : "mfa";
}

interface StrengthPolicy {
  readonly id: string;
  readonly allowedCombinations?: Texts;
}

/**
 * Authentication strengths, for policies that only name one → `parents`.
 * GET /policies/authenticationStrengthPolicies,
 * https://learn.microsoft.com/graph/api/authenticationstrengthroot-list-policies
 */
export const authenticationStrengths: Collection<StrengthPolicy> = {
  name: "authentication strengths",
  permission: "Policy.Read.All",
  facts: [],
  start: "/policies/authenticationStrengthPolicies?$select=id,allowedCombinations",
  rows: ({ id, allowedCombinations }) => [
    { table: "parents", row: { kind: "strength", id, detail: { strength: strengthOfCombinations(allowedCombinations ?? []) } } },
  ],
};

interface NamedLocation {
  readonly id: string;
  readonly displayName?: string | null;
  readonly isTrusted?: boolean | null;
  readonly ipRanges?: readonly unknown[] | null;
  readonly countriesAndRegions?: readonly string[] | null;
}

/**
 * Places that policies can name → `policies`, as a setting of the directory.
 * GET /identity/conditionalAccess/namedLocations,
 * https://learn.microsoft.com/graph/api/conditionalaccessroot-list-namedlocations
 */
export const namedLocations: Collection<NamedLocation> = {
  name: "named locations",
  permission: "Policy.Read.All",
  facts: [],
  start: "/identity/conditionalAccess/namedLocations",
  rows: ({ id, displayName, isTrusted, ipRanges, countriesAndRegions }) => {
    const parts = (ipRanges ?? countriesAndRegions ?? []).length;
    const what = ipRanges ? `${parts} ${parts === 1 ? "network" : "networks"}` : `${parts} ${parts === 1 ? "country" : "countries"}`;
    return [
      { table: "policies", row: { id, kind: "named-location", name: displayName, state: "enabled", value: isTrusted ? `trusted, ${what}` : what } },
    ];
  },
};

/** Null where people are never asked again. */
function lifetimeOf(frequency: SignInFrequency | null | undefined): number | null {
  if (!frequency?.isEnabled) return null;
  if (frequency.frequencyInterval === "everyTime") return 0;
  if (typeof frequency.value !== "number") return null;
  return frequency.value * (frequency.type === "days" ? 24 * 60 : 60);
}

function exceptions({ applications }: Conditions): string | null {
  const count = applications?.excludeApplications?.length ?? 0;
  return count === 0 ? null : `except ${count} ${count === 1 ? "application" : "applications"}`;
}

/** A list that Graph sends as one text with commas in some places. */
function levels(value: string | Texts | undefined): readonly string[] {
  if (typeof value !== "string") return value ?? [];
  return value
    .split(",")
    .map((level) => level.trim())
    .filter((level) => level !== "" && level !== "none");
}

function stateOf({ state }: Policy): string {
  return state === "enabledForReportingButNotEnforced" ? "report-only" : state;
}

/** Stand in for accounts until all are known: see `settlePolicies`. */
const GUESTS = "guests";
const ROLE = "role:";

/** Stands in for a strength that a policy only names. */
const NAMED_STRENGTH = "strength:";

function included({ users, clientApplications }: Conditions): string[] {
  const agents = clientApplications?.includeAgentIdServicePrincipals ?? [];
  const guests = users?.includeGuestsOrExternalUsers;
  return entries([...(users?.includeUsers ?? []), ...agents], users?.includeGroups, users?.includeRoles, guests ? areAllGuests(guests) : false);
}

function excluded(users: Users): string[] {
  return entries(users.excludeUsers, users.excludeGroups, users.excludeRoles, Boolean(users.excludeGuestsOrExternalUsers));
}

/** Whether a choice of outsiders takes in every guest of the directory. */
function areAllGuests({ guestOrExternalUserTypes, externalTenants }: Guests): boolean {
  return levels(guestOrExternalUserTypes).includes("b2bCollaborationGuest") && (externalTenants?.membershipKind ?? "all") === "all";
}

function entries(users: Texts | undefined, groups: Texts | undefined, roles: Texts | undefined, hasGuests: boolean): string[] {
  const named = (users ?? []).flatMap((user) => {
    if (user === "All") return ["*"];
    if (user === "None") return [];
    return [user === "GuestsOrExternalUsers" ? GUESTS : user];
  });
  const all = [...named, ...(groups ?? []), ...(roles ?? []).map((role) => ROLE + role), ...(hasGuests ? [GUESTS] : [])];
  return [...new Set(all)].sort();
}

/** A list of a policy's with everything that stands for others replaced by those it stands for. */
const resolved = (list: string, holders: string): string => `
  list_sort(list_distinct(list_filter(
    flatten(list_transform(${list}, lambda entry: coalesce(stands_for.${holders}[entry], [entry]))),
    lambda entry: entry <> '${GUESTS}' AND NOT starts_with(entry, '${ROLE}'))))`;

/**
 * Puts accounts and groups in the place of roles and of guests. Whoever may activate a role is excluded with it,
 * but is included only while it is active: both ways the policy is never taken to cover more than it does.
 */
export const settlePolicies: readonly Step[] = [
  {
    name: "strengths that policies name",
    sql: `
UPDATE policies SET strength = p.detail->>'strength'
FROM parents AS p
WHERE policies.source = $source AND p.source = $source AND p.kind = 'strength' AND policies.strength = '${NAMED_STRENGTH}' || p.id`,
  },
  {
    name: "policies that demand nothing known",
    sql: `DELETE FROM policies WHERE source = $source AND kind = 'mfa' AND (strength IS NULL OR starts_with(strength, '${NAMED_STRENGTH}'))`,
  },
  {
    name: "who policies cover",
    sql: `
UPDATE policies SET include = ${resolved("include", "active")}, exclude = ${resolved("exclude", "held")}
FROM (
  SELECT map(list(entry), list(active)) AS active, map(list(entry), list(held)) AS held
  FROM (
    SELECT '${ROLE}' || role AS entry, coalesce(list(principal) FILTER (WHERE state = 'active'), []) AS active, list(principal) AS held
    FROM grants WHERE source = $source GROUP BY role
    UNION ALL
    SELECT '${GUESTS}', coalesce(list(id), []), coalesce(list(id), []) FROM accounts WHERE source = $source AND kind = 'guest'
  )
) AS stands_for
WHERE policies.source = $source`,
  },
];
