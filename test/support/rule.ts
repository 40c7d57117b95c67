import { expect, it } from "vitest";
import { mapControl } from "../../src/access/control/map.js";
import { comparePeers } from "../../src/access/peers.js";
import { resolveAccess } from "../../src/access/resolve.js";
import type { FactState } from "../../src/inventory/facts.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Column, Row } from "../../src/inventory/tables.js";
import { auditAccounts } from "../../src/rules/audited.js";
import type { AnyRule, Options, Remediation, Severity } from "../../src/rules/contract.js";
import { optionsOf, type RunOptions, runRules } from "../../src/rules/runner.js";
import { collected, inventoryWith, type Tables } from "./inventory.js";

/**
 * An account of a test, with what earlier stages would find out about it.
 * `kind` is human unless given. Human, admin and guest accounts with the same `person` are one person's; left out, the account is alone.
 */
export interface TestAccount extends Row {
  readonly id: string;
  readonly source?: string;
  readonly kind?: string;
  readonly person?: string;
  /** Whether it is the person's everyday account; default: the first human one. */
  readonly everyday?: boolean;
}

/** An active human account. */
export function account(row: TestAccount): TestAccount {
  return { kind: "human", active: true, ...row };
}

/** A link between two accounts, by their keys `source/id`. */
export interface TestLink {
  readonly a: string;
  readonly b: string;
  readonly decision: "match" | "review";
  readonly probability?: number;
}

/** `partial` = collected, not complete. */
type FactStates = Readonly<Record<string, FactState | "partial">>;

export interface AuditOptions {
  /** Default 2026-06-01. */
  readonly now?: string;
  /** Facts whose state differs from what every rule gets: all that it needs, collected completely. */
  readonly facts?: FactStates;
  /** The same for single sources. */
  readonly factsOf?: Readonly<Record<string, FactStates>>;
  readonly breakGlass?: readonly string[];
  readonly sourceOfRecord?: string;
  readonly options?: Options;
  readonly links?: readonly TestLink[];
  /** Verdicts by person, for rules that run after readiness; `gates` are those that fail. */
  readonly readiness?: Readonly<Record<string, { readonly verdict: string; readonly gates?: readonly string[] }>>;
  /** Kind of every source; default file. */
  readonly service?: string;
}

export interface TestFinding {
  readonly subject: string;
  readonly source: string;
  readonly severity: Severity;
  readonly message: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly people: readonly string[];
  /** Sources all of whose people it concerns. */
  readonly everyone: readonly string[];
  readonly remediation: Remediation;
}

export interface AuditResult {
  readonly status: "run" | "unknown" | "skipped";
  readonly findings: readonly TestFinding[];
}

type RuleTables = Omit<Tables, "accounts" | "facts"> & { readonly accounts: readonly TestAccount[] };

const DERIVED = new Set(["people", "access"]);

/** Runs one rule over these tables, with people as the accounts say and access as it is really resolved. */
export async function audit(rule: AnyRule, tables: RuleTables, options: AuditOptions = {}): Promise<AuditResult> {
  const sources = [...new Set(tables.accounts.map((row) => row.source ?? "corp"))];
  const facts = sources.flatMap((source) => factRows(rule, source, { ...options.facts, ...options.factsOf?.[source] }));
  const db = await audited(tables, facts, options);
  try {
    const run = { ...RUN, now: nowOf(options), settings: { [rule.id]: { options: options.options ?? {} } } };
    await runRules(db, [rule], run);
    return await resultOf(db, rule, run);
  } finally {
    await db.close();
  }
}

export const RUN: RunOptions = { now: new Date("2026-06-01"), settings: {}, only: [], skip: [], waivers: [], baseline: null };
const nowOf = (options: AuditOptions) => (options.now === undefined ? RUN.now : new Date(options.now));

