import { agentSummaries } from "../access/agent-report.js";
import { accessGaps, gapLine } from "../access/gaps.js";
import type { FactState } from "../inventory/facts.js";
import type { Inventory } from "../inventory/inventory.js";
import { type AskedAccount, askedAccount, questionOf } from "../people/question.js";
import { type AnyRule, SEVERITIES, type Severity } from "../rules/contract.js";
import { optionsOf, type RunOptions } from "../rules/runner.js";
import {
  type AccountEntry,
  type AgentEntry,
  DIGEST_ROWS,
  type Digest,
  type DuplicateEntry,
  type FindingEntry,
  type LinkEntry,
  type PersonEntry,
  type Readiness,
  type RejectEntry,
  type Report,
  type ReportHead,
  type RuleEntry,
  SCHEMA_VERSION,
  type SourceEntry,
  type Summary,
} from "./model.js";

export interface ReadOptions {
  readonly version: string;
  readonly now: Date;
  readonly scannedAt: Date;
  readonly rules: readonly AnyRule[];
  readonly settings: RunOptions["settings"];
}

/** How many rejected records a report lists for each source; the count is of all. */
const LISTED_REJECTS = 100;

/** The report of an audited inventory. Lists are read from it while they are written. */
export async function readReport(db: Inventory, options: ReadOptions): Promise<Report> {
  const byId = new Map(options.rules.map((rule) => [rule.id as string, rule]));
  const render = (row: FindingRow) => finding(row, byId, options.settings);
  const head: ReportHead = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: "obo-audit", version: options.version },
    scannedAt: options.scannedAt.toISOString(),
    now: options.now.toISOString(),
    sources: await readSources(db),
    summary: await readSummary(db),
  };
  return {
    head,
    rules: await readRules(db),
    digest: () => readDigest(db, byId, render),
    accounts: () => readAccounts(db),
    people: () => readPeople(db, PEOPLE_BY_ID),
    agents: () => readAgents(db),
    duplicates: () => readDuplicates(db),
    findings: () => readFindings(db, FINDINGS_WORST_FIRST, render),
  };
}

const iso = (value: Date | null): string | null => value?.toISOString() ?? null;

/** Counts that a source's entry gives, by table. */
const COUNTED = ["accounts", "groups", "memberships", "roles", "grants", "consents", "secrets", "owners", "authenticators", "policies"] as const;

async function readSources(db: Inventory): Promise<SourceEntry[]> {
  const sources = await db.rows<{ id: string; kind: string; collectedAt: Date | null }>(
    "SELECT id, kind, max(collectedAt) AS collectedAt FROM sources GROUP BY ALL ORDER BY id",
  );
  const counts = await db.rows<{ source: string; name: string; n: number }>(
    `${COUNTED.map((table) => `SELECT source, '${table}' AS name, count(*)::INTEGER AS n FROM "${table}" GROUP BY source`).join(" UNION ALL ")} ORDER BY ALL`,
  );
  const facts = await db.rows<{ source: string; fact: string; state: FactState; complete: boolean | null; reason: string | null }>(
    "SELECT source, fact, state, complete, reason FROM facts ORDER BY source, fact",
  );
  const rejects = await db.rows<RejectEntry & { source: string; n: number }>(
    `SELECT source, place, "row", "column", reason, (count(*) OVER (PARTITION BY source))::INTEGER AS n FROM rejects
     QUALIFY row_number() OVER (PARTITION BY source ORDER BY place, "row", "column", reason) <= ${LISTED_REJECTS} ORDER BY source, place, "row", "column", reason`,
  );
  const notes = await db.rows<{ source: string; note: string }>("SELECT DISTINCT source, note FROM notes ORDER BY ALL");
  const gaps = await accessGaps(db);
  return sources.map((source) => {
    const own = facts.filter((fact) => fact.source === source.id);
    const refused = rejects.filter((reject) => reject.source === source.id);
    return {
      id: source.id,
      kind: source.kind,
      collectedAt: iso(source.collectedAt),
      counts: Object.fromEntries(COUNTED.map((name) => [name, counts.find((row) => row.source === source.id && row.name === name)?.n ?? 0])),
      facts: Object.fromEntries(own.map((fact) => [fact.fact, fact.state])),
      partial: own.filter((fact) => fact.state === "collected" && fact.complete !== true).map((fact) => fact.fact),
      reasons: Object.fromEntries(own.flatMap((fact) => (fact.reason === null ? [] : [[fact.fact, fact.reason]]))),
      rejected: { count: refused[0]?.n ?? 0, records: refused.map(({ place, row, column, reason }) => ({ place, row, column, reason })) },
      notes: [
        ...notes.filter((note) => note.source === source.id).map((note) => note.note),
        ...gaps.filter((gap) => gap.source === source.id).map(gapLine),
      ],
    };
  });
}

