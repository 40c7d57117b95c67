import type { TableRow } from "../contract.js";
import { type OktaCollection, type Parent, parentRow } from "./collection.js";
import { at, object, text, texts, time } from "./json.js";

/** Properties of an assignment's profile that name what somebody is inside the application. */
const ROLE_IN_APP = /^(.*[_-])?(role|profile|entitlement|permissionSet|license|licence)s?$|^samlRoles$/i;

/** States in which an assignment opens nothing. */
const CLOSED: ReadonlySet<string> = new Set(["DEPROVISIONED", "INACTIVE", "REVOKED", "SUSPENDED", "UNASSIGNED"]);

/** Applications that are in use, admit only whom they are assigned to, and are the org's own. */
const ASSIGNED_APPS = `
SELECT id FROM parents
WHERE source = $source AND kind = 'app' AND (detail->>'isOpen') = 'false' ORDER BY id`;

/**
 * Groups that applications are assigned to.
 * GET /api/v1/apps/{appId}/groups, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/
 */
export const appGroups: OktaCollection = {
  name: "applications of groups",
  permission: "okta.apps.read",
  facts: [],
  adds: ["appRoles"],
  start: { query: ASSIGNED_APPS, path: ({ id }) => `/api/v1/apps/${id}/groups?limit=200` },
  rows: (assignment, _source, parent) => grantRows(assignment, parent, "group", time(at(assignment, "lastUpdated"))),
};

/**
 * Users that applications are assigned to directly. Those who have one through a group are listed as well, as Okta
 * cannot leave them out, and are left to the group's own assignment.
 * GET /api/v1/apps/{appId}/users, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
 */
export const appUsers: OktaCollection = {
  name: "applications of users",
  permission: "okta.apps.read",
  facts: [],
  adds: ["appRoles"],
  start: { query: ASSIGNED_APPS, path: ({ id }) => `/api/v1/apps/${id}/users?limit=500` },
  rows: (assignment, _source, parent) => {
    if (text(at(assignment, "scope")) === "GROUP" || CLOSED.has(text(at(assignment, "status")) ?? "")) return [];
    return grantRows(assignment, parent, "account", time(at(assignment, "created")));
  },
};

/**
 * An assignment as grants: to use the application, and to be in it what the assignment's profile says. The rest of the
 * profile is not kept: organisations write what they like there, answers to security questions included.
 */
function grantRows(assignment: unknown, parent: Parent, principalType: "account" | "group", start: Date | null): TableRow[] {
  const app = parent["id"] ?? "";
  const principal = text(at(assignment, "id"));
  const roles = [app, ...rolesIn(assignment).map((role) => `${app}/${role}`)];
  return roles.map((role) => ({ table: "grants", row: { principal, principalType, role, scope: "/", state: "active", start } }));
}

function rolesIn(assignment: unknown): string[] {
  const named = Object.entries(object(at(assignment, "profile"))).flatMap(([name, value]) => {
    if (!ROLE_IN_APP.test(name)) return [];
    return Array.isArray(value) ? texts(value) : (text(value) ?? []);
  });
  return [...new Set(named)].sort();
}

/**
 * Cross App Access: an application that may ask for assertions by which it acts for its users at another one.
 * GET /api/v1/apps/{appId}/cwo/connections, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationCrossAppAccessConnections/
 */
export const crossAppAccess: OktaCollection = {
  name: "cross-app connections",
  permission: "okta.apps.read",
  facts: [],
  adds: ["consents"],
  start: {
    query: `
SELECT id FROM accounts
WHERE source = $source AND clientId IS NOT NULL AND NOT firstParty AND status = 'ACTIVE' AND extra IS NOT NULL ORDER BY id`,
    path: ({ id }) => `/api/v1/apps/${id}/cwo/connections?limit=200&status=ACTIVE`,
  },
  optional: true,
  rows: (connection, _source, parent) => {
    // A connection is listed at both of its ends; the one that asks is the client.
    if (text(at(connection, "requestingAppInstanceId")) !== parent["id"] || text(at(connection, "status")) === "INACTIVE") return [];
    const resource = text(at(connection, "resourceAppInstanceId"));
    return [
      parentRow("consent", text(at(connection, "id")), {
        client: parent["id"],
        principal: "*",
        resource,
        scope: "*",
        created: text(at(connection, "created")),
      }),
    ];
  },
};
