import type { Fact } from "../../inventory/facts.js";
import type { Step } from "../../inventory/inventory.js";
import type { Collection } from "../contract.js";
import { signIns } from "./activity.js";
import { agentBlueprints, agentIdentities } from "./agents.js";
import { applicationOwners, applications, federatedCredentials, settleApplications } from "./applications.js";
import { conditionalAccess, settlePolicies } from "./conditional-access.js";
import { consents, settleConsents } from "./consents.js";
import { factors } from "./factors.js";
import { groupMembers, groupOwners, groups } from "./groups.js";
import { riskyUsers } from "./risk.js";
import { roleAssignmentSchedules, roleDefinitions, roleEligibilitySchedules } from "./roles.js";
import { appRoleAssignments, servicePrincipalOwners, servicePrincipals } from "./service-principals.js";
import { authorization, consentWorkflow, securityDefaults } from "./settings.js";
import { guestSponsors, users } from "./users.js";

/**
 * All that is read of a tenant, in this order: a listing comes before what is read under its objects.
 *
 * This is the whole list of what a stand-in for Graph has to answer, all of it `GET https://graph.microsoft.com/v1.0`:
 *
 *   /organization                                                    (`tenant.ts`, before the rest)
 *   /users                          $expand=manager                  page 999
 *   /users                          $select=id,signInActivity        page 500
 *   /reports/authenticationMethods/userRegistrationDetails           page 999
 *   /identityProtection/riskyUsers                                   page 500
 *   /users                          $filter=userType eq 'Guest', $expand=sponsors
 *   /groups                                                          page 999
 *   /groups/{id}/members            with `@odata.type`
 *   /groups/{id}/owners
 *   /servicePrincipals              with `@odata.type`               page 999
 *   /servicePrincipals/microsoft.graph.agentIdentity                  $expand=sponsors, page 100
 *   /servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal $expand=sponsors
 *   /servicePrincipals/{id}/owners
 *   /servicePrincipals/{id}/appRoleAssignments
 *   /applications                                                    page 999
 *   /applications/{id}/owners
 *   /applications/{id}/federatedIdentityCredentials
 *   /oauth2PermissionGrants                                          page 999
 *   /roleManagement/directory/roleDefinitions
 *   /roleManagement/directory/roleAssignmentScheduleInstances, and only where that is refused .../roleAssignments
 *   /roleManagement/directory/roleEligibilityScheduleInstances
 *   /identity/conditionalAccess/policies
 *   /policies/identitySecurityDefaultsEnforcementPolicy              one object
 *   /policies/authorizationPolicy                                    one object
 *   /policies/adminConsentRequestPolicy                              one object
 */
export const COLLECTIONS: readonly Collection[] = [
  users,
  signIns,
  factors,
  riskyUsers,
  guestSponsors,
  groups,
  groupMembers,
  groupOwners,
  servicePrincipals,
  agentIdentities,
  agentBlueprints,
  servicePrincipalOwners,
  appRoleAssignments,
  applications,
  applicationOwners,
  federatedCredentials,
  consents,
  roleDefinitions,
  roleAssignmentSchedules,
  roleEligibilitySchedules,
  conditionalAccess,
  securityDefaults,
  authorization,
  consentWorkflow,
];

/** What is said of single objects, put together once all are there. */
export const SETTLE: readonly Step[] = [...settleApplications, ...settleConsents, ...settlePolicies];

/** Entra gives people no API tokens of their own, so there are none to be found. */
export const ABSENT: readonly Fact[] = ["tokens"];
