/**
 * What Graph takes and gives, as its documentation describes it, in our own words: paths, page sizes, what can be
 * selected, expanded, filtered and counted. Whatever is not here, Graph refuses.
 */

/** What Graph takes for a path. */
export interface Endpoint {
  readonly pattern: RegExp;
  /** The largest page, and the one that is sent where no size is asked for. */
  readonly page?: { readonly most: number; readonly usual?: number };
  /** Relations that can be expanded, one a request; nested parts are taken as they are. */
  readonly expand?: readonly string[];
  readonly select?: true;
  readonly filter?: readonly string[];
  /** The number of objects can be asked for, by those who know that it may lag behind. */
  readonly count?: true;
  /** What changed since an earlier request can be asked for. */
  readonly delta?: true;
  /** One object and no listing. */
  readonly single?: true;
  /** Only below /beta. */
  readonly beta?: true;
}

const LARGE = { most: 999 };
const SMALL = { most: 100 };

export const ENDPOINTS: readonly Endpoint[] = [
  { pattern: /^organization$/, select: true },
  { pattern: /^domains$/, select: true },
  { pattern: /^users$/, page: LARGE, select: true, expand: ["manager", "sponsors"], filter: ["userType eq 'Guest'"], count: true, delta: true },
  { pattern: /^users\/microsoft\.graph\.agentUser$/, page: LARGE, select: true, expand: ["sponsors"] },
  { pattern: /^users\/[^/]+$/, select: true, expand: ["manager"], single: true },
  { pattern: /^directory\/deletedItems\/microsoft\.graph\.user$/, page: LARGE, select: true },
  { pattern: /^directory\/administrativeUnits$/, page: LARGE, select: true },
  { pattern: /^directory\/administrativeUnits\/[^/]+\/members$/, page: LARGE, select: true },
  { pattern: /^groups$/, page: LARGE, select: true, expand: ["owners", "members"], count: true, delta: true },
  { pattern: /^groups\/[^/]+\/(members|owners)$/, page: LARGE, select: true },
  { pattern: /^groups\/[^/]+$/, select: true, expand: ["owners", "members"], single: true },
  { pattern: /^servicePrincipals$/, page: LARGE, select: true, expand: ["owners", "appRoleAssignments"], count: true, delta: true },
  {
    pattern: /^servicePrincipals\/microsoft\.graph\.(agentIdentity|agentIdentityBlueprintPrincipal)$/,
    page: SMALL,
    select: true,
    expand: ["sponsors"],
  },
  { pattern: /^servicePrincipals\/[^/]+\/owners$/, page: LARGE, select: true },
  { pattern: /^servicePrincipals\/[^/]+\/appRoleAssignments$/, page: LARGE },
  { pattern: /^servicePrincipals\/[^/]+$/, select: true, expand: ["owners", "appRoleAssignments"], single: true },
  { pattern: /^applications$/, page: LARGE, select: true, expand: ["owners", "federatedIdentityCredentials"], count: true, delta: true },
  { pattern: /^applications\/[^/]+\/owners$/, page: LARGE, select: true },
  { pattern: /^applications\/[^/]+\/federatedIdentityCredentials$/ },
  { pattern: /^applications\/[^/]+$/, select: true, expand: ["owners", "federatedIdentityCredentials"], single: true },
  { pattern: /^oauth2PermissionGrants$/, page: LARGE, delta: true },
  { pattern: /^reports\/authenticationMethods\/userRegistrationDetails$/, page: LARGE, select: true },
  { pattern: /^reports\/servicePrincipalSignInActivities$/, page: LARGE, beta: true },
  { pattern: /^identityProtection\/riskyUsers$/, page: { most: 500 }, select: true },
  { pattern: /^roleManagement\/directory\/(roleDefinitions|roleAssignments)$/, select: true },
  { pattern: /^roleManagement\/directory\/role(Assignment|Eligibility)ScheduleInstances$/, select: true },
  {
    pattern: /^policies\/roleManagementPolicyAssignments$/,
    expand: ["policy"],
    filter: ["scopeId eq '/' and scopeType eq 'DirectoryRole'", "scopeId eq '/' and scopeType eq 'Directory'"],
  },
  { pattern: /^policies\/authenticationStrengthPolicies$/, select: true },
  { pattern: /^policies\/(identitySecurityDefaultsEnforcementPolicy|authorizationPolicy|adminConsentRequestPolicy)$/ },
  { pattern: /^identity\/conditionalAccess\/(policies|namedLocations)$/ },
  { pattern: /^identityGovernance\/accessReviews\/definitions$/, page: SMALL, select: true },
  { pattern: /^identityGovernance\/accessReviews\/definitions\/[^/]+\/instances$/, page: SMALL, select: true },
  {
    pattern: /^identityGovernance\/accessReviews\/definitions\/[^/]+\/instances\/[^/]+\/decisions$/,
    page: SMALL,
    select: true,
    filter: ["decision eq 'Approve'"],
  },
];

/** Objects of an expanded relation; more are cut off without a word. The manager is one. */
export const EXPANDED = 20;

/** Properties that are sent only when they are expanded. */
export const RELATIONS = new Set(["manager", "sponsors", "owners", "members", "appRoleAssignments", "federatedIdentityCredentials", "policy"]);

/** Properties that are sent only when they are asked for by name. */
export const ON_REQUEST = new Set(["signInActivity", "visibility"]);

/** Objects on a page where no size is asked for. */
const USUAL = 100;

/** With sign-in activity a page holds fewer users. */
const ACTIVITY_PAGE = 500;

/** Whether Graph would take what is asked of a path, and how large its pages are then; null where it would not. */
export function pageSizeOf(endpoint: Endpoint, query: URLSearchParams): number | null {
  const known = new Set([
    "$skiptoken",
    ...(endpoint.page === undefined ? [] : ["$top"]),
    ...(endpoint.select ? ["$select"] : []),
    ...(endpoint.expand ? ["$expand"] : []),
    ...(endpoint.filter ? ["$filter"] : []),
  ]);
  if ([...query.keys()].some((name) => !known.has(name))) return null;
  const most = query.get("$select")?.includes("signInActivity") ? ACTIVITY_PAGE : (endpoint.page?.most ?? USUAL);
  const top = query.has("$top") ? Number(query.get("$top")) : Math.min(USUAL, most);
  if (!(top >= 1 && top <= most)) return null;
  const filter = query.get("$filter");
  if (filter !== null && !endpoint.filter?.includes(filter)) return null;
  const expand = query.get("$expand");
  // Graph expands one relation a request.
  if (expand !== null && !(endpoint.expand ?? []).includes(expand.replace(/\(.*\)$/, ""))) return null;
  return top;
}
