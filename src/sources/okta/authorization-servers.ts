import type { TableRow } from "../contract.js";
import { ON_BEHALF_OF } from "./apps.js";
import { type OktaCollection, type Parent, parentRow } from "./collection.js";
import { at, count, text, texts } from "./json.js";

/**
 * Authorization servers of the org's own. Without API Access Management there are none.
 * GET /api/v1/authorizationServers, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServer/
 */
export const authorizationServers: OktaCollection = {
  name: "authorization servers",
  permission: "okta.authorizationServers.read",
  facts: ["policies", "consents"],
  start: "/api/v1/authorizationServers?limit=200",
  optional: true,
  rows: (server) => {
    if (text(at(server, "status")) === "INACTIVE") return [];
    const issuer = text(at(server, "issuer"));
    return [parentRow("authorization-server", text(at(server, "id")), { name: text(at(server, "name")) ?? issuer, issuer })];
  },
};

/**
 * Which clients a server gives tokens to.
 * GET /api/v1/authorizationServers/{authServerId}/policies,
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerPolicies/
 */
export const serverPolicies: OktaCollection = {
  name: "policies of authorization servers",
  permission: "okta.authorizationServers.read",
  facts: ["policies", "consents"],
  start: {
    query: `
SELECT id, detail->>'name' AS name, detail->>'issuer' AS issuer
FROM parents WHERE source = $source AND kind = 'authorization-server' ORDER BY id`,
    path: ({ id }) => `/api/v1/authorizationServers/${id}/policies`,
  },
  rows: (policy, _source, parent) => {
    const id = text(at(policy, "id"));
    const clients = texts(at(policy, "conditions", "clients", "include"));
    return [
      parentRow("server-policy", `${parent["id"]}/${id}`, {
        server: parent["id"],
        policy: id,
        name: `${parent["name"]} / ${text(at(policy, "name")) ?? id}`,
        issuer: parent["issuer"],
        status: text(at(policy, "status")),
        clients: clients.length === 0 ? [ALL_CLIENTS] : clients,
      }),
    ];
  },
};

const ALL_CLIENTS = "ALL_CLIENTS";

/**
 * For whom a server gives tokens, by which grant, with which scopes, for how long.
 * GET /api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules,
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerRules/
 */
export const serverRules: OktaCollection = {
  name: "rules of authorization servers",
  permission: "okta.authorizationServers.read",
  facts: ["policies", "consents"],
  start: {
    query: `
SELECT id, detail->>'server' AS server, detail->>'policy' AS policy, detail->>'name' AS name, detail->>'status' AS status
FROM parents WHERE source = $source AND kind = 'server-policy' ORDER BY id`,
    path: ({ server, policy }) => `/api/v1/authorizationServers/${server}/policies/${policy}/rules`,
  },
  rows: (rule, _source, parent) => [lifetimeRow(rule, parent), ...exchangeRows(rule, parent)],
};

/** How long access tokens live that a rule gives out; a resource server accepts them to the end, whatever is revoked. */
function lifetimeRow(rule: unknown, parent: Parent): TableRow {
  const { include, exclude } = peopleOf(rule);
  const minutes = count(at(rule, "actions", "token", "accessTokenLifetimeMinutes"));
  return {
    table: "policies",
    row: {
      kind: "token-lifetime",
      id: `${parent["id"]}/${text(at(rule, "id"))}`,
      name: `${parent["name"]} / ${nameOf(rule)}`,
      state: isActive(rule, parent) ? "enabled" : "disabled",
      include,
      exclude,
      value: minutes === null ? null : String(minutes),
    },
  };
}

/** An active rule that lets clients act for people; put together with its policy's clients once all are known. */
function exchangeRows(rule: unknown, parent: Parent): TableRow[] {
  const grants = texts(at(rule, "conditions", "grantTypes", "include"));
  if (!isActive(rule, parent) || !grants.some((grant) => ON_BEHALF_OF.has(grant))) return [];
  const scopes = texts(at(rule, "conditions", "scopes", "include"));
  const { include } = peopleOf(rule);
  return [parentRow("exchange-rule", `${parent["id"]}/${text(at(rule, "id"))}`, { policy: parent["id"], people: include, scopes })];
}

function nameOf(rule: unknown): string | null {
  return text(at(rule, "name")) ?? text(at(rule, "id"));
}

function isActive(rule: unknown, parent: Parent): boolean {
  return text(at(rule, "status")) !== "INACTIVE" && parent["status"] !== "INACTIVE";
}

/** Users and groups of a rule; `EVERYONE` is Okta's word for all. A client acting as itself stands in no list. */
function peopleOf(rule: unknown): { include: string[]; exclude: string[] } {
  const people = (what: "include" | "exclude") => [
    ...texts(at(rule, "conditions", "people", "groups", what)),
    ...texts(at(rule, "conditions", "people", "users", what)),
  ];
  const include = people("include");
  return { include: include.length === 0 || include.includes("EVERYONE") ? ["*"] : include, exclude: people("exclude") };
}
