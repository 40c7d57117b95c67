import type { Row } from "../../inventory/tables.js";
import type { TableRow } from "../contract.js";
import { type OktaCollection, parentRow } from "./collection.js";
import { at, linked, list, text, time } from "./json.js";

/** The standard roles by type, as the Admin Console calls them. A type that is not listed keeps its type as its name. */
export const STANDARD_ROLES: Readonly<Record<string, string>> = {
  SUPER_ADMIN: "Super Administrator",
  ORG_ADMIN: "Organization Administrator",
  APP_ADMIN: "Application Administrator",
  USER_ADMIN: "Group Administrator",
  GROUP_MEMBERSHIP_ADMIN: "Group Membership Administrator",
  HELP_DESK_ADMIN: "Help Desk Administrator",
  API_ACCESS_MANAGEMENT_ADMIN: "API Access Management Administrator",
  WORKFLOWS_ADMIN: "Workflows Administrator",
  MOBILE_ADMIN: "Mobile Administrator",
  REPORT_ADMIN: "Report Administrator",
  READ_ONLY_ADMIN: "Read-Only Administrator",
  ACCESS_CERTIFICATIONS_ADMIN: "Access Certifications Administrator",
  ACCESS_REQUESTS_ADMIN: "Access Requests Administrator",
};

/**
 * Users who hold any role, directly or through a group: the only ones whose roles are asked for one by one.
 * GET /api/v1/iam/assignees/users, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentAUser/
 */
export const roleHolders: OktaCollection = {
  name: "role holders",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: "/api/v1/iam/assignees/users?limit=100",
  rows: (page) => list(at(page, "value")).map((user) => parentRow("role-holder", text(at(user, "id")))),
};

/**
 * Roles of those users. What reaches a user through a group is left to the group's own roles; which group it is, is kept.
 * GET /api/v1/users/{userId}/roles, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentAUser/
 */
export const userRoles: OktaCollection = {
  name: "roles of users",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `SELECT id FROM parents WHERE source = $source AND kind = 'role-holder' ORDER BY id`,
    path: ({ id }) => `/api/v1/users/${id}/roles`,
  },
  rows: (role, _source, parent) => {
    if (text(at(role, "assignmentType")) !== "GROUP") return grantRows(role, parent["id"] ?? null, "account");
    const via = linked(role, "assignee");
    const group = via?.kind === "groups" ? via.id : null;
    return [parentRow("role-through-group", `${parent["id"]}/${text(at(role, "id"))}`, { group, member: parent["id"] })];
  },
};

/**
 * Roles of the groups through which somebody holds one: the group that the user's role names or, where it names none,
 * every group that the user is in. A group with a role and no member is not seen; nobody holds anything through it.
 * GET /api/v1/groups/{groupId}/roles, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentBGroup/
 */
export const groupRoles: OktaCollection = {
  name: "roles of groups",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `
SELECT DISTINCT coalesce(p.detail->>'group', m."group") AS id
FROM parents AS p
LEFT JOIN memberships AS m ON m.source = p.source AND m.member = (p.detail->>'member') AND (p.detail->>'group') IS NULL
WHERE p.source = $source AND p.kind = 'role-through-group' AND coalesce(p.detail->>'group', m."group") IS NOT NULL
ORDER BY id`,
    path: ({ id }) => `/api/v1/groups/${id}/roles`,
  },
  rows: (role, _source, parent) => grantRows(role, parent["id"] ?? null, "group"),
};

/**
 * Roles of clients that act as themselves.
 * GET /oauth2/v1/clients/{clientId}/roles, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentClient/
 */
export const clientRoles: OktaCollection = {
  name: "roles of clients",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `
SELECT id, clientId FROM accounts
WHERE source = $source AND clientId IS NOT NULL AND list_contains(CAST(extra->'$.grantTypes' AS VARCHAR[]), 'client_credentials')
ORDER BY id`,
    path: ({ clientId }) => `/oauth2/v1/clients/${clientId}/roles`,
  },
  rows: (role, _source, parent) => grantRows(role, parent["id"] ?? null, "account"),
};

/**
 * What standard roles are limited to: groups, or applications. A role that lists none covers the whole org.
 * GET .../roles/{roleAssignmentId}/targets/groups and .../targets/catalog/apps,
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleBTargetAdmin/
 */
export const roleTargets: OktaCollection = {
  name: "role targets",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `
SELECT g.id, g.principal, if(g.principalType = 'group', 'groups', 'users') AS holder,
       if(g.role = 'APP_ADMIN', 'catalog/apps', 'groups') AS target
FROM grants AS g
LEFT JOIN accounts AS a ON a.source = g.source AND a.id = g.principal
WHERE g.source = $source AND g.id IS NOT NULL AND a.clientId IS NULL
  AND g.role IN ('APP_ADMIN', 'GROUP_MEMBERSHIP_ADMIN', 'HELP_DESK_ADMIN', 'USER_ADMIN')
ORDER BY g.id`,
    path: ({ id, principal, holder, target }) => `/api/v1/${holder}/${principal}/roles/${id}/targets/${target}?limit=200`,
  },
  rows: (target, _source, parent) => {
    // An application is named by its instance where one is meant, else by its kind in the catalogue.
    const id = text(at(target, "id")) ?? text(at(target, "name"));
    return [parentRow("role-target", `${parent["id"]}/${id}`, { assignment: parent["id"], target: id })];
  },
};

/**
 * Roles that the org has made itself.
 * GET /api/v1/iam/roles, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleECustom/
 */
export const customRoles: OktaCollection = {
  name: "custom roles",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: "/api/v1/iam/roles",
  rows: (page) => list(at(page, "roles")).map((role) => parentRow("custom-role", text(at(role, "id")), { label: text(at(role, "label")) })),
};

/**
 * What each custom role may do.
 * GET /api/v1/iam/roles/{roleId}/permissions, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleECustomPermission/
 */
export const rolePermissions: OktaCollection = {
  name: "permissions of custom roles",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `SELECT id, detail->>'label' AS label FROM parents WHERE source = $source AND kind = 'custom-role' ORDER BY id`,
    path: ({ id }) => `/api/v1/iam/roles/${id}/permissions`,
  },
  rows: (page, _source, parent) => {
    const permissions = list(at(page, "permissions")).flatMap((permission) => text(at(permission, "label")) ?? []);
    return [{ table: "roles", row: { id: parent["id"], displayName: parent["label"], kind: "custom", permissions: permissions.sort() } }];
  },
};

/** One assignment as a grant. Standard roles are named by their type, which is the same in every org. */
function grantRows(role: unknown, principal: string | null, principalType: "account" | "group"): TableRow[] {
  if (text(at(role, "status")) === "INACTIVE") return [];
  const row: Row = {
    id: text(at(role, "id")),
    principal,
    principalType,
    role: text(at(role, "role")) ?? text(at(role, "type")),
    scope: text(at(role, "resource-set")) ?? "/",
    state: "active",
    start: time(at(role, "created")),
  };
  return [{ table: "grants", row }];
}
