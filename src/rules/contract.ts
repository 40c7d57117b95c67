import type { DerivedFact, Fact } from "../inventory/facts.js";
import type { CheckId } from "../readiness/model.js";

/** Highest first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const FAMILIES = [
  "duplicates",
  "shared",
  "privilege",
  "secrets",
  "authentication",
  "ownership",
  "lifecycle",
  "agents",
  "delegation",
  "directory-posture",
] as const;
export type Family = (typeof FAMILIES)[number];

/** What a finding can be about. */
export type SubjectType = "account" | "person" | "app" | "agent" | "group" | "role" | "secret" | "consent" | "pair" | "directory";

/** A fact that the rule rests on; `a|b` = either is enough. */
export type Need = Fact | DerivedFact | `${Fact}|${Fact}`;

/** Rule options are plain values, so that the configuration can set them and a rule page can print them. */
export type OptionValue = number | string | boolean | readonly string[];
export type Options = Readonly<Record<string, OptionValue>>;

/**
 * The columns that every rule's query gives. Further columns are the finding's evidence.
 * Timestamps arrive as text `YYYY-MM-DD HH:MM:SS`.
 */
export interface SubjectRow {
  /** The source whose facts the finding rests on. */
  readonly source: string;
  readonly subjectId: string;
  readonly subjectName: string | null;
  /** The account that the subject hangs on, where the subject is not itself an account: a secret's holder, a consent's client. */
  readonly account?: string | null;
  /** Distinguishes several findings of one rule about one subject, such as a secret's id. Never a name, date or count. */
  readonly key?: string | null;
  /** Where the case is worse or milder than the rule's own severity. */
  readonly severity?: Severity | null;
  /** The people concerned, where `concerns` does not say it. */
  readonly people?: readonly string[] | null;
  /** The kind of the source, which the engine adds so that a remediation can give the service's own commands. */
  readonly service?: string | null;
}

export interface Remediation {
  readonly summary: string;
  readonly steps: readonly string[];
  /** Exact commands with the ids filled in, each safe to read before it is run. */
  readonly commands: readonly string[];
}

/**
 * One rule, as data: what it is, why it matters, what it needs, what it selects, what it says, how to fix it.
 * The engine does the rest once for all rules: facts check, scope, severity by reach, fingerprint,
 * subsumption, waivers, escaping.
 */
export interface Rule<R extends SubjectRow = SubjectRow, O extends Options = Options> {
  readonly id: `${Family}/${string}`;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: SubjectType;
  /** One or two sentences: what can happen if it stays. */
  readonly rationale: string;
  /** Without these the rule is `unknown` for a source, never passed. */
  readonly needs: readonly Need[];
  /** Standards that ask for it, as `NHI7:2025`, `NIST-800-53:IA-5`, `SCuBA:MS.AAD.5.6`, `CIS-M365:5.2.2.2`, `ATT&CK:T1078`. */
  readonly controls: readonly string[];
  /** The readiness check that it lowers; null = it says nothing about one person. */
  readonly check: CheckId | null;
  /**
   * Whose readiness it concerns: `self`, the person of the account; `responsible`, the owners and sponsors of the
   * account; `delegators`, the people whom the client acts for; `directory`, everyone whose everyday account is in the source.
   */
  readonly concerns: "self" | "responsible" | "delegators" | "directory";
  /** Raise by one step when the account reaches tier 0 or delegates to an agent. */
  readonly raisedByReach?: true;
  /** Runs after readiness and never enters a score. */
  readonly afterReadiness?: true;
  /** Rules whose finding about the same account silences this one: the same cause, said louder. */
  readonly silencedBy?: readonly string[];
  /** Thresholds with their defaults; `$name` in the query. */
  readonly options: O;
  /** Where each default comes from: a standard's id, or `ours` and why. */
  readonly optionSources: { readonly [K in keyof O]: string };
  /** A query over the inventory. `$now` is the scan's clock. One row a finding. */
  readonly select: string;
  readonly message: (row: R, options: O) => string;
  readonly remediation: (row: R, options: O) => Remediation;
}

/** A rule of any row type, as the engine handles it. */
// biome-ignore lint/suspicious/noExplicitAny: the row and option types are private to each rule; the engine passes back what its own query gave.
export type AnyRule = Rule<any, any>;
