import type { Row } from "../../inventory/tables.js";
import { at, count, flag, list, object, text, texts } from "./json.js";

/**
 * What Okta's sign-on policies come to: who must show a second factor, and how long sessions last.
 *
 * Okta takes the first policy, by priority, whose groups a user is in, and in it the first rule that fits. So a
 * policy demands a factor of its people only where no rule lets them in without one. A rule that depends on network,
 * device or risk may or may not fit: where it demands a factor nothing is won by it, where it does not it is a way in.
 */
export type PolicyType = "OKTA_SIGN_ON" | "ACCESS_POLICY";

/** How much a rule demands: nothing but a password, a second factor, one that resists phishing; or it lets nobody in. */
const DEMANDS = ["password", "mfa", "phishing-resistant", "deny"] as const;
type Demand = (typeof DEMANDS)[number];

export interface Policy {
  readonly id: string;
  readonly type: PolicyType;
  readonly name: string;
  readonly isActive: boolean;
  readonly priority: number;
  /** Group ids; empty = everybody. */
  readonly groups: readonly string[];
}

export interface Rule {
  readonly policy: string;
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly priority: number;
  readonly demand: Demand;
  /** Whether it also asks where, with what device or at what risk somebody signs in. */
  readonly isConditional: boolean;
  /** User and group ids; empty = everybody whom the policy is for. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Longest session in minutes, 0 for no end; null where the rule says nothing of sessions. */
  readonly sessionMinutes: number | null;
}

/** Okta's own answer to what comes last: a rule or policy without a priority. */
const LAST = Number.MAX_SAFE_INTEGER;

/** A policy as it is kept until its rules are known. */
export function policyOf(type: PolicyType, policy: unknown): Row {
  const id = text(at(policy, "id"));
  return {
    id,
    type,
    name: text(at(policy, "name")) ?? id,
    isActive: text(at(policy, "status")) !== "INACTIVE",
    priority: count(at(policy, "priority")) ?? LAST,
    groups: texts(at(policy, "conditions", "people", "groups", "include")),
  };
}

/** A rule of either kind of policy as it is kept until all are known. */
export function ruleOf(policy: string, rule: unknown): Row {
  const people = (what: "include" | "exclude") => [
    ...texts(at(rule, "conditions", "people", "users", what)),
    ...texts(at(rule, "conditions", "people", "groups", what)),
  ];
  return {
    policy,
    id: text(at(rule, "id")),
    name: text(at(rule, "name")) ?? text(at(rule, "id")),
    isActive: text(at(rule, "status")) !== "INACTIVE",
    priority: count(at(rule, "priority")) ?? LAST,
    demand: demandOf(at(rule, "actions")),
    isConditional: isConditional(object(at(rule, "conditions"))),
    include: people("include"),
    exclude: people("exclude"),
    sessionMinutes: count(at(rule, "actions", "signon", "session", "maxSessionLifetimeMinutes")),
  };
}

function demandOf(actions: unknown): Demand {
  const access = text(at(actions, "signon", "access")) ?? text(at(actions, "appSignOn", "access"));
  if (access === "DENY") return "deny";
  if (at(actions, "signon") !== undefined) return flag(at(actions, "signon", "requireFactor")) === true ? "mfa" : "password";
  return demandOfMethod(at(actions, "appSignOn", "verificationMethod"));
}

/** What an authentication policy asks for. What is not understood demands nothing. */
function demandOfMethod(method: unknown): Demand {
  if (text(at(method, "type")) === "AUTH_METHOD_CHAIN") {
    const chains = list(at(method, "chains"));
    return chains.length > 0 && chains.every((chain) => list(at(chain, "next")).length > 0) ? "mfa" : "password";
  }
  // Each constraint is a way to satisfy the rule, so the rule is as strong as the weakest of them.
  const possession = list(at(method, "constraints")).map((constraint) => at(constraint, "possession"));
  const all = (name: string) => possession.length > 0 && possession.every((one) => text(at(one, name)) === "REQUIRED");
  const isTwoFactor = text(at(method, "factorMode")) === "2FA" || all("userVerification");
  if (!isTwoFactor) return "password";
  return all("phishingResistant") ? "phishing-resistant" : "mfa";
}

/** Conditions that are met always, by what they say. */
function isConditional(conditions: Readonly<Record<string, unknown>>): boolean {
  const isNot = (expected: string, ...path: readonly string[]) => (text(at(conditions, ...path)) ?? expected) !== expected;
  const says = (...path: readonly string[]) => list(at(conditions, ...path)).length > 0;
  return (
    isNot("ANYWHERE", "network", "connection") ||
    isNot("ANY", "authContext", "authType") ||
    isNot("ANY", "riskScore", "level") ||
    isNot("ANY", "identityProvider", "provider") ||
    says("risk", "behaviors") ||
    says("userType", "include") ||
    says("userType", "exclude") ||
    flag(at(conditions, "device", "registered")) === true ||
    flag(at(conditions, "device", "managed")) === true ||
    text(at(conditions, "elCondition", "condition")) !== null ||
    list(at(conditions, "platform", "include")).some((platform) => text(at(platform, "type")) !== "ANY")
  );
}

