import { ACTIVE_DIRECTORY_RIGHTS, ACTIVE_DIRECTORY_ROLES } from "./tiers/active-directory.js";
import { ENTRA_ACTIONS } from "./tiers/entra-actions.js";
import { ENTRA_ROLES } from "./tiers/entra-roles.js";
import { GRAPH_GROUPS } from "./tiers/graph-groups.js";
import { GRAPH_PERMISSIONS, OTHER_PERMISSIONS } from "./tiers/graph-permissions.js";
import { type Tier, type TierList, tierKey } from "./tiers/list.js";
import { OKTA_PERMISSIONS, OKTA_ROLES, OKTA_SCOPES } from "./tiers/okta.js";

/** A tier, and on what it rests. */
export interface Judgement {
  readonly tier: Tier;
  /** stated: by the source or the configuration; listed: in this project's lists; guessed: from what its permissions are called. */
  readonly basis: "stated" | "listed" | "guessed";
  readonly why: string;
  /** What the list calls it. */
  readonly name?: string;
}

/** What is known of a role. */
export interface RoleFacts {
  readonly source: string;
  readonly id: string;
  readonly displayName: string | null;
  readonly kind: string | null;
  /** The tier that the source states. */
  readonly tier: number | null;
  readonly permissions: readonly string[] | null;
}

interface Known {
  readonly tier: Tier;
  readonly why: string;
  readonly name?: string;
}

type Names = ReadonlyMap<string, Known>;

const DIRECTORY_ROLES = namesOf(ACTIVE_DIRECTORY_ROLES, OKTA_ROLES, ENTRA_ROLES);
const ROLES = namesOf(OKTA_ROLES, ENTRA_ROLES);
const APPLICATION_PERMISSIONS = new Map([...graphNames("application"), ...namesOf(OKTA_SCOPES)]);
const PERMISSIONS = new Map([...APPLICATION_PERMISSIONS, ...namesOf(ACTIVE_DIRECTORY_RIGHTS, OKTA_PERMISSIONS)]);
const SCOPES = new Map([...graphNames("delegated"), ...namesOf(OKTA_SCOPES)]);

/**
 * The tier of a role: what the configuration says, else what the source states, else the lists by id or name,
 * else a guess from its permissions. A custom role is judged by what it may do before what somebody called it,
 * and an application's own role is never taken for a directory's of the same name.
 */
export function roleTier(role: RoleFacts, configured: ReadonlyMap<string, Tier> = new Map()): Judgement {
  const set = configuredTier(role, configured);
  if (set !== undefined) return { tier: set, basis: "stated", why: "set in the configuration" };
  if (role.tier === 0 || role.tier === 1 || role.tier === 2) return { tier: role.tier, basis: "stated", why: "stated by the directory" };
  const kind = role.kind?.toLowerCase() ?? null;
  const permissions = role.permissions ?? [];
  if (kind !== "custom" || permissions.length === 0) {
    for (const names of listsFor(kind)) {
      // An application permission's id stands behind that of the resource that offers it.
      const known = names.get(tierKey(role.id.slice(role.id.lastIndexOf("/") + 1))) ?? names.get(tierKey(role.displayName ?? ""));
      if (known !== undefined) return { ...known, basis: "listed" };
    }
  }
  return guess(kind, permissions.length === 0 && kind === "application" ? [role.displayName ?? role.id] : permissions);
}

/** Permissions that do their work on single objects, and reach no further than the objects that a scope names. */
const ON_OBJECTS = /^(okta\.apps\.|microsoft\.directory\/(applications|servicePrincipals)\b)/i;

/** Whether a custom role takes over only what its scope holds, however strong its permissions are by themselves. */
export function isBounded({ kind, permissions }: Pick<RoleFacts, "kind" | "permissions">): boolean {
  if (kind?.toLowerCase() !== "custom") return false;
  return (
    guess(
      "custom",
      (permissions ?? []).filter((permission) => !ON_OBJECTS.test(permission)),
    ).tier !== 0
  );
}

/** The tier of a delegated scope, by itself: what it lets a client do, before what the user may do limits it. */
export function scopeTier(scope: string): Tier {
  return judgeScope(scope).tier;
}

