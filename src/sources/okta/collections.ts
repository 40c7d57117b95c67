import { agentConnections, agentKeys, agents } from "./agents.js";
import { apps, clientKeys, clientSecrets, scopeGrants, userGrants } from "./apps.js";
import { appGroups, appUsers, crossAppAccess } from "./assignments.js";
import { authorizationServers, serverPolicies, serverRules } from "./authorization-servers.js";
import type { OktaCollection } from "./collection.js";
import { authenticators, enrolmentPolicies } from "./enrolment.js";
import { factors } from "./factors.js";
import { groupOwners, groupRules, groups, members } from "./groups.js";
import { apiServiceSecrets, apiServices } from "./integrations.js";
import { linkedManagers, linkedObjects } from "./linked-objects.js";
import { clientUse, tokenUse } from "./log.js";
import { appServiceAccounts, resourceOwners, serviceAccounts } from "./owners.js";
import { accessPolicies, policyRules, sessionPolicies } from "./policies.js";
import { identityProviders, logStreams, threatInsight } from "./posture.js";
import { bindingMembers, bindings, resourceSets, setResources } from "./resource-sets.js";
import { clientRoles, customRoles, groupRoles, roleHolders, rolePermissions, roleTargets, userRoles } from "./roles.js";
import { apiTokens } from "./tokens.js";
import { deactivatedUsers, users } from "./users.js";

/**
 * Everything that is read of an org, in order: a listing under single objects stands after the one that finds them, and
 * the long ones at the end, so that a scan that is stopped has what matters most. Those are read beside each other, as
 * each lane counts against a rate limit of its own.
 *
 * @param now up to when the log is asked
 */
export function collectionsAt(now: Date): readonly OktaCollection[] {
  return [
    users,
    deactivatedUsers,
    linkedObjects,
    groups,
    groupRules,
    serviceAccounts,
    appServiceAccounts,

    roleHolders,
    userRoles,
    customRoles,
    rolePermissions,
    resourceSets,
    setResources,
    bindings,
    bindingMembers,

    apps,
    apiServices,
    apiServiceSecrets,
    clientRoles,
    apiTokens,

    authenticators,
    sessionPolicies,
    accessPolicies,
    enrolmentPolicies,
    policyRules,
    logStreams,
    threatInsight,
    identityProviders,
    authorizationServers,
    serverPolicies,
    serverRules,

    agents,
    agentKeys,
    agentConnections,
    resourceOwners,

    ...inLane("groups", [members, groupRoles, roleTargets, groupOwners]),
    ...inLane("applications", [clientSecrets, clientKeys, scopeGrants, crossAppAccess, appGroups, appUsers]),
    ...inLane("log", [clientUse(now), tokenUse(now)]),
    ...inLane("users", [linkedManagers, userGrants, factors]),
  ];
}

function inLane(lane: string, collections: readonly OktaCollection[]): OktaCollection[] {
  return collections.map((collection) => ({ ...collection, lane }));
}

/** What is read, whenever it is. */
export const COLLECTIONS = collectionsAt(new Date(0));

/** Every scope that something is read with, in alphabetical order: what is asked for where the configuration names none. */
export const READ_SCOPES: readonly string[] = [...new Set(COLLECTIONS.map((collection) => collection.permission))].sort();

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