/** A policy's least demand on those whom it surely applies to, and who gets in with less. */
interface Reach {
  readonly demand: Demand;
  readonly escaped: readonly string[];
}

/** What active rules come to together, in their order. Null where some of everybody get in with a password. */
function reachOf(rules: readonly Rule[]): Reach | null {
  let demand: Demand = "deny";
  const escaped: string[] = [];
  for (const rule of rules.filter((one) => one.isActive).sort(byPriority)) {
    const isForAll = rule.include.length === 0;
    if (rule.demand === "password") {
      if (isForAll) return null;
      escaped.push(...rule.include);
    } else {
      demand = lesser(demand, rule.demand);
      // Those whom it excludes fall through to rules of which nothing more is known here.
      if (isForAll && !rule.isConditional) return { demand, escaped: [...escaped, ...rule.exclude] };
    }
  }
  return null;
}

function lesser(a: Demand, b: Demand): Demand {
  return DEMANDS.indexOf(a) <= DEMANDS.indexOf(b) ? a : b;
}

function byPriority(a: { readonly priority: number; readonly name: string }, b: { readonly priority: number; readonly name: string }): number {
  return a.priority - b.priority || (a.name < b.name ? -1 : 1);
}

/**
 * The rows of `policies` that sign-on policies come to.
 *
 * @param everyone the id of the group that holds all users, where it is known
 * @param inForce ids of the authentication policies that guard an application; null = not known, so all of them
 */
export function policyRows(policies: readonly Policy[], rules: readonly Rule[], everyone: string | null, inForce: ReadonlySet<string> | null): Row[] {
  const rulesOf = (policy: Policy) => rules.filter((rule) => rule.policy === policy.id);
  const session = policies.filter((policy) => policy.type === "OKTA_SIGN_ON").sort(byPriority);
  const access = policies.filter((policy) => policy.type === "ACCESS_POLICY" && policy.isActive && inForce?.has(policy.id) !== false);
  return [...sessionRows(session, rulesOf, everyone), ...accessRow(access.map((policy) => reachOf(rulesOf(policy))))];
}

function sessionRows(policies: readonly Policy[], rulesOf: (policy: Policy) => readonly Rule[], everyone: string | null): Row[] {
  const rows: Row[] = [];
  /** Groups whose users an earlier policy has already taken. */
  const taken = new Set<string>();
  for (const policy of policies) {
    const include = policy.groups.length === 0 || (everyone !== null && policy.groups.includes(everyone)) ? ["*"] : policy.groups;
    const isReached = policy.isActive && !taken.has("*");
    const before = [...taken].filter((group) => !include.includes(group));
    const reach = reachOf(rulesOf(policy));
    if (reach !== null) {
      const exclude = [...new Set([...before, ...reach.escaped])].sort();
      rows.push({ kind: "mfa", id: policy.id, name: policy.name, state: stateOf(isReached), include, exclude, strength: strengthOf(reach.demand) });
    }
    for (const rule of [...rulesOf(policy)].sort(byPriority)) {
      if (rule.sessionMinutes === null || rule.demand === "deny") continue;
      const name = `${policy.name} / ${rule.name}`;
      const people = rule.include.length === 0 ? include : rule.include;
      const exclude = [...new Set([...before, ...rule.exclude])].sort();
      rows.push({
        kind: "session-lifetime",
        id: rule.id,
        name,
        state: stateOf(isReached && rule.isActive),
        include: people,
        exclude,
        // Okta's 0 is no end at all; elsewhere it would be no session.
        value: rule.sessionMinutes === 0 ? "unlimited" : String(rule.sessionMinutes),
      });
    }
    if (policy.isActive) for (const group of include) taken.add(group);
  }
  return rows;
}

/**
 * Each application has one authentication policy, so the org as a whole demands of a user what its weakest policy in
 * force does, and whoever gets past one of them gets in.
 */
function accessRow(reaches: readonly (Reach | null)[]): Row[] {
  if (reaches.length === 0) return [];
  const all = reaches.filter((reach) => reach !== null);
  if (all.length < reaches.length) return [];
  const demand = all.map((reach) => reach.demand).reduce(lesser);
  const exclude = [...new Set(all.flatMap((reach) => reach.escaped))].sort();
  return [{ kind: "mfa", name: "All authentication policies in force", state: "enabled", include: ["*"], exclude, strength: strengthOf(demand) }];
}

/** Nobody getting in at all is as good as the best factor. */
function strengthOf(demand: Demand): string {
  return demand === "deny" ? "phishing-resistant" : demand;
}

function stateOf(isEnabled: boolean): string {
  return isEnabled ? "enabled" : "disabled";
}
