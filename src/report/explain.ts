import { Chalk, type ChalkInstance } from "chalk";
import { printable, shortened } from "./escape.js";
import type { FindingEntry, LinkEntry, PersonEntry, Report } from "./model.js";
import type { TableStyle } from "./table.js";

/**
 * Why one thing in a report is as it is: a person (id, display name, or one of their accounts as `source/id` or user name),
 * or a finding (fingerprint). Null when the report holds nothing of that name; several people of one name are all explained.
 */
export async function explain(report: Report, what: string, style: TableStyle): Promise<string | null> {
  const paint = new Chalk({ level: style.color ? 1 : 0 });
  for await (const finding of report.findings()) if (finding.fingerprint === what) return explainFinding(finding, paint);
  const people: PersonEntry[] = [];
  for await (const person of report.people()) if (isCalled(person, what)) people.push(person);
  if (people.length > 0) {
    const ids = new Set(people.map((person) => person.id));
    const findings: FindingEntry[] = [];
    for await (const finding of report.findings())
      if (finding.people.some((id) => ids.has(id)) || gatesName(people, finding.fingerprint)) findings.push(finding);
    return people.map((person) => explainPerson(person, findings, paint)).join("\n");
  }
  for await (const account of report.accounts()) {
    if (`${account.source}/${account.id}` !== what && account.userName?.toLowerCase() !== what.toLowerCase()) continue;
    const evidence = account.kindEvidence.map((sentence) => `  ${shortened(sentence)}\n`).join("");
    return `${paint.bold(shortened(account.userName ?? account.id))} (${printable(`${account.source}/${account.id}`)}) is a ${account.kind} account and belongs to no person.\n${evidence}`;
  }
  return null;
}

const gatesName = (people: readonly PersonEntry[], fingerprint: string) =>
  people.some((person) => person.readiness.gates.some((gate) => gate.findings.includes(fingerprint)));

function isCalled(person: PersonEntry, what: string): boolean {
  const lower = what.toLowerCase();
  return (
    person.id === what ||
    person.displayName?.toLowerCase() === lower ||
    person.accounts.some((account) => `${account.source}/${account.id}` === what || account.userName?.toLowerCase() === lower)
  );
}

function explainPerson(person: PersonEntry, findings: readonly FindingEntry[], paint: ChalkInstance): string {
  const { readiness } = person;
  const own = findings.filter((finding) => finding.people.includes(person.id));
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const lines = [
    `${paint.bold(shortened(person.displayName ?? person.id))} (${person.id}): ${paint.bold(readiness.verdict)}, score ${readiness.score.proven} proven, ${readiness.score.possible} possible`,
    "",
    paint.bold("Accounts"),
    ...person.accounts.map((account) => {
      const key = `${account.source}/${account.id}`;
      const state = account.active === null ? "state unknown" : account.active ? "active" : "not active";
      return `  ${printable(key)}  ${shortened(account.userName ?? "")}  ${account.kind}, ${state}${key === person.everydayAccount ? ", the everyday account: the one to delegate from" : ""}`;
    }),
  ];
  if (person.links.length > 0) lines.push("", paint.bold("Why these are one person"), ...person.links.flatMap(explainLink));
  lines.push("", paint.bold("Gates"));
  for (const gate of readiness.gates) {
    const mark = gate.status === "pass" ? paint.green("pass   ") : gate.status === "fail" ? paint.red("fail   ") : paint.yellow("unknown");
    lines.push(`  ${mark} ${gate.id}`);
    for (const fingerprint of gate.findings) lines.push(`          ${shortened(byFingerprint.get(fingerprint)?.message ?? fingerprint)}`);
  }
  lines.push("", paint.bold("Score"));
  const total = readiness.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0);
  for (const { id, proven, possible, weight, reasons } of readiness.dimensions) {
    const range = proven === possible ? `${proven}` : `${proven}–${possible}`;
    lines.push(
      `  ${id.padEnd(22)} ${range.padStart(11)}  × ${String(weight).padStart(2)}/${total}`,
      ...reasons.map((reason) => `      ${shortened(reason)}`),
    );
  }
  if ((readiness.conditions ?? []).length > 0)
    lines.push("", paint.bold("Conditions"), ...(readiness.conditions ?? []).map((condition) => `  ${shortened(condition)}`));
  if (own.length > 0)
    lines.push(
      "",
      paint.bold("Findings"),
      ...own.map((finding) => `  ${finding.severity.padEnd(8)} ${finding.fingerprint}  ${shortened(finding.message)}`),
    );
  if (readiness.pathToReady.length > 0) {
    lines.push("", paint.bold("Path to READY"));
    readiness.pathToReady.forEach((step, i) => {
      lines.push(`  ${i + 1}. ${shortened(`${step.action} ${step.subject}`)} (${step.gain >= 0 ? "+" : ""}${step.gain})`);
    });
  }
  return `${lines.join("\n")}\n`;
}

function explainLink(link: LinkEntry): string[] {
  const evidence = link.evidence.map(
    (part) =>
      `      ${part.weight === null ? "        " : `${(part.weight >= 0 ? "+" : "") + part.weight.toFixed(2)}`.padStart(8)}  ${shortened(`${part.field}: ${part.outcome}`)}`,
  );
  return [`  ${printable(link.a)} – ${printable(link.b)}: ${link.decision}, probability ${link.probability.toFixed(4)}`, ...evidence];
}

function explainFinding(finding: FindingEntry, paint: ChalkInstance): string {
  const { remediation, subject } = finding;
  const evidence = Object.entries(finding.evidence).filter(([, value]) => value !== null);
  return `${paint.bold(finding.title)} (${finding.ruleId}, ${finding.severity}, ${finding.status})
${shortened(finding.message, 1000)}
About ${subject.type} ${printable(`${subject.source}/${subject.id}`)}${finding.people.length === 0 ? "" : `; concerns ${finding.people.join(", ")}`}
${evidence.length === 0 ? "" : `\n${paint.bold("Evidence")}\n${evidence.map(([name, value]) => `  ${name}: ${shortened(typeof value === "string" ? value : JSON.stringify(value))}`).join("\n")}\n`}
${paint.bold("What to do")}
${shortened(remediation.summary, 1000)}
${remediation.steps.map((step, i) => `  ${i + 1}. ${shortened(step, 1000)}\n`).join("")}${remediation.commands.map((command) => `  $ ${shortened(command, 2000)}\n`).join("")}
Asked for by ${finding.controls.join(", ") || "no published standard"}. The rule's page: obo-audit rules ${finding.ruleId}
`;
}