/** An inventory after the stages that come before the rules. The caller closes it. */
export async function audited(tables: RuleTables, facts: readonly Row[], options: AuditOptions = {}): Promise<Inventory> {
  const now = nowOf(options);
  const sources = [...new Set(tables.accounts.map((row) => row.source ?? "corp"))];
  const db = await inventoryWith({ sources: sources.map((id) => ({ id, kind: options.service ?? "file" })), ...tables, facts });
  await makePeople(db, tables.accounts, options.links ?? []);
  if (hasAccess(tables)) {
    await resolveAccess(db, { now });
    await mapControl(db);
    await comparePeers(db, { now });
  } else await db.run(NO_ACCESS);
  const record = options.sourceOfRecord === undefined ? {} : { sourceOfRecord: options.sourceOfRecord };
  await auditAccounts(db, { now, breakGlass: options.breakGlass ?? [], ...record });
  await makeReadiness(db, options.readiness ?? {});
  return db;
}

function factRows(rule: AnyRule, source: string, overrides: FactStates): Row[] {
  const needed = rule.needs.flatMap((need) => need.split("|")).filter((fact) => !DERIVED.has(fact) && !(fact in overrides));
  const others = Object.entries(overrides).map(([fact, state]) =>
    state === "partial" ? { source, fact, state: "collected", complete: false } : { source, fact, state, complete: state === "collected" },
  );
  return [...collected(needed, source), ...others];
}

async function makePeople(db: Inventory, accounts: readonly TestAccount[], links: readonly TestLink[]): Promise<void> {
  await db.run(`
    CREATE TABLE account_kinds AS SELECT source, id, coalesce(kind, 'human') AS kind, 1.0 AS confidence, ['given'] AS evidence FROM accounts;
    CREATE TABLE links (aSource VARCHAR, aId VARCHAR, bSource VARCHAR, bId VARCHAR, probability DOUBLE, decision VARCHAR, evidence JSON);
    CREATE TABLE person_accounts (person VARCHAR, source VARCHAR, id VARCHAR, everyday BOOLEAN);`);
  const members = db.writerOf("person_accounts", [text("person"), text("source"), text("id"), { name: "everyday", type: "boolean", doc: "" }]);
  const chosen = new Set<string>();
  for (const row of accounts) {
    const kind = row.kind ?? "human";
    if (!["human", "admin", "guest"].includes(kind)) continue;
    const { id, source = "corp" } = row;
    const person = row.person ?? `p-${id}`;
    const everyday = row.everyday ?? (kind === "human" && !chosen.has(person));
    if (everyday) chosen.add(person);
    await members.append({ person, source, id, everyday });
  }
  await members.close();
  await db.run(`CREATE TABLE people AS
    SELECT p.person, arg_max(coalesce(a.displayName, a.id), (p.everyday, a.id)) AS displayName,
      arg_max(p.source, (p.everyday, a.id)) AS everydaySource, arg_max(p.id, (p.everyday, a.id)) AS everydayId
    FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id GROUP BY p.person`);
  for (const { a, b, decision, probability = 0.5 } of links) {
    const [aSource, aId] = a.split("/");
    const [bSource, bId] = b.split("/");
    const link = { aSource, aId, bSource, bId, probability, decision };
    await db.run("INSERT INTO links VALUES ($aSource, $aId, $bSource, $bId, $probability, $decision, '[]')", link);
  }
}

const text = (name: string): Column => ({ name, type: "text", doc: "" });

