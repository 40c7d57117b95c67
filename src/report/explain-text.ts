import { Chalk, type ChalkInstance } from "chalk";
import type { AccountIdentity, AccountOfPerson, LinkExplanation, PairExplanation, PersonIdentity } from "../people/explain.js";
import { printable, shortened } from "./escape.js";
import type { Explanation, PersonPage } from "./explain.js";
import type { FindingEntry, Readiness } from "./model.js";
import type { TableStyle } from "./table.js";
import { percent, waterfall } from "./waterfall.js";
import { wrap } from "./wrap.js";

/** An explanation for a terminal, no wider than it but for ids and commands, which must stay whole to be copied. */
export function explanationText(explanation: Explanation, style: TableStyle): string {
  const page = new Page(style);
  if ("finding" in explanation) page.finding(explanation.finding);
  else if ("pair" in explanation) page.pair(explanation.pair);
  else if ("accounts" in explanation) for (const account of explanation.accounts) page.nobodys(account);
  else
    explanation.people.forEach((person, i) => {
      if (i > 0) page.gap();
      page.person(person);
    });
  return page.text();
}

/** A link's weights are listed so many times on a page; further links are named with their probability. */
const WATERFALLS = 12;

class Page {
  readonly #width: number;
  readonly #paint: ChalkInstance;
  readonly #lines: string[] = [];

  constructor(style: TableStyle) {
    this.#width = style.width;
    this.#paint = new Chalk({ level: style.color ? 1 : 0 });
  }

  text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  gap(): void {
    this.#lines.push("");
  }

