import type { Collection, TableRow } from "../contract.js";
import { changedIds } from "./changes.js";
import { ownerRows, type Reference, time, typeOf } from "./values.js";

interface User {
  readonly "@odata.type"?: string;
  readonly id: string;
  readonly userPrincipalName?: string | null;
  readonly displayName?: string | null;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly mail?: string | null;
  readonly otherMails?: readonly string[] | null;
  readonly proxyAddresses?: readonly string[] | null;
  readonly mobilePhone?: string | null;
  readonly businessPhones?: readonly string[] | null;
  readonly employeeId?: string | null;
  readonly employeeType?: string | null;
  readonly employeeHireDate?: string | null;
  readonly employeeLeaveDateTime?: string | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly companyName?: string | null;
  readonly streetAddress?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly postalCode?: string | null;
  readonly country?: string | null;
  readonly userType?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly createdDateTime?: string | null;
  readonly creationType?: string | null;
  readonly externalUserState?: string | null;
  readonly externalUserStateChangeDateTime?: string | null;
  readonly onPremisesImmutableId?: string | null;
  readonly onPremisesSyncEnabled?: boolean | null;
  readonly lastPasswordChangeDateTime?: string | null;
  readonly passwordPolicies?: string | null;
  readonly manager?: Reference | null;
  readonly identityParentId?: string | null;
}

const SELECT = [
  "id",
  "userPrincipalName",
  "displayName",
  "givenName",
  "surname",
  "mail",
  "otherMails",
  "proxyAddresses",
  "mobilePhone",
  "businessPhones",
  "employeeId",
  "employeeType",
  "employeeHireDate",
  "employeeLeaveDateTime",
  "department",
  "jobTitle",
  "companyName",
  "streetAddress",
  "city",
  "state",
  "postalCode",
  "country",
  "userType",
  "accountEnabled",
  "createdDateTime",
  "creationType",
  "externalUserState",
  "externalUserStateChangeDateTime",
  "onPremisesImmutableId",
  "onPremisesSyncEnabled",
  "lastPasswordChangeDateTime",
  "passwordPolicies",
].join(",");

const LISTING = `/users?$select=${SELECT}&$top=999`;

/** Users without their managers. Read only where the expansion is refused. */
const plainUsers: Collection<User> = {
  name: "users alone",
  permission: "User.Read.All",
  facts: ["accounts", "status"],
  partly: ["hr"],
  start: LISTING,
  rows: (user) => [
    {
      table: "accounts",
      row: {
        id: user.id,
        userName: user.userPrincipalName,
        displayName: user.displayName,
        givenName: user.givenName,
        familyName: user.surname,
        emails: mailsOf(user),
        phoneNumbers: [user.mobilePhone, ...(user.businessPhones ?? [])].filter(isFilled),
        employeeNumber: user.employeeId,
        department: user.department,
        title: user.jobTitle,
        organization: user.companyName,
        streetAddress: user.streetAddress,
        locality: user.city,
        region: user.state,
        postalCode: user.postalCode,
        country: user.country,
        manager: user.manager?.id,
        userType: userTypeOf(user),
        kind: kindOf(user),
        active: user.accountEnabled,
        status: user.externalUserState,
        statusChanged: time(user.externalUserStateChangeDateTime),
        created: time(user.createdDateTime),
        hireDate: time(user.employeeHireDate),
        leaveDate: time(user.employeeLeaveDateTime),
        passwordChanged: time(user.lastPasswordChangeDateTime),
        passwordNeverExpires: user.passwordPolicies?.includes("DisablePasswordExpiration") ?? false,
        onPremisesId: user.onPremisesImmutableId,
        synced: user.onPremisesSyncEnabled ?? false,
        extra: extraOf(user),
      },
    },
    ...missing(user),
  ],
};

/**
 * Members, guests and agents' users → `accounts`, with their managers.
 * GET /users, https://learn.microsoft.com/graph/api/user-list
 *
 * Leave dates come only with User-LifeCycleInfo.Read.All and are left empty without it, not refused:
 * hence `hr` in part.
 */
export const users: Collection<User> = {
  ...plainUsers,
  name: "users",
  facts: ["accounts", "status", "manager"],
  start: `${LISTING}&$expand=manager($select=id)`,
  size: { page: 999, of: { count: "/users/$count" } },
  instead: plainUsers,
};

/** Single users, read anew because they have changed since an earlier snapshot. */
export const changedUsers: Collection<User> = {
  ...users,
  name: "changed users",
  start: {
    query: changedIds("users"),
    path: ({ id = "" }) => `/users/${id}?$select=${SELECT}&$expand=manager($select=id)`,
  },
};

