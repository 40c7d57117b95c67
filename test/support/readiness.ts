import { resolveAccess } from "../../src/access/resolve.js";
import { FACTS } from "../../src/inventory/facts.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row, TableName } from "../../src/inventory/tables.js";
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

/** One company, small enough to be written down in a test. */
export interface Situation {
  readonly tables?: Tables;
  readonly found?: readonly Found[];
  /** Account keys of one person, the everyday account first. Every other human, admin or guest account is a person of its own. */
  readonly same?: readonly (readonly string[])[];
  /** Pairs of account keys of which it is open whether they are one person. */
  readonly review?: readonly (readonly [string, string])[];
  /** Account keys. */
  readonly breakGlass?: readonly string[];
}

export interface AssessOptions extends Partial<ReadinessOptions> {
  readonly rules?: readonly AnyRule[];
  readonly sourceOfRecord?: string;
}

/** What becomes of the people of one company, by the id of the everyday account. */
export async function assess(situation: Situation, options: AssessOptions = {}): Promise<ReadonlyMap<string, Assessed>> {
  const [people] = await assessAll([situation], options);
  return people ?? new Map();
}

/** The same for many companies at once, each with directories of its own: one inventory serves a whole table of cases. */
export async function assessAll(
  situations: readonly Situation[],
  { rules = [], sourceOfRecord, ...options }: AssessOptions = {},
): Promise<ReadonlyMap<string, Assessed>[]> {
  const at = (index: number, source: string) => `${source}~${index}`;
  const key = (index: number, account: string) => at(index, account.slice(0, account.indexOf("/"))) + account.slice(account.indexOf("/"));
  const together: { [T in TableName]?: Row[] } = {};
  for (const [index, { tables = {} }] of situations.entries()) {
    const all: Tables = { facts: everythingKnown(), policies: [MFA_FOR_ALL], ...tables };
    for (const [table, rows] of Object.entries(all) as [TableName, readonly Row[]][]) {
      together[table] = [...(together[table] ?? []), ...rows.map((row) => ({ ...row, source: at(index, String(row["source"] ?? "corp")) }))];
    }
  }
  const db = await inventoryWith(together);
  try {
    await db.run(PEOPLE_TABLES);
    for (const [index, { same = [], review = [] }] of situations.entries()) {
      for (const keys of same) {
        for (const [place, account] of keys.entries()) {
          const params = { everyday: key(index, keys[0] ?? ""), account: key(index, account), first: place === 0 };
          await db.run("UPDATE person_accounts SET person = $everyday, everyday = $first WHERE source || '/' || id = $account", params);
          if (place > 0) await db.run("DELETE FROM people WHERE person = $account", params);
        }
      }
      for (const [a, b] of review) {
        await db.run(
          "INSERT INTO links SELECT a.source, a.id, b.source, b.id, 0.6, 'review', '[]' FROM accounts AS a, accounts AS b WHERE a.source || '/' || a.id = $a AND b.source || '/' || b.id = $b",
          { a: key(index, a), b: key(index, b) },
        );
      }
    }
    const record = sourceOfRecord === undefined ? {} : { sourceOfRecord: at(0, sourceOfRecord) };
    await resolveAccess(db, { now: NOW });
    await auditAccounts(db, {
      now: NOW,
      breakGlass: situations.flatMap(({ breakGlass = [] }, index) => breakGlass.map((account) => key(index, account))),
      ...record,
    });
    await db.run(FINDING_TABLES);
    for (const [index, { found = [] }] of situations.entries()) {
      for (const [place, one] of found.entries()) await add(db, one, index * 256 + place, index * 256, (source) => at(index, source));
    }
    await assessReadiness(db, rules, { now: NOW, ...options });
    const rows = await db.rows<{ source: string; id: string; verdict: Verdict; proven: number; possible: number; detail: string }>(
      `SELECT p.everydaySource AS source, p.everydayId AS id, r.verdict, r.proven, r.possible, r.detail FROM readiness AS r JOIN people AS p ON p.person = r.person ORDER BY ALL`,
    );
    return situations.map(
      (_, index) =>
        new Map(
          rows
            .filter(({ source }) => source.endsWith(`~${index}`))
            .map(({ source: _source, id, detail, ...rest }) => {
              const parsed = JSON.parse(detail.replaceAll(`~${index}`, "")) as ReadinessDetail;
              return [id, { ...rest, ...parsed, gate: (gate: GateId) => parsed.gates.find((one) => one.id === gate)?.status ?? "missing" }];
            }),
        ),
    );
  } finally {
    await db.close();
  }
}

/** What the people stage makes, with nobody joined: a person's id is the key of the everyday account. */
const PEOPLE_TABLES = `
CREATE TABLE account_kinds AS SELECT source, id, coalesce(kind, 'unknown') AS kind, 1.0::DOUBLE AS confidence, []::VARCHAR[] AS evidence FROM accounts;
CREATE TABLE links (aSource VARCHAR, aId VARCHAR, bSource VARCHAR, bId VARCHAR, probability DOUBLE, decision VARCHAR, evidence JSON);
CREATE TABLE person_accounts AS
SELECT source || '/' || id AS person, source, id, true AS everyday FROM accounts WHERE kind IN ('human', 'admin', 'guest');
CREATE TABLE people AS SELECT person, id AS displayName, source AS everydaySource, id AS everydayId FROM person_accounts;`;

const FINDING_TABLES = `
CREATE TABLE findings (fingerprint VARCHAR, ruleId VARCHAR, severity VARCHAR, subjectType VARCHAR, source VARCHAR, subjectId VARCHAR,
  subjectName VARCHAR, account VARCHAR, "row" JSON, status VARCHAR, waiver JSON, silencedBy VARCHAR);
CREATE TABLE finding_people (fingerprint VARCHAR, person VARCHAR);
CREATE TABLE finding_sources (fingerprint VARCHAR, source VARCHAR);`;

async function add(db: Inventory, one: Found, number: number, first: number, at: (source: string) => string): Promise<void> {
  const params = {
    fingerprint: fingerprintOf(number),
    ruleId: one.ruleId,
    severity: one.severity ?? "medium",
    source: at(one.source ?? "corp"),
    subjectId: one.subjectId ?? one.account ?? "corp",
    account: one.account ?? null,
    row: JSON.stringify(one.row ?? {}),
    status: one.status ?? "new",
    silencedBy: one.silencedBy === undefined ? null : fingerprintOf(first + one.silencedBy),
    concerns: one.concerns ?? one.account ?? null,
    everyoneOf: one.everyoneOf === undefined ? null : at(one.everyoneOf),
  };
  await db.run(
    "INSERT INTO findings VALUES ($fingerprint, $ruleId, $severity, 'account', $source, $subjectId, NULL, $account, $row, $status, NULL, $silencedBy)",
    params,
  );
  await db.run("INSERT INTO finding_people SELECT $fingerprint, person FROM person_accounts WHERE source = $source AND id = $concerns", params);
  if (one.everyoneOf !== undefined) await db.run("INSERT INTO finding_sources VALUES ($fingerprint, $everyoneOf)", params);
}

/** The fingerprint of the finding at a place in the list. */
export function fingerprintOf(index: number): string {
  return index.toString(16).padStart(16, "0");
}
