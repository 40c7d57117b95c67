import type { Tier } from "./tiers/list.js";
import { NARROWER } from "./tiers/narrower.js";
import { scopeTier } from "./tiers.js";

/** Scopes that only say who signed in, or for how long: they open nothing. */
const SIGN_IN = new Set(["openid", "profile", "email", "offline_access", "User.Read"]);

/** Services whose administration is bound by the roles that the user holds, beside what the scope says. */
const ADMINISTRATION =
  /^(okta\.|directory\.|rolemanagement|roleassignment|roleeligibility|privileged|application\.|approleassignment|delegatedpermissiongrant|policy\.|user\.(?!read$|readbasic)|user-|userauth|group\.|groupmember|group-|domain|organization|identityprovider|entitlementmanagement|administrativeunit|device(management)?|auditlog|synchronization|agentidentity|user_impersonation$|\.default$|\*$)/i;

/** The scope's own name, without the address of its resource. */
export function scopeName(scope: string): string {
  return scope.replace(/^[a-z]+:\/\/.*\/(?=[^/]+$)/i, "");
}

/** Whether a scope does no more than read. */
export function isReading(scope: string): boolean {
  const name = scopeName(scope);
  if (SIGN_IN.has(name)) return true;
  return /(^|[._:-])(read|readbasic|readall|view|list|get)([._:-]|$)/i.test(name) && !/write|manage|send|full/i.test(name);
}

/** Whether a scope administers the directory: then the user's roles decide what it comes to. */
export function isAdministration(scope: string): boolean {
  return ADMINISTRATION.test(scopeName(scope));
}

/**
 * What a scope comes to for one human: where it administers the directory, no more than what their own roles reach;
 * elsewhere (mail, files) what the scope says, for everybody has a mailbox to lose.
 *
 * @param best the strongest tier that the human holds and need not activate first; null = none
 */
export function reachedTier(scope: string, best: Tier | null): Tier {
  const tier = scopeTier(scope);
  if (!isAdministration(scope)) return tier;
  return best === null ? 2 : (Math.max(tier, best) as Tier);
}

/** A scope to do without, why, and what to ask for instead; null where nothing narrower does a part of the work. */
export interface Dropped {
  readonly scope: string;
  readonly tier: Tier;
  readonly reason: string;
  readonly instead: string | null;
}

/**
 * The least set of scopes that leaves tier 0 and 1 out: what is left of `scopes`, with narrower ones in place of those
 * that go, and without those that another one includes.
 */
export function leastScopes(scopes: readonly string[]): { readonly keep: readonly string[]; readonly drop: readonly Dropped[] } {
  const keep = new Set<string>();
  const drop: Dropped[] = [];
  for (const scope of [...new Set(scopes)].sort()) {
    const name = scopeName(scope);
    const tier = scopeTier(scope);
    if (name === "offline_access") drop.push({ scope, tier, reason: "keeps what it has while nobody is there", instead: null });
    else if (tier === 2) keep.add(name);
    else {
      const instead = NARROWER[name] ?? null;
      if (instead !== null) keep.add(instead);
      drop.push({ scope, tier, reason: tier === 0 ? "reaches tier 0" : "needs a fresh approval for each task", instead });
    }
  }
  return { keep: [...keep].filter((name) => ![...keep].some((other) => other !== name && includes(other, name))).sort(), drop };
}

/** Whether one scope gives all that another gives. */
function includes(wide: string, narrow: string): boolean {
  if (wide === `${narrow}.All`) return true;
  return narrow === wide.replace("ReadWrite", "Read") || narrow === wide.replace(/\.Read(?=\.|$)/, ".ReadBasic");
}
