import type { Tier } from "./list.js";

/** A family of resource actions that custom roles of Microsoft Entra ID are made of. */
export interface EntraAction {
  readonly matches: RegExp;
  readonly tier: Tier;
  readonly why: string;
}

/** Where the actions are named. The tiers are ours, after the built-in roles that the same actions make. */
export const ENTRA_ACTIONS_FROM = "https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference";

const CHANGES = "(create|update|delete|allTasks|createAsOwner|standard/update|manage)";

/** First match wins. */
export const ENTRA_ACTIONS: readonly EntraAction[] = [
  { matches: /^microsoft\.directory\/.*\/(read|standard\/read|basic\/read|limitedRead)$/i, tier: 2, why: "reads" },
  {
    matches: new RegExp(`^microsoft\\.directory/role(Assignments|Definitions|EligibilitySchedule.*|AssignmentSchedule.*)/.*${CHANGES}`, "i"),
    tier: 0,
    why: "assigns roles",
  },
  {
    matches: /^microsoft\.directory\/(applications|servicePrincipals)[^/]*\/(credentials|owners|authentication|allProperties)\/(update|allTasks)$/i,
    tier: 0,
    why: "adds a credential to applications",
  },
  { matches: /^microsoft\.directory\/servicePrincipals\/managePermissionGrantsFor/i, tier: 0, why: "consents for others" },
  {
    matches: /^microsoft\.directory\/(oAuth2PermissionGrants|permissionGrantPolicies)\/.*(create|update|allTasks|allProperties\/allTasks)$/i,
    tier: 0,
    why: "consents for others",
  },
  { matches: /^microsoft\.directory\/servicePrincipals\/appRoleAssignedTo\/update$/i, tier: 0, why: "grants application permissions" },
  {
    matches: /^microsoft\.directory\/conditionalAccessPolicies\/.*(create|update|delete|allTasks)$/i,
    tier: 0,
    why: "switches off what guards every sign-in",
  },
  {
    matches:
      /^microsoft\.directory\/(domains|identityProviders|hybridAuthenticationPolicy|organization\/trustedCAsForPasswordlessAuth)\/.*(update|allTasks|create)$/i,
    tier: 0,
    why: "trusts an issuer of its own",
  },
  { matches: /^microsoft\.directory\/groupsAssignableToRoles\/.*(update|create|allTasks)$/i, tier: 0, why: "enters groups that hold roles" },
  { matches: /^microsoft\.directory\/users\/(password|authenticationMethods|strongAuthentication)/i, tier: 1, why: "resets ways to sign in" },
  {
    matches:
      /^microsoft\.directory\/(users|groups|devices|administrativeUnits|bitlockerKeys|deviceLocalCredentials|customSecurityAttributes?\w*|entitlementManagement|lifecycleWorkflows|policies|authorizationPolicy|crossTenantAccessPolicy)/i,
    tier: 1,
    why: "changes accounts, groups or devices",
  },
];
