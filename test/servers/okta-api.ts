/**
 * The part of Okta's Management API that is read: what each path takes, how it pages and what it asks for. In our own
 * words after Okta's published description (okta-management-openapi-spec 2026.06) and, for AI agents and owners, its
 * pages; limits by the minute after "Management rate limits" (developer.okta.com/docs/reference/rl-global-mgmt).
 */
export interface Endpoint {
  /** `*` stands for one part of a path. */
  readonly path: string;
  readonly scope: string;
  /** Query parameters beyond `after` and `limit`. */
  readonly takes?: readonly string[];
  /** Largest and default page; left out where no page size can be asked for. */
  readonly limit?: { readonly most: number; readonly otherwise: number };
  /** Whether it comes in pages at all, by a cursor. */
  readonly pages?: true;
  /** Parameters that must be there. */
  readonly needs?: readonly string[];
}

const page = (most: number, otherwise: number) => ({ limit: { most, otherwise }, pages: true }) as const;

export const ENDPOINTS: readonly Endpoint[] = [
  { path: "/api/v1/users", scope: "okta.users.read", takes: ["search", "filter", "q", "sortBy", "sortOrder", "fields", "expand"], ...page(200, 200) },
  { path: "/api/v1/users/*/factors", scope: "okta.users.read" },
  { path: "/api/v1/users/*/roles", scope: "okta.roles.read", takes: ["expand"] },
  { path: "/api/v1/users/*/roles/*/targets/groups", scope: "okta.roles.read", ...page(200, 20) },
  { path: "/api/v1/users/*/roles/*/targets/catalog/apps", scope: "okta.roles.read", ...page(200, 20) },
  { path: "/api/v1/users/*/grants", scope: "okta.users.read", takes: ["scopeId", "expand"], ...page(200, 20) },
  { path: "/api/v1/users/*/linkedObjects/*", scope: "okta.users.read" },
  { path: "/api/v1/meta/schemas/user/linkedObjects", scope: "okta.linkedObjects.read" },
  { path: "/api/v1/groups", scope: "okta.groups.read", takes: ["search", "filter", "q", "expand", "sortBy", "sortOrder"], ...page(10_000, 10_000) },
  { path: "/api/v1/groups/rules", scope: "okta.groups.read", takes: ["search", "expand"], ...page(200, 50) },
  { path: "/api/v1/groups/*/users", scope: "okta.groups.read", ...page(1000, 1000) },
  { path: "/api/v1/groups/*/owners", scope: "okta.groups.read", takes: ["search"], ...page(1000, 1000) },
  { path: "/api/v1/groups/*/roles", scope: "okta.roles.read", takes: ["expand"] },
  { path: "/api/v1/groups/*/roles/*/targets/groups", scope: "okta.roles.read", ...page(200, 20) },
  { path: "/api/v1/groups/*/roles/*/targets/catalog/apps", scope: "okta.roles.read", ...page(200, 20) },
  { path: "/api/v1/iam/assignees/users", scope: "okta.roles.read", ...page(100, 100) },
  { path: "/api/v1/iam/roles", scope: "okta.roles.read", pages: true },
  { path: "/api/v1/iam/roles/*/permissions", scope: "okta.roles.read" },
  { path: "/api/v1/iam/resource-sets", scope: "okta.roles.read", pages: true },
  { path: "/api/v1/iam/resource-sets/*/resources", scope: "okta.roles.read", ...page(100, 100) },
  { path: "/api/v1/iam/resource-sets/*/bindings", scope: "okta.roles.read", pages: true },
  { path: "/api/v1/iam/resource-sets/*/bindings/*/members", scope: "okta.roles.read", pages: true },
  {
    path: "/api/v1/apps",
    scope: "okta.apps.read",
    takes: ["q", "useOptimization", "alwaysIncludeVpnSettings", "filter", "expand", "includeNonDeleted"],
    ...page(200, 20),
  },
  { path: "/api/v1/apps/*/users", scope: "okta.apps.read", takes: ["q", "expand"], ...page(500, 50) },
  { path: "/api/v1/apps/*/groups", scope: "okta.apps.read", takes: ["q", "expand"], ...page(200, 20) },
  { path: "/api/v1/apps/*/grants", scope: "okta.appGrants.read", takes: ["expand"] },
  { path: "/api/v1/apps/*/credentials/secrets", scope: "okta.apps.read" },
  { path: "/api/v1/apps/*/credentials/jwks", scope: "okta.apps.read" },
  {
    path: "/api/v1/apps/*/cwo/connections",
    scope: "okta.apps.read",
    takes: ["status", "requestingAppId", "resourceAppId", "activeAppsOnly", "requestingAppName", "resourceAppName"],
    ...page(200, 200),
  },
  { path: "/oauth2/v1/clients/*/roles", scope: "okta.roles.read" },
  { path: "/oauth2/v1/clients/*/roles/*/targets/groups", scope: "okta.roles.read", ...page(200, 20) },
  { path: "/oauth2/v1/clients/*/roles/*/targets/catalog/apps", scope: "okta.roles.read", ...page(200, 20) },
  { path: "/integrations/api/v1/api-services", scope: "okta.oauthIntegrations.read", pages: true },
  { path: "/integrations/api/v1/api-services/*/credentials/secrets", scope: "okta.oauthIntegrations.read" },
  { path: "/api/v1/api-tokens", scope: "okta.apiTokens.read" },
  { path: "/api/v1/authenticators", scope: "okta.authenticators.read" },
  {
    path: "/api/v1/policies",
    scope: "okta.policies.read",
    takes: ["type", "status", "q", "expand", "sortBy", "resourceId"],
    needs: ["type"],
    ...page(200, 200),
  },
  { path: "/api/v1/policies/*/rules", scope: "okta.policies.read", limit: { most: 200, otherwise: 200 } },
  { path: "/api/v1/idps", scope: "okta.idps.read", takes: ["q", "type"], ...page(200, 20) },
  { path: "/api/v1/threats/configuration", scope: "okta.threatInsights.read" },
  { path: "/api/v1/logStreams", scope: "okta.logStreams.read", takes: ["filter"], ...page(200, 20) },
  { path: "/api/v1/logs", scope: "okta.logs.read", takes: ["since", "until", "filter", "q", "sortOrder"], ...page(1000, 100) },
  { path: "/api/v1/authorizationServers", scope: "okta.authorizationServers.read", takes: ["q"], ...page(200, 200) },
  { path: "/api/v1/authorizationServers/*/policies", scope: "okta.authorizationServers.read" },
  { path: "/api/v1/authorizationServers/*/policies/*/rules", scope: "okta.authorizationServers.read" },
  { path: "/privileged-access/api/v1/service-accounts", scope: "okta.serviceAccounts.read", takes: ["match"], ...page(200, 20) },
  { path: "/privileged-access/api/v1/okta-service-accounts", scope: "okta.serviceAccounts.okta.read", takes: ["match"], ...page(200, 20) },
  { path: "/workload-principals/api/v1/ai-agents", scope: "okta.aiAgents.read", takes: ["search"], ...page(200, 20) },
  { path: "/workload-principals/api/v1/ai-agents/*/credentials/jwks", scope: "okta.aiAgents.read" },
  { path: "/workload-principals/api/v1/ai-agents/*/connections", scope: "okta.aiAgents.read", ...page(200, 20) },
  { path: "/governance/api/v1/resource-owners", scope: "okta.governance.resourceOwner.read", takes: ["filter"], needs: ["filter"], ...page(200, 20) },
];

