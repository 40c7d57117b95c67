import type { TableRow } from "../contract.js";
import { type OktaCollection, parentRow } from "./collection.js";
import { at, count, text, texts, time } from "./json.js";

/**
 * Groups of all types: made in Okta, taken over from a directory or application, built in.
 * GET /api/v1/groups, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
 */
export const groups: OktaCollection = {
  name: "groups",
  permission: "okta.groups.read",
  // Of a group that is not known, its owners are not known either.
  facts: ["groups"],
  adds: ["owners"],
  start: "/api/v1/groups?limit=200&expand=stats",
  rows: (group) => [
    {
      table: "groups",
      row: {
        id: text(at(group, "id")),
        displayName: text(at(group, "profile", "name")),
        description: text(at(group, "profile", "description")),
        kind: text(at(group, "type")),
        created: time(at(group, "created")),
      },
    },
    ...sizeRows(group),
  ],
};

/** How many users a group holds, where Okta says it: an empty one need not be asked for them. */
function sizeRows(group: unknown): TableRow[] {
  const users = count(at(group, "_embedded", "stats", "usersCount"));
  return users === null ? [] : [parentRow("group-size", text(at(group, "id")), { users })];
}

/**
 * Rules that fill groups by attributes. Only an active one does; its expression becomes the group's dynamic rule.
 * GET /api/v1/groups/rules, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupRule/
 */
export const groupRules: OktaCollection = {
  name: "group rules",
  permission: "okta.groups.read",
  facts: ["groups"],
  start: "/api/v1/groups/rules?limit=200",
  rows: (rule) => {
    if (text(at(rule, "status")) !== "ACTIVE") return [];
    const id = text(at(rule, "id"));
    const expression = text(at(rule, "conditions", "expression", "value"));
    const targets = texts(at(rule, "actions", "assignUserToGroups", "groupIds"));
    return targets.map((group) => parentRow("group-rule", `${id}/${group}`, { group, expression }));
  },
};

/** All users but the deactivated ones, whom Okta takes out of every group. */
export const IN_EVERYONE = `source = $source AND kind IS NULL AND clientId IS NULL AND status <> 'DEPROVISIONED'`;

/**
 * The group that Okta fills with all users by itself, where it holds as many as were listed: then its members are known.
 * It is the largest listing of all, and nothing else is in it.
 */
export const EVERYONE = `
SELECT g.id FROM groups AS g
JOIN parents AS s ON s.source = g.source AND s.kind = 'group-size' AND s.id = g.id
WHERE g.source = $source AND g.kind = 'BUILT_IN' AND g.displayName = 'Everyone'
  AND (s.detail->>'users')::BIGINT = (SELECT count(*) FROM accounts WHERE ${IN_EVERYONE})`;

/**
 * Members of every group that has any. Okta's groups hold users only; the page size is the one that Okta advises.
 * GET /api/v1/groups/{groupId}/users, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
 */
export const members: OktaCollection = {
  name: "group members",
  permission: "okta.groups.read",
  facts: ["groups"],
  start: {
    query: `
SELECT id FROM groups
WHERE source = $source AND id NOT IN (${EVERYONE})
  AND id NOT IN (SELECT id FROM parents WHERE source = $source AND kind = 'group-size' AND (detail->>'users') = '0')
ORDER BY id`,
    path: ({ id }) => `/api/v1/groups/${id}/users?limit=200`,
  },
  rows: (user, _source, parent) => [{ table: "memberships", row: { group: parent["id"], member: text(at(user, "id")), memberType: "account" } }],
};

/**
 * Owners of groups, who may change their members. Okta fills the built-in groups itself, so nobody owns those.
 * GET /api/v1/groups/{groupId}/owners, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/GroupOwner/
 */
export const groupOwners: OktaCollection = {
  name: "group owners",
  permission: "okta.groups.read",
  facts: ["owners"],
  start: {
    query: `SELECT id FROM groups WHERE source = $source AND kind IS DISTINCT FROM 'BUILT_IN' ORDER BY id`,
    path: ({ id }) => `/api/v1/groups/${id}/owners`,
  },
  rows: (owner, _source, parent) => [{ table: "owners", row: { subject: parent["id"], owner: text(at(owner, "id")), role: "owner" } }],
};