async function readSummary(db: Inventory): Promise<Summary> {
  const [row] = await db.rows<Omit<Summary, "findings"> & Record<Severity, number>>(`
    SELECT
      (SELECT count(*)::INTEGER FROM people) AS people,
      (SELECT count(*)::INTEGER FROM accounts) AS accounts,
      (SELECT count(*)::INTEGER FROM account_kinds WHERE kind = 'agent') AS agents,
      r.*, f.*
    FROM (SELECT count(*) FILTER (verdict = 'READY')::INTEGER AS ready, count(*) FILTER (verdict = 'CONDITIONAL')::INTEGER AS conditional,
                 count(*) FILTER (verdict = 'BLOCKED')::INTEGER AS blocked FROM readiness) AS r,
         (SELECT ${SEVERITIES.map((severity) => `count(*) FILTER (severity = '${severity}')::INTEGER AS "${severity}"`).join(", ")}
          FROM findings WHERE silencedBy IS NULL AND status <> 'waived') AS f`);
  if (row === undefined) throw new Error("the summary query gives one row");
  const { critical, high, medium, low, info, ...counts } = row;
  return { ...counts, findings: { critical, high, medium, low, info } };
}

async function readRules(db: Inventory): Promise<RuleEntry[]> {
  return db.rows<RuleEntry>("SELECT ruleId AS id, status, reason FROM rule_runs ORDER BY ruleId");
}

async function* readAccounts(db: Inventory): AsyncGenerator<AccountEntry> {
  const chunks = db.stream<Omit<AccountEntry, "kindConfidence"> & { kindConfidence: number | null }>(`
    SELECT a.source, a.id, a.userName, coalesce(k.kind, 'unknown') AS kind, coalesce(k.evidence, []) AS kindEvidence, k.confidence AS kindConfidence, a.active, p.person
    FROM accounts AS a
    LEFT JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
    LEFT JOIN person_accounts AS p ON p.source = a.source AND p.id = a.id
    ORDER BY a.source, a.id`);
  for await (const rows of chunks) for (const { kindConfidence, ...row } of rows) yield kindConfidence === null ? row : { ...row, kindConfidence };
}

interface PersonRow {
  readonly id: string;
  readonly displayName: string | null;
  readonly everydayAccount: string | null;
  readonly everydayWhy: string;
  readonly accounts: string;
  readonly links: string | null;
  readonly verdict: Readiness["verdict"];
  readonly proven: number;
  readonly possible: number;
  readonly detail: string;
}

const PEOPLE_BY_ID = "ORDER BY p.person";
/** Those furthest from READY first. */
const PEOPLE_WORST_FIRST = `ORDER BY list_position(['BLOCKED', 'CONDITIONAL', 'READY'], r.verdict), r.proven, p.person LIMIT ${DIGEST_ROWS}`;

