import type { TableRow } from "../contract.js";
import { type OktaCollection, type Parent, parentRow } from "./collection.js";
import { at, linked, list, text } from "./json.js";

/**
 * Resource sets, which say what custom roles cover.
 * GET /api/v1/iam/resource-sets, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleCResourceSet/
 */
export const resourceSets: OktaCollection = {
  name: "resource sets",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: "/api/v1/iam/resource-sets",
  rows: (page) => list(at(page, "resource-sets")).flatMap(setRows),
};

function setRows(set: unknown): TableRow[] {
  const id = text(at(set, "id"));
  return [parentRow("resource-set", id), { table: "units", row: { id, displayName: text(at(set, "label")), kind: "resource-set" } }];
}

/**
 * What each resource set holds, as far as it is users, groups or applications. What else it may hold (workflows,
 * customisations, authorization servers) is nobody's account.
 * GET /api/v1/iam/resource-sets/{id}/resources, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleCResourceSetResource/
 */
export const setResources: OktaCollection = {
  name: "resources of sets",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `SELECT id FROM parents WHERE source = $source AND kind = 'resource-set' ORDER BY id`,
    path: ({ id }) => `/api/v1/iam/resource-sets/${id}/resources?limit=100`,
  },
  rows: (page, _source, parent) => {
    const unit = parent["id"];
    const rows = list(at(page, "resources")).flatMap((resource): TableRow[] => {
      const member = memberOf(resource);
      if (member === "unknown") return [parentRow("unknown-resource", `${unit}/${text(at(resource, "id"))}`, { set: unit })];
      return member === null ? [] : [{ table: "unit_members", row: { unit, ...member } }];
    });
    const isLast = text(at(page, "_links", "next", "href")) === null;
    return isLast ? [...rows, parentRow("resources-read", unit ?? null)] : rows;
  },
};

/** What a resource stands for: by its address in the API, or by its name where the API has none for it. */
function memberOf(resource: unknown): { readonly member: string; readonly memberType: string } | "unknown" | null {
  const href = text(at(resource, "_links", "self", "href"));
  if (href === null) return /:(users|groups|apps)(:|$)/.test(text(at(resource, "orn")) ?? ":users") ? "unknown" : null;
  const [, family = "", id, below, query] = /\/api\/v1\/([^/?]+)(?:\/([^/?]+))?(?:\/([^/?]+))?(\?.*)?$/.exec(href) ?? [];
  if (query !== undefined) return "unknown";
  switch (family) {
    case "users":
      return { member: id ?? "*", memberType: "account" };
    case "groups":
      if (id === undefined) return { member: "*", memberType: "group" };
      return { member: id, memberType: below === "users" ? "members" : "group" };
    case "apps":
      return { member: id ?? "*", memberType: "application" };
    default:
      return null;
  }
}

/**
 * Which custom roles are held over a resource set.
 * GET /api/v1/iam/resource-sets/{id}/bindings, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleDResourceSetBinding/
 */
export const bindings: OktaCollection = {
  name: "bindings of resource sets",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `SELECT id FROM parents WHERE source = $source AND kind = 'resource-set' ORDER BY id`,
    path: ({ id }) => `/api/v1/iam/resource-sets/${id}/bindings`,
  },
  rows: (page, _source, parent) =>
    list(at(page, "roles")).map((role) => {
      const id = text(at(role, "id"));
      return parentRow("binding", `${parent["id"]}/${id}`, { set: parent["id"], role: id });
    }),
};

/**
 * Who holds a custom role over a resource set: users, groups and clients, in one listing for all.
 * GET /api/v1/iam/resource-sets/{id}/bindings/{role}/members,
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleDResourceSetBindingMember/
 */
export const bindingMembers: OktaCollection = {
  name: "members of bindings",
  permission: "okta.roles.read",
  facts: ["roles"],
  start: {
    query: `SELECT detail->>'set' AS "set", detail->>'role' AS "role" FROM parents WHERE source = $source AND kind = 'binding' ORDER BY id`,
    path: ({ set, role }) => `/api/v1/iam/resource-sets/${set}/bindings/${role}/members`,
  },
  rows: (page, _source, parent) => list(at(page, "members")).map((member) => bindingMember(member, parent)),
};

function bindingMember(member: unknown, parent: Parent): TableRow {
  const principal = linked(member, "self");
  return parentRow("binding-member", text(at(member, "id")), {
    principal: principal?.id,
    principalType: principal?.kind === "groups" ? "group" : "account",
    role: parent["role"],
    set: parent["set"],
    since: text(at(member, "created")),
  });
}
