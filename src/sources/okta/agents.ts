import type { TableRow } from "../contract.js";
import { credential } from "./apps.js";
import { type OktaCollection, type Parent, parentRow } from "./collection.js";
import { at, list, text, texts, time } from "./json.js";

/**
 * AI agents registered as workload principals. Only orgs with Okta for AI Agents have any.
 * GET /workload-principals/api/v1/ai-agents, https://developer.okta.com/docs/api/secures-ai/
 */
export const agents: OktaCollection = {
  name: "AI agents",
  permission: "okta.aiAgents.read",
  facts: ["agents"],
  adds: ["accounts"],
  start: "/workload-principals/api/v1/ai-agents?limit=200",
  optional: true,
  rows: (page) => list(at(page, "data")).map(agentRow),
};

function agentRow(agent: unknown): TableRow {
  const status = text(at(agent, "status"));
  const clientId = text(at(agent, "oauthClient", "clientId"));
  return {
    table: "accounts",
    row: {
      id: text(at(agent, "id")),
      userName: clientId,
      displayName: text(at(agent, "profile", "name")),
      kind: "agent",
      active: status === null ? null : status === "ACTIVE",
      status,
      created: time(at(agent, "created")),
      clientId,
      userType: "ai-agent",
      extra: { appId: text(at(agent, "appId")), orn: text(at(agent, "orn")), description: text(at(agent, "profile", "description")) },
    },
  };
}

const EACH_AGENT = `SELECT id FROM accounts WHERE source = $source AND userType = 'ai-agent' ORDER BY id`;

/**
 * Keys of AI agents. An agent whose client id is an address keeps its keys there, and lists none.
 * GET /workload-principals/api/v1/ai-agents/{agentId}/credentials/jwks, https://developer.okta.com/docs/api/secures-ai/
 */
export const agentKeys: OktaCollection = {
  name: "keys of AI agents",
  permission: "okta.aiAgents.read",
  facts: [],
  adds: ["secrets"],
  start: { query: EACH_AGENT, path: ({ id }) => `/workload-principals/api/v1/ai-agents/${id}/credentials/jwks` },
  rows: (page, _source, parent) => keysOf(page).map((key) => credential(key, parent["id"], "key", text(at(key, "kid")))),
};

/** Keys as a list of their own, or in an envelope: the pages seen so far differ. */
function keysOf(page: unknown): readonly unknown[] {
  const enveloped = [...list(at(page, "data")), ...list(at(page, "keys"))];
  return enveloped.length > 0 ? enveloped : text(at(page, "kid")) === null ? [] : [page];
}

/**
 * What AI agents are connected to. Through an identity assertion an agent acts at a resource for whoever it serves,
 * which is a consent for everybody; a vaulted secret or a service account is an entitlement of the agent itself.
 * GET /workload-principals/api/v1/ai-agents/{agentId}/connections, https://developer.okta.com/docs/api/secures-ai/
 */
export const agentConnections: OktaCollection = {
  name: "connections of AI agents",
  permission: "okta.aiAgents.read",
  facts: [],
  adds: ["consents", "appRoles"],
  start: { query: EACH_AGENT, path: ({ id }) => `/workload-principals/api/v1/ai-agents/${id}/connections?limit=200` },
  rows: (page, _source, parent) => list(at(page, "data")).flatMap((connection) => connectionRows(connection, parent)),
};

function connectionRows(connection: unknown, parent: Parent): TableRow[] {
  if (text(at(connection, "status")) === "INACTIVE") return [];
  const agent = parent["id"];
  const id = text(at(connection, "id"));
  const resource = resourceOf(connection);
  if (text(at(connection, "connectionType"))?.startsWith("STS_") !== true) {
    const client = { client: agent, principal: "*", resource };
    return scopesOf(connection).map((scope) => parentRow("consent", `${id}/${scope}`, { ...client, scope }));
  }
  const role = text(at(connection, "orn")) ?? id;
  return [
    { table: "roles", row: { id: role, displayName: resource, kind: "entitlement" } },
    { table: "grants", row: { id, principal: agent, principalType: "account", role, scope: "/", state: "active" } },
  ];
}

/** What a connection leads to, by the name that people know it by. */
function resourceOf(connection: unknown): string | null {
  const target = ["authorizationServer", "app", "secret", "serviceAccount"].map((name) => at(connection, name)).find((found) => found !== undefined);
  return text(at(target, "issuerUrl")) ?? text(at(target, "name")) ?? text(at(connection, "resourceIndicator"));
}

/** Scopes that a connection lets through. All but some of them is nearly all of them, and counts as all. */
function scopesOf(connection: unknown): string[] {
  const scopes = texts(at(connection, "scopes"));
  return text(at(connection, "scopeCondition")) === "INCLUDE_ONLY" && scopes.length > 0 ? scopes : ["*"];
}
