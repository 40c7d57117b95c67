import { readFile } from "node:fs/promises";
import { UsageError } from "../errors.js";
import { SEVERITIES } from "../rules/contract.js";
import {
  type AccountEntry,
  type AgentEntry,
  DIGEST_ROWS,
  type Digest,
  type DuplicateEntry,
  type FindingEntry,
  type PersonEntry,
  type Report,
  type ReportHead,
  type RuleEntry,
  SCHEMA_VERSION,
} from "./model.js";

/** A JSON report as it is parsed. */
interface ReportJson extends ReportHead {
  readonly accounts: readonly AccountEntry[];
  readonly people: readonly PersonEntry[];
  readonly agents: readonly AgentEntry[];
  readonly duplicates: readonly DuplicateEntry[];
  readonly findings: readonly FindingEntry[];
  readonly rules: readonly RuleEntry[];
}

const LISTS = ["sources", "accounts", "people", "agents", "duplicates", "findings", "rules"] as const;

/** A report from a JSON file. @throws UsageError when it cannot be read, or is no report of this version */
export async function readReportFile(path: string): Promise<Report> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new UsageError(
      `${path}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown error"})`,
      "Give the path of a JSON report.",
      cause,
    );
  }
  return reportOf(parse(text, path));
}

function parse(text: string, path: string): ReportJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(
      `${path}: is no JSON (${cause instanceof Error ? cause.message.slice(0, 100) : "cannot be parsed"})`,
      "Give a report that `obo-audit scan -o report.json` wrote, whole.",
      cause,
    );
  }
  const object = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
  if (object["schemaVersion"] !== SCHEMA_VERSION || LISTS.some((name) => !Array.isArray(object[name])))
    throw new UsageError(
      `${path}: is no report of obo-audit (schemaVersion ${SCHEMA_VERSION})`,
      "Give a report that `obo-audit scan -o report.json` wrote.",
    );
  return object as unknown as ReportJson;
}

async function* each<T>(entries: readonly T[]): AsyncGenerator<T> {
  yield* entries;
}

function reportOf(json: ReportJson): Report {
  const { schemaVersion, tool, scannedAt, now, sources, summary } = json;
  return {
    head: { schemaVersion, tool, scannedAt, now, sources, summary },
    rules: json.rules,
    digest: async () => digestOf(json),
    accounts: () => each(json.accounts),
    people: () => each(json.people),
    agents: () => each(json.agents),
    duplicates: () => each(json.duplicates),
    findings: () => each(json.findings),
  };
}

const VERDICT_ORDER = ["BLOCKED", "CONDITIONAL", "READY"];

function digestOf(json: ReportJson): Digest {
  const gates = new Map<string, Digest["gates"][number]>();
  for (const person of json.people) {
    for (const { id, status } of person.readiness.gates) {
      if (status === "pass") continue;
      const key = `${status} ${id}`;
      gates.set(key, { id, status, people: (gates.get(key)?.people ?? 0) + 1 });
    }
  }
  const open = json.findings.filter((finding) => finding.status !== "waived");
  const byRule = new Map<string, FindingEntry[]>();
  for (const finding of open) byRule.set(finding.ruleId, [...(byRule.get(finding.ruleId) ?? []), finding]);
  const causes = [...byRule].map(([ruleId, findings]) => ({
    ruleId,
    title: findings[0]?.title ?? ruleId,
    severity: SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? "info",
    findings: findings.length,
    people: new Set(findings.flatMap((finding) => finding.people)).size,
  }));
  return {
    gates: [...gates.values()].sort((a, b) => order(a.status, b.status) || b.people - a.people || order(a.id, b.id)),
    causes: causes.sort((a, b) => b.people - a.people || b.findings - a.findings || order(a.ruleId, b.ruleId)),
    people: [...json.people]
      .sort(
        (a, b) =>
          VERDICT_ORDER.indexOf(a.readiness.verdict) - VERDICT_ORDER.indexOf(b.readiness.verdict) ||
          a.readiness.score.proven - b.readiness.score.proven ||
          order(a.id, b.id),
      )
      .slice(0, DIGEST_ROWS),
    findings: open.slice(0, DIGEST_ROWS),
  };
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
