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

/** A small tenant in which everything that is read occurs, values that must not be kept included. */
export const directory: Directory = {
  organization: [{ id: TENANT, displayName: "Corp", verifiedDomains: [{ name: "corp.example" }] }],
  users: [
    user("ada", {
      manager: { id: "bob" },
      signInActivity: { lastSignInDateTime: "2025-12-01T00:00:00Z", lastSuccessfulSignInDateTime: "2025-12-01T00:00:00Z" },
    }),
    user("bob"),
    user("cem", { accountEnabled: false }),
    user("gil", { userType: "Guest", sponsors: [ref("ada")] }),
    user("guy", { userType: "Guest" }),
  ],
  "reports/authenticationMethods/userRegistrationDetails": [
    { id: "ada", isMfaRegistered: true, methodsRegistered: ["fido2SecurityKey"] },
    { id: "bob", isMfaRegistered: false, methodsRegistered: [] },
    { id: "gone", isMfaRegistered: false, methodsRegistered: [] },
  ],
  "identityProtection/riskyUsers": [{ id: "bob", riskLevel: "high", riskState: "atRisk" }],
  groups: [
    { id: "g1", displayName: "Admins", securityEnabled: true, isAssignableToRole: true },
    { id: "g2", displayName: "Staff", securityEnabled: true },
    { id: "g3", displayName: "Empty", securityEnabled: true },
  ],
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
