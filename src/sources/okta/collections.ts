import { agentConnections, agentKeys, agents } from "./agents.js";
import { apps, clientKeys, clientSecrets, scopeGrants, userGrants } from "./apps.js";
import { authorizationServers, serverPolicies, serverRules } from "./authorization-servers.js";
import type { OktaCollection } from "./collection.js";
import { factors } from "./factors.js";
import { groupOwners, groupRules, groups, members } from "./groups.js";
import { resourceOwners, serviceAccounts } from "./owners.js";
import { accessPolicies, logStreams, policyRules, sessionPolicies } from "./policies.js";
import {
  bindingMembers,
  bindings,
  clientRoles,
  customRoles,
  groupRoles,
  resourceSets,
  roleHolders,
  rolePermissions,
  roleTargets,
  userRoles,
} from "./roles.js";
import { apiTokens } from "./tokens.js";
import { deactivatedUsers, users } from "./users.js";

/**
 * Everything that is read of an org, in order: a listing under single objects stands after the one that finds them.
 * `{…}` is an id that an earlier collection gave.
 */
export const COLLECTIONS: readonly OktaCollection[] = [
  users, //                /api/v1/users?limit=200
  deactivatedUsers, //     /api/v1/users?limit=200&filter=status eq "DEPROVISIONED"
  groups, //               /api/v1/groups?limit=200
  groupRules, //           /api/v1/groups/rules?limit=200
  members, //              /api/v1/groups/{group}/users?limit=200
  groupOwners, //          /api/v1/groups/{group}/owners
  serviceAccounts, //      /privileged-access/api/v1/okta-service-accounts?limit=200

  roleHolders, //          /api/v1/iam/assignees/users?limit=100
  userRoles, //            /api/v1/users/{user}/roles
  groupRoles, //           /api/v1/groups/{group}/roles
  customRoles, //          /api/v1/iam/roles
  rolePermissions, //      /api/v1/iam/roles/{role}/permissions
  resourceSets, //         /api/v1/iam/resource-sets
  bindings, //             /api/v1/iam/resource-sets/{set}/bindings
  bindingMembers, //       /api/v1/iam/resource-sets/{set}/bindings/{role}/members

  apps, //                 /api/v1/apps?limit=200&includeNonDeleted=true
  clientRoles, //          /oauth2/v1/clients/{client}/roles
  roleTargets, //          /api/v1/{users|groups}/{holder}/roles/{assignment}/targets/{groups|catalog/apps}?limit=200
  clientSecrets, //        /api/v1/apps/{app}/credentials/secrets
  clientKeys, //           /api/v1/apps/{app}/credentials/jwks
  scopeGrants, //          /api/v1/apps/{app}/grants
  userGrants, //           /api/v1/users/{user}/grants?limit=200
  apiTokens, //            /api/v1/api-tokens
  factors, //              /api/v1/users/{user}/factors

  sessionPolicies, //      /api/v1/policies?type=OKTA_SIGN_ON
  accessPolicies, //       /api/v1/policies?type=ACCESS_POLICY
  policyRules, //          /api/v1/policies/{policy}/rules
  logStreams, //           /api/v1/logStreams?limit=200
  authorizationServers, // /api/v1/authorizationServers?limit=200
  serverPolicies, //       /api/v1/authorizationServers/{server}/policies
  serverRules, //          /api/v1/authorizationServers/{server}/policies/{policy}/rules

  agents, //               /workload-principals/api/v1/ai-agents?limit=200
  agentKeys, //            /workload-principals/api/v1/ai-agents/{agent}/credentials/jwks
  agentConnections, //     /workload-principals/api/v1/ai-agents/{agent}/connections?limit=200
  resourceOwners, //       /governance/api/v1/resource-owners?filter=resource.type eq "ai-agents"
];

/** Scopes that every org can grant, in alphabetical order: what is asked for where the configuration names none. */
export const READ_SCOPES: readonly string[] = [
  ...new Set(COLLECTIONS.filter((collection) => collection.optional !== true).map((collection) => collection.permission)),
].sort();

/** The path of a collection's listings, without what is asked of it, and with `*` for what differs between objects. */
export function placeOf({ start }: OktaCollection): string {
  const path = typeof start === "string" ? start : start.path(new Proxy({}, { get: () => "*" }));
  return path.split("?", 1)[0] ?? path;
}

const OPTIONAL = COLLECTIONS.filter((collection) => collection.optional === true).map((collection) => patternOf(placeOf(collection)));

/** Whether a path leads to a listing that an org may lack without lacking anything. */
export function isOptional(path: string): boolean {
  const place = path.split("?", 1)[0] ?? path;
  return OPTIONAL.some((pattern) => pattern.test(place));
}

function patternOf(place: string): RegExp {
  return new RegExp(`^${place.replaceAll(".", "\\.").replaceAll("*", "[^/]+")}$`);
}
