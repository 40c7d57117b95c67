import type { Inventory, Step } from "../inventory/inventory.js";
import { column } from "../inventory/tables.js";
import { type AnyRule, type Need, type OptionValue, SEVERITIES, type Severity } from "./contract.js";

/** What the configuration says of one rule. */
export interface RuleSetting {
  readonly severity?: Severity;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/** An accepted finding. */
export interface Waiver {
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner: string;
  /** The waiver counts until this moment. */
  readonly expires: Date;
}

export interface RunOptions {
  readonly now: Date;
  readonly settings: Readonly<Record<string, RuleSetting | "off">>;
  /** Only these rules, where given; a family's name stands for all of it. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly waivers: readonly Waiver[];
  /** Fingerprints that an earlier report has; findings that are not among them are new. */
  readonly baseline: ReadonlySet<string> | null;
}

/** A fact of a source that a rule would have needed. */
interface Unknown {
  readonly source: string;
  readonly facts: readonly string[];
}

const DERIVED = new Set<string>(["people", "access"]);

/** Statements run on this many connections at once: the rules are many and each is small. */
const CONNECTIONS = 2;

const TABLES = `
CREATE TABLE IF NOT EXISTS rule_runs (ruleId VARCHAR, status VARCHAR, reason VARCHAR, unknown JSON);
CREATE TABLE IF NOT EXISTS findings (
  fingerprint VARCHAR, ruleId VARCHAR, severity VARCHAR, subjectType VARCHAR, source VARCHAR, subjectId VARCHAR, subjectName VARCHAR,
  account VARCHAR, "row" JSON, status VARCHAR, waiver JSON, silencedBy VARCHAR);
CREATE TABLE IF NOT EXISTS finding_people (fingerprint VARCHAR, person VARCHAR);
CREATE TABLE IF NOT EXISTS finding_sources (fingerprint VARCHAR, source VARCHAR);
CREATE OR REPLACE TABLE selected (ruleId VARCHAR, source VARCHAR, subjectId VARCHAR, subjectName VARCHAR, "row" JSON);
CREATE OR REPLACE TABLE running (ruleId VARCHAR, severity VARCHAR, subjectType VARCHAR, concerns VARCHAR, fixed BOOLEAN, raised BOOLEAN, silencedBy VARCHAR[]);
CREATE OR REPLACE TABLE waived (fingerprint VARCHAR, reason VARCHAR, owner VARCHAR, expires TIMESTAMP);
CREATE OR REPLACE TABLE known (fingerprint VARCHAR);`;

/**
 * Runs rules over what people and access made, and adds their findings to `findings`, whom they concern to
 * `finding_people` and `finding_sources`, and how each rule fared to `rule_runs`.
 *
 * A rule sees only the sources whose facts it needs were collected; for the others it is unknown, not passed.
 */
export async function runRules(db: Inventory, rules: readonly AnyRule[], options: RunOptions): Promise<void> {
  await db.run(TABLES);
  const states = await db.rows<{ source: string; fact: string }>("SELECT source, fact FROM facts WHERE state = 'collected' ORDER BY ALL");
  const sources = (await db.rows<{ id: string }>("SELECT id FROM sources ORDER BY id")).map((row) => row.id);
  const collected = new Set(states.map((row) => `${row.source}\n${row.fact}`));

  const runs = db.writerOf("rule_runs", RULE_RUN_COLUMNS);
  const running: AnyRule[] = [];
  const scopes = new Map<AnyRule, readonly string[]>();
  for (const rule of [...rules].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const skipped = skipReason(rule, options);
    if (skipped !== null) {
      await runs.append({ ruleId: rule.id, status: "skipped", reason: skipped, unknown: {} });
      continue;
    }
    const unknown = sources.flatMap((source): Unknown[] => {
      const facts = rule.needs.filter((need: Need) => !isCollected(need, source, collected));
      return facts.length === 0 ? [] : [{ source, facts }];
    });
    const blind = new Set(unknown.map((entry) => entry.source));
    const scope = sources.filter((source) => !blind.has(source));
    const reason = unknown.map((entry) => `${entry.source}: ${entry.facts.join(", ")} not collected`).join("; ");
    await runs.append({
      ruleId: rule.id,
      status: scope.length === 0 ? "unknown" : "run",
      reason: reason === "" ? null : reason,
      unknown: { sources: unknown },
    });
    if (scope.length === 0) continue;
    running.push(rule);
    scopes.set(rule, scope);
  }
  await runs.close();
  await describe(db, running, options);
  await select(db, running, scopes, options);
  await db.runSteps(STEPS, { now: options.now, severities: [...SEVERITIES] });
}

/** Why a rule does not run at all; null when it does. */
function skipReason(rule: AnyRule, options: RunOptions): string | null {
  if (options.settings[rule.id] === "off") return "off in the configuration";
  const named = (list: readonly string[]) => list.includes(rule.id) || list.includes(rule.id.split("/")[0] ?? "");
  if (options.only.length > 0 && !named(options.only)) return "not among --rules";
  if (named(options.skip)) return "in --skip-rules";
  return null;
}

function isCollected(need: Need, source: string, collected: ReadonlySet<string>): boolean {
  return need.split("|").some((fact) => DERIVED.has(fact) || collected.has(`${source}\n${fact}`));
}

/** The options that a rule runs with: its defaults, overridden by the configuration. */
export function optionsOf(rule: AnyRule, settings: RunOptions["settings"]): Record<string, OptionValue> {
  const setting = settings[rule.id];
  return { ...rule.options, ...(setting === undefined || setting === "off" ? {} : setting.options) };
}

/** What the steps need to know of the rules, waivers and baseline. */
async function describe(db: Inventory, running: readonly AnyRule[], options: RunOptions): Promise<void> {
  const rules = db.writerOf("running", RUNNING_COLUMNS);
  for (const rule of running) {
    const setting = options.settings[rule.id];
    await rules.append({
      ruleId: rule.id,
      severity: (setting === undefined || setting === "off" ? undefined : setting.severity) ?? rule.severity,
      fixed: setting !== undefined && setting !== "off" && setting.severity !== undefined,
      subjectType: rule.subject,
      concerns: rule.concerns,
      raised: rule.raisedByReach ?? false,
      silencedBy: rule.silencedBy ?? [],
    });
  }
  await rules.close();
  const waived = db.writerOf("waived", WAIVED_COLUMNS);
  for (const waiver of options.waivers) await waived.append({ ...waiver });
  await waived.close();
  const known = db.writerOf("known", [column("fingerprint", "text")]);
  for (const fingerprint of options.baseline ?? []) await known.append({ fingerprint });
  await known.close();
}

/** Runs each rule's query, a few at a time. */
async function select(
  db: Inventory,
  running: readonly AnyRule[],
  scopes: ReadonlyMap<AnyRule, readonly string[]>,
  options: RunOptions,
): Promise<void> {
  const queue = [...running];
  const work = async (connection: Inventory) => {
    for (let rule = queue.shift(); rule !== undefined; rule = queue.shift()) {
      const params = { ...optionsOf(rule, options.settings), now: options.now, scopeSources: scopes.get(rule) ?? [], scopeRule: rule.id };
      await connection.run(
        `INSERT INTO selected
         SELECT $scopeRule, found.source, found.subjectId, found.subjectName, to_json(found)
         FROM (${rule.select}) AS found WHERE list_contains($scopeSources, found.source)`,
        params,
      );
    }
  };
  const forks = await Promise.all(Array.from({ length: CONNECTIONS - 1 }, () => db.fork()));
  try {
    await Promise.all([db, ...forks].map(work));
  } finally {
    for (const fork of forks) await fork.close();
  }
}

/**
 * Severity by reach: a finding is one step worse on an account that reaches tier 0, or whose person an agent acts for.
 * A severity that the configuration sets is final.
 */
const STEPS: readonly Step[] = [
  {
    name: "fresh findings",
    sql: `
CREATE OR REPLACE TABLE fresh AS
WITH found AS (
  SELECT
    left(sha256(concat_ws(chr(31), s.ruleId, r.subjectType, s.source, s.subjectId, coalesce(s."row" ->> 'key', ''))), 16) AS fingerprint,
    s.ruleId, r.subjectType, s.source, s.subjectId, s.subjectName,
    coalesce(s."row" ->> 'account', CASE WHEN r.subjectType IN ('account', 'app', 'agent') THEN s.subjectId END) AS account,
    json_merge_patch(s."row", json_object('service', o.kind)) AS "row", r.concerns, r.raised AND NOT r.fixed AS raised,
    list_position($severities, if(r.fixed, r.severity, coalesce(s."row" ->> 'severity', r.severity))) AS step
  FROM selected AS s
  JOIN running AS r ON r.ruleId = s.ruleId
  LEFT JOIN sources AS o ON o.id = s.source
  QUALIFY row_number() OVER (PARTITION BY fingerprint ORDER BY step, s."row"::VARCHAR) = 1
),
delegating AS (
  SELECT DISTINCT d.person FROM delegations AS d JOIN account_kinds AS k ON k.source = d.source AND k.id = d.agent
  WHERE k.kind = 'agent' AND d.person IS NOT NULL
)
SELECT f.fingerprint, f.ruleId,
  list_extract($severities, if(f.raised AND (least(a.activeTier, a.eligibleTier) = 0 OR d.person IS NOT NULL), greatest(1, f.step - 1), f.step)) AS severity,
  f.subjectType, f.source, f.subjectId, f.subjectName, f.account, f."row", f.concerns,
  CASE WHEN w.fingerprint IS NOT NULL THEN 'waived' WHEN k.fingerprint IS NOT NULL THEN 'known' ELSE 'new' END AS status,
  CASE WHEN w.fingerprint IS NOT NULL THEN json_object('reason', w.reason, 'owner', w.owner, 'expires', strftime(w.expires, '%Y-%m-%dT%H:%M:%SZ')) END AS waiver
FROM found AS f
LEFT JOIN audited_accounts AS a ON a.source = f.source AND a.id = f.account
LEFT JOIN delegating AS d ON d.person = a.person
LEFT JOIN waived AS w ON w.fingerprint = f.fingerprint AND w.expires > $now
LEFT JOIN known AS k ON k.fingerprint = f.fingerprint`,
  },
  {
    name: "findings",
    sql: `
INSERT INTO findings
WITH louder AS (
  SELECT fingerprint, ruleId, source, account FROM findings WHERE status <> 'waived'
  UNION ALL
  SELECT fingerprint, ruleId, source, account FROM fresh WHERE status <> 'waived'
),
silenced AS (
  SELECT f.fingerprint, min(l.fingerprint) AS silencedBy
  FROM fresh AS f
  JOIN running AS r ON r.ruleId = f.ruleId
  JOIN louder AS l ON l.source = f.source AND l.account = f.account AND list_contains(r.silencedBy, l.ruleId)
  GROUP BY ALL
)
SELECT f.* EXCLUDE (concerns), s.silencedBy FROM fresh AS f LEFT JOIN silenced AS s ON s.fingerprint = f.fingerprint`,
  },
  {
    name: "finding_people",
    sql: `
INSERT INTO finding_people
SELECT f.fingerprint, unnest(from_json(f."row" -> 'people', '["VARCHAR"]')) AS person FROM fresh AS f WHERE json_type(f."row", '$.people') = 'ARRAY'
UNION
SELECT f.fingerprint, p.person FROM fresh AS f
JOIN person_accounts AS p ON p.source = f.source AND p.id = f.account
WHERE f.concerns = 'self' AND json_type(f."row", '$.people') IS DISTINCT FROM 'ARRAY'
UNION
SELECT f.fingerprint, r.person FROM fresh AS f
JOIN responsible AS r ON r.source = f.source AND r.id = coalesce(f.account, f.subjectId)
WHERE f.concerns = 'responsible' AND r.person IS NOT NULL AND json_type(f."row", '$.people') IS DISTINCT FROM 'ARRAY'
UNION
SELECT f.fingerprint, d.person FROM fresh AS f
JOIN delegations AS d ON d.source = f.source AND d.agent = f.account
WHERE f.concerns = 'delegators' AND d.person IS NOT NULL AND json_type(f."row", '$.people') IS DISTINCT FROM 'ARRAY'`,
  },
  {
    name: "finding_sources",
    // A consent for everybody reaches everybody who can use the client: all of the source, unless the client admits only those assigned to it.
    sql: `
INSERT INTO finding_sources
SELECT fingerprint, source FROM fresh WHERE concerns = 'directory'
UNION
SELECT f.fingerprint, f.source FROM fresh AS f
JOIN delegations AS d ON d.source = f.source AND d.agent = f.account AND d.principal IS NULL
JOIN audited_accounts AS a ON a.source = f.source AND a.id = f.account
WHERE f.concerns = 'delegators' AND NOT coalesce(a.assignmentRequired, false)`,
  },
];

const RULE_RUN_COLUMNS = [column("ruleId", "text"), column("status", "text"), column("reason", "text"), column("unknown", "json")];

const RUNNING_COLUMNS = [
  column("ruleId", "text"),
  column("severity", "text"),
  column("subjectType", "text"),
  column("concerns", "text"),
  column("fixed", "boolean"),
  column("raised", "boolean"),
  column("silencedBy", "texts"),
];

const WAIVED_COLUMNS = [column("fingerprint", "text"), column("reason", "text"), column("owner", "text"), column("expires", "timestamp")];
