import { Chalk, type ChalkInstance } from "chalk";
import Table from "cli-table3";
import stringWidth from "string-width";
import type { Verdict } from "../readiness/model.js";
import { SEVERITIES, type Severity } from "../rules/contract.js";
import { count } from "../rules/text.js";
import { printable, shortened } from "./escape.js";
import type { Digest, DuplicateEntry, FindingEntry, PersonEntry, Report, SourceEntry } from "./model.js";
import { percent } from "./waterfall.js";
import { broken, cutTo, wrap } from "./wrap.js";

/** How the terminal report looks. */
export interface TableStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** The flags that give further commands what this report rests on, such as `--report report.json`. */
  readonly again?: string;
}

/** Below this width a table's cells hold too little; entries are listed one below the other. */
const NARROW = 72;

/** The report for people: verdicts first, then what is worst, what could not be seen, and what to do next. */
export async function* tableReport(report: Report, style: TableStyle): AsyncGenerator<string> {
  const paint = new Chalk({ level: style.color ? 1 : 0 });
  const digest = await report.digest();
  yield `${verdictLine(report, paint)}\n${findingLine(report, paint)}\n`;
  yield* blockers(digest, paint, style);
  yield* unseen(report.head.sources, paint, style);
  yield* people(report, digest, paint, style);
  yield* findings(report, digest, paint, style);
  yield* toDecide(report, paint, style);
  yield* await agents(report, paint, style);
  yield* closing(report, digest, paint, style.again ?? "");
}

const VERDICT_PAINT: Record<Verdict, (paint: ChalkInstance) => ChalkInstance> = {
  READY: (paint) => paint.green,
  CONDITIONAL: (paint) => paint.yellow,
  BLOCKED: (paint) => paint.red,
};

const SEVERITY_PAINT: Record<Severity, (paint: ChalkInstance) => ChalkInstance> = {
  critical: (paint) => paint.red.bold,
  high: (paint) => paint.red,
  medium: (paint) => paint.yellow,
  low: (paint) => paint.cyan,
  info: (paint) => paint.dim,
};

function verdictLine(report: Report, paint: ChalkInstance): string {
  const { people, ready, conditional, blocked, accounts, agents } = report.head.summary;
  const verdicts = [paint.green(`${ready} READY`), paint.yellow(`${conditional} CONDITIONAL`), paint.red(`${blocked} BLOCKED`)].join(" · ");
  return `${paint.bold(people === 1 ? "1 person" : `${people} people`)}: ${verdicts}   (${count(accounts, "account")}, ${count(agents, "agent")})`;
}

function findingLine(report: Report, paint: ChalkInstance): string {
  const counts = SEVERITIES.filter((severity) => report.head.summary.findings[severity] > 0);
  if (counts.length === 0) return "No findings.";
  return `Findings: ${counts.map((severity) => SEVERITY_PAINT[severity](paint)(`${report.head.summary.findings[severity]} ${severity}`)).join(" · ")}`;
}

/** How many lines the summary spends on what blocks people. */
const BLOCKERS = 8;

function* blockers(digest: Digest, paint: ChalkInstance, style: TableStyle): Generator<string> {
  const gates = digest.gates.filter((gate) => gate.status === "fail");
  const causes = digest.causes.filter((cause) => cause.people > 0 && cause.severity !== "info");
  if (gates.length === 0 && causes.length === 0) return;
  yield `\n${paint.bold("What blocks most people")}\n`;
  for (const gate of gates.slice(0, BLOCKERS))
    yield `  ${cutTo(`gate ${gate.id} fails for ${count(gate.people, "person", "people")}`, style.width - 2)}\n`;
  for (const cause of causes.slice(0, BLOCKERS))
    yield `  ${cutTo(`${cause.title} (${cause.ruleId}): ${count(cause.people, "person", "people")}`, style.width - 2)}\n`;
}

function* unseen(sources: readonly SourceEntry[], paint: ChalkInstance, style: TableStyle): Generator<string> {
  const lines = sources.flatMap((source) => {
    const byReason = new Map<string, string[]>();
    for (const [fact, state] of Object.entries(source.facts)) {
      if (state === "collected" && !source.partial.includes(fact)) continue;
      const reason = `${state === "collected" ? "not complete" : state}${source.reasons[fact] === undefined ? "" : `: ${source.reasons[fact]}`}`;
      byReason.set(reason, [...(byReason.get(reason) ?? []), fact]);
    }
    const facts = [...byReason].map(([reason, names]) => `${source.id}: ${names.join(", ")} — ${reason}`);
    const rejected = source.rejected.records.slice(0, 5).map((reject) => `${source.id}: ${rejectText(reject)}`);
    const more =
      source.rejected.count > rejected.length ? [`${source.id}: ${source.rejected.count - rejected.length} more records that could not be read`] : [];
    return [...facts, ...rejected, ...more];
  });
  if (lines.length === 0) return;
  yield `\n${paint.bold("What could not be seen")} (counts as unknown, never as passed)\n`;
  for (const line of lines) yield `${wrap(printable(line), style.width, "  ")}\n`;
}

