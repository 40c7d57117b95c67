import type { Collection } from "../contract.js";
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
}

/**
 * Groups → `groups`.
 * GET /groups, https://learn.microsoft.com/graph/api/group-list
 */
export const groups: Collection<Group> = {
  name: "groups",
  permission: "Group.Read.All",
  facts: ["groups", "owners"],
  start:
    "/groups?$select=id,displayName,description,groupTypes,mailEnabled,securityEnabled,isAssignableToRole,membershipRule,createdDateTime&$top=999",
  size: { page: 999, of: { count: "/groups/$count" } },
  rows: (group) => [
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
  ],
};

const eachGroup = (relation: string) => ({
  query: `SELECT id FROM "groups" WHERE source = $source ORDER BY id`,
  path: ({ id }: Readonly<Record<string, string>>) => `/groups/${id}/${relation}?$select=id&$top=999`,
});

/** What a member of a group is, of the types that the inventory holds; devices and contacts sign in to nothing. */
const MEMBER_TYPES: Readonly<Record<string, "account" | "group">> = {
  user: "account",
  agentUser: "account",
  servicePrincipal: "account",
  agentIdentity: "account",
  agentIdentityBlueprintPrincipal: "account",
  group: "group",
};

/**
 * Direct members of each group → `memberships`.
 * GET /groups/{id}/members, https://learn.microsoft.com/graph/api/group-list-members
 */
export const groupMembers: Collection<Reference> = {
  name: "group members",
  permission: "GroupMember.Read.All",
  facts: ["groups"],
  start: eachGroup("members"),
  size: { page: 1, of: { each: "groups" } },
  rows: (member, _source, group) => {
    const memberType = MEMBER_TYPES[typeOf(member)];
    return memberType === undefined ? [] : [{ table: "memberships", row: { group: group["id"], member: member.id, memberType } }];
  },
};

/**
 * Owners of each group, who can add members → `owners`.
 * GET /groups/{id}/owners, https://learn.microsoft.com/graph/api/group-list-owners
 */
export const groupOwners: Collection<Reference> = {
  name: "group owners",
  permission: "GroupMember.Read.All",
  facts: ["owners"],
  start: eachGroup("owners"),
  size: { page: 1, of: { each: "groups" } },
  rows: (owner, _source, group) => ownerRows(group["id"], [owner], "owner"),
};

function kindOf(group: Group): string {
  if (group.groupTypes?.includes("Unified")) return "microsoft365";
  if (group.mailEnabled) return group.securityEnabled ? "mail-enabled-security" : "distribution";
  return "security";
}
