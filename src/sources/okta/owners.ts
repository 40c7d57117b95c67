import type { Row } from "../../inventory/tables.js";
import type { TableRow } from "../contract.js";
import type { OktaCollection } from "./collection.js";
import { at, list, text, texts, time } from "./json.js";

/**
 * Who is accountable for AI agents. Okta keeps owners apart from the agents, in governance; an agent that is not in
 * this listing has none.
 * GET /governance/api/v1/resource-owners, https://developer.okta.com/docs/api/iga/openapi/governance-production-reference/tag/Resource-Owners/
 */
export const resourceOwners: OktaCollection = {
  name: "owners of AI agents",
  permission: "okta.governance.resourceOwner.read",
  facts: [],
  adds: ["sponsors"],
  start: "/governance/api/v1/resource-owners?filter=resource.type%20eq%20%22ai-agents%22",
  optional: true,
  rows: (page) => list(at(page, "data")).flatMap(ownersOf),
};

function ownersOf(entry: unknown): TableRow[] {
  const subject = lastPart(text(at(entry, "resource", "orn")) ?? text(at(entry, "resourceOrn"))) ?? text(at(entry, "resource", "id"));
  return list(at(entry, "principals")).map((principal) => {
    const owner = lastPart(text(principal) ?? text(at(principal, "orn"))) ?? text(at(principal, "id"));
    return { table: "owners", row: { subject, owner, role: "sponsor" } };
  });
}

/** The id at the end of a resource name such as `orn:okta:directory:{org}:users:{id}`. */
function lastPart(name: string | null): string | null {
  return name?.slice(name.lastIndexOf(":") + 1) ?? null;
}

/**
 * Users that are declared to be service accounts, with those who answer for them. Only orgs with Okta Privileged
 * Access have any.
 * GET /privileged-access/api/v1/okta-service-accounts, https://developer.okta.com/docs/api/openapi/opa/
 */
export const serviceAccounts: OktaCollection = {
  name: "users that are service accounts",
  permission: "okta.serviceAccounts.okta.read",
  facts: [],
  adds: ["owners", "sponsors"],
  start: "/privileged-access/api/v1/okta-service-accounts?limit=200",
  optional: true,
  rows: (page) => serviceAccountsOf(page).flatMap(serviceAccountRows),
};

/** A list of its own, or in an envelope. */
function serviceAccountsOf(page: unknown): readonly unknown[] {
  const enveloped = list(at(page, "data"));
  return enveloped.length > 0 ? enveloped : text(at(page, "oktaUserId")) === null ? [] : [page];
}

function serviceAccountRows(account: unknown): TableRow[] {
  const subject = text(at(account, "oktaUserId"));
  const owners = [...texts(at(account, "ownerUserIds")), ...texts(at(account, "ownerGroupIds"))];
  return [
    { table: "account_parts", row: { id: subject, kind: "service" } },
    ...owners.map((owner): TableRow => ({ table: "owners", row: { subject, owner, role: "sponsor" } })),
  ];
}

/**
 * Service accounts in applications, which Okta keeps the passwords of. They sign in there and not here.
 * GET /privileged-access/api/v1/service-accounts, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ServiceAccount/
 */
export const appServiceAccounts: OktaCollection = {
  name: "service accounts in applications",
  permission: "okta.serviceAccounts.read",
  facts: [],
  adds: ["accounts", "owners", "sponsors"],
  start: "/privileged-access/api/v1/service-accounts?limit=200",
  optional: true,
  rows: (account) => {
    const id = text(at(account, "id"));
    const owners = [...texts(at(account, "ownerUserIds")), ...texts(at(account, "ownerGroupIds"))];
    const row: Row = {
      id,
      userName: text(at(account, "username")),
      displayName: text(at(account, "name")),
      kind: "service",
      status: text(at(account, "statusDetail")),
      created: time(at(account, "created")),
      userType: "app-service-account",
      extra: { application: text(at(account, "containerInstanceName")), description: text(at(account, "description")) },
    };
    return [{ table: "accounts", row }, ...owners.map((owner): TableRow => ({ table: "owners", row: { subject: id, owner, role: "sponsor" } }))];
  },
};
