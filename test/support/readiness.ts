import { resolveAccess } from "../../src/access/resolve.js";
import { FACTS } from "../../src/inventory/facts.js";
import type { Row } from "../../src/inventory/tables.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { assessReadiness, type ReadinessDetail, type ReadinessOptions } from "../../src/readiness/assess.js";
import type { Gap, Item } from "../../src/readiness/case.js";
import type { CheckId, GateId, Verdict } from "../../src/readiness/model.js";
import { auditAccounts } from "../../src/rules/audited.js";
import type { AnyRule, Severity } from "../../src/rules/contract.js";
import { inventoryWith, type Tables } from "./inventory.js";

/** A finding that lowers a check, and whatever else it does. */
export function finding(check: CheckId | null, severity: Severity, rest: Partial<Item> = {}): Item {
  return { check, severity, waived: false, silencedBy: null, fails: [], doubts: [], ...rest };
}

/** A missing fact. */
export function gap(checks: readonly CheckId[], gates: readonly GateId[] = []): Gap {
  return { checks, gates };
}

export const NOW = new Date("2026-06-01T09:00:00Z");

/** A finding as the runner leaves it, about an account of "corp" unless it says otherwise. */
export interface Found {
  readonly ruleId: string;
  readonly severity?: Severity;
  readonly status?: "new" | "known" | "waived";
  /** An account; the finding concerns its person. */
  readonly account?: string;
  /** An account whose person the finding concerns, where that is not the account's own. */
  readonly concerns?: string;
  /** A source: the finding concerns everyone there. */
  readonly everyoneOf?: string;
  readonly source?: string;
  readonly subjectId?: string;
  /** The place in the list of the finding that says the same louder. */
  readonly silencedBy?: number;
  readonly row?: Readonly<Record<string, unknown>>;
}

/** Rules of which readiness reads the id, the title, the check and when they run. */
export function rule(id: string, check: CheckId | null, rest: Partial<AnyRule> = {}): AnyRule {
  return {
    id: id as AnyRule["id"],
    title: `about ${id}`,
    severity: "medium",
    subject: "account",
    rationale: "",
    needs: [],
    controls: [],
    check,
    concerns: "self",
    options: {},
    optionSources: {},
    select: "",
    message: () => "",
    remediation: () => ({ summary: "", steps: [], commands: [] }),
    ...rest,
  };
}

export interface Assessed extends ReadinessDetail {
  readonly verdict: Verdict;
  readonly proven: number;
  readonly possible: number;
  readonly gate: (id: GateId) => string;
}

/** Everything was asked of these sources and answered in full. */
export function everythingKnown(...sources: readonly string[]): Row[] {
  return (sources.length === 0 ? ["corp"] : sources).flatMap((source) => FACTS.map((fact) => ({ source, fact, state: "collected", complete: true })));
}

/** The same, but for some facts. */
export function known(states: Readonly<Record<string, string | null>>, source = "corp"): Row[] {
  return everythingKnown(source).flatMap((row) => {
    const state = states[String(row["fact"])];
    if (state === null) return [];
    return [state === undefined ? row : { ...row, state, complete: false }];
  });
}

/** A policy that demands a second factor of everybody. */
export const MFA_FOR_ALL: Row = { kind: "mfa", name: "everybody", state: "enabled", include: ["*"], exclude: [] };

/** A human with everything in order. */
export function human(id: string, rest: Row = {}): Row {
  const [givenName, familyName] = [id[0]?.toUpperCase() + id.slice(1), `of ${id}`];
  return {
    id,
    userName: `${id}@corp.example`,
    kind: "human",
    givenName,
    familyName,
    active: true,
    mfa: "phishing-resistant",
    manager: "boss",
    lastSignIn: NOW,
    ...rest,
  };
}

/** Puts tables through people, access and readiness, with findings as given; the result is by the everyday account's id. */
export async function assess(
  tables: Tables,
  found: readonly Found[] = [],
  rules: readonly AnyRule[] = [],
  options: Partial<ReadinessOptions> & { readonly sourceOfRecord?: string } = {},
): Promise<ReadonlyMap<string, Assessed>> {
  const db = await inventoryWith({ facts: everythingKnown(), policies: [MFA_FOR_ALL], ...tables });
  try {
    const record = options.sourceOfRecord === undefined ? {} : { sourceOfRecord: options.sourceOfRecord };
    await resolvePeople(db, { now: NOW, ...record });
    await resolveAccess(db, { now: NOW });
    await auditAccounts(db, { now: NOW, breakGlass: [], ...record });
    await db.run(`
      CREATE TABLE findings (fingerprint VARCHAR, ruleId VARCHAR, severity VARCHAR, subjectType VARCHAR, source VARCHAR, subjectId VARCHAR,
        subjectName VARCHAR, account VARCHAR, "row" JSON, status VARCHAR, waiver JSON, silencedBy VARCHAR);
      CREATE TABLE finding_people (fingerprint VARCHAR, person VARCHAR);
      CREATE TABLE finding_sources (fingerprint VARCHAR, source VARCHAR);`);
    for (const [index, one] of found.entries()) {
      const params = {
        fingerprint: fingerprintOf(index),
        ruleId: one.ruleId,
        severity: one.severity ?? "medium",
        source: one.source ?? "corp",
        subjectId: one.subjectId ?? one.account ?? "corp",
        account: one.account ?? null,
        row: JSON.stringify(one.row ?? {}),
        status: one.status ?? "new",
        silencedBy: one.silencedBy === undefined ? null : fingerprintOf(one.silencedBy),
        concerns: one.concerns ?? one.account ?? null,
        everyoneOf: one.everyoneOf ?? null,
      };
      await db.run(
        `INSERT INTO findings VALUES ($fingerprint, $ruleId, $severity, 'account', $source, $subjectId, NULL, $account, $row, $status, NULL, $silencedBy)`,
        params,
      );
      await db.run("INSERT INTO finding_people SELECT $fingerprint, person FROM person_accounts WHERE source = $source AND id = $concerns", params);
      if (one.everyoneOf !== undefined) await db.run("INSERT INTO finding_sources VALUES ($fingerprint, $everyoneOf)", params);
    }
    await assessReadiness(db, rules, { now: NOW, ...options });
    const rows = await db.rows<{ id: string; verdict: Verdict; proven: number; possible: number; detail: string }>(
      `SELECT p.everydayId AS id, r.verdict, r.proven, r.possible, r.detail FROM readiness AS r JOIN people AS p ON p.person = r.person ORDER BY ALL`,
    );
    return new Map(
      rows.map(({ id, detail, ...rest }) => {
        const parsed = JSON.parse(detail) as ReadinessDetail;
        return [id, { ...rest, ...parsed, gate: (gate: GateId) => parsed.gates.find((one) => one.id === gate)?.status ?? "missing" }];
      }),
    );
  } finally {
    await db.close();
  }
}

/** The fingerprint of the finding at a place in the list. */
export function fingerprintOf(index: number): string {
  return index.toString(16).padStart(16, "0");
}
