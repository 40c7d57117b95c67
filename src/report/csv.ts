import type { DuplicateEntry, Report } from "./model.js";

type Cell = string | number | boolean | null | readonly string[];

/** Findings, one row each. */
export async function* findingsCsv(report: Report): AsyncGenerator<string> {
  yield line([
    "severity",
    "rule",
    "title",
    "source",
    "subjectType",
    "subject",
    "subjectName",
    "people",
    "message",
    "remediation",
    "controls",
    "status",
    "fingerprint",
  ]);
  for await (const finding of report.findings()) {
    const { subject, remediation } = finding;
    yield line([
      finding.severity,
      finding.ruleId,
      finding.title,
      subject.source,
      subject.type,
      subject.id,
      subject.name,
      finding.people,
      finding.message,
      remediation.summary,
      finding.controls,
      finding.status,
      finding.fingerprint,
    ]);
  }
}

/** People, one row each. */
export async function* peopleCsv(report: Report): AsyncGenerator<string> {
  yield line(["person", "displayName", "verdict", "proven", "possible", "everydayAccount", "accounts", "failedGates", "unknownGates", "firstStep"]);
  for await (const person of report.people()) {
    const { readiness } = person;
    const gates = (status: string) => readiness.gates.filter((gate) => gate.status === status).map((gate) => gate.id);
    const step = readiness.pathToReady[0];
    yield line([
      person.id,
      person.displayName,
      readiness.verdict,
      readiness.score.proven,
      readiness.score.possible,
      person.everydayAccount,
      person.accounts.map((account) => `${account.source}/${account.id}`),
      gates("fail"),
      gates("unknown"),
      step === undefined ? null : `${step.action} ${step.subject}`,
    ]);
  }
}

/** Accounts, one row each, with the person they belong to. */
export async function* accountsCsv(report: Report): AsyncGenerator<string> {
  yield line(["source", "id", "userName", "kind", "kindEvidence", "active", "person"]);
  for await (const account of report.accounts()) {
    yield line([account.source, account.id, account.userName, account.kind, account.kindEvidence, account.active, account.person]);
  }
}

/**
 * Pairs of accounts for a human to decide on, one row each, the surest first. Filled in with same or different, the
 * file is one of decisions, which the configuration names as `people: {decisions: …}`.
 */
export async function* reviewCsv(report: Report): AsyncGenerator<string> {
  yield line(["a", "b", "probability", "question", "decision"]);
  const open: Omit<DuplicateEntry, "evidence">[] = [];
  for await (const { evidence: _evidence, ...duplicate } of report.duplicates()) open.push(duplicate);
  for (const { a, b, probability, question } of open.sort((x, y) => y.probability - x.probability))
    if (a !== undefined && b !== undefined) yield line([a, b, probability, question ?? null, null]);
}

/** One record as RFC 4180 writes it, ended by CRLF. */
function line(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** A spreadsheet reads these as the start of a formula; tab and carriage return also open one in some. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

/**
 * One cell. Text that a spreadsheet could read as a formula gets a leading apostrophe, wherever in the cell a line begins;
 * see OWASP, CSV Injection. Numbers are written as they are.
 */
function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = (typeof value === "string" ? value : value.join("; ")).toWellFormed().replaceAll("\0", "\\u{0}");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