interface Guest extends Reference {
  readonly sponsors?: readonly Reference[];
}

/**
 * Who vouches for each guest → `owners`. A listing of guests with their sponsors: at most five each
 * (https://learn.microsoft.com/graph/api/user-list-sponsors), so none is cut off by the limit of an expansion.
 */
export const guestSponsors: Collection<Guest> = {
  name: "guests' sponsors",
  permission: "User.Read.All",
  facts: ["sponsors"],
  start: "/users?$filter=userType%20eq%20'Guest'&$select=id&$expand=sponsors($select=id)&$top=999",
  size: { page: 999, of: { count: "/users/$count?$filter=userType%20eq%20'Guest'" } },
  rows: (guest) => {
    if (guest.sponsors === undefined) throw new Error("sponsors were not sent");
    return ownerRows(guest.id, guest.sponsors, "sponsor");
  },
};

interface DeletedUser {
  readonly id: string;
  readonly userPrincipalName?: string | null;
  readonly displayName?: string | null;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly mail?: string | null;
  readonly employeeId?: string | null;
  readonly onPremisesImmutableId?: string | null;
  readonly userType?: string | null;
  readonly createdDateTime?: string | null;
  readonly deletedDateTime?: string | null;
}

/** The directory's word for an account that can be restored. */
const DELETED = "deleted";

/**
 * Users that were deleted within 30 days and can be restored, with all that they had → `accounts`.
 * GET /directory/deletedItems/microsoft.graph.user, https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
export const deletedUsers: Collection<DeletedUser> = {
  name: "deleted users",
  permission: "User.Read.All",
  facts: [],
  start:
    "/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,displayName,givenName,surname,mail,employeeId,onPremisesImmutableId,userType,createdDateTime,deletedDateTime&$top=999",
  rows: (user) => [
    {
      table: "accounts",
      row: {
        id: user.id,
        userName: formerName(user),
        displayName: user.displayName,
        givenName: user.givenName,
        familyName: user.surname,
        emails: isFilled(user.mail) ? [user.mail] : [],
        employeeNumber: user.employeeId,
        onPremisesId: user.onPremisesImmutableId,
        userType: user.userType?.toLowerCase(),
        kind: user.userType?.toLowerCase() === "guest" ? "guest" : null,
        active: false,
        status: DELETED,
        statusChanged: time(user.deletedDateTime),
        created: time(user.createdDateTime),
      },
    },
  ],
};

/** The name before the user was deleted: since then the id stands in front of it, without its hyphens, to free the name. */
function formerName({ id, userPrincipalName: name }: DeletedUser): string | null {
  const prefix = id.replaceAll("-", "").toLowerCase();
  return name?.toLowerCase().startsWith(prefix) ? name.slice(prefix.length) : (name ?? null);
}

/** Narrower permissions than User.Read.All list users as well, and leave out whether they may sign in. */
function missing(user: User): TableRow[] {
  if (typeof user.accountEnabled === "boolean") return [];
  return [{ table: "rejects", row: { table: "accounts", column: "active", reason: "accountEnabled was not sent; User.Read.All gives it" } }];
}

const isFilled = (text: string | null | undefined): text is string => typeof text === "string" && text !== "";

/** The primary address first; each once, whatever its case. */
function mailsOf(user: User): string[] {
  const proxies = (user.proxyAddresses ?? []).flatMap((address) => (/^smtp:/i.test(address) ? [address.slice("smtp:".length)] : []));
  const mails = new Map<string, string>();
  for (const mail of [user.mail, ...proxies, ...(user.otherMails ?? [])]) {
    if (isFilled(mail) && !mails.has(mail.toLowerCase())) mails.set(mail.toLowerCase(), mail);
  }
  return [...mails.values()];
}

/** What HR calls people who work here without being employed. */
const CONTRACTOR = /contract|consult|freelanc|vendor|extern|temp/i;

function userTypeOf(user: User): string | null {
  const type = user.userType?.toLowerCase() || null;
  return type !== "guest" && CONTRACTOR.test(user.employeeType ?? "") ? "contractor" : type;
}

function kindOf(user: User): string | null {
  if (typeOf(user) === "agentUser") return "agent";
  return user.userType?.toLowerCase() === "guest" ? "guest" : null;
}

function extraOf(user: User): Record<string, string> | null {
  const extra = Object.entries({ creationType: user.creationType, employeeType: user.employeeType, identityParentId: user.identityParentId }).filter(
    (entry): entry is [string, string] => isFilled(entry[1]),
  );
  return extra.length === 0 ? null : Object.fromEntries(extra);
}
