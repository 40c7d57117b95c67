import type { TableRow } from "../contract.js";
import { credential } from "./apps.js";
import type { OktaCollection } from "./collection.js";
import { at, linked, text, texts, time } from "./json.js";

/**
 * Services of other companies that read or change the org by Okta's own API, as themselves: each is a client with scopes
 * that an administrator granted, and is not among the applications.
 * GET /integrations/api/v1/api-services, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiServiceIntegrations/
 */
export const apiServices: OktaCollection = {
  name: "API service integrations",
  permission: "okta.oauthIntegrations.read",
  facts: [],
  adds: ["accounts", "appRoles", "secrets"],
  start: "/integrations/api/v1/api-services",
  optional: true,
  rows: (service) => {
    const id = text(at(service, "id"));
    const created = time(at(service, "createdAt"));
    const account: TableRow = {
      table: "accounts",
      row: {
        id,
        userName: linked(service, "client")?.id ?? id,
        displayName: text(at(service, "name")),
        kind: "service",
        active: true,
        created,
        clientId: linked(service, "client")?.id ?? id,
        publisher: text(at(service, "type")),
        firstParty: false,
        userType: "api-service",
      },
    };
    const grants = texts(at(service, "grantedScopes")).map((role): TableRow => {
      return { table: "grants", row: { principal: id, principalType: "account", role, scope: "/", state: "active", start: created } };
    });
    return [account, ...grants];
  },
};

/**
 * Secrets of those services, as metadata.
 * GET /integrations/api/v1/api-services/{apiServiceId}/credentials/secrets,
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiServiceIntegrations/
 */
export const apiServiceSecrets: OktaCollection = {
  name: "secrets of API service integrations",
  permission: "okta.oauthIntegrations.read",
  facts: [],
  adds: ["secrets"],
  start: {
    query: `SELECT id FROM accounts WHERE source = $source AND userType = 'api-service' ORDER BY id`,
    path: ({ id }) => `/integrations/api/v1/api-services/${id}/credentials/secrets`,
  },
  rows: (secret, _source, parent) => [credential(secret, parent["id"], "client-secret", null)],
};