function rejectText(reject: SourceEntry["rejected"]["records"][number]): string {
  const where = [reject.row === null ? "" : ` row ${reject.row}`, reject.column === null ? "" : `, ${reject.column}`].join("");
  return `${reject.place}${where}: ${reject.reason}`;
}

function* people(report: Report, digest: Digest, paint: ChalkInstance, style: TableStyle): Generator<string> {
  const listed = digest.people.filter((person) => person.readiness.verdict !== "READY");
  if (listed.length === 0) return;
  yield `\n${paint.bold("People, furthest from READY first")}\n`;
  const rows = listed.map((person) => [
    { text: person.readiness.verdict, paint: VERDICT_PAINT[person.readiness.verdict](paint) },
    shortened(person.displayName ?? person.id, 60),
    `${person.readiness.score.proven}–${person.readiness.score.possible}`,
    why(person),
    step(person),
  ]);
  yield grid(["verdict", "person", "score", "why", "first step"], rows, [0, 2, 0, 3, 3], style);
  const { conditional, blocked } = report.head.summary;
  const rest = conditional + blocked - listed.length;
  if (rest > 0) yield `  and ${rest} more\n`;
}

function why(person: PersonEntry): string {
  const gates = (status: string) => person.readiness.gates.filter((gate) => gate.status === status).map((gate) => gate.id);
  const failed = gates("fail");
  const unknown = gates("unknown");
  const parts = [failed.length > 0 ? `fails ${failed.join(", ")}` : "", unknown.length > 0 ? `unknown ${unknown.join(", ")}` : ""].filter(
    (part) => part !== "",
  );
  if (parts.length > 0) return parts.join("; ");
  return person.readiness.conditions?.map((condition) => shortened(condition, 120)).join("; ") ?? "";
}

function step(person: PersonEntry): string {
  const [first, ...rest] = person.readiness.pathToReady;
  if (first === undefined) return "";
  const own = person.accounts.find((account) => `${account.source}/${account.id}` === first.subject);
  const subject = own?.userName == null ? first.subject : `${own.userName} in ${own.source}`;
  return `${shortened(`${first.action}: ${subject}`, 160)}${rest.length > 0 ? ` (+${rest.length} more)` : ""}`;
}

function* findings(report: Report, digest: Digest, paint: ChalkInstance, style: TableStyle): Generator<string> {
  const listed = digest.findings;
  if (listed.length === 0) return;
  yield `\n${paint.bold("Findings, worst first")}\n`;
  const rows = listed.map((finding: FindingEntry) => [
    { text: finding.severity, paint: SEVERITY_PAINT[finding.severity](paint) },
    finding.ruleId,
    shortened(finding.message, 300),
    shortened(finding.remediation.summary, 200),
  ]);
  yield grid(["severity", "rule", "what", "what to do"], rows, [0, 2, 4, 3], style);
  const total = SEVERITIES.reduce((sum, severity) => sum + report.head.summary.findings[severity], 0);
  if (total > listed.length) yield `  and ${total - listed.length} more\n`;
}

/** How many open questions the screen lists. */
const QUESTIONS = 5;

/** Who may be one person, with the question to ask, the surest first. */
async function* toDecide(report: Report, paint: ChalkInstance, style: TableStyle): AsyncGenerator<string> {
  const open: Pick<DuplicateEntry, "question" | "people" | "probability">[] = [];
  for await (const { question, people, probability } of report.duplicates())
    open.push({ people, probability, ...(question === undefined ? {} : { question }) });
  if (open.length === 0) return;
  yield `\n${paint.bold(`${count(open.length, "pair", "pairs")} of people who may be one: for a human to decide`)}\n`;
  for (const { question, people, probability } of open.sort((a, b) => b.probability - a.probability).slice(0, QUESTIONS))
    yield `${wrap(`${percent(probability)}  ${shortened(question ?? people.join(" and "), 1000)}`, style.width, INDENT)}\n`;
  if (open.length > QUESTIONS) yield `  and ${open.length - QUESTIONS} more\n`;
  yield `${wrap("-o review.csv lists them all; its column decision takes the answers (docs/configuration.md)", style.width, INDENT)}\n`;
}

