import { resolve } from "node:path";
import { Command } from "commander";
import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { AuditOptions } from "../pipeline/audit.js";
import type { Report } from "../report/model.js";
import { colorOf, type Io, widthOf } from "./io.js";
import { repeated, withQuietFlags } from "./options.js";
import type { Result } from "./program.js";

export interface ExplainFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly report?: string;
  readonly access: boolean;
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
      .option("-s, --source <spec>", "read and audit this source first; repeatable", repeated, [])
      .option("--snapshot <file>", "explain what this snapshot holds")
      .option("--report <report.json>", "explain what this report holds")
      .option("--access", "what the account can do, and how it got there (with --source or --snapshot)", false)
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)"),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  $ obo-audit explain p-1a2b3c4d5e6f --report report.json\n  $ obo-audit explain ann@corp.example --snapshot tenant.duckdb\n  $ obo-audit explain entra/1 okta/2 --snapshot tenant.duckdb",
    )
    .action(async (what: string, other: string | undefined, flags: ExplainFlags) => {
      result.exitCode = await run(what, other, flags, io);
    });
}

/** @returns 0; @throws UsageError when nothing is called that */
export async function runExplain(what: string, other: string | undefined, flags: ExplainFlags, io: Io): Promise<number> {
  if (flags.access && other === undefined) {
    const { withAccess } = await import("./with-access.js");
    return withAccess(flags, io, (db) => printAccess(what, db, io));
  }
  const { withAudited } = await import("./with-audited.js");
  if (other !== undefined) return withAudited(flags, io, (_report, db, audit) => printPair(what, other, db, audit, io));
  const { allRules } = await import("../pipeline/audit.js");
  const rule = allRules().find((candidate) => candidate.id === what);
  if (rule !== undefined) {
    const { rulePage } = await import("../report/rule-page.js");
    io.stdout.write(rulePage(rule));
    return 0;
  }
  const { explain } = await import("../report/explain.js");
  const print = async (report: Report) => {
    const text = await explain(report, what, { width: widthOf(io), color: colorOf(io, io.stdout, flags.color) });
    if (text === null)
      throw new UsageError(
        `nothing is called "${what}"`,
        "Give a person's id or name, an account as source/id or user name, or a finding's fingerprint, as the report writes it.",
      );
    io.stdout.write(text);
    return 0;
  };
  if (flags.report !== undefined) {
    const { readReportFile } = await import("../report/file.js");
    return print(await readReportFile(resolve(io.cwd, flags.report)));
  }
  return withAudited(flags, io, print);
}

/** Why two accounts are one person, or two: the evidence in bits, and what it comes to. */
async function printPair(a: string, b: string, db: Inventory, audit: AuditOptions, io: Io): Promise<number> {
  const { explainPair, waterfall } = await import("../people/explain.js");
  io.stdout.write(`${waterfall(await explainPair(db, a, b, audit)).join("\n")}\n`);
  return 0;
}

/** What an account can do, each grant with its shortest path. */
async function printAccess(what: string, db: Inventory, io: Io): Promise<number> {
  const [{ accessLines, explainAccess }, { findAccounts }] = await Promise.all([import("../access/explain.js"), import("../access/find.js")]);
  const accounts = await findAccounts(db, what);
  if (accounts.length === 0) throw new UsageError(`no account is called "${what}"`, "Give it as source/id or user name, as the report writes it.");
  for (const account of accounts) {
    const tree = await explainAccess(db, account);
    if (tree !== null) io.stdout.write(`${accessLines(tree).join("\n")}\n`);
  }
  return 0;
}
