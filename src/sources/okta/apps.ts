import type { Row } from "../../inventory/tables.js";
import type { TableRow } from "../contract.js";
import { type OktaCollection, parentRow } from "./collection.js";
import { at, flag, linked, object, text, texts, time } from "./json.js";

/** Grant types by which a client gets a token that stands for somebody else than whoever just signed in to it. */
export const ON_BEHALF_OF: ReadonlySet<string> = new Set([
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
]);

/** Okta's own applications, which every org has and nobody there can change. */
const FIRST_PARTY: ReadonlySet<string> = new Set([
  "saasure",
  "okta_enduser",
  "okta_browser_plugin",
  "okta_flow_sso",
  "okta_iga_reviewer",
  "okta_access_requests_resource_catalog",
]);

/** Free properties of a client in which organisations write who answers for it. */
const CONTACT = /^(.*[_-])?(owner|sponsor|contact)(Email|Login|Id|s)?$/i;

/**
 * OAuth clients as accounts: `agent` where they may act for others by token exchange or JWT bearer, else `service`.
 * Applications that only receive sign-ins (SAML, bookmarks) authenticate nobody to Okta and are no accounts;
 * of each application, though, the sign-on policy that guards it is kept.
 * GET /api/v1/apps, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
export const apps: OktaCollection = {
  name: "applications",
  permission: "okta.apps.read",
  // Of a client that is not known, its credentials and what it may do are not known either.
  facts: ["agents", "secrets", "appRoles", "consents"],
  adds: ["accounts", "owners", "sponsors"],
  start: "/api/v1/apps?limit=200&includeNonDeleted=true",
  rows: (app) => [...assignedRows(app), ...(isClient(app) ? [clientRow(app), ...contacts(app)] : [])],
};

/** What is kept of an application that is in use: the policy that guards it, and, where it is the org's own, that it can be assigned. */
function assignedRows(app: unknown): TableRow[] {
  if (text(at(app, "status")) !== "ACTIVE") return [];
  const id = text(at(app, "id"));
  const policy = linked(app, "accessPolicy");
  const isOpen = flag(at(app, "settings", "implicitAssignment")) === true;
  return [
    ...(policy === null ? [] : [parentRow("guarded-app", id, { policy: policy.id })]),
    ...(isFirstParty(app) ? [] : [parentRow("app", id, { label: text(at(app, "label")) ?? text(at(app, "name")), isOpen })]),
  ];
}

function isFirstParty(app: unknown): boolean {
  return FIRST_PARTY.has(text(at(app, "name")) ?? "");
}

function isClient(app: unknown): boolean {
  return text(at(app, "signOnMode")) === "OPENID_CONNECT";
}

function clientRow(app: unknown): TableRow {
  const client = at(app, "settings", "oauthClient");
  const clientId = text(at(app, "credentials", "oauthClient", "client_id"));
  const grantTypes = texts(at(client, "grant_types"));
  const status = text(at(app, "status"));
  const isOpen = flag(at(app, "settings", "implicitAssignment"));
  const row: Row = {
    id: text(at(app, "id")),
    userName: clientId,
    displayName: text(at(app, "label")),
    kind: grantTypes.some((type) => ON_BEHALF_OF.has(type)) ? "agent" : "service",
    active: status === null ? null : status === "ACTIVE",
    status,
    created: time(at(app, "created")),
    clientId,
    firstParty: isFirstParty(app),
    // Access without assignment is a setting; where it is not shown, Okta asks for an assignment.
    assignmentRequired: isOpen === null ? true : !isOpen,
    extra: {
      application: text(at(app, "name")),
      applicationType: text(at(client, "application_type")),
      grantTypes,
      responseTypes: texts(at(client, "response_types")),
      tokenEndpointAuthMethod: text(at(app, "credentials", "oauthClient", "token_endpoint_auth_method")),
      consentMethod: text(at(client, "consent_method")),
      dpopBoundAccessTokens: flag(at(client, "dpop_bound_access_tokens")),
      jwksUri: text(at(client, "jwks_uri")),
      network: text(at(client, "network", "connection")),
    },
  };
  return { table: "accounts", row };
}

/**
 * Who answers for a client. Okta has no field for it; its free `profile` is where an org can write it down
 * (`owner`, `sponsor`, `contact`, as a login, mail address or id), which makes a person accountable and gives no right.
 */
function contacts(app: unknown): TableRow[] {
  const subject = text(at(app, "id"));
  const stated = Object.entries(object(at(app, "profile"))).flatMap(([name, value]) => {
    if (!CONTACT.test(name)) return [];
    return Array.isArray(value) ? texts(value) : (text(value) ?? []);
  });
  return [...new Set(stated)].map((owner) => ({ table: "owners", row: { subject, owner, role: "sponsor" } }));
}

/** Clients of the org itself, by how they prove who they are. */
function clientsWith(method: string): string {
  return `
SELECT id FROM accounts
WHERE source = $source AND clientId IS NOT NULL AND NOT firstParty AND status IN ('ACTIVE', 'INACTIVE')
  AND ${method}
ORDER BY id`;
}

