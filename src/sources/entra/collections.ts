import type { Fact } from "../../inventory/facts.js";
import type { Step } from "../../inventory/inventory.js";
import type { Collection } from "../contract.js";
import { applicationSignIns, settleActivity, signIns } from "./activity.js";
import { agentBlueprints, agentIdentities, agentUsers } from "./agents.js";
import { applicationOwners, applications, fewFederated, manyFederated, settleApplications } from "./applications.js";
import type { Changes } from "./changes.js";
import { authenticationStrengths, conditionalAccess, namedLocations, settlePolicies } from "./conditional-access.js";
import { consents, settleConsents } from "./consents.js";
import { factors } from "./factors.js";
import { changedMembers, fewMembers, groupOwners, groups, manyMembers } from "./groups.js";
import { reviewDecisions, reviewInstances, reviews, settleReviews } from "./reviews.js";
import { riskyUsers } from "./risk.js";
import { rolePolicies, settleRolePolicies } from "./role-policies.js";
import { roleAssignmentSchedules, roleDefinitions, roleEligibilitySchedules } from "./roles.js";
import { fewAssignments, manyAssignments, servicePrincipalOwners, servicePrincipals } from "./service-principals.js";
import { authorization, consentWorkflow, securityDefaults } from "./settings.js";
import { domains, synchronisation } from "./trusts.js";
import { administrativeUnits, unitMembers } from "./units.js";
import { changedUsers, deletedUsers, guestSponsors, users } from "./users.js";

/**
 * All that is read of a tenant, in this order: a listing comes before what is read under its objects.
 *
 * This is the whole list of what a stand-in for Graph has to answer, all of it `GET https://graph.microsoft.com/v1.0`
 * (one below `/beta`), alone or in a `POST /$batch` of nothing but GETs. An expanded relation gives twenty objects at
 * most, so what has twenty is read by itself; where an expansion is refused, all are.
 *
 *   /organization                                                    (`tenant.ts`, before the rest)
 *   /users                          $expand=manager                  page 999
 *   /users                          $select=id,signInActivity        page 500
 *   /reports/authenticationMethods/userRegistrationDetails           page 999
 *   /identityProtection/riskyUsers                                   page 500
 *   /users                          $filter=userType eq 'Guest', $expand=sponsors
 *   /users/microsoft.graph.agentUser                                 $expand=sponsors
 *   /directory/deletedItems/microsoft.graph.user                     page 999
 *   /groups                         $expand=owners                   page 999
 *   /groups/{id}/owners             where twenty came along
 *   /groups                         $expand=members, with `@odata.type`
 *   /groups/{id}/members            where twenty came along, or they are hidden
 *   /servicePrincipals              $expand=owners, with `@odata.type`
 *   /servicePrincipals/microsoft.graph.agentIdentity                  $expand=sponsors, page 100
 *   /servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal $expand=sponsors
 *   /servicePrincipals/{id}/owners  where twenty came along
 *   /servicePrincipals              $expand=appRoleAssignments
 *   /servicePrincipals/{id}/appRoleAssignments                        where twenty came along
 *   /applications                   $expand=owners
 *   /applications/{id}/owners       where twenty came along
 *   /applications                   $expand=federatedIdentityCredentials
 *   /applications/{id}/federatedIdentityCredentials                   where twenty came along
 *   /beta/reports/servicePrincipalSignInActivities
 *   /oauth2PermissionGrants                                          page 999
 *   /roleManagement/directory/roleDefinitions
 *   /roleManagement/directory/roleAssignmentScheduleInstances, and only where that is refused .../roleAssignments
 *   /roleManagement/directory/roleEligibilityScheduleInstances
 *   /policies/roleManagementPolicyAssignments                        $expand=policy($expand=rules)
 *   /directory/administrativeUnits
 *   /directory/administrativeUnits/{id}/members
 *   /identityGovernance/accessReviews/definitions, .../instances, .../decisions   page 100
 *   /policies/authenticationStrengthPolicies
 *   /identity/conditionalAccess/policies
 *   /identity/conditionalAccess/namedLocations
 *   /policies/identitySecurityDefaultsEnforcementPolicy              one object
 *   /policies/authorizationPolicy                                    one object
 *   /policies/adminConsentRequestPolicy                              one object
 *   /domains
 *   /organization                   $select=id,onPremisesSyncEnabled
 */
export const COLLECTIONS: readonly Collection[] = [
  users,
  signIns,
  factors,
  riskyUsers,
  guestSponsors,
  agentUsers,
  deletedUsers,
  groups,
  groupOwners,
  fewMembers,
  manyMembers,
  servicePrincipals,
  agentIdentities,
  agentBlueprints,
  servicePrincipalOwners,
  fewAssignments,
  manyAssignments,
  applications,
  applicationOwners,
  fewFederated,
  manyFederated,
  applicationSignIns,
  consents,
  roleDefinitions,
  roleAssignmentSchedules,
  roleEligibilitySchedules,
  rolePolicies,
  administrativeUnits,
  unitMembers,
  reviews,
  reviewInstances,
  reviewDecisions,
  authenticationStrengths,
  conditionalAccess,
  namedLocations,
  securityDefaults,
  authorization,
  consentWorkflow,
  domains,
  synchronisation,
];

/** What is read where it is known what has changed since an earlier snapshot: of these only that. */
export function collectionsFor(changes: Changes): readonly Collection[] {
  return COLLECTIONS.flatMap((collection) => {
    if (collection === users && changes.users.ids !== null) return [changedUsers];
    if (changes.members.ids === null) return [collection];
    if (collection === fewMembers) return [changedMembers];
    return collection === manyMembers ? [] : [collection];
  });
}

/** What is said of single objects, put together once all are there. */
export const SETTLE: readonly Step[] = [
  ...settleActivity,
  ...settleApplications,
  ...settleConsents,
  ...settleRolePolicies,
  ...settleReviews,
  ...settlePolicies,
  { name: "working data", sql: "DELETE FROM parents WHERE source = $source" },
];

/** Entra gives people no API tokens of their own, so there are none to be found. */
export const ABSENT: readonly Fact[] = ["tokens"];
