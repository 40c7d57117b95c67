import type { Fact } from "../inventory/facts.js";
import { type Check, type CheckId, DIMENSIONS } from "./model.js";

/** Facts that a check or a gate of one person rests on. Their place in the list is their bit in a mask. */
export const NEEDED_FACTS = [
  "accounts",
  "status",
  "manager",
  "signin",
  "mfa",
  "groups",
  "roles",
  "owners",
  "policies",
  "secrets",
  "tokens",
  "consents",
  "agents",
  "sponsors",
  "reviews",
  "risk",
] as const satisfies readonly Fact[];
export type NeededFact = (typeof NEEDED_FACTS)[number];

/** A set of facts as one number, so that a million people fit in a column. */
export type FactMask = number;

/** The mask of some facts. */
export function maskOf(facts: readonly NeededFact[]): FactMask {
  return facts.reduce((mask, fact) => mask | (1 << NEEDED_FACTS.indexOf(fact)), 0);
}

/** The facts of a mask, in their fixed order. */
export function factsOf(mask: FactMask): readonly NeededFact[] {
  return NEEDED_FACTS.filter((fact) => (mask & maskOf([fact])) !== 0);
}

const isNeeded = (name: string): name is NeededFact => (NEEDED_FACTS as readonly string[]).includes(name);

/** What each check needs of the sources; `people` and `access` are made by earlier stages and are always there. */
export const CHECK_NEEDS: ReadonlyMap<CheckId, FactMask> = new Map(
  DIMENSIONS.flatMap((dimension) =>
    dimension.checks.map((check: Check & { readonly id: CheckId }) => [check.id, maskOf(check.needs.filter(isNeeded))] as const),
  ),
);