/** What access makes where nobody holds or consents to anything, without the time that it takes to find that out. */
const NO_ACCESS = `
CREATE TABLE role_tiers (source VARCHAR, role VARCHAR, displayName VARCHAR, kind VARCHAR, tier INTEGER, basis VARCHAR, why VARCHAR, bounded BOOLEAN);
CREATE TABLE scope_tiers (scope VARCHAR, administers BOOLEAN, reads BOOLEAN, tier INTEGER, basis VARCHAR, why VARCHAR);
CREATE TABLE effective_grants (source VARCHAR, account VARCHAR, role VARCHAR, scope VARCHAR, state VARCHAR, "end" TIMESTAMP, approval BOOLEAN, direct BOOLEAN, path VARCHAR[], tier INTEGER);
CREATE TABLE carrying_groups (source VARCHAR, "group" VARCHAR, tier INTEGER, role VARCHAR, path VARCHAR[]);
CREATE TABLE account_tiers (source VARCHAR, id VARCHAR, standingTier INTEGER, activeTier INTEGER, eligibleTier INTEGER);
CREATE TABLE delegations (source VARCHAR, agent VARCHAR, principal VARCHAR, person VARCHAR, resource VARCHAR, scopes VARCHAR[], tier INTEGER, offline BOOLEAN, consent VARCHAR);
CREATE TABLE control_edges (fromType VARCHAR, fromSource VARCHAR, fromId VARCHAR, toType VARCHAR, toSource VARCHAR, toId VARCHAR, kind VARCHAR, through VARCHAR, cost INTEGER);
CREATE TABLE tier0_reach (type VARCHAR, source VARCHAR, id VARCHAR, directory VARCHAR, steps INTEGER, hops INTEGER, kind VARCHAR, through VARCHAR, nextType VARCHAR, nextSource VARCHAR, nextId VARCHAR);
CREATE TABLE unusual_grants (person VARCHAR, source VARCHAR, account VARCHAR, role VARCHAR, scope VARCHAR, tier INTEGER, basis VARCHAR, shared VARCHAR, homogeneity DOUBLE, holders INTEGER, peers INTEGER, low DOUBLE, high DOUBLE, idleDays INTEGER);
CREATE TABLE access_powers (source VARCHAR, id VARCHAR, power VARCHAR, scope VARCHAR, limited BOOLEAN, objects VARCHAR[]);`;

const hasAccess = (tables: RuleTables) => [tables.roles, tables.grants, tables.consents].some((rows) => rows !== undefined && rows.length > 0);

async function makeReadiness(db: Inventory, verdicts: NonNullable<AuditOptions["readiness"]>): Promise<void> {
  await db.run("CREATE TABLE readiness (person VARCHAR, verdict VARCHAR, proven DOUBLE, possible DOUBLE, detail JSON)");
  for (const [person, { verdict, gates = [] }] of Object.entries(verdicts)) {
    const detail = JSON.stringify({ gates: gates.map((id) => ({ id, status: "fail", findings: [] })), dimensions: [], pathToReady: [] });
    await db.run("INSERT INTO readiness VALUES ($person, $verdict, 0, 0, $detail)", { person, verdict, detail });
  }
}

interface FindingRow {
  readonly subjectId: string;
  readonly source: string;
  readonly severity: Severity;
  readonly row: string;
  readonly people: readonly string[];
  readonly everyone: readonly string[];
}

const NOT_EVIDENCE = new Set(["source", "subjectId", "subjectName", "account", "severity", "key", "people", "service"]);