async function* readPeople(db: Inventory, order: string): AsyncGenerator<PersonEntry> {
  const chunks = db.stream<PersonRow>(`
    WITH own AS (
      SELECT p.person, to_json(list({source: a.source, id: a.id, userName: a.userName, kind: coalesce(k.kind, 'unknown'), active: a.active, advice: p.advice} ORDER BY a.source, a.id)) AS accounts,
        any_value(p.why) AS everydayWhy
      FROM person_accounts AS p
      JOIN accounts AS a ON a.source = p.source AND a.id = p.id
      LEFT JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
      GROUP BY p.person
    ),
    linked AS (
      SELECT p.person, to_json(list({a: l.aSource || '/' || l.aId, b: l.bSource || '/' || l.bId, probability: l.probability, decision: l.decision, evidence: l.evidence} ORDER BY l.aSource, l.aId, l.bSource, l.bId)) AS links
      FROM links AS l
      JOIN person_accounts AS p ON p.source = l.aSource AND p.id = l.aId
      JOIN person_accounts AS q ON q.source = l.bSource AND q.id = l.bId AND q.person = p.person
      GROUP BY p.person
    )
    SELECT p.person AS id, p.displayName, p.everydaySource || '/' || p.everydayId AS everydayAccount, o.everydayWhy, o.accounts, l.links, r.verdict, r.proven, r.possible, r.detail
    FROM people AS p
    JOIN own AS o ON o.person = p.person
    JOIN readiness AS r ON r.person = p.person
    LEFT JOIN linked AS l ON l.person = p.person
    ${order}`);
  for await (const rows of chunks) for (const row of rows) yield person(row);
}

function person(row: PersonRow): PersonEntry {
  const detail = JSON.parse(row.detail) as Omit<Readiness, "verdict" | "score">;
  return {
    id: row.id,
    displayName: row.displayName,
    everydayAccount: row.everydayAccount,
    everydayWhy: row.everydayWhy,
    accounts: JSON.parse(row.accounts) as PersonEntry["accounts"],
    links: row.links === null ? [] : (JSON.parse(row.links) as LinkEntry[]),
    readiness: { verdict: row.verdict, score: { proven: row.proven, possible: row.possible }, ...detail },
  };
}

async function* readAgents(db: Inventory): AsyncGenerator<AgentEntry> {
  for (const { blastRadius, ...agent } of await agentSummaries(db)) yield { ...agent, blastRadius: { ...blastRadius } };
}

/** Of the links between two people the strongest, which is the one to ask about. */
async function* readDuplicates(db: Inventory): AsyncGenerator<DuplicateEntry> {
  const chunks = db.stream<{ people: [string, string]; a: string; b: string; probability: number; evidence: string }>(`
    SELECT [least(p.person, q.person), greatest(p.person, q.person)] AS people, l.probability, l.evidence::VARCHAR AS evidence,
      to_json(${askedAccount("a")})::VARCHAR AS a, to_json(${askedAccount("b")})::VARCHAR AS b
    FROM links AS l
    JOIN person_accounts AS p ON p.source = l.aSource AND p.id = l.aId
    JOIN person_accounts AS q ON q.source = l.bSource AND q.id = l.bId
    JOIN accounts AS a ON a.source = l.aSource AND a.id = l.aId
    JOIN accounts AS b ON b.source = l.bSource AND b.id = l.bId
    WHERE l.decision = 'review' AND p.person <> q.person
    QUALIFY row_number() OVER (PARTITION BY people ORDER BY l.probability DESC, l.aSource, l.aId, l.bSource, l.bId) = 1
    ORDER BY people`);
  for await (const rows of chunks)
    for (const { people, probability, ...row } of rows) {
      const [a, b] = [JSON.parse(row.a) as AskedAccount, JSON.parse(row.b) as AskedAccount];
      const evidence = JSON.parse(row.evidence) as LinkEntry["evidence"];
      yield { people, a: a.key, b: b.key, probability, decision: "review", question: questionOf(a, b, evidence), evidence };
    }
}

interface FindingRow {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly subjectType: string;
  readonly source: string;
  readonly subjectId: string;
  readonly subjectName: string | null;
  readonly row: string;
  readonly people: readonly string[];
  readonly status: FindingEntry["status"];
  readonly waiver: string | null;
}

