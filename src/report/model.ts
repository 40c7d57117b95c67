import type { FactState } from "../inventory/facts.js";
import type { Verdict } from "../readiness/model.js";
import type { Remediation, Severity } from "../rules/contract.js";

/** The JSON report, schemaVersion 1, entry by entry. `schema/report.schema.json` is its published form. */
export const SCHEMA_VERSION = 1;

export interface SourceEntry {
  readonly id: string;
  readonly kind: string;
  readonly collectedAt: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly facts: Readonly<Record<string, FactState>>;
  /** Facts that were read without a claim to be complete: rows that are there count, rows that are not prove nothing. */
  readonly partial: readonly string[];
  /** Why a fact is not collected, or not complete. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Records that could not be read. */
  readonly rejected: { readonly count: number; readonly records: readonly RejectEntry[] };
  readonly notes: readonly string[];
}

export interface RejectEntry {
  readonly place: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly reason: string;
}

export interface Summary {
  readonly people: number;
  readonly accounts: number;
  readonly agents: number;
  readonly ready: number;
  readonly conditional: number;
  readonly blocked: number;
  readonly findings: Readonly<Record<Severity, number>>;
}

export interface ReportHead {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: { readonly name: "obo-audit"; readonly version: string };
  readonly scannedAt: string;
  readonly now: string;
  readonly sources: readonly SourceEntry[];
  readonly summary: Summary;
}

export interface AccountEntry {
  readonly source: string;
  readonly id: string;
  readonly userName: string | null;
  readonly kind: string;
  readonly kindEvidence: readonly string[];
  /** 0 to 1. */
  readonly kindConfidence?: number;
  readonly active: boolean | null;
  readonly person: string | null;
}

export interface PersonEntry {
  readonly id: string;
  readonly displayName: string | null;
  /** The account to delegate from, as `source/id`. */
  readonly everydayAccount: string | null;
  /** Why it is that account. */
  readonly everydayWhy?: string;
  readonly accounts: readonly {
    readonly source: string;
    readonly id: string;
    readonly userName: string | null;
    readonly kind: string;
    readonly active: boolean | null;
    /** What to do with it: delegate from it, keep, merge or close it. */
    readonly advice?: string;
  }[];
  readonly links: readonly LinkEntry[];
  readonly readiness: Readiness;
}

export interface LinkEntry {
  readonly a: string;
  readonly b: string;
  readonly probability: number;
  readonly decision: "match" | "review";
  readonly evidence: readonly { readonly field: string; readonly outcome: string; readonly weight: number | null }[];
}

export interface Readiness {
  readonly verdict: Verdict;
  readonly score: { readonly proven: number; readonly possible: number };
  readonly gates: readonly { readonly id: string; readonly status: "pass" | "fail" | "unknown"; readonly findings: readonly string[] }[];
  readonly dimensions: readonly {
    readonly id: string;
    readonly proven: number;
    readonly possible: number;
    readonly weight: number;
    readonly reasons: readonly string[];
  }[];
  /** `upTo`: the step collects evidence, and may gain less. */
  readonly pathToReady: readonly {
    readonly action: string;
    readonly subject: string;
    readonly finding: string | null;
    readonly gain: number;
    readonly upTo?: boolean;
  }[];
  readonly conditions?: readonly string[];
  /** What an agent may get for the person: what they have, only reading, or nothing. */
  readonly envelope?: "full" | "read" | "none";
  /** The verdict at the end of the path, and what stands in the way of READY then. */
  readonly reachable?: Verdict;
  readonly obstacles?: readonly string[];
}

export interface AgentEntry {
  readonly id: string;
  readonly source: string;
  readonly displayName: string | null;
  readonly humans: readonly string[];
  readonly sponsors: readonly string[];
  readonly consents: readonly { readonly principal: string; readonly resource: string; readonly scopes: readonly string[] }[];
  readonly applicationRoles: readonly string[];
  readonly blastRadius: Readonly<Record<string, unknown>>;
}

export interface DuplicateEntry {
  readonly people: readonly [string, string];
  readonly probability: number;
  readonly decision: "review";
  readonly evidence: LinkEntry["evidence"];
  /** The accounts of the two whom the question is about, as `source/id`. */
  readonly a?: string;
  readonly b?: string;
  /** What to ask a human. */
  readonly question?: string;
}

export interface FindingEntry {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly subject: { readonly type: string; readonly source: string; readonly id: string; readonly name: string | null };
  readonly people: readonly string[];
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly controls: readonly string[];
  readonly remediation: Remediation;
  readonly status: "new" | "known" | "waived";
  readonly waiver: { readonly reason: string; readonly owner: string; readonly expires: string } | null;
}

export interface RuleEntry {
  readonly id: string;
  readonly status: "run" | "unknown" | "skipped";
  readonly reason: string | null;
}

/**
 * A report whose long lists are read as they are written: a scan of a million accounts does not fit in memory.
 * It comes from an audited inventory, or from a JSON report.
 */
export interface Report {
  readonly head: ReportHead;
  readonly rules: readonly RuleEntry[];
  /** Worked out when it is asked for: a report that goes to a file alone does not need it. */
  digest(): Promise<Digest>;
  accounts(): AsyncIterable<AccountEntry>;
  people(): AsyncIterable<PersonEntry>;
  agents(): AsyncIterable<AgentEntry>;
  duplicates(): AsyncIterable<DuplicateEntry>;
  findings(): AsyncIterable<FindingEntry>;
}

/** What a reader wants first, for the screen: bounded, whatever the size of the directory. */
export interface Digest {
  /** Failing and unknown gates with the number of people, most first. */
  readonly gates: readonly { readonly id: string; readonly status: "fail" | "unknown"; readonly people: number }[];
  /** Rules by the number of people whom their findings concern, most first. */
  readonly causes: readonly {
    readonly ruleId: string;
    readonly title: string;
    readonly severity: Severity;
    readonly findings: number;
    readonly people: number;
  }[];
  /** Those furthest from READY first. */
  readonly people: readonly PersonEntry[];
  /** Worst first. */
  readonly findings: readonly FindingEntry[];
}

/** How many people and findings a digest lists. */
export const DIGEST_ROWS = 15;
