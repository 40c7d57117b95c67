import { tierKey } from "../tiers/list.js";

/**
 * Ways to reset the password or factors of others, each with whom it spares. The first four are the columns of Entra's
 * table of who can reset passwords; the position in the list is the bit in a mask.
 */
export const RESETS = ["reset:password", "reset:helpdesk", "reset:authentication", "reset:user", "reset:unprivileged", "reset:anyone"] as const;

/** What a role lets its holder do to somebody or something that may be stronger than himself. */
export type Power = (typeof RESETS)[number] | "groups" | "attributes" | "agents";

/** Microsoft's table: https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords */
const ENTRA_YIELDS: readonly (readonly [role: string, to: readonly Power[]])[] = [
  ["Authentication Administrator", ["reset:authentication"]],
  ["Directory Readers", ["reset:password", "reset:helpdesk", "reset:authentication", "reset:user"]],
  ["Groups Administrator", ["reset:user"]],
  ["Guest Inviter", ["reset:password", "reset:helpdesk", "reset:authentication", "reset:user"]],
  ["Helpdesk Administrator", ["reset:helpdesk", "reset:user"]],
  ["Message Center Reader", ["reset:helpdesk", "reset:authentication", "reset:user"]],
  ["Password Administrator", ["reset:password", "reset:helpdesk", "reset:authentication", "reset:user"]],
  ["Reports Reader", ["reset:helpdesk", "reset:authentication", "reset:user"]],
  ["User Administrator", ["reset:user"]],
  ["User Experience Success Manager", ["reset:helpdesk", "reset:authentication", "reset:user"]],
  ["Usage Summary Reports Reader", ["reset:helpdesk", "reset:authentication", "reset:user"]],
];

/**
 * Powers of roles that go by a name: Entra's after its reference of built-in roles, Okta's after its standard roles,
 * which may not touch administrators, and application permissions after Graph's.
 */
const BY_NAME: readonly (readonly [role: string, powers: readonly Power[]])[] = [
  ["Password Administrator", ["reset:password"]],
  ["Helpdesk Administrator", ["reset:helpdesk"]],
  ["Authentication Administrator", ["reset:authentication", "attributes"]],
  ["User Administrator", ["reset:user", "groups", "attributes"]],
  ["Partner Tier1 Support", ["reset:unprivileged", "groups", "attributes"]],
  ["Groups Administrator", ["groups"]],
  ["Directory Writers", ["groups", "attributes"]],
  ["Intune Administrator", ["groups"]],
  ["Agent ID Administrator", ["agents"]],
  ["HELP_DESK_ADMIN", ["reset:unprivileged"]],
  ["USER_ADMIN", ["reset:unprivileged", "groups", "attributes"]],
  ["GROUP_MEMBERSHIP_ADMIN", ["groups"]],
  ["User-PasswordProfile.ReadWrite.All", ["reset:unprivileged"]],
  ["User.ReadWrite.All", ["attributes"]],
  ["Group.ReadWrite.All", ["groups"]],
  ["GroupMember.ReadWrite.All", ["groups"]],
  ["AgentIdentityBlueprint.ReadWrite.All", ["agents"]],
  ["AgentIdentityBlueprint.AddRemoveCreds.All", ["agents"]],
  ["AgentIdentityBlueprint.UpdateAuthProperties.All", ["agents"]],
];

/**
 * Powers by what a permission is called. A custom role of Okta reaches whoever is in its resource set, administrators
 * included: what is in the set is not collected, so it counts as anyone.
 */
const BY_PERMISSION: readonly (readonly [permission: RegExp, powers: readonly Power[]])[] = [
  [/^okta\.users\.credentials\.(manage|resetPassword|resetFactors|expirePassword|manageTemporaryAccessCode)$/i, ["reset:anyone"]],
  [/^okta\.users\.manage$/i, ["reset:anyone", "attributes"]],
  [/^okta\.factors\.manage$/i, ["reset:anyone"]],
  [/^okta\.users\.userprofile\.manage$/i, ["attributes"]],
  [/^okta\.(groups\.manage|groups\.members\.manage|users\.groupMembership\.manage)$/i, ["groups"]],
  [/^okta\.aiAgents\.manage$/i, ["agents"]],
  [/^microsoft\.directory\/users\/password\/update$/i, ["reset:unprivileged"]],
  [/^microsoft\.directory\/groups(\.\w+)?\/members\/update$/i, ["groups"]],
  [/^microsoft\.directory\/users\/basic\/update$/i, ["attributes"]],
];

const YIELDS = new Map(ENTRA_YIELDS.map(([role, to]) => [tierKey(role), to]));
const POWERS = new Map(BY_NAME.map(([role, powers]) => [tierKey(role), powers]));

/** Facts of a role, after its tier was settled. */
export interface PowerFacts {
  readonly role: string;
  readonly displayName: string;
  readonly kind: string | null;
  readonly basis: string;
  readonly permissions: readonly string[] | null;
}

/** What a role lets its holder do: by its name where that is known, else by its permissions. */
export function powersOf({ role, displayName, permissions }: PowerFacts): readonly Power[] {
  const known = POWERS.get(tierKey(role)) ?? POWERS.get(tierKey(displayName));
  if (known !== undefined) return known;
  const found = (permissions ?? []).flatMap((permission) => BY_PERMISSION.find(([name]) => name.test(permission))?.[1] ?? []);
  return [...new Set(found)].sort();
}

const ANYONE = maskOf(["reset:anyone"]);
const EVERY = maskOf(RESETS);

/**
 * The resets that a holder of this role is not spared, as a mask. A role of an application or an entitlement spares
 * from nothing; neither does one of unknown kind that no list names, for what it is called proves nothing.
 */
export function yieldsTo({ displayName, kind, basis }: PowerFacts): number {
  const administrative = kind === "directory" || kind === "custom" || (kind === null && basis === "listed");
  if (!administrative) return EVERY;
  return maskOf(YIELDS.get(tierKey(displayName)) ?? []) | ANYONE;
}

/** Resets as a mask. */
export function maskOf(powers: readonly Power[]): number {
  return powers.reduce((mask, power) => mask | (1 << (RESETS as readonly string[]).indexOf(power)), 0);
}

/** What is left of them for members and owners of groups that Entra protects as holders of roles. */
export const PROTECTED_GROUP = ANYONE;