async function resultOf(db: Inventory, rule: AnyRule, run: RunOptions): Promise<AuditResult> {
  const [ran] = await db.rows<{ status: AuditResult["status"] }>("SELECT status FROM rule_runs");
  const rows = await db.rows<FindingRow>(`
    SELECT f.subjectId, f.source, f.severity, f."row",
      list_sort(list(DISTINCT p.person) FILTER (p.person IS NOT NULL)) AS people,
      list_sort(list(DISTINCT s.source) FILTER (s.source IS NOT NULL)) AS everyone
    FROM findings AS f
    LEFT JOIN finding_people AS p ON p.fingerprint = f.fingerprint
    LEFT JOIN finding_sources AS s ON s.fingerprint = f.fingerprint
    GROUP BY f.fingerprint, f.subjectId, f.source, f.severity, f."row" ORDER BY f.source, f.subjectId, f."row" ->> 'key'`);
  const options = optionsOf(rule, run.settings);
  const findings = rows.map((row): TestFinding => {
    const values = JSON.parse(row.row) as Record<string, unknown>;
    const message = rule.message(values, options);
    const remediation = rule.remediation(values, options);
    expect(message).toMatch(/^\S.*\.$/s);
    expect(remediation.summary).toMatch(/^[A-Z].*\.$/s);
    for (const step of remediation.steps) expect(step).toMatch(/^[A-Z].*\.$/s);
    expect([message, remediation.summary, ...remediation.steps, ...remediation.commands].join("\n")).not.toMatch(/undefined|null|NaN|\[object/);
    return {
      subject: row.subjectId,
      source: row.source,
      severity: row.severity,
      message,
      evidence: Object.fromEntries(Object.entries(values).filter(([name]) => !NOT_EVIDENCE.has(name))),
      people: row.people ?? [],
      everyone: row.everyone ?? [],
      remediation,
    };
  });
  return { status: ran?.status ?? "skipped", findings };
}

/** The subjects that a rule finds, in order; with the severity where it is not the rule's own: `ann`, `bob:critical`. */
export async function found(rule: AnyRule, tables: RuleTables, options: AuditOptions = {}): Promise<string[]> {
  const { findings } = await audit(rule, tables, options);
  return findings.map((finding) => labelled(rule, finding));
}

/** Registers the test that every rule has: without one of its facts it is unknown, not passed. `a|b` is missing when both are. */
export function isUnknownWithoutFacts(rule: AnyRule): void {
  const needs: string[] = rule.needs.filter((need: string) => !DERIVED.has(need));
  it(`is unknown, not passed, without ${needs.join(" or without ")}`, async () => {
    const accounts = needs.map((need) => account({ id: "someone", source: `without ${need}` }));
    const denied = (need: string) => Object.fromEntries(need.split("|").map((fact) => [fact, "denied" as const]));
    const factsOf = Object.fromEntries(needs.map((need) => [`without ${need}`, denied(need)]));
    expect(await audit(rule, { accounts }, { factsOf })).toEqual({ status: "unknown", findings: [] });
  });
}

/** What a case changes in a row. */
export type Change = Row;

/**
 * Registers one test of many cases: each stands in sources of its own, so that one audit answers all of them.
 * Not for rules that compare people or keys across directories beyond the case's own people.
 *
 * @param tables what a case's arguments come to
 * @param cases why, the arguments, and what is found: subjects as `found` gives them
 */
export function tellsApart<A extends readonly unknown[]>(
  rule: AnyRule,
  tables: (...args: A) => RuleTables,
  cases: readonly (readonly [string, ...A, readonly string[]])[],
  options: Omit<AuditOptions, "sourceOfRecord" | "links" | "factsOf"> = {},
): void {
  it(`tells apart: ${cases.map(([why]) => why).join("; ")}`, async () => {
    const all = cases.map(([why, ...rest]) => inOwnSources(why, tables(...(rest.slice(0, -1) as unknown as A))));
    const breakGlass = cases.flatMap(([why]) => (options.breakGlass ?? []).map((key) => mark(why, key)));
    const { findings } = await audit(rule, merged(all), { ...options, breakGlass });
    const result = cases.map(([why]): [string, readonly string[]] => {
      const own = findings.filter(({ source }) => source.startsWith(mark(why, "")));
      return [why, own.map((finding) => labelled(rule, { ...finding, subject: unmark(why, finding.subject) }))];
    });
    expect(Object.fromEntries(result)).toEqual(Object.fromEntries(cases.map((row) => [row[0], row.at(-1)])));
  });
}

const mark = (why: string, name: string) => `${why}: ${name}`;
const unmark = (why: string, name: string) => (name.startsWith(mark(why, "")) ? name.slice(mark(why, "").length) : name);

/** A case's rows, with its sources and people told apart from those of other cases. */
function inOwnSources(why: string, tables: RuleTables): RuleTables {
  const own = (row: Row): Row => ({ ...row, source: mark(why, String(row["source"] ?? "corp")) });
  const accounts = tables.accounts.map((row): TestAccount => ({ ...row, ...own(row), id: row.id, person: mark(why, row.person ?? `p-${row.id}`) }));
  return { ...Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, (rows as readonly Row[]).map(own)])), accounts };
}

function merged(all: readonly RuleTables[]): RuleTables {
  const names = new Set(all.flatMap((tables) => Object.keys(tables)));
  const rows = (name: string) => all.flatMap((tables) => (tables as Readonly<Record<string, readonly Row[]>>)[name] ?? []);
  return { ...Object.fromEntries([...names].map((name) => [name, rows(name)])), accounts: all.flatMap(({ accounts }) => accounts) };
}

function labelled(rule: AnyRule, { subject, severity }: Pick<TestFinding, "subject" | "severity">): string {
  return severity === rule.severity ? subject : `${subject}:${severity}`;
}
