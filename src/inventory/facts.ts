/**
 * Facts: what a rule can need to know about a source, and in what state that knowledge is.
 *
 * "Cannot tell" is a result. A fact that was refused, is not offered, was not asked for or broke off
 * makes every rule that rests on it `unknown` for that source; it never becomes an empty, hence clean, answer.
 */
export const FACTS = [
  "accounts",
  "status",
  "hr",
  "manager",
  "signin",
  "mfa",
  "devices",
  "mailbox",
  "groups",
  "roles",
  "eligibility",
  "rolePolicy",
  "owners",
  "policies",
  "secrets",
  "tokens",
  "consents",
  "appRoles",
  "agents",
  "sponsors",
  "federation",
  "reviews",
  "risk",
] as const;

/** A fact that a source can give. */
export type Fact = (typeof FACTS)[number];

/** What earlier stages make for the rules; always there once the stage has run. */
export type DerivedFact = "people" | "access";

/** What happened when a fact was asked for. */
export const FACT_STATES = ["collected", "denied", "unsupported", "not-requested", "failed"] as const;
export type FactState = (typeof FACT_STATES)[number];