  #title(text: string): void {
    this.#lines.push("", this.#paint.bold(text));
  }

  /** A paragraph of text that has been made safe to print. */
  #write(text: string, indent = "  "): void {
    this.#lines.push(wrap(text, this.#width, indent));
  }

  person({ identity, readiness, findings }: PersonPage): void {
    const verdict = readiness === null ? "" : `: ${readiness.verdict}, score ${readiness.score.proven} proven, ${readiness.score.possible} possible`;
    this.#lines.push(
      this.#paint.bold(wrap(`${shortened(identity.displayName ?? identity.person)} (${printable(identity.person)})${verdict}`, this.#width, "")),
    );
    this.#who(identity);
    if (readiness === null) return;
    this.#readiness(readiness, findings);
    const own = findings.filter((finding) => finding.people.includes(identity.person));
    if (own.length > 0) this.#title("Findings");
    for (const finding of own) this.#write(`${finding.severity.padEnd(8)} ${finding.fingerprint}  ${shortened(finding.message)}`);
    if (readiness.pathToReady.length > 0) this.#title("Path to READY");
    readiness.pathToReady.forEach((step, i) => {
      this.#write(`${i + 1}. ${shortened(`${step.action} ${step.subject}`)} (${step.gain >= 0 ? "+" : ""}${step.gain})`);
    });
  }

  #who({ accounts, everyday, links }: PersonIdentity): void {
    this.#title("Accounts");
    for (const account of accounts) this.#account(account, account.everyday ? everyday.why : null);
    const inside = links.filter((link) => link.decision === "match");
    if (inside.length > 0) this.#title("Why these are one person");
    this.#links(inside);
    const open = links.filter((link) => link.decision !== "match");
    if (open.length > 0) this.#title("Who may be the same person");
    this.#links(open);
  }

  #account(account: AccountOfPerson, why: string | null): void {
    const state = account.active === null ? "state unknown" : account.active ? "active" : "not active";
    this.#write(`${printable(account.account)}  ${shortened(account.userName ?? "")}  ${account.kind}, ${state}`);
    if (account.everyday) this.#write(`the everyday account: the one to delegate from${why === null ? "" : `, as ${why}`}`, "      ");
    else if (account.advice !== null) this.#write(account.advice, "      ");
    this.#kind(account);
  }

  #kind({ kind, confidence, kindEvidence }: AccountIdentity): void {
    const sure = confidence === null ? "" : ` (${percent(confidence)} sure)`;
    if (kindEvidence.length > 0) this.#write(`${kind}${sure}: ${kindEvidence.map((sentence) => shortened(sentence)).join("; ")}`, "      ");
  }

  #links(links: readonly LinkExplanation[]): void {
    links.forEach((link, i) => {
      if (i < WATERFALLS) this.#waterfall(link, "  ");
      else this.#write(`${printable(link.a)} and ${printable(link.b)}: ${percent(link.probability)}`);
    });
  }

  #waterfall(link: LinkExplanation, indent: string): void {
    for (const line of waterfall(link, this.#width - indent.length)) this.#lines.push(indent + line);
    if (link.question !== undefined) this.#write(shortened(link.question, 2000), indent);
  }

  nobodys(account: AccountIdentity): void {
    const { bold } = this.#paint;
    this.#lines.push(
      wrap(
        `${bold(shortened(account.userName ?? account.account))} (${printable(account.account)}) is a ${account.kind} account and belongs to no person.`,
        this.#width,
        "",
      ),
    );
    for (const sentence of account.kindEvidence) this.#write(shortened(sentence));
  }

  pair(pair: PairExplanation): void {
    if (pair.probability === null) {
      this.#lines.push(`${printable(pair.a)} and ${printable(pair.b)}: nobody is both`);
      for (const account of pair.nobodys) this.nobodys(account);
      return;
    }
    this.#waterfall({ ...pair, probability: pair.probability }, "");
    if (pair.chain.length === 0) return;
    this.#title("It is other accounts that make the two one person");
    this.#links(pair.chain);
  }

  #readiness(readiness: Readiness, findings: readonly FindingEntry[]): void {
    const messages = new Map(findings.map((finding) => [finding.fingerprint, finding.message]));
    this.#title("Gates");
    for (const gate of readiness.gates) {
      const { green, red, yellow } = this.#paint;
      const mark = gate.status === "pass" ? green("pass   ") : gate.status === "fail" ? red("fail   ") : yellow("unknown");
      this.#lines.push(`  ${mark} ${gate.id}`);
      for (const fingerprint of gate.findings) this.#write(shortened(messages.get(fingerprint) ?? fingerprint), "          ");
    }
    this.#title("Score");
    const total = readiness.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0);
    for (const { id, proven, possible, weight, reasons } of readiness.dimensions) {
      const range = proven === possible ? `${proven}` : `${proven}–${possible}`;
      this.#lines.push(`  ${id.padEnd(22)} ${range.padStart(11)}  × ${String(weight).padStart(2)}/${total}`);
      for (const reason of reasons) this.#write(shortened(reason), "      ");
    }
    const conditions = readiness.conditions ?? [];
    if (conditions.length > 0) this.#title("Conditions");
    for (const condition of conditions) this.#write(shortened(condition));
  }

  finding(finding: FindingEntry): void {
    const { remediation, subject } = finding;
    const paragraph = (text: string) => this.#write(text, "");
    this.#lines.push(this.#paint.bold(wrap(`${finding.title} (${finding.ruleId}, ${finding.severity}, ${finding.status})`, this.#width, "")));
    paragraph(shortened(finding.message, 1000));
    paragraph(
      `About ${subject.type} ${printable(`${subject.source}/${subject.id}`)}${finding.people.length === 0 ? "" : `; concerns ${finding.people.map(printable).join(", ")}`}`,
    );
    const evidence = Object.entries(finding.evidence).filter(([, value]) => value !== null);
    if (evidence.length > 0) this.#title("Evidence");
    for (const [name, value] of evidence) this.#write(`${name}: ${shortened(typeof value === "string" ? value : JSON.stringify(value))}`);
    this.#title("What to do");
    paragraph(shortened(remediation.summary, 1000));
    remediation.steps.forEach((step, i) => {
      this.#write(`${i + 1}. ${shortened(step, 1000)}`);
    });
    for (const command of remediation.commands) this.#lines.push(`  $ ${shortened(command, 2000)}`);
    this.gap();
    paragraph(`Asked for by ${finding.controls.join(", ") || "no published standard"}. The rule's page: obo-audit rules ${finding.ruleId}`);
  }
}
