import type { Row } from "../../inventory/tables.js";
import type { TableRow } from "../contract.js";
import { type OktaCollection, unreadable } from "./collection.js";
import { at, type Json, object, text, texts, time } from "./json.js";

/**
 * Whether a user may sign in, by status. A status that is not listed is unknown, not false.
 *
 * LOCKED_OUT and PASSWORD_EXPIRED end by themselves or at the next sign-in, and RECOVERY is a reset under way: the
 * account is in use. STAGED and PROVISIONED have no credential yet; SUSPENDED and DEPROVISIONED have one no more.
 */
const MAY_SIGN_IN: ReadonlyMap<string, boolean> = new Map([
  ["ACTIVE", true],
  ["LOCKED_OUT", true],
  ["PASSWORD_EXPIRED", true],
  ["RECOVERY", true],
  ["STAGED", false],
  ["PROVISIONED", false],
  ["SUSPENDED", false],
  ["DEPROVISIONED", false],
]);

/** Where accounts come from another directory, by the provider that keeps their credentials. */
const SYNCED_FROM: ReadonlySet<string> = new Set(["ACTIVE_DIRECTORY", "LDAP"]);

/** Attributes of the profile that columns of `accounts` hold; every other one is kept as an extra. */
const IN_COLUMNS: ReadonlySet<string> = new Set([
  "login",
  "email",
  "displayName",
  "firstName",
  "middleName",
  "lastName",
  "nickName",
  "mobilePhone",
  "primaryPhone",
  "employeeNumber",
  "department",
  "title",
  "organization",
  "managerId",
  "manager",
  "userType",
  "streetAddress",
  "city",
  "state",
  "zipCode",
  "countryCode",
  "immutableId",
]);

/**
 * Users in every status but DEPROVISIONED, which a listing without a filter leaves out.
 * GET /api/v1/users, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
 */
export const users: OktaCollection = {
  name: "users",
  permission: "okta.users.read",
  facts: ["accounts", "status", "manager", "signin"],
  start: "/api/v1/users?limit=200",
  rows: userRows,
};

/**
 * Deactivated users. A filter, unlike a search, does not read an index that may be behind.
 * GET /api/v1/users, https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
 */
export const deactivatedUsers: OktaCollection = {
  name: "deactivated users",
  permission: "okta.users.read",
  facts: ["accounts", "status"],
  start: "/api/v1/users?limit=200&filter=status%20eq%20%22DEPROVISIONED%22",
  rows: userRows,
};

function userRows(user: unknown): TableRow[] {
  const { id, status: state, credentials, created, lastLogin, passwordChanged, statusChanged } = object(user);
  const profile = object(at(user, "profile"));
  const status = text(state);
  const provider = text(at(credentials, "provider", "type"));
  const firstName = text(profile["firstName"]);
  const lastName = text(profile["lastName"]);
  // Okta records sign-ins at a prompt only. That is also the least that "any kind" can be.
  const signedIn = time(lastLogin);
  const row: Row = {
    id: text(id),
    userName: text(profile["login"]),
    displayName: text(profile["displayName"]) ?? joined(firstName, lastName),
    givenName: firstName,
    middleName: text(profile["middleName"]),
    familyName: lastName,
    nickName: text(profile["nickName"]),
    emails: texts([profile["email"]]),
    phoneNumbers: texts([profile["mobilePhone"], profile["primaryPhone"]]),
    employeeNumber: text(profile["employeeNumber"]),
    department: text(profile["department"]),
    title: text(profile["title"]),
    organization: text(profile["organization"]),
    // An id, a login or a name, as each organisation likes it: settled once all users are known.
    manager: text(profile["managerId"]) ?? text(profile["manager"]),
    userType: text(profile["userType"]),
    active: status === null ? null : (MAY_SIGN_IN.get(status) ?? null),
    status,
    statusChanged: time(statusChanged),
    created: time(created),
    lastSignIn: signedIn,
    lastInteractiveSignIn: signedIn,
    passwordChanged: time(passwordChanged),
    streetAddress: text(profile["streetAddress"]),
    locality: text(profile["city"]),
    region: text(profile["state"]),
    postalCode: text(profile["zipCode"]),
    country: text(profile["countryCode"]),
    // Not in Okta's base profile, but the name that Okta's own Microsoft 365 integration gives it.
    onPremisesId: text(profile["immutableId"]),
    synced: provider === null ? null : SYNCED_FROM.has(provider),
    extra: extrasOf(user, profile, provider),
  };
  return [{ table: "accounts", row }, ...unreadable("accounts", { statusChanged, created, lastLogin, passwordChanged })];
}

function joined(first: string | null, last: string | null): string | null {
  return first === null || last === null ? (first ?? last) : `${first} ${last}`;
}

/** What no column holds. Of the credentials only who keeps them: passwords and recovery answers are never looked at. */
function extrasOf(user: unknown, profile: Json, provider: string | null): Json {
  const extra: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(profile)) if (value !== null && !IN_COLUMNS.has(name)) extra[name] = value;
  const more = {
    provider,
    userTypeId: text(at(user, "type", "id")),
    realmId: text(at(user, "realmId")),
    transitioningToStatus: text(at(user, "transitioningToStatus")),
  };
  for (const [name, value] of Object.entries(more)) if (value !== null) extra[name] = value;
  return extra;
}
