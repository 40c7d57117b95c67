import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { AccessTree } from "../access/explain.js";
import { UsageError } from "../errors.js";
import type { PersonIdentity } from "../people/explain.js";
import type { Explanation } from "../report/explain.js";
import type { Report } from "../report/model.js";
import { colorOf, type Io, widthOf } from "./io.js";
import { repeated, withQuietFlags } from "./options.js";
import type { Result } from "./program.js";
import { notice } from "./run.js";
import type { Ready } from "./with-ready.js";

export interface ExplainFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly report?: string;
  readonly baseline?: string;
  readonly access: boolean;
  readonly identity: boolean;
  readonly format?: "text" | "json";
  readonly output?: string;
  readonly config?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

export function explainCommand(io: Io, result: Result, run = runExplain): Command {
  return withQuietFlags(
    new Command("explain")
      .description("Why a person, account or finding is as it is: evidence, score, path to READY")
      .argument("<what>", "a person's id or name, an account as source/id or user name, a finding's fingerprint, or a rule's id")
      .argument("[other]", "a second account: why the two are, or are not, one person")
      .option("-s, --source <spec>", "read this source first; repeatable", repeated, [])
      .option("--snapshot <file>", "explain what this snapshot holds")
      .option("--report <report.json>", "explain what this report holds")
      .option("--baseline <file>", "an earlier JSON report, or audited snapshot, whose people keep their ids")
      .option("--identity", "only who it is: kinds, links, the everyday account; nothing is audited", false)
      .option("--access", "what the account can do, and how it got there (with --source or --snapshot)", false)
      .addOption(new Option("-f, --format <format>", "format of what is printed").choices(["text", "json"]))
      .option("-o, --output <path>", "write to a file instead (.json, or .txt)")
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)"),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  $ obo-audit explain p-1a2b3c4d5e6f7081 --report report.json\n  $ obo-audit explain ann@corp.example --snapshot tenant.duckdb\n  $ obo-audit explain entra/1 okta/2 --snapshot tenant.duckdb --format json",
    )
    .action(async (what: string, other: string | undefined, flags: ExplainFlags) => {
      result.exitCode = await run(what, other, flags, io);
    });
}

/** @returns 0; @throws UsageError when nothing is called that */
export async function runExplain(what: string, other: string | undefined, flags: ExplainFlags, io: Io): Promise<number> {
  const { withReady } = await import("./with-ready.js");
  if (flags.access && other === undefined) return withReady(flags, io, (ready) => printAccess(what, ready, flags, io));
  const { allRules } = await import("../pipeline/audit.js");
  const rule = other === undefined ? allRules().find((candidate) => candidate.id === what) : undefined;
  if (rule !== undefined) {
    const { rulePage } = await import("../report/rule-page.js");
    const { message: _message, remediation: _remediation, ...data } = rule;
    return print(rulePage(rule), { rule: data }, flags, io);
  }
  if (flags.report !== undefined) return printExplanation(await fromReport(what, other, resolve(io.cwd, flags.report)), what, flags, io);
  return withReady(flags, io, async (ready) => {
    const found = other === undefined ? await fromInventory(what, ready, flags.identity) : await pairFrom(what, other, ready);
    return printExplanation(found, what, flags, io);
  });
}

async function fromReport(what: string, other: string | undefined, path: string): Promise<Explanation | null> {
  const [{ explain, explainPairOf }, { readReportFile }] = await Promise.all([import("../report/explain.js"), import("../report/file.js")]);
  const report = await readReportFile(path);
  if (other === undefined) return explain(report, what);
  const pair = await explainPairOf(report, what, other);
  if (pair === null)
    throw new UsageError(
      `the report holds no link between ${what} and ${other}`,
      "Give --snapshot or --source: then any two accounts can be compared.",
    );
  return { pair };
}

/** Only what the question needs is worked out: an account that is nobody's, or a pair, needs no audit. */
async function fromInventory(what: string, ready: Ready, identityOnly: boolean): Promise<Explanation | null> {
  const { explainPerson, nobodysCalled, peopleCalled } = await import("../people/explain.js");
  await ready.people();
  const identities: PersonIdentity[] = [];
  for (const id of await peopleCalled(ready.db, what)) {
    const person = await explainPerson(ready.db, id);
    if (person !== null) identities.push(person);
  }
  if (identities.length > 0 && identityOnly) return { people: identities.map((identity) => ({ identity, readiness: null, findings: [] })) };
  const { findingOf, pagesOf } = await import("../report/explain.js");
  if (identities.length > 0) return { people: await pagesOf(await audited(ready), identities) };
  const accounts = await nobodysCalled(ready.db, what);
  if (accounts.length > 0) return { accounts };
  if (!FINGERPRINT.test(what)) return null;
  const finding = await findingOf(await audited(ready), what);
  return finding === null ? null : { finding };
}

async function audited(ready: Ready): Promise<Report> {
  await ready.audit();
  return ready.report();
}

const FINGERPRINT = /^[0-9a-f]{16}$/;

/** Why two accounts are one person, or two: the evidence in bits, and what it comes to. */
async function pairFrom(a: string, b: string, { db, people }: Ready): Promise<Explanation> {
  const { explainPair } = await import("../people/explain.js");
  await people();
  return { pair: await explainPair(db, a, b) };
}

async function printExplanation(explanation: Explanation | null, what: string, flags: ExplainFlags, io: Io): Promise<number> {
  if (explanation === null)
    throw new UsageError(
      `nothing is called "${what}"`,
      "Give a person's id or name, an account as source/id or user name, or a finding's fingerprint, as the report writes it.",
    );
  const [{ explanationJson }, { explanationText }] = await Promise.all([import("../report/explain.js"), import("../report/explain-text.js")]);
  const style = flags.output === undefined ? { width: widthOf(io), color: colorOf(io, io.stdout, flags.color) } : { width: 100, color: false };
  return print(explanationText(explanation, style), explanationJson(explanation), flags, io);
}

/** Writes the text or the JSON, as the flags and the output's ending say, to the output or to standard output. */
async function print(text: string, json: unknown, flags: ExplainFlags, io: Io): Promise<number> {
  const ending = flags.output === undefined ? null : /\.json$/i.test(flags.output) ? "json" : "text";
  const written = (flags.format ?? ending) === "json" ? `${JSON.stringify(json, null, 2)}\n` : text;
  const { writeAll, writeFile } = await import("../report/output.js");
  if (flags.output === undefined) {
    await writeAll([written], io.stdout);
    return 0;
  }
  await writeFile(resolve(io.cwd, flags.output), [written]);
  notice(io, flags, `wrote ${flags.output}`);
  return 0;
}

/** What an account can do, each grant with its shortest path. */
async function printAccess(what: string, ready: Ready, flags: ExplainFlags, io: Io): Promise<number> {
  const [{ accessLines, explainAccess }, { findAccounts }] = await Promise.all([import("../access/explain.js"), import("../access/find.js")]);
  await ready.audit();
  const accounts = await findAccounts(ready.db, what);
  if (accounts.length === 0) throw new UsageError(`no account is called "${what}"`, "Give it as source/id or user name, as the report writes it.");
  const trees: AccessTree[] = [];
  for (const account of accounts) {
    const tree = await explainAccess(ready.db, account);
    if (tree !== null) trees.push(tree);
  }
  return print(trees.map((tree) => `${accessLines(tree).join("\n")}\n`).join(""), { access: trees }, flags, io);
}
