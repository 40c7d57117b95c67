import { type OktaCollection, parentRow } from "./collection.js";
import { at, linked, text } from "./json.js";

/** Names that an org gives to the relation between somebody and whom they report to. */
const MANAGER = /manager|supervisor|boss|superior|reports?_?to|lead/i;

/**
 * Relations between users that the org has defined. Of these, one that leads to managers is followed.
 * GET /api/v1/meta/schemas/user/linkedObjects, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/LinkedObject/
 */
export const linkedObjects: OktaCollection = {
  name: "linked objects",
  permission: "okta.linkedObjects.read",
  facts: [],
  adds: ["manager"],
  start: "/api/v1/meta/schemas/user/linkedObjects",
  optional: true,
  rows: (definition) => {
    const name = text(at(definition, "primary", "name"));
    return name !== null && MANAGER.test(name) ? [parentRow("manager-link", name)] : [];
  },
};

/**
 * Managers of users whose profile names none, where the org has such a relation. Okta has no listing of it for all
 * users at once, so only those are asked for whom nothing else says it.
 * GET /api/v1/users/{userId}/linkedObjects/{relationship}, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLinkedObject/
 */
export const linkedManagers: OktaCollection = {
  name: "linked managers",
  permission: "okta.users.read",
  facts: [],
  adds: ["manager"],
  start: {
    query: `
SELECT a.id, l.id AS link
FROM accounts AS a
JOIN parents AS l ON l.source = a.source AND l.kind = 'manager-link'
WHERE a.source = $source AND a.kind IS NULL AND a.active AND a.manager IS NULL
ORDER BY a.id, link`,
    path: ({ id, link }) => `/api/v1/users/${id}/linkedObjects/${encodeURIComponent(link ?? "")}`,
  },
  rows: (link, _source, parent) => {
    const manager = linked(link, "self");
    return manager?.kind === "users" ? [{ table: "account_parts", row: { id: parent["id"], manager: manager.id } }] : [];
  },
};
