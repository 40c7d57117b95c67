import type { Org } from "../../servers/okta.js";

/** Stands wherever Okta sends something secret; it must not be found anywhere afterwards. */
export const SECRET = "SENTINEL-SECRET";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const at = (href: string) => ({ href: `https://corp.okta.example${href}` });

const user = (id: string, status: string, profile: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  id,
  status,
  created: "2024-01-01T00:00:00.000Z",
  lastLogin: "2026-05-01T08:00:00.000Z",
  passwordChanged: "2026-01-01T00:00:00.000Z",
  profile: { login: `${id}@corp.example`, email: `${id}@corp.example`, ...profile },
  credentials: { password: { value: SECRET }, recovery_question: { question: "?", answer: SECRET }, provider: { type: "OKTA", name: "OKTA" } },
  ...more,
});

const oidc = (id: string, label: string, oauthClient: Record<string, unknown>, method: string, more: Record<string, unknown> = {}) => ({
  id,
  name: "oidc_client",
  label,
  status: "ACTIVE",
  signOnMode: "OPENID_CONNECT",
  created: "2025-01-01T00:00:00.000Z",
  credentials: { oauthClient: { client_id: id, client_secret: SECRET, token_endpoint_auth_method: method } },
  settings: { oauthClient },
  ...more,
});

