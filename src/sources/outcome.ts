import { FACTS, type Fact, type FactState } from "../inventory/facts.js";
import type { Row } from "../inventory/tables.js";

/** How reading went, for the facts that rest on it. */
export interface Outcome {
  readonly facts: readonly Fact[];
  readonly state: FactState;
  /** Every page was read and every record understood. */
  readonly complete: boolean;
  /** Endpoint, status and permission; null when complete. */
  readonly reason: string | null;
}

/** What a kind of directory can say at all, whatever is asked of it. */
export interface Reach {
  /** Facts that it has no way to give. */
  readonly unsupported: readonly Fact[];
  /** Facts about things that it does not have: nothing there is the whole truth, without asking. */
  readonly absent?: readonly Fact[];
}

/** Worst last: what broke off may work next time, so it is told before what is refused or not offered. */
const WORSE: readonly FactState[] = ["collected", "not-requested", "unsupported", "denied", "failed"];

/**
 * The state of every fact of a source: collected only where all that was asked for it was read to its end,
 * else the worst of what happened. A fact that nothing was asked for is `unsupported` or `not-requested`.
 */
export function factRows(source: string, outcomes: readonly Outcome[], reach: Reach): Row[] {
  return FACTS.map((fact) => {
    const asked = outcomes.filter((outcome) => outcome.facts.includes(fact));
    if (asked.length === 0) return { source, fact, ...unasked(fact, reach) };
    const reasons = asked.flatMap((outcome) => (outcome.reason === null ? [] : [outcome.reason]));
    return {
      source,
      fact,
      state: asked.map((outcome) => outcome.state).reduce(worse),
      complete: asked.every((outcome) => outcome.complete),
      reason: reasons.length === 0 ? null : [...new Set(reasons)].join("; "),
    };
  });
}

/** The worse of two states. */
export function worse(a: FactState, b: FactState): FactState {
  return WORSE.indexOf(a) >= WORSE.indexOf(b) ? a : b;
}

function unasked(fact: Fact, reach: Reach): { state: FactState; complete: boolean; reason: string | null } {
  if (reach.absent?.includes(fact)) return { state: "collected", complete: true, reason: null };
  if (reach.unsupported.includes(fact)) return { state: "unsupported", complete: false, reason: "this kind of directory does not give it" };
  return { state: "not-requested", complete: false, reason: null };
}
