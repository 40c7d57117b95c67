import type { Row } from "../../inventory/tables.js";
import type { TableRow } from "../contract.js";
import type { OktaCollection } from "./collection.js";
import { at, object, text, time } from "./json.js";

/**
 * Whether a user may sign in, by status. A status that is not listed is unknown, not false.
 *
 * LOCKED_OUT and PASSWORD_EXPIRED end by themselves or at the next sign-in, and RECOVERY is a reset under way: the
 * account is in use. STAGED and PROVISIONED have no credential yet; SUSPENDED and DEPROVISIONED have one no more.
 */
const MAY_SIGN_IN: Readonly<Record<string, boolean>> = {
  ACTIVE: true,
  LOCKED_OUT: true,
  PASSWORD_EXPIRED: true,
  RECOVERY: true,
  STAGED: false,
  PROVISIONED: false,
  SUSPENDED: false,
  DEPROVISIONED: false,
};

/** Where accounts come from another directory, by the provider that keeps their credentials. */
const SYNCED_FROM: ReadonlySet<string> = new Set(["ACTIVE_DIRECTORY", "LDAP"]);

/** Attributes of the profile that columns of `accounts` hold; every other one is kept as an extra. */
const PROFILE_COLUMNS: Readonly<Record<string, string>> = {
  login: "userName",
  displayName: "displayName",
  firstName: "givenName",
  middleName: "middleName",
  lastName: "familyName",
  nickName: "nickName",
  employeeNumber: "employeeNumber",
  department: "department",
  title: "title",
  organization: "organization",
  userType: "userType",
  streetAddress: "streetAddress",
  city: "locality",
  state: "region",
  zipCode: "postalCode",
  countryCode: "country",
  // Not in Okta's base profile, but the name that Okta's own Microsoft 365 integration gives it.
  immutableId: "onPremisesId",
};

/** Attributes that columns hold together with others. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(["email", "mobilePhone", "primaryPhone", "managerId", "manager"]);

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
  const profile = object(at(user, "profile"));
  const status = text(at(user, "status"));
  const provider = text(at(user, "credentials", "provider", "type"));
  // Okta records sign-ins at a prompt only. That is also the least that "any kind" can be.
  const lastLogin = time(at(user, "lastLogin"));
  const row: Row = {
    ...columnsOf(profile),
    id: text(at(user, "id")),
    displayName: text(profile["displayName"]) ?? fullName(profile),
    emails: [text(profile["email"])].filter((mail) => mail !== null),
    phoneNumbers: [text(profile["mobilePhone"]), text(profile["primaryPhone"])].filter((phone) => phone !== null),
    // An id, a login or a name, as each organisation likes it: settled once all users are known.
    manager: text(profile["managerId"]) ?? text(profile["manager"]),
    active: status === null ? null : (MAY_SIGN_IN[status] ?? null),
    status,
    statusChanged: time(at(user, "statusChanged")),
    created: time(at(user, "created")),
    lastSignIn: lastLogin,
    lastInteractiveSignIn: lastLogin,
    passwordChanged: time(at(user, "passwordChanged")),
    synced: provider === null ? null : SYNCED_FROM.has(provider),
    extra: extrasOf(user, profile, provider),
  };
  return [{ table: "accounts", row }];
}

function columnsOf(profile: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(Object.entries(PROFILE_COLUMNS).map(([attribute, column]) => [column, text(profile[attribute])]));
}

function fullName(profile: Readonly<Record<string, unknown>>): string | null {
  const parts = [text(profile["firstName"]), text(profile["lastName"])].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" ");
}

/** What no column holds. Of the credentials only who keeps them: passwords and recovery answers are never looked at. */
function extrasOf(user: unknown, profile: Readonly<Record<string, unknown>>, provider: string | null): Row {
  const custom = Object.entries(profile).filter(
    ([name, value]) => value !== null && PROFILE_COLUMNS[name] === undefined && !READ_ELSEWHERE.has(name),
  );
  const known = { provider, userTypeId: text(at(user, "type", "id")), realmId: text(at(user, "realmId")) };
  const becoming = text(at(user, "transitioningToStatus"));
  return {
    ...Object.fromEntries(custom),
    ...Object.fromEntries(Object.entries({ ...known, transitioningToStatus: becoming }).filter(([, value]) => value !== null)),
  } as Row;
}