/** An org with one of everything that is read. */
export const ORG: Org = {
  "/api/v1/users": [
    user("u1", "ACTIVE", {
      firstName: "Ada",
      lastName: "Byron",
      managerId: "u2@corp.example",
      employeeNumber: 7,
      costCentre: "R&D",
      mobilePhone: "+1 555 0100",
    }),
    user("u2", "LOCKED_OUT", { displayName: "Grace Hopper", manager: "Nobody Here" }, { transitioningToStatus: "DEPROVISIONED" }),
    user("u3", "DEPROVISIONED", { firstName: "Left", lastName: "Long Ago" }),
    user("u4", "ACTIVE", { displayName: "Build Server" }),
  ],
  "/api/v1/groups": [
    { id: "g0", type: "BUILT_IN", profile: { name: "Everyone", description: "All users" } },
    { id: "g1", type: "OKTA_GROUP", created: "2024-02-01T00:00:00.000Z", profile: { name: "Admins" } },
    { id: "g2", type: "OKTA_GROUP", profile: { name: "Agent users" } },
  ],
  "/api/v1/groups/rules": [
    {
      id: "r1",
      status: "ACTIVE",
      conditions: { expression: { value: 'user.department=="IT"' } },
      actions: { assignUserToGroups: { groupIds: ["g1", "g2"] } },
    },
    {
      id: "r2",
      status: "ACTIVE",
      conditions: { expression: { value: 'user.title=="Root"' } },
      actions: { assignUserToGroups: { groupIds: ["g1"] } },
    },
    { id: "r3", status: "INACTIVE", conditions: { expression: { value: "true" } }, actions: { assignUserToGroups: { groupIds: ["g0"] } } },
  ],
  "/api/v1/groups/g0/users": [{ id: "u1" }, { id: "u2" }, { id: "u4" }],
  "/api/v1/groups/g1/users": [{ id: "u2" }],
  "/api/v1/groups/g2/users": [{ id: "u1" }],
  "/api/v1/groups/g1/owners": [{ id: "u1", type: "USER" }],
  "/api/v1/groups/g2/owners": [],
  "/privileged-access/api/v1/okta-service-accounts": [{ id: "sa1", oktaUserId: "u4", ownerUserIds: ["u1"], ownerGroupIds: ["g1"], password: SECRET }],

  "/api/v1/iam/assignees/users": { value: [{ id: "u1" }, { id: "u2" }] },
  "/api/v1/users/u1/roles": [
    { id: "ra1", type: "HELP_DESK_ADMIN", label: "Help Desk", status: "ACTIVE", assignmentType: "USER", created: "2025-03-01T00:00:00.000Z" },
    { id: "irb1", type: "CUSTOM", role: "cr1", "resource-set": "iam1", status: "ACTIVE", assignmentType: "USER" },
  ],
  "/api/v1/users/u2/roles": [
    { id: "gra1", type: "SUPER_ADMIN", status: "ACTIVE", assignmentType: "GROUP", _links: { assignee: at("/api/v1/groups/g1") } },
    { id: "ra9", type: "ORG_ADMIN", status: "INACTIVE", assignmentType: "USER" },
  ],
  "/api/v1/groups/g1/roles": [{ id: "gra1", type: "SUPER_ADMIN", status: "ACTIVE", assignmentType: "GROUP" }],
  "/api/v1/iam/roles": { roles: [{ id: "cr1", label: "User Keeper" }] },
  "/api/v1/iam/roles/cr1/permissions": { permissions: [{ label: "okta.users.read" }, { label: "okta.users.credentials.manage" }] },
  "/api/v1/iam/resource-sets": { "resource-sets": [{ id: "iam1", label: "Sales" }] },
  "/api/v1/iam/resource-sets/iam1/bindings": { roles: [{ id: "cr1" }] },
  "/api/v1/iam/resource-sets/iam1/bindings/cr1/members": {
    members: [
      { id: "irb1", _links: { self: at("/api/v1/users/u1") } },
      { id: "irb2", created: "2025-04-01T00:00:00.000Z", _links: { self: at("/api/v1/groups/g2") } },
      { id: "irb3", _links: { self: at("/oauth2/v1/clients/a1") } },
    ],
  },
  "/api/v1/iam/resource-sets/iam1/resources": {
    resources: [
      { id: "ire1", orn: "orn:okta:directory:00o1:users", _links: { self: at("/api/v1/users") } },
      { id: "ire2", orn: "orn:okta:directory:00o1:groups:g1", _links: { self: at("/api/v1/groups/g1") } },
      { id: "ire3", orn: "orn:okta:directory:00o1:groups:g2:contained_resources", _links: { self: at("/api/v1/groups/g2/users") } },
      { id: "ire4", orn: "orn:okta:workflow:00o1:flows" },
      { id: "ire5", orn: "orn:okta:idp:00o1:apps:oidc_client:a2", _links: { self: at("/api/v1/apps/a2") } },
    ],
  },
  "/api/v1/users/u1/roles/ra1/targets/groups": [{ id: "g2" }, { id: "g1" }],

  "/api/v1/apps": [
    { id: "s1", name: "corp_crm_1", label: "CRM", status: "ACTIVE", signOnMode: "SAML_2_0", _links: { accessPolicy: at("/api/v1/policies/p2") } },
    oidc("a1", "Nightly job", { grant_types: ["client_credentials"], application_type: "service" }, "private_key_jwt"),
    oidc("a2", "Agent gateway", { grant_types: ["authorization_code", EXCHANGE], consent_method: "REQUIRED" }, "client_secret_basic", {
      profile: { ownerEmail: "u1@corp.example", colour: "blue" },
      settings: { implicitAssignment: true, oauthClient: { grant_types: ["authorization_code", EXCHANGE], consent_method: "REQUIRED" } },
    }),
    oidc("a3", "Old app", { grant_types: ["authorization_code"] }, "client_secret_post", { status: "INACTIVE" }),
    oidc("a4", "Okta Dashboard", { grant_types: ["authorization_code"] }, "client_secret_post", { name: "okta_enduser" }),
  ],
  "/api/v1/apps/s1/groups": [{ id: "g0", lastUpdated: "2025-06-01T00:00:00.000Z", profile: { role: "Reader", securityAnswer: SECRET } }],
  "/api/v1/apps/s1/users": [
    {
      id: "u1",
      scope: "USER",
      status: "PROVISIONED",
      created: "2025-07-01T00:00:00.000Z",
      profile: { salesRole: null, samlRoles: ["Admin", "Owner"] },
    },
    { id: "u2", scope: "GROUP", status: "ACTIVE", profile: { role: "Reader" } },
    { id: "u4", scope: "USER", status: "DEPROVISIONED", profile: { role: "Reader" } },
  ],
  "/api/v1/apps/a1/groups": [],
  "/api/v1/apps/a1/users": [],
  "/api/v1/apps/a2/cwo/connections": [
    { id: "cwo1", requestingAppInstanceId: "a2", resourceAppInstanceId: "s1", status: "ACTIVE", created: "2026-04-01T00:00:00.000Z" },
    { id: "cwo2", requestingAppInstanceId: "a9", resourceAppInstanceId: "a2", status: "ACTIVE" },
  ],
  "/integrations/api/v1/api-services": [
    {
      id: "is1",
      type: "siem_vendor",
      name: "SIEM",
      createdAt: "2025-08-01T00:00:00.000Z",
      grantedScopes: ["okta.logs.read"],
      _links: { client: at("/oauth2/v1/clients/is1") },
    },
  ],
  "/integrations/api/v1/api-services/is1/credentials/secrets": [
    { id: "iss1", status: "ACTIVE", created: "2025-08-01T00:00:00.000Z", client_secret: SECRET, secret_hash: SECRET },
  ],
  "/oauth2/v1/clients/a1/roles": [{ id: "ca1", type: "READ_ONLY_ADMIN", status: "ACTIVE", assignmentType: "CLIENT" }],
  "/api/v1/apps/a1/credentials/jwks": [
    { id: "k1", kid: "kid1", status: "ACTIVE", created: "2026-01-01T00:00:00.000Z", kty: "RSA", n: "n", e: "AQAB", d: SECRET },
  ],
  "/api/v1/apps/a2/credentials/secrets": [
    {
      id: "cs1",
      status: "ACTIVE",
      created: "2025-01-01T00:00:00.000Z",
      lastUpdated: "2025-01-01T00:00:00.000Z",
      client_secret: SECRET,
      secret_hash: SECRET,
    },
    {
      id: "cs2",
      status: "INACTIVE",
      created: "2024-01-01T00:00:00.000Z",
      lastUpdated: "2025-02-01T00:00:00.000Z",
      client_secret: SECRET,
      secret_hash: SECRET,
    },
  ],
  "/api/v1/apps/a3/credentials/secrets": [],
  "/api/v1/apps/a1/grants": [
    {
      id: "oag1",
      status: "ACTIVE",
      scopeId: "okta.users.manage",
      issuer: "https://corp.okta.example",
      clientId: "a1",
      created: "2025-05-01T00:00:00.000Z",
    },
  ],
  "/api/v1/apps/a2/grants": [
    { id: "oag2", status: "ACTIVE", scopeId: "okta.groups.read", issuer: "https://corp.okta.example", clientId: "a2" },
    { id: "oag3", status: "REVOKED", scopeId: "okta.apps.manage", issuer: "https://corp.okta.example", clientId: "a2" },
  ],
  "/api/v1/apps/a3/grants": [],
  "/api/v1/users/u1/grants": [
    {
      id: "oag4",
      status: "ACTIVE",
      scopeId: "offline_access",
      issuer: "https://corp.okta.example/oauth2/as1",
      clientId: "a2",
      userId: "u1",
      created: "2026-02-01T00:00:00.000Z",
      createdBy: { id: "u1" },
    },
    {
      id: "oag5",
      status: "ACTIVE",
      scopeId: "mail.read",
      issuer: "https://corp.okta.example/oauth2/as1",
      clientId: "a2",
      userId: "u1",
      created: "2026-01-01T00:00:00.000Z",
      createdBy: { id: "u1" },
    },
  ],
  "/api/v1/users/u2/grants": [],
  "/api/v1/users/u4/grants": [],
  "/api/v1/api-tokens": [
    {
      id: "t1",
      name: "Terraform",
      userId: "u1",
      created: "2025-01-01T00:00:00.000Z",
      expiresAt: "2026-06-30T00:00:00.000Z",
      tokenWindow: "P30D",
      network: { connection: "ANYWHERE" },
    },
    {
      id: "t2",
      name: "Fresh",
      userId: "u2",
      created: "2026-05-01T00:00:00.000Z",
      expiresAt: "2026-05-31T00:00:02.000Z",
      tokenWindow: "P30D",
      network: { connection: "ZONE", include: ["z1", "z2"] },
    },
  ],
  "/api/v1/logs": [
    ...Array.from({ length: 48 }, (_, hour) => ({
      uuid: `e${hour}`,
      eventType: "user.lifecycle.update",
      published: new Date(Date.UTC(2026, 4, 28, hour)).toISOString(),
      outcome: { result: "SUCCESS" },
      actor: { id: "u1", type: "User" },
      client: { userAgent: { rawUserAgent: "python-requests/2.31" } },
      transaction: { type: "WEB", detail: { requestApiTokenId: "t1" } },
    })),
    {
      eventType: "app.oauth2.token.grant.access_token",
      published: "2026-05-20T00:00:00.000Z",
      outcome: { result: "SUCCESS" },
      actor: { id: "a1" },
      target: [{ id: "x" }],
    },
    {
      eventType: "app.oauth2.token.grant.access_token",
      published: "2026-05-25T00:00:00.000Z",
      outcome: { result: "FAILURE" },
      actor: { id: "a1" },
      target: [],
    },
    {
      eventType: "user.authentication.sso",
      published: "2026-05-21T00:00:00.000Z",
      outcome: { result: "SUCCESS" },
      actor: { id: "u1" },
      target: [{ id: "u1" }, { id: "a2" }],
    },
    {
      eventType: "application.lifecycle.update",
      published: "2026-05-30T00:00:00.000Z",
      outcome: { result: "SUCCESS" },
      actor: { id: "u1" },
      target: [{ id: "a2" }],
    },
  ],
  "/api/v1/users/u1/factors": [
    { id: "f1", factorType: "sms", status: "ACTIVE", created: "2025-01-01T00:00:00.000Z", profile: { phoneNumber: "+1 555 0100" } },
    { id: "f2", factorType: "signed_nonce", status: "ACTIVE", profile: { deviceToken: SECRET } },
    { id: "f3", factorType: "token:software:totp", status: "PENDING_ACTIVATION", _embedded: { activation: { sharedSecret: SECRET } } },
    { id: "f4", factorType: "quantum", status: "ACTIVE" },
  ],
  "/api/v1/users/u2/factors": [],
  "/api/v1/users/u4/factors": [],

  "/api/v1/policies?type=OKTA_SIGN_ON": [
    {
      id: "p1",
      type: "OKTA_SIGN_ON",
      name: "Default Policy",
      status: "ACTIVE",
      priority: 1,
      conditions: { people: { groups: { include: ["g0"] } } },
    },
  ],
  "/api/v1/policies?type=ACCESS_POLICY": [
    { id: "p2", type: "ACCESS_POLICY", name: "Two factors", status: "ACTIVE", priority: 1 },
    { id: "p3", type: "ACCESS_POLICY", name: "Password only, guards nothing", status: "ACTIVE", priority: 1 },
  ],
  "/api/v1/policies/p1/rules": [
    {
      id: "pr1",
      name: "Default Rule",
      status: "ACTIVE",
      priority: 1,
      conditions: { network: { connection: "ANYWHERE" } },
      actions: { signon: { access: "ALLOW", requireFactor: true, session: { maxSessionLifetimeMinutes: 720 } } },
    },
  ],
  "/api/v1/policies/p2/rules": [
    {
      id: "pr2",
      name: "All",
      status: "ACTIVE",
      priority: 0,
      actions: {
        appSignOn: {
          access: "ALLOW",
          verificationMethod: { type: "ASSURANCE", factorMode: "2FA", constraints: [{ possession: { phishingResistant: "REQUIRED" } }] },
        },
      },
    },
  ],
  "/api/v1/policies/p3/rules": [
    {
      id: "pr3",
      name: "All",
      status: "ACTIVE",
      priority: 0,
      actions: { appSignOn: { access: "ALLOW", verificationMethod: { type: "ASSURANCE", factorMode: "1FA" } } },
    },
  ],
  "/api/v1/authenticators": [
    { id: "aut1", key: "okta_password", type: "password", status: "ACTIVE" },
    { id: "aut2", key: "okta_verify", type: "app", status: "ACTIVE" },
  ],
  "/api/v1/policies?type=MFA_ENROLL": [
    {
      id: "p4",
      type: "MFA_ENROLL",
      name: "Everybody enrols",
      status: "ACTIVE",
      conditions: { people: { groups: { include: ["g0"], exclude: ["g2"] } } },
      settings: {
        type: "AUTHENTICATORS",
        authenticators: [
          { key: "webauthn", enroll: { self: "OPTIONAL" } },
          { key: "okta_verify", enroll: { self: "REQUIRED" } },
          { key: "phone_number", enroll: { self: "NOT_ALLOWED" } },
        ],
      },
    },
  ],
  "/api/v1/threats/configuration": { action: "audit", excludeZones: [] },
  "/api/v1/idps": [
    {
      id: "idp1",
      type: "SAML2",
      name: "Partner",
      status: "ACTIVE",
      protocol: { type: "SAML2", credentials: { trust: { issuer: "https://idp.partner.example", kid: "k" } } },
    },
  ],
  "/api/v1/meta/schemas/user/linkedObjects": [
    { primary: { name: "manager", title: "Manager", type: "USER" }, associated: { name: "subordinate", title: "Subordinate", type: "USER" } },
    { primary: { name: "buddy", title: "Buddy", type: "USER" }, associated: { name: "newcomer", title: "Newcomer", type: "USER" } },
  ],
  "/api/v1/users/u4/linkedObjects/manager": [{ _links: { self: at("/api/v1/users/u1") } }],
  "/privileged-access/api/v1/service-accounts": [
    {
      id: "sas1",
      name: "CRM loader",
      username: "loader@crm.example",
      containerInstanceName: "CRM",
      password: SECRET,
      ownerUserIds: ["u2"],
      statusDetail: "ROTATED",
      created: "2025-09-01T00:00:00.000Z",
    },
  ],
  "/api/v1/logStreams": [{ id: "ls1", name: "To the SIEM", type: "splunk_cloud_logstreaming", status: "ACTIVE", settings: { token: SECRET } }],
  "/api/v1/authorizationServers": [{ id: "as1", name: "default", issuer: "https://corp.okta.example/oauth2/as1", status: "ACTIVE" }],
  "/api/v1/authorizationServers/as1/policies": [{ id: "ap1", name: "Agents", status: "ACTIVE", conditions: { clients: { include: ["a2"] } } }],
  "/api/v1/authorizationServers/as1/policies/ap1/rules": [
    {
      id: "ar1",
      name: "Act for pilots",
      status: "ACTIVE",
      conditions: { grantTypes: { include: [EXCHANGE] }, people: { groups: { include: ["g2"] } }, scopes: { include: ["files.read"] } },
      actions: { token: { accessTokenLifetimeMinutes: 60 } },
    },
  ],

  "/workload-principals/api/v1/ai-agents": {
    data: [
      {
        id: "wlp1",
        appId: "a2",
        orn: "orn:okta:workload:00o1:ai-agents:wlp1",
        status: "ACTIVE",
        created: "2026-03-01T00:00:00.000Z",
        profile: { name: "Travel agent", description: "Books" },
        oauthClient: { clientId: "https://agent.example/client" },
      },
    ],
  },
  "/workload-principals/api/v1/ai-agents/wlp1/credentials/jwks": {
    data: [{ id: "ak1", kid: "akid1", status: "ACTIVE", created: "2026-03-02T00:00:00.000Z" }],
  },
  "/workload-principals/api/v1/ai-agents/wlp1/connections": {
    data: [
      {
        id: "mc1",
        connectionType: "IDENTITY_ASSERTION_CUSTOM_AS",
        status: "ACTIVE",
        scopeCondition: "INCLUDE_ONLY",
        scopes: ["trips.write", "trips.read"],
        authorizationServer: { name: "default", issuerUrl: "https://corp.okta.example/oauth2/as1" },
      },
      { id: "mc2", connectionType: "IDENTITY_ASSERTION_APP_INSTANCE", status: "ACTIVE", scopeCondition: "ALL_SCOPES", app: { name: "Mail" } },
      {
        id: "mc3",
        connectionType: "STS_VAULT_SECRET",
        status: "ACTIVE",
        orn: "orn:okta:pam:00o1:secrets:sec1",
        secret: { name: "Payment key", value: SECRET },
      },
      { id: "mc4", connectionType: "IDENTITY_ASSERTION_APP_INSTANCE", status: "INACTIVE", app: { name: "Files" } },
    ],
  },
  "/governance/api/v1/resource-owners": {
    data: [{ resource: { orn: "orn:okta:workload:00o1:ai-agents:wlp1" }, principals: [{ orn: "orn:okta:directory:00o1:users:u1" }] }],
  },
};