/** How many agents the screen lists. */
const AGENTS = 15;

async function* agents(report: Report, paint: ChalkInstance, style: TableStyle): AsyncGenerator<string> {
  if (report.head.summary.agents === 0) return;
  const rows: Cell[][] = [];
  for await (const agent of report.agents()) {
    const everybody = agent.consents.some((consent) => consent.principal === "*");
    rows.push([
      shortened(agent.displayName ?? agent.id, 60),
      agent.source,
      everybody ? "everybody" : count(agent.humans.length, "person", "people"),
      agent.sponsors.length === 0 ? { text: "nobody", paint: paint.red } : count(agent.sponsors.length, "person", "people"),
      shortened([...new Set(agent.consents.flatMap((consent) => consent.scopes))].sort().join(" "), 160),
    ]);
    if (rows.length === AGENTS) break;
  }
  yield `\n${paint.bold("Agents")}\n`;
  yield grid(["agent", "source", "acts for", "answered for by", "delegated scopes"], rows, [2, 0, 0, 0, 3], style);
  const rest = report.head.summary.agents - rows.length;
  if (rest > 0) yield `  and ${rest} more\n`;
}

function* closing(report: Report, digest: Digest, paint: ChalkInstance, again: string): Generator<string> {
  const unknown = report.rules.filter((rule) => rule.status === "unknown").length;
  const skipped = report.rules.filter((rule) => rule.status === "skipped").length;
  const ran = report.rules.length - unknown - skipped;
  yield `\n${count(ran, "rule")} ran${unknown > 0 ? `, ${unknown} could not (unknown, not passed)` : ""}${skipped > 0 ? `, ${skipped} skipped` : ""}.\n`;
  const worst = digest.people.find((person) => person.readiness.verdict !== "READY");
  const command = (name: string) => paint.cyan(`obo-audit ${name}${again === "" ? "" : ` ${again}`}`);
  if (worst !== undefined)
    yield `\nNext, why somebody is not READY, and what to do about it:\n  ${command(`explain ${worst.id}`)}\n  ${command("fix")}\n`;
}

/** A cell's text, and how it is coloured once it has been laid out. */
type Cell = string | { readonly text: string; readonly paint: ChalkInstance };

const textOf = (cell: Cell | undefined) => (typeof cell === "object" ? cell.text : (cell ?? ""));
const painted = (cell: Cell | undefined, line: string) => (typeof cell === "object" ? cell.paint(line) : line);

/** Space between columns. */
const GAP = 2;

/** No column that shares the width gets narrower than this. */
const NARROWEST = 12;

/** A table whose flexible columns share the width by weight (0 = as wide as needed); a list where the terminal is narrow. */
function grid(head: readonly string[], rows: readonly (readonly Cell[])[], weights: readonly number[], style: TableStyle): string {
  if (style.width < NARROW) {
    return rows
      .map(
        (row) =>
          `${row.map((cell, i) => painted(cell, wrap(`${head[i] ?? ""}: ${textOf(cell)}`, style.width, i === 0 ? "  " : "    "))).join("\n")}\n`,
      )
      .join("");
  }
  const natural = head.map((title, i) => Math.max(stringWidth(title), ...rows.map((row) => stringWidth(textOf(row[i])))));
  const fixed = natural.reduce((sum, width, i) => sum + ((weights[i] ?? 0) === 0 ? width : 0), 0);
  const parts = weights.reduce((sum, weight) => sum + weight, 0);
  const free = style.width - INDENT.length - fixed - head.length * GAP;
  const widths = natural.map((width, i) =>
    (weights[i] ?? 0) === 0 ? width : Math.max(NARROWEST, Math.min(width, Math.floor((free * (weights[i] ?? 0)) / parts))),
  );
  const table = new Table({
    head: [...head],
    colWidths: widths.map((width) => width + GAP),
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": GAP },
    chars: NO_BORDERS,
  });
  const laidOut = (cell: Cell, i: number) =>
    broken(textOf(cell), widths[i] ?? NARROWEST)
      .map((line) => painted(cell, line))
      .join("\n");
  table.push(...rows.map((row) => row.map(laidOut)));
  return `${table
    .toString()
    .split("\n")
    .map((line) => INDENT + line.trimEnd())
    .join("\n")}\n`;
}

const INDENT = "  ";

/** Columns are told apart by space alone: readable in a pipe, in a narrow window and without colour. */
const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
