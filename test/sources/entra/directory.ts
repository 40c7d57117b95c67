import type { Directory } from "../../servers/graph.js";

export const TENANT = "11111111-1111-1111-1111-111111111111";

const user = (id: string, more: object = {}) => ({
  id,
  userPrincipalName: `${id}@corp.example`,
  displayName: id,
  userType: "Member",
  accountEnabled: true,
  ...more,
});
const ref = (id: string, type = "user") => ({ "@odata.type": `#microsoft.graph.${type}`, id });

const decision = (id: string, principal: string, resource: string, what: string, at: string | null) => ({
  id,
  decision: what,
  reviewedDateTime: at,
  principal: { id: principal },
  resource: { id: resource },
});

/** A small tenant in which everything that is read occurs, values that must not be kept included. */
export const directory: Directory = {
  organization: [{ id: TENANT, displayName: "Corp", onPremisesSyncEnabled: true, verifiedDomains: [{ name: "corp.example" }] }],
  users: [
    user("ada", {
      manager: { id: "bob" },
      signInActivity: { lastSignInDateTime: "2025-12-01T00:00:00Z", lastSuccessfulSignInDateTime: "2025-12-01T00:00:00Z" },
    }),
    user("bob"),
    user("cem", { accountEnabled: false }),
    user("gil", { userType: "Guest", sponsors: [ref("ada")] }),
    user("guy", { userType: "Guest" }),
    { ...user("aud"), "@odata.type": "#microsoft.graph.agentUser" },
  ],
  "reports/authenticationMethods/userRegistrationDetails": [
    { id: "ada", isMfaRegistered: true, methodsRegistered: ["fido2SecurityKey"] },
    { id: "bob", isMfaRegistered: false, methodsRegistered: [] },
    { id: "gone", isMfaRegistered: false, methodsRegistered: [] },
  ],
  "identityProtection/riskyUsers": [{ id: "bob", riskLevel: "high", riskState: "atRisk" }],
  "users/microsoft.graph.agentUser": [
    { id: "aud", "@odata.type": "#microsoft.graph.agentUser", identityParentId: "agent-1", sponsors: [ref("cem")] },
  ],
  "directory/deletedItems/microsoft.graph.user": [
    {
      id: "0000-dead",
      userPrincipalName: "0000deadold@corp.example",
      displayName: "Old",
      userType: "Member",
      deletedDateTime: "2025-12-20T00:00:00Z",
    },
  ],
  groups: [
    { id: "g1", displayName: "Admins", securityEnabled: true, isAssignableToRole: true },
    { id: "g2", displayName: "Staff", securityEnabled: true },
    { id: "g3", displayName: "Empty", securityEnabled: true },
    { id: "g4", displayName: "Crowd", securityEnabled: true },
    { id: "g5", displayName: "Hidden", securityEnabled: true, visibility: "HiddenMembership" },
  ],
  // One more than an expansion shows, so that the last one is seen only by who asks for all.
  "groups/g4/members": Array.from({ length: 21 }, (_, index) => ref(index === 20 ? "gil" : `other-${index}`)),
  "groups/g4/owners": Array.from({ length: 20 }, (_, index) => ref(index === 19 ? "cem" : `other-${index}`)),
  "groups/g5/members": [ref("cem")],
  "groups/g1/members": [ref("ada"), ref("g2", "group"), ref("laptop", "device")],
  "groups/g2/members": [ref("bob"), ref("crm-sp", "servicePrincipal")],
  "groups/g1/owners": [ref("ada")],
  servicePrincipals: [
    {
      id: "graph-sp",
      appId: "graph",
      displayName: "Microsoft Graph",
      servicePrincipalType: "Application",
      accountEnabled: true,
      appOwnerOrganizationId: "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
      appRoles: [{ id: "mail", value: "Mail.Read", allowedMemberTypes: ["Application"] }],
    },
    { id: "crm-sp", appId: "crm", displayName: "CRM", servicePrincipalType: "Application", accountEnabled: true, appOwnerOrganizationId: TENANT },
    {
      id: "agent-1",
      "@odata.type": "#microsoft.graph.agentIdentity",
      displayName: "Assistant",
      servicePrincipalType: "ServiceIdentity",
      accountEnabled: true,
    },
  ],
  "servicePrincipals/microsoft.graph.agentIdentity": [
    { id: "agent-1", accountEnabled: true, agentIdentityBlueprintId: "blue", sponsors: [ref("bob")] },
  ],
  "servicePrincipals/agent-1/owners": [ref("ada")],
  "servicePrincipals/crm-sp/owners": [ref("ada")],
  "servicePrincipals/crm-sp/appRoleAssignments": [{ id: "a1", appRoleId: "mail", principalId: "crm-sp", resourceId: "graph-sp" }],
  applications: [
    {
      id: "crm-app",
      appId: "crm",
      displayName: "CRM",
      signInAudience: "AzureADMyOrg",
      passwordCredentials: [
        {
          keyId: "k1",
          displayName: "ci",
          hint: "Qx1",
          secretText: "Qx1~never-to-be-kept",
          startDateTime: "2025-01-01T00:00:00Z",
          endDateTime: "2027-01-01T00:00:00Z",
        },
      ],
      keyCredentials: [{ keyId: "k2", usage: "Verify", key: "MIIBnever-to-be-kept", customKeyIdentifier: "thumbprint" }],
    },
    { id: "lone-app", appId: "lone", displayName: "Lone" },
  ],
  "applications/crm-app/owners": [ref("bob")],
  "applications/lone-app/owners": [ref("cem")],
  "applications/crm-app/federatedIdentityCredentials": [{ id: "f1", name: "github" }],
  "reports/servicePrincipalSignInActivities": [
    { id: "s1", appId: "crm", lastSignInActivity: { lastSignInDateTime: "2025-11-30T00:00:00Z" } },
    { id: "s2", appId: "unknown", lastSignInActivity: { lastSignInDateTime: "2025-11-30T00:00:00Z" } },
  ],
  oauth2PermissionGrants: [
    { id: "c1", clientId: "crm-sp", consentType: "AllPrincipals", principalId: null, resourceId: "graph-sp", scope: " User.Read" },
    { id: "c2", clientId: "agent-1", consentType: "Principal", principalId: "ada", resourceId: "graph-sp", scope: "Mail.Read" },
  ],
  "roleManagement/directory/roleDefinitions": [{ id: "ga", displayName: "Global Administrator", isBuiltIn: true }],
  "roleManagement/directory/roleAssignmentScheduleInstances": [
    { id: "r1", principalId: "g1", roleDefinitionId: "ga", directoryScopeId: "/", memberType: "Direct", endDateTime: "2026-06-01T00:00:00Z" },
  ],
  "roleManagement/directory/roleAssignments": [{ id: "r1", principalId: "g1", roleDefinitionId: "ga", directoryScopeId: "/" }],
  "roleManagement/directory/roleEligibilityScheduleInstances": [
    { id: "e1", principalId: "bob", roleDefinitionId: "ga", directoryScopeId: "/", memberType: "Direct" },
  ],
  "policies/roleManagementPolicyAssignments": [
    {
      id: "DirectoryRole_1_ga",
      policyId: "DirectoryRole_1",
      roleDefinitionId: "ga",
      scopeId: "/",
      scopeType: "DirectoryRole",
      policy: {
        id: "DirectoryRole_1",
        rules: [
          { id: "Approval_Admin_Eligibility", setting: { isApprovalRequired: true } },
          {
            id: "Approval_EndUser_Assignment",
            setting: { isApprovalRequired: true, approvalStages: [{ primaryApprovers: [{ userId: "ada" }, { groupId: "g2" }] }] },
          },
          { id: "Enablement_EndUser_Assignment", enabledRules: ["MultiFactorAuthentication", "Justification"] },
          { id: "Expiration_EndUser_Assignment", isExpirationRequired: true, maximumDuration: "PT8H" },
          { id: "AuthenticationContext_EndUser_Assignment", isEnabled: false },
        ],
      },
    },
  ],
  "directory/administrativeUnits": [{ id: "au1", displayName: "Branch", isMemberManagementRestricted: true }],
  "directory/administrativeUnits/au1/members": [ref("ada"), ref("g2", "group"), ref("laptop", "device")],
  "identityGovernance/accessReviews/definitions": [{ id: "rev", displayName: "Admins" }],
  "identityGovernance/accessReviews/definitions/rev/instances": [
    { id: "i1", startDateTime: "2025-01-01T00:00:00Z", status: "Applied" },
    { id: "i2", startDateTime: "2025-06-01T00:00:00Z", status: "Applied" },
    { id: "i3", startDateTime: "2025-11-01T00:00:00Z", status: "InProgress" },
  ],
  "identityGovernance/accessReviews/definitions/rev/instances/i2/decisions": [
    decision("d1", "bob", "ga", "Approve", "2025-06-10T00:00:00Z"),
    decision("d2", "crm-sp", "graph-sp", "Approve", "2025-06-11T00:00:00Z"),
    decision("d3", "g1", "ga", "NotReviewed", null),
    decision("d4", "ada", "g1", "Approve", "2025-06-12T00:00:00Z"),
  ],
  "identityGovernance/accessReviews/definitions/rev/instances/i3/decisions": [decision("d5", "g2", "g1", "Approve", "2025-11-12T00:00:00Z")],
  "policies/authenticationStrengthPolicies": [{ id: "own", displayName: "Own", allowedCombinations: ["fido2"] }],
  "identity/conditionalAccess/namedLocations": [
    {
      id: "l1",
      "@odata.type": "#microsoft.graph.ipNamedLocation",
      displayName: "Office",
      isTrusted: true,
      ipRanges: [{ cidrAddress: "192.0.2.0/24" }],
    },
  ],
  domains: [
    { id: "corp.example", authenticationType: "Managed", isVerified: true },
    { id: "fed.example", authenticationType: "Federated", isVerified: true },
  ],
  "identity/conditionalAccess/policies": [
    {
      id: "p1",
      displayName: "MFA",
      state: "enabled",
      conditions: {
        users: { includeUsers: ["All"], excludeUsers: ["GuestsOrExternalUsers"], excludeRoles: ["ga"] },
        applications: { includeApplications: ["All"] },
        clientAppTypes: ["all"],
      },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    },
    {
      id: "p2",
      displayName: "MFA",
      state: "enabled",
      conditions: { users: { includeRoles: ["ga", "nobody-has-it"] }, applications: { includeApplications: ["All"] }, clientAppTypes: ["all"] },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    },
    {
      id: "p3",
      displayName: "Keys",
      state: "enabled",
      conditions: { users: { includeUsers: ["bob"] }, applications: { includeApplications: ["All"] }, clientAppTypes: ["all"] },
      grantControls: { operator: "AND", authenticationStrength: { id: "own" } },
    },
    {
      id: "p4",
      displayName: "Nothing known",
      state: "enabled",
      conditions: { users: { includeUsers: ["bob"] }, applications: { includeApplications: ["All"] }, clientAppTypes: ["all"] },
      grantControls: { operator: "AND", authenticationStrength: { id: "unlisted" } },
    },
  ],
  "policies/identitySecurityDefaultsEnforcementPolicy": { id: "d", displayName: "Security Defaults", isEnabled: false },
  "policies/authorizationPolicy": {
    id: "authorizationPolicy",
    displayName: "Authorization Policy",
    allowInvitesFrom: "everyone",
    defaultUserRolePermissions: { allowedToCreateApps: false, permissionGrantPoliciesAssigned: [] },
  },
  "policies/adminConsentRequestPolicy": { isEnabled: true },
};
