import type { Collection, TableRow } from "../contract.js";
import { changedIds } from "./changes.js";
import { eachUnread, expandedRows, unread } from "./relations.js";
import { ownerRows, type Reference, time, typeOf } from "./values.js";

interface Group {
  readonly id: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly groupTypes?: readonly string[] | null;
  readonly mailEnabled?: boolean | null;
  readonly securityEnabled?: boolean | null;
  readonly isAssignableToRole?: boolean | null;
  readonly membershipRule?: string | null;
  readonly createdDateTime?: string | null;
  readonly owners?: readonly Reference[];
}

const OWNERS = "group-owners";
const MEMBERS = "group-members";

const LISTING =
  "/groups?$select=id,displayName,description,groupTypes,mailEnabled,securityEnabled,isAssignableToRole,membershipRule,createdDateTime&$top=999";

/** Groups without their owners. Read only where the expansion is refused. */
const plainGroups: Collection<Group> = {
  name: "groups alone",
  permission: "Group.Read.All",
  facts: ["groups", "owners"],
  start: LISTING,
  rows: groupRows,
};

/**
 * Groups → `groups`, with their owners, who can add members → `owners`.
 * GET /groups, https://learn.microsoft.com/graph/api/group-list
 */
export const groups: Collection<Group> = {
  ...plainGroups,
  name: "groups",
  start: `${LISTING}&$expand=owners($select=id)`,
  size: { page: 999, of: { count: "/groups/$count" } },
  instead: plainGroups,
};

function groupRows(group: Group): TableRow[] {
  return [
    {
      table: "groups",
      row: {
        id: group.id,
        displayName: group.displayName,
        description: group.description,
        kind: kindOf(group),
        roleAssignable: group.isAssignableToRole ?? false,
        dynamicRule: group.groupTypes?.includes("DynamicMembership") ? group.membershipRule : null,
        created: time(group.createdDateTime),
      },
    },
    ...expandedRows(OWNERS, group.id, group.owners, (owner) => ownerRows(group.id, [owner], "owner")),
  ];
}

/**
 * Owners of the groups that have many.
 * GET /groups/{id}/owners, https://learn.microsoft.com/graph/api/group-list-owners
 */
export const groupOwners: Collection<Reference> = {
  name: "group owners",
  permission: "GroupMember.Read.All",
  facts: ["owners"],
  start: eachUnread(OWNERS, (id) => `/groups/${id}/owners?$select=id&$top=999`),
  rows: (owner, _source, group) => ownerRows(group["id"], [owner], "owner"),
};

/** What a member of a group is, of the types that the inventory holds; devices and contacts sign in to nothing. */
const MEMBER_TYPES: Readonly<Record<string, "account" | "group">> = {
  user: "account",
  agentUser: "account",
  servicePrincipal: "account",
  agentIdentity: "account",
  agentIdentityBlueprintPrincipal: "account",
  group: "group",
};

function memberRows(group: string | undefined, member: Reference): TableRow[] {
  const memberType = MEMBER_TYPES[typeOf(member)];
  return memberType === undefined ? [] : [{ table: "memberships", row: { group, member: member.id, memberType } }];
}

const membersOf = (id: string) => `/groups/${id}/members?$select=id&$top=999`;

/** Members of every group by itself. Read only where the expansion is refused. */
const allMembers: Collection<Reference> = {
  name: "every group's members",
  permission: "GroupMember.Read.All",
  facts: ["groups"],
  start: { query: `SELECT id FROM "groups" WHERE source = $source ORDER BY id`, path: ({ id = "" }) => membersOf(id) },
  rows: (member, _source, group) => memberRows(group["id"], member),
};

interface Membership {
  readonly id: string;
  readonly visibility?: string | null;
  readonly members?: readonly Reference[];
}

/**
 * Direct members of groups → `memberships`, of small ones at once.
 * GET /groups, https://learn.microsoft.com/graph/api/group-list
 *
 * Of a group that hides its members an expansion shows none; asked by itself it says that it does not show them.
 */
export const fewMembers: Collection<Membership> = {
  name: "small groups' members",
  permission: "GroupMember.Read.All",
  facts: ["groups"],
  start: "/groups?$select=id,visibility&$expand=members($select=id)&$top=999",
  size: { page: 999, of: { count: "/groups/$count" } },
  rows: ({ id, visibility, members }) => {
    if (visibility === "HiddenMembership") return [unread(MEMBERS, id)];
    return expandedRows(MEMBERS, id, members, (member) => memberRows(id, member));
  },
  instead: allMembers,
};

/**
 * Members of the groups that have many.
 * GET /groups/{id}/members, https://learn.microsoft.com/graph/api/group-list-members
 */
export const manyMembers: Collection<Reference> = {
  ...allMembers,
  name: "group members",
  start: eachUnread(MEMBERS, membersOf),
};

/** Members of the groups whose members have changed since an earlier snapshot. */
export const changedMembers: Collection<Reference> = {
  ...allMembers,
  name: "changed groups' members",
  start: { query: changedIds("members"), path: ({ id = "" }) => membersOf(id) },
};

function kindOf(group: Group): string {
  if (group.groupTypes?.includes("Unified")) return "microsoft365";
  if (group.mailEnabled) return group.securityEnabled ? "mail-enabled-security" : "distribution";
  return "security";
}