const SEVERITY_ORDER = `list_position([${SEVERITIES.map((severity) => `'${severity}'`).join(", ")}], f.severity), f.ruleId, f.source, f.subjectId, f.fingerprint`;
const FINDINGS_WORST_FIRST = `ORDER BY ${SEVERITY_ORDER}`;
const FINDINGS_DIGEST = `AND f.status <> 'waived' ORDER BY ${SEVERITY_ORDER} LIMIT ${DIGEST_ROWS}`;

async function* readFindings(db: Inventory, order: string, render: (row: FindingRow) => FindingEntry): AsyncGenerator<FindingEntry> {
  const chunks = db.stream<FindingRow>(`
    WITH concerned AS (SELECT fingerprint, list(person ORDER BY person) AS people FROM finding_people GROUP BY fingerprint)
    SELECT f.fingerprint, f.ruleId, f.severity, f.subjectType, f.source, f.subjectId, f.subjectName, f."row", coalesce(c.people, []) AS people, f.status, f.waiver
    FROM findings AS f LEFT JOIN concerned AS c ON c.fingerprint = f.fingerprint
    WHERE f.silencedBy IS NULL ${order}`);
  for await (const rows of chunks) for (const row of rows) yield render(row);
}

/** Columns of a finding's row that the entry shows elsewhere. */
const NOT_EVIDENCE = new Set(["source", "subjectId", "subjectName", "severity", "key", "people", "service"]);

function finding(row: FindingRow, rules: ReadonlyMap<string, AnyRule>, settings: RunOptions["settings"]): FindingEntry {
  const rule = rules.get(row.ruleId);
  if (rule === undefined) throw new Error(`no rule is called ${row.ruleId}`);
  const values = JSON.parse(row.row) as Record<string, unknown>;
  const options = optionsOf(rule, settings);
  return {
    fingerprint: row.fingerprint,
    ruleId: row.ruleId,
    severity: row.severity,
    title: rule.title,
    message: rule.message(values, options),
    subject: { type: row.subjectType, source: row.source, id: row.subjectId, name: row.subjectName },
    people: row.people,
    evidence: Object.fromEntries(Object.entries(values).filter(([name]) => !NOT_EVIDENCE.has(name))),
    controls: rule.controls,
    remediation: rule.remediation(values, options),
    status: row.status,
    waiver: row.waiver === null ? null : (JSON.parse(row.waiver) as FindingEntry["waiver"]),
  };
}

async function readDigest(db: Inventory, rules: ReadonlyMap<string, AnyRule>, render: (row: FindingRow) => FindingEntry): Promise<Digest> {
  const gates = await db.rows<Digest["gates"][number]>(`
    SELECT gate.id, gate.status, count(*)::INTEGER AS people
    FROM (SELECT unnest(from_json(detail -> 'gates', '[{"id": "VARCHAR", "status": "VARCHAR"}]')) AS gate FROM readiness)
    WHERE gate.status <> 'pass'
    GROUP BY ALL ORDER BY gate.status, people DESC, gate.id`);
  const causes = await db.rows<Omit<Digest["causes"][number], "title">>(`
    SELECT f.ruleId, arg_min(f.severity, list_position([${SEVERITIES.map((severity) => `'${severity}'`).join(", ")}], f.severity)) AS severity,
      count(DISTINCT f.fingerprint)::INTEGER AS findings, count(DISTINCT p.person)::INTEGER AS people
    FROM findings AS f LEFT JOIN finding_people AS p ON p.fingerprint = f.fingerprint
    WHERE f.silencedBy IS NULL AND f.status <> 'waived'
    GROUP BY f.ruleId ORDER BY people DESC, findings DESC, f.ruleId`);
  const people: PersonEntry[] = [];
  for await (const entry of readPeople(db, PEOPLE_WORST_FIRST)) people.push(entry);
  const findings: FindingEntry[] = [];
  for await (const entry of readFindings(db, FINDINGS_DIGEST, render)) findings.push(entry);
  return { gates, causes: causes.map((cause) => ({ ...cause, title: rules.get(cause.ruleId)?.title ?? cause.ruleId })), people, findings };
}