/** The tier of a delegated scope and on what it rests. A resource's address before the scope's name is left away. */
export function judgeScope(scope: string): Judgement {
  const name = scope.replace(/^[a-z]+:\/\/.*\/(?=[^/]+$)/i, "");
  const known = SCOPES.get(tierKey(name));
  if (known !== undefined) return { ...known, basis: "listed" };
  if (name === "*" || name === ".default") return { tier: 1, basis: "guessed", why: "everything that the resource offers" };
  return CHANGES.test(name) && SENSITIVE.test(name)
    ? { tier: 1, basis: "guessed", why: "its name says that it changes accounts, access or content" }
    : { tier: 2, basis: "guessed", why: "nothing in its name leads further" };
}

function listsFor(kind: string | null): readonly Names[] {
  if (kind === null || kind === "directory") return [DIRECTORY_ROLES, PERMISSIONS];
  if (kind === "application") return [APPLICATION_PERMISSIONS];
  return [ROLES, PERMISSIONS];
}

/** Words of a permission's name that say it changes something. */
const CHANGES = /write|manage|full|admin|impersonat|create|update|delete|grant|assign|reset|modif|edit|control|allTasks|\*/i;
/** Words that say it is about accounts, access or content of many. */
const SENSITIVE =
  /role|permission|polic|credential|secret|password|token|key|app|client|consent|idp|provider|federat|domain|iam|privilege|user|group|member|mail|file|site|drive|pay|financ|audit|device|director|tenant|org|\*/i;
/** Words that say it is about what guards access itself. */
const TAKEOVER = /role|permission|credential|consent|federat|identity\.?provider|\bidp|domain|\biam\b|privilege|^\*(\W\*)*$/i;

/** From what permissions are called. Outside a directory's own roles a name alone never makes tier 0: it is some application's word. */
function guess(kind: string | null, permissions: readonly string[]): Judgement {
  let best: Judgement = {
    tier: 2,
    basis: "guessed",
    why: permissions.length === 0 ? "nothing is known of it" : "none of its permissions is known to lead further",
  };
  const own = kind !== "application" && kind !== "entitlement";
  for (const permission of permissions) {
    const { tier, why } = judgePermission(permission, own);
    if (tier < best.tier) best = { tier, basis: "guessed", why: `${permission}: ${why}` };
  }
  return best;
}

function judgePermission(permission: string, own: boolean): Known {
  const known = PERMISSIONS.get(tierKey(permission));
  if (known !== undefined) return known;
  const action = ENTRA_ACTIONS.find((entry) => entry.matches.test(permission));
  if (action !== undefined) return action;
  if (!CHANGES.test(permission)) return { tier: 2, why: "changes nothing" };
  if (own && TAKEOVER.test(permission)) return { tier: 0, why: "changes what guards access" };
  return SENSITIVE.test(permission) ? { tier: 1, why: "changes accounts, access or content" } : { tier: 2, why: "changes little" };
}

/** The configuration's word on a role: by name, id, `source/name`, `source/id` or `kind/name`, without regard to case. */
function configuredTier(role: RoleFacts, configured: ReadonlyMap<string, Tier>): Tier | undefined {
  if (configured.size === 0) return undefined;
  const names = role.displayName === null ? [role.id] : [role.displayName, role.id];
  const owners = [role.source, ...(role.kind === null ? [] : [role.kind, ...(role.kind.toLowerCase() === "application" ? ["app"] : [])])];
  for (const key of [...names, ...owners.flatMap((owner) => names.map((name) => `${owner}/${name}`))]) {
    const tier = configured.get(key.toLowerCase());
    if (tier !== undefined) return tier;
  }
  return undefined;
}

/** Later lists win; the strongest entry wins inside a list. */
function namesOf(...lists: readonly TierList[]): Map<string, Known> {
  const names = new Map<string, Known>();
  for (const list of lists)
    for (const { tier, name, id, also, why } of list.entries)
      for (const key of [name, ...(also ?? []), ...(id === undefined ? [] : [id])]) names.set(tierKey(key), { tier, why, name });
  return names;
}

function graphNames(way: "application" | "delegated"): Map<string, Known> {
  const names = new Map<string, Known>();
  for (const { names: alike, why, ...tiers } of GRAPH_GROUPS)
    for (const name of alike.trim().split(/\s+/)) names.set(tierKey(name), { tier: tiers[way], why, name });
  for (const permission of [...OTHER_PERMISSIONS, ...GRAPH_PERMISSIONS]) {
    const tier = permission[way];
    if (tier === null) continue;
    const known = { tier, why: permission.why, name: permission.name };
    names.set(tierKey(permission.name), known);
    if (way === "application" && permission.id !== undefined) names.set(tierKey(permission.id), known);
  }
  return names;
}
