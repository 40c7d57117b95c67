import type { Inventory } from "../inventory/inventory.js";
import { type ControlPath, waysOn } from "./control/path.js";
import { type Envelope, envelope, type ResourceScope, type Standing } from "./envelope.js";
import type { Agent, Human } from "./find.js";
import { type AccountKey, bestTier, type HeldGrant, heldBy } from "./held.js";
import { isAdministration, isReading, reachedTier, scopeName } from "./scopes.js";
import { standingOf } from "./standing.js";
import type { Tier } from "./tiers/list.js";
import { judgeScope } from "./tiers.js";

/** What one delegated scope comes to in the hands of the agent, for one human. */
export interface ScopeReach extends ResourceScope {
  /** What the scope says by itself. */
  readonly tier: Tier;
  readonly why: string;
  /** What it comes to with the human's own rights as the second bound. */
  readonly reached: Tier;
  /** The human's grants that the scope lets through; only scopes that administer the directory let any through. */
  readonly through: readonly HeldGrant[];
  /** Whether it was granted for everybody, not by this human. */
  readonly forEverybody: boolean;
}

/** What an agent could do through one account of a human. */
export interface AccountReach extends AccountKey {
  readonly userName: string | null;
  /** The person's second account for administration: it never delegates, and is not in the envelope. */
  readonly admin: boolean;
  readonly active: boolean | null;
  readonly scopes: readonly ScopeReach[];
  /** Whether it can go on while the human is away. */
  readonly offline: boolean;
  /** What the account could take over by doing something first, where a scope lets its rights through. */
  readonly onward: readonly ControlPath[];
}

/** What an agent could do acting for one human. */
export interface Blast {
  readonly agent: Agent;
  readonly human: Human;
  readonly verdict: Standing["verdict"] | null;
  readonly accounts: readonly AccountReach[];
  /** The strongest tier that the agent reaches through the human; null = it was given nothing. */
  readonly reached: Tier | null;
  /** What the agent may do by itself, which no human bounds. */
  readonly own: readonly HeldGrant[];
  /** What it could take over by itself by doing something first. */
  readonly onward: readonly ControlPath[];
  /** Of those, what goes beyond the human's own rights: a human who asks the agent gets more than they have. */
  readonly exceeding: readonly HeldGrant[];
  /** What it should have: readiness decides. */
  readonly envelope: Envelope;
}

interface Delegation {
  readonly agent: string;
  readonly source: string;
  readonly principal: string | null;
  readonly resource: string;
  readonly scopes: readonly string[];
}

interface HumanAccount extends AccountKey {
  readonly userName: string | null;
  readonly admin: boolean;
  readonly active: boolean | null;
}

/** What `agent` could do acting for `human`, today, and what it should be able to do. */
export async function blastFor(db: Inventory, agent: Agent, human: Human): Promise<Blast> {
  const [own, accounts, delegations, standing] = [
    await heldBy(db, agent),
    await accountsOf(db, human.person, agent.source),
    await delegationsOf(db, agent),
    await standingOf(db, human.person),
  ];
  const reaches: AccountReach[] = [];
  let humansBest: Tier | null = null;
  for (const account of accounts) {
    const given = delegations.filter((delegation) => delegation.principal === null || delegation.principal === account.id);
    const grants = await heldBy(db, account);
    const best = bestTier(grants);
    if (best !== null && (humansBest === null || best < humansBest)) humansBest = best;
    if (given.length === 0) continue;
    const scopes = scopesOf(given, grants, best);
    reaches.push({
      ...account,
      scopes,
      // Reading what one administers changes nothing; only a scope that writes does what a way to tier 0 asks for.
      onward: scopes.some(({ scope }) => isAdministration(scope) && !isReading(scope)) ? await waysOn(db, account) : [],
      offline: given.some((delegation) => delegation.scopes.includes("offline_access")),
    });
  }
  const tiers = reaches.flatMap((reach) => reach.scopes.map((scope) => scope.reached));
  const requested = reaches.filter((reach) => !reach.admin).flatMap((reach) => reach.scopes.map(({ resource, scope }) => ({ resource, scope })));
  return {
    agent,
    human,
    verdict: standing?.verdict ?? null,
    accounts: reaches,
    reached: tiers.length === 0 ? null : (Math.min(...tiers) as Tier),
    own,
    onward: (await waysOn(db, agent)).filter(({ path }) => path[0]?.kind !== "acts for"),
    exceeding: own.filter((grant) => grant.state === "active" && grant.tier < (humansBest ?? 2)),
    envelope: envelope(requested, standing),
  };
}

function scopesOf(given: readonly Delegation[], grants: readonly HeldGrant[], best: Tier | null): ScopeReach[] {
  const active = grants.filter((grant) => grant.state === "active" && grant.kind !== "application" && grant.kind !== "entitlement");
  const scopes = new Map<string, ScopeReach>();
  for (const { resource, scopes: names, principal } of given) {
    for (const scope of names) {
      const key = `${resource}\n${scopeName(scope)}`;
      const before = scopes.get(key);
      if (before !== undefined && !before.forEverybody) continue;
      const { tier, why } = judgeScope(scope);
      const reached = reachedTier(scope, best);
      scopes.set(key, { resource, scope, tier, why, reached, through: isAdministration(scope) ? active : [], forEverybody: principal === null });
    }
  }
  return [...scopes.values()].sort(
    (a, b) => a.reached - b.reached || a.tier - b.tier || compare(a.resource, b.resource) || compare(a.scope, b.scope),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function delegationsOf(db: Inventory, agent: AccountKey): Promise<Delegation[]> {
  return db.rows<Delegation>(
    "SELECT source, agent, principal, resource, scopes FROM delegations WHERE source = $source AND agent = $id ORDER BY principal NULLS FIRST, resource, scopes",
    { source: agent.source, id: agent.id },
  );
}

/** A person's accounts in one source, those for administration last: an agent of one directory gets no token of another. */
function accountsOf(db: Inventory, person: string, source: string): Promise<HumanAccount[]> {
  return db.rows<HumanAccount>(
    `
SELECT p.source, p.id, a.userName, coalesce(k.kind = 'admin', false) AS admin, a.active
FROM person_accounts AS p
JOIN accounts AS a ON a.source = p.source AND a.id = p.id
LEFT JOIN account_kinds AS k ON k.source = p.source AND k.id = p.id
WHERE p.person = $person AND p.source = $source
ORDER BY admin, p.id`,
    { person, source },
  );
}