/** Kinds of policy that can be asked for. */
export const POLICY_TYPES: ReadonlySet<string> = new Set([
  "ACCESS_POLICY",
  "ENTITY_RISK",
  "IDP_DISCOVERY",
  "MFA_ENROLL",
  "OKTA_SIGN_ON",
  "PASSWORD",
  "POST_AUTH_SESSION",
  "PROFILE_ENROLLMENT",
  "DEVICE_SIGNAL_COLLECTION",
  "SESSION_VIOLATION_DETECTION",
  "CLIENT_UPDATE",
  "IDENTITY_CLAIM_SOURCING",
]);

const byPath = new Map<string, Endpoint>();
for (const endpoint of ENDPOINTS) byPath.set(endpoint.path, endpoint);

/** What the API says of a path; undefined where it has no such path. */
export function endpointOf(path: string): Endpoint | undefined {
  const exact = byPath.get(path);
  if (exact !== undefined) return exact;
  const parts = path.split("/");
  return ENDPOINTS.find((endpoint) => {
    const pattern = endpoint.path.split("/");
    return pattern.length === parts.length && pattern.every((part, index) => part === "*" || part === parts[index]);
  });
}

/** Requests a minute of an org on Workforce Identity, by what counts together. */
export const WORKFORCE: Readonly<Record<Bucket, number>> = {
  apps: 100,
  app: 500,
  groups: 500,
  group: 1000,
  users: 600,
  user: 2000,
  logs: 120,
  clients: 100,
  oauth2: 2000,
  other: 1200,
};

export type Bucket = "apps" | "app" | "groups" | "group" | "users" | "user" | "logs" | "clients" | "oauth2" | "other";

/** What a request counts against. Listings below an application or group count with the list of all of them. */
export function bucketOf(path: string): Bucket {
  if (path.startsWith("/oauth2/v1/clients")) return "clients";
  if (path.startsWith("/oauth2/")) return "oauth2";
  const [, , , family, ...rest] = path.split("/");
  if (!path.startsWith("/api/v1/")) return "other";
  if (family === "logs") return "logs";
  if (family === "apps") return rest.length === 1 ? "app" : "apps";
  if (family === "groups") return rest.length === 1 && rest[0] !== "rules" ? "group" : "groups";
  if (family === "users" && rest.length < 2) return rest.length === 0 ? "users" : "user";
  return "other";
}
