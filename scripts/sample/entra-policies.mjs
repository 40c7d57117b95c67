// Entra's roles and who holds them, and its policies.
import { groupId, principal } from "./describe.mjs";
import { ROLES } from "./graph-names.mjs";
import { graphTime, guid, moment } from "./ids.mjs";

export const roleDefinition = ([displayName, id]) => ({
  id,
  templateId: id,
  displayName,
  description: `${displayName}.`,
  isBuiltIn: true,
  isEnabled: true,
  resourceScopes: ["/"],
  rolePermissions: [],
  version: "1",
});

/** What it takes to activate a role: everything that can be asked for, as the company does it well. */
export const rolePolicy = (role) => ({
  id: `DirectoryRole_${guid("role policy", role)}_${role}`,
  policyId: `DirectoryRole_${guid("role policy", role)}`,
  scopeId: "/",
  scopeType: "DirectoryRole",
  roleDefinitionId: role,
  policy: {
    id: `DirectoryRole_${guid("role policy", role)}`,
    rules: [
      { id: "Approval_EndUser_Assignment", setting: { isApprovalRequired: true, approvalStages: [] } },
      { id: "Enablement_EndUser_Assignment", enabledRules: ["MultiFactorAuthentication", "Justification"] },
      { id: "Expiration_EndUser_Assignment", isExpirationRequired: true, maximumDuration: "PT4H" },
      { id: "AuthenticationContext_EndUser_Assignment", isEnabled: false, claimValue: null },
    ],
  },
});

/** Who holds a role: the plain assignments, and the schedules that say for how long and whether it must be activated. */
export function roleFiles(company, list) {
  const path = "roleManagement/directory";
  const held = company.roles.entra.map((one) => {
    if (ROLES[one.role] === undefined) throw new Error(`no role of Entra is called ${one.role}`);
    return {
      state: one.state ?? "active",
      until: one.until === undefined ? null : moment(String(one.until).includes("T") ? one.until : `${one.until}T23:59:00Z`),
      id: guid("assignment", one.role, one.to),
      principalId: principal(company, "entra", one.to).id,
      roleDefinitionId: ROLES[one.role],
      since: moment(one.since ?? "2024-02-05", one.role, one.to),
    };
  });
  const schedule = ({ id, principalId, roleDefinitionId, since, until }) => ({
    id,
    principalId,
    roleDefinitionId,
    directoryScopeId: "/",
    appScopeId: null,
    startDateTime: graphTime(since),
    endDateTime: graphTime(until),
    memberType: "Direct",
  });
  const active = held.filter((one) => one.state !== "eligible");
  return [
    ...list(
      `${path}/roleAssignments`,
      active.map(({ id, principalId, roleDefinitionId }) => ({ id, principalId, roleDefinitionId, directoryScopeId: "/" })),
    ),
    ...list(
      `${path}/roleAssignmentScheduleInstances`,
      active.map((one) => ({
        ...schedule(one),
        assignmentType: one.state === "activated" ? "Activated" : "Assigned",
        roleAssignmentOriginId: one.id,
        roleAssignmentScheduleId: one.id,
      })),
    ),
    ...list(
      `${path}/roleEligibilityScheduleInstances`,
      held.filter((one) => one.state === "eligible").map((one) => ({ ...schedule(one), roleEligibilityScheduleId: one.id })),
    ),
  ];
}

/** What the tenant as a whole allows: single objects. */
export function settings(company) {
  const { allowInvitesFrom, allowedToCreateApps, userConsent, adminConsentWorkflow } = company.posture.entra;
  return {
    identitySecurityDefaultsEnforcementPolicy: {
      id: "00000000-0000-0000-0000-000000000005",
      displayName: "Security Defaults",
      description: "Security defaults is a set of basic identity security mechanisms recommended by Microsoft.",
      isEnabled: false,
    },
    authorizationPolicy: {
      id: "authorizationPolicy",
      displayName: "Authorization Policy",
      description: "Used to manage authorization related settings across the company.",
      allowInvitesFrom,
      allowedToSignUpEmailBasedSubscriptions: false,
      allowedToUseSSPR: true,
      allowEmailVerifiedUsersToJoinOrganization: false,
      blockMsolPowerShell: true,
      guestUserRoleId: "2af84b1e-32c8-42b7-82bc-daa82404023b",
      defaultUserRolePermissions: {
        allowedToCreateApps,
        allowedToCreateSecurityGroups: false,
        allowedToCreateTenants: false,
        allowedToReadBitlockerKeysForOwnedDevice: true,
        allowedToReadOtherUsers: true,
        permissionGrantPoliciesAssigned: [`ManagePermissionGrantsForSelf.${userConsent}`],
      },
    },
    adminConsentRequestPolicy: {
      isEnabled: adminConsentWorkflow,
      notifyReviewers: true,
      remindersEnabled: true,
      requestDurationInDays: 30,
      version: 0,
      reviewers: [],
    },
  };
}

/** A policy of conditional access. */
export function conditionalAccess(policy) {
  const controls = { mfa: ["mfa"], block: ["block"], "phishing-resistant": [] }[policy.grant];
  return {
    id: guid("policy", policy.name),
    displayName: policy.name,
    state: policy.state ?? "enabled",
    createdDateTime: "2024-09-16T08:30:00Z",
    modifiedDateTime: "2026-01-19T09:12:00Z",
    conditions: {
      clientAppTypes: policy.clients ?? ["all"],
      userRiskLevels: [],
      signInRiskLevels: [],
      servicePrincipalRiskLevels: [],
      ...(policy.agents === undefined ? {} : { agentIdRiskLevels: policy.agents }),
      applications: {
        includeApplications: ["All"],
        excludeApplications: [],
        includeUserActions: [],
        includeAuthenticationContextClassReferences: [],
      },
      authenticationFlows: policy.flow === undefined ? null : { transferMethods: policy.flow },
      users: {
        includeUsers: policy.include === "everyone" ? ["All"] : policy.agents === undefined ? [] : ["None"],
        excludeUsers: [],
        includeGroups: [],
        excludeGroups: (policy.exclude ?? []).map((name) => groupId("entra", name)),
        includeRoles: (policy.roles ?? []).map((role) => ROLES[role]),
        excludeRoles: [],
      },
      clientApplications:
        policy.agents === undefined
          ? null
          : {
              includeServicePrincipals: [],
              excludeServicePrincipals: [],
              includeAgentIdServicePrincipals: ["All"],
              excludeAgentIdServicePrincipals: [],
            },
      platforms: null,
      locations: null,
      devices: null,
    },
    grantControls: {
      operator: "OR",
      builtInControls: controls,
      customAuthenticationFactors: [],
      termsOfUse: [],
      authenticationStrength:
        policy.grant === "phishing-resistant"
          ? {
              id: "00000000-0000-0000-0000-000000000004",
              displayName: "Phishing-resistant MFA",
              policyType: "builtIn",
              requirementsSatisfied: "mfa",
              allowedCombinations: ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"],
            }
          : null,
    },
    sessionControls: null,
  };
}
