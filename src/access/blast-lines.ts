import { shortened } from "../report/escape.js";
import type { AgentReach } from "./agent-reach.js";
import type { Blast } from "./blast.js";
import { controlLine } from "./control/path.js";
import { grantLine, pathLines } from "./explain.js";
import type { Agent } from "./find.js";
import type { HeldGrant } from "./held.js";
import { leastScopes } from "./scopes.js";
import type { Tier } from "./tiers/list.js";

/** Ours: what a screen holds. */
const GRANTS_SHOWN = 12;

const reaches = (tier: Tier | null) => (tier === null ? "reaches nothing" : `reaches tier ${tier}`);
const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What an agent could do acting for one human, as lines. */
export function blastLines(blast: Blast): string[] {
  const { agent, human, accounts, exceeding, envelope } = blast;
  const lines = [
    `${shortened(agent.name)} (${shortened(`${agent.source}/${agent.id}`)}) acting for ${shortened(human.name)} (${human.person}${blast.verdict === null ? "" : `, ${blast.verdict}`}) ${reaches(blast.reached)}`,
  ];
  if (agent.active === false) lines.push("The agent is disabled: what follows is what it could do once enabled.");
  for (const account of accounts) {
    const notes = [
      ...(account.admin ? ["for administration"] : []),
      ...(account.active === false ? ["not active"] : []),
      ...(account.offline ? ["also while nobody is there"] : []),
    ];
    lines.push("", `Through ${shortened(account.userName ?? account.id)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`);
    for (const scope of account.scopes) {
      const bound = scope.reached === scope.tier ? "" : `, of tier ${scope.tier} by its name`;
      lines.push(
        `  tier ${scope.reached}  ${shortened(scope.scope)} on ${shortened(scope.resource)}: ${scope.why}${bound}${scope.forEverybody ? "; consented for everybody" : ""}`,
      );
    }
    const through = account.scopes.find((scope) => scope.through.length > 0)?.through ?? [];
    if (through.length > 0) lines.push("  which let through", ...grantLines(through, "    "));
    if (account.onward.length > 0) lines.push("  and from there", ...account.onward.map((way) => `    ${controlLine(way)}`));
  }
  if (accounts.length === 0) lines.push("It was given nothing by or for this human.");
  if (blast.own.length > 0) lines.push("", "By itself, whoever asks", ...grantLines(blast.own, "  "));
  if (blast.onward.length > 0) lines.push("  and from there", ...blast.onward.map((way) => `    ${controlLine(way)}`));
  if (exceeding.length > 0)
    lines.push(
      `Confused deputy: ${plural(exceeding.length, "grant", "grants")} of its own ${exceeding.length === 1 ? "goes" : "go"} beyond what ${shortened(human.name)} may do: ${exceeding.map((grant) => shortened(grant.name)).join(", ")}`,
    );
  lines.push("", `Envelope: what it should have for ${shortened(human.name)}, for at most ${envelope.maxMinutes} minutes at a time`);
  if (envelope.scopes.length === 0) lines.push("  nothing");
  for (const { scope, resource } of envelope.scopes) lines.push(`  ${shortened(scope)} on ${shortened(resource)}`);
  for (const { scope, reason } of envelope.withheld) lines.push(`  not ${shortened(scope)}: ${reason}`);
  return lines;
}

/** What an agent has and for whom it may act, as lines. */
export function reachLines(reach: AgentReach): string[] {
  const { agent, delegations, humans, humanCount, own } = reach;
  const lines = [
    `${shortened(agent.name)} (${shortened(`${agent.source}/${agent.id}`)}): by itself it ${reaches(reach.ownTier)}; its scopes ${reach.scopeTier === null ? "are none" : `are of tier ${reach.scopeTier}`}`,
  ];
  if (own.length > 0) lines.push("", "By itself, whoever asks", ...grantLines(own, "  "));
  if (delegations.length > 0) lines.push("", "Given by people");
  for (const { resource, scopes, tier, everybody, accounts, offline } of delegations) {
    const whom = everybody ? (agent.assignmentRequired === true ? "everybody assigned to it" : "everybody") : plural(accounts, "account", "accounts");
    lines.push(
      `  tier ${tier}  ${shortened(scopes.join(" "))} on ${shortened(resource)}, for ${whom}${offline ? ", also while nobody is there" : ""}`,
    );
  }
  if (humans.length > 0) lines.push("", "Acting for");
  for (const human of humans)
    lines.push(`  ${reaches(human.reached)} through ${shortened(human.name)} (${human.person}${human.verdict === null ? "" : `, ${human.verdict}`})`);
  if (humanCount > humans.length) lines.push(`  and ${plural(humanCount - humans.length, "more", "more")}, none further`);
  return lines;
}

/** The least set of scopes for an agent that leaves tier 0 and 1 out, as lines; for everybody whom it acts for, or for one human. */
export function maxScopeLines({ name }: Agent, given: readonly { readonly resource: string; readonly scopes: readonly string[] }[]): string[] {
  const resources = [...new Set(given.map(({ resource }) => resource))].sort();
  if (resources.length === 0) return [`${shortened(name)} was given no scope.`];
  return resources.flatMap((resource) => {
    const { keep, drop } = leastScopes(given.filter((one) => one.resource === resource).flatMap(({ scopes }) => scopes));
    return [
      `${shortened(resource)}: ${keep.length === 0 ? "nothing" : shortened(keep.join(" "), 1000)}`,
      ...drop.map(({ scope, reason, instead }) => `  without ${shortened(scope)}: ${reason}${instead === null ? "" : `; ${instead} instead`}`),
    ];
  });
}

function grantLines(grants: readonly HeldGrant[], indent: string): string[] {
  const lines = grants
    .slice(0, GRANTS_SHOWN)
    .flatMap((grant) => [
      `${indent}tier ${grant.tier}  ${grantLine(grant)}`,
      ...(grant.path.length === 0 ? [] : pathLines(grant).map((line) => `${indent}        ${line}`)),
    ]);
  return grants.length > GRANTS_SHOWN ? [...lines, `${indent}and ${grants.length - GRANTS_SHOWN} more, none stronger`] : lines;
}