/**
 * Secrets of clients that authenticate by one. They have no end: one that was deactivated ended then.
 * The answer holds the secret and its hash; neither is ever looked at.
 * GET /api/v1/apps/{appId}/credentials/secrets, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationSSOCredentialOAuth2ClientAuth/
 */
export const clientSecrets: OktaCollection = {
  name: "client secrets",
  permission: "okta.apps.read",
  facts: ["secrets"],
  start: {
    query: clientsWith(`coalesce(extra->>'$.tokenEndpointAuthMethod', 'client_secret_basic') LIKE 'client_secret%'`),
    path: ({ id }) => `/api/v1/apps/${id}/credentials/secrets`,
  },
  rows: (secret, _source, parent) => [credential(secret, parent["id"], "client-secret", null)],
};

/**
 * Public keys of clients that authenticate by a signature. Keys that a client publishes itself are not listed.
 * GET /api/v1/apps/{appId}/credentials/jwks, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationSSOCredentialOAuth2ClientAuth/
 */
export const clientKeys: OktaCollection = {
  name: "client keys",
  permission: "okta.apps.read",
  facts: ["secrets"],
  start: {
    query: clientsWith(`(extra->>'$.tokenEndpointAuthMethod') = 'private_key_jwt' AND (extra->>'$.jwksUri') IS NULL`),
    path: ({ id }) => `/api/v1/apps/${id}/credentials/jwks`,
  },
  rows: (key, _source, parent) => [credential(key, parent["id"], "key", text(at(key, "kid")))],
};

/** Metadata of one credential of a client or agent. */
export function credential(object: unknown, holder: string | undefined, kind: "client-secret" | "key", name: string | null): TableRow {
  const isInactive = text(at(object, "status")) === "INACTIVE";
  return {
    table: "secrets",
    row: {
      id: text(at(object, "id")) ?? name,
      holder,
      kind,
      name,
      created: time(at(object, "created")),
      expires: isInactive ? time(at(object, "lastUpdated")) : null,
    },
  };
}

/**
 * Scopes of Okta's own API that administrators have granted to clients. A client that acts as itself holds them as
 * application permissions; any other may use them for whoever signs in to it, which is a consent for everybody.
 * GET /api/v1/apps/{appId}/grants, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGrants/
 */
export const scopeGrants: OktaCollection = {
  name: "scope grants of clients",
  permission: "okta.appGrants.read",
  facts: ["appRoles", "consents"],
  start: {
    query: `
SELECT id, list_contains(CAST(extra->'$.grantTypes' AS VARCHAR[]), 'client_credentials')::VARCHAR AS actsAsItself
FROM accounts WHERE source = $source AND clientId IS NOT NULL AND NOT firstParty AND extra IS NOT NULL ORDER BY id`,
    path: ({ id }) => `/api/v1/apps/${id}/grants`,
  },
  rows: (grant, _source, parent) => {
    if (text(at(grant, "status")) === "REVOKED") return [];
    const client = parent["id"] ?? null;
    return parent["actsAsItself"] === "true" ? [permission(grant, client)] : [consentRow(grant, client, "*")];
  },
};

function permission(grant: unknown, principal: string | null): TableRow {
  return {
    table: "grants",
    row: {
      id: text(at(grant, "id")),
      principal,
      principalType: "account",
      role: text(at(grant, "scopeId")),
      scope: "/",
      state: "active",
      start: time(at(grant, "created")),
    },
  };
}

/**
 * Scopes that users have granted to clients themselves. A client gets such grants only where it asks users for
 * consent, so users are asked for one by one only in orgs that have a client of this kind.
 * GET /api/v1/users/{userId}/grants, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserGrant/
 */
export const userGrants: OktaCollection = {
  name: "grants by users",
  permission: "okta.users.read",
  facts: ["consents"],
  start: {
    query: `
SELECT id FROM accounts
WHERE source = $source AND kind IS NULL AND status NOT IN ('STAGED', 'PROVISIONED', 'DEPROVISIONED')
  AND EXISTS (FROM accounts WHERE source = $source AND clientId IS NOT NULL AND (extra->>'$.consentMethod') = 'REQUIRED')
ORDER BY id`,
    path: ({ id }) => `/api/v1/users/${id}/grants?limit=200`,
  },
  rows: (grant, _source, parent) =>
    text(at(grant, "status")) === "REVOKED" ? [] : [consentRow(grant, text(at(grant, "clientId")), parent["id"] ?? null)],
};

/** One scope of a consent. Okta keeps a grant per scope; they are put together once all are known. */
function consentRow(grant: unknown, client: string | null, principal: string | null): TableRow {
  return parentRow("consent", text(at(grant, "id")), {
    client,
    principal,
    resource: text(at(grant, "issuer")),
    scope: text(at(grant, "scopeId")),
    created: text(at(grant, "created")),
    grantedBy: text(at(grant, "createdBy", "id")),
  });
}
