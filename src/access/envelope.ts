import { isReading, scopeName } from "./scopes.js";
import { scopeTier } from "./tiers.js";

/** A scope of a resource. */
export interface ResourceScope {
  readonly resource: string;
  readonly scope: string;
}

/** What readiness says of a human, as far as delegation rests on it. */
export interface Standing {
  readonly verdict: "READY" | "CONDITIONAL" | "BLOCKED";
  readonly gates: readonly { readonly id: string; readonly status: "pass" | "fail" | "unknown" }[];
}

/** What an agent may get to act for a human, and what it may not, with the reason. */
export interface Envelope {
  readonly scopes: readonly ResourceScope[];
  readonly withheld: readonly (ResourceScope & { readonly reason: string })[];
  /** Minutes that a token may live. */
  readonly maxMinutes: number;
}

/** Ours; RFC 9700 asks for short lifetimes and gives no number. */
const MAX_MINUTES = 60;

/**
 * The delegation envelope: of the scopes that the agent was given, those that may be used without asking again.
 * Tier 0 never is; tier 1 only task by task; nothing lasts while the human is away. Somebody who is not READY gives
 * reading at most, and nothing where a gate could not be checked or concerns the second factor.
 *
 * @param standing null = readiness was not assessed, which gives nothing
 */
export function envelope(requested: readonly ResourceScope[], standing: Standing | null): Envelope {
  const scopes: ResourceScope[] = [];
  const withheld: (ResourceScope & { reason: string })[] = [];
  const closed = closedBecause(standing);
  for (const asked of requested) {
    const reason = closed ?? withheldBecause(asked.scope, standing?.verdict === "READY");
    if (reason === null) scopes.push(asked);
    else withheld.push({ ...asked, reason });
  }
  return { scopes, withheld, maxMinutes: MAX_MINUTES };
}

/** Why a human gives nothing at all; null when they may give something. */
function closedBecause(standing: Standing | null): string | null {
  if (standing === null) return "readiness was not assessed";
  if (standing.verdict === "BLOCKED") return "the human is BLOCKED";
  if (standing.verdict === "READY") return null;
  const open = standing.gates.find((gate) => gate.status === "unknown" || (gate.id === "mfa" && gate.status !== "pass"));
  return open === undefined ? null : `the human is CONDITIONAL and the gate ${open.id} is ${open.status}`;
}

function withheldBecause(scope: string, ready: boolean): string | null {
  if (scopeName(scope) === "offline_access") return "keeps what it has while nobody is there";
  const tier = scopeTier(scope);
  if (tier === 0) return "reaches tier 0";
  if (tier === 1) return "needs a fresh approval for each task";
  return ready || isReading(scope) ? null : "changes something, and the human is CONDITIONAL";
}
