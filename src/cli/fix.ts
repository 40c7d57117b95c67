import { resolve } from "node:path";
import { Command } from "commander";
import { UsageError } from "../errors.js";
import type { FixPlan, PlanInput } from "../fix/plan.js";
import type { Report } from "../report/model.js";
import { colorOf, type Io, widthOf } from "./io.js";
import { repeated, withQuietFlags } from "./options.js";
import type { Result } from "./program.js";
import { notice } from "./run.js";

export interface FixFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly report?: string;
  readonly plan?: string;
  readonly baseline?: string;
  readonly config?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

export function fixCommand(io: Io, result: Result, run = runFix): Command {
  return withQuietFlags(
    new Command("fix")
      .description("Walk through what to do, most people made READY first; nothing is sent")
      .argument("[report.json]", "a JSON report of scan or audit")
      .option("-s, --source <spec>", "read and audit this source first; repeatable", repeated, [])
      .option("--snapshot <file>", "audit this snapshot first")
      .option("--report <report.json>", "as the argument")
      .option("--baseline <file>", "an earlier JSON report, or audited snapshot, whose people keep their ids")
      .option("--plan <file>", "write the plan as JSON and Markdown: what is chosen at a terminal, everything elsewhere")
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)"),
  )
    .addHelpText("after", "\nExamples:\n  $ obo-audit fix report.json\n  $ obo-audit fix report.json --plan plan.md")
    .action(async (report: string | undefined, flags: FixFlags) => {
      result.exitCode = await run(report === undefined ? flags : { ...flags, report }, io);
    });
}

/** @returns 0; @throws UsageError where there is nobody to ask and no plan to write, or the plan cannot be written */
export async function runFix(flags: FixFlags, io: Io): Promise<number> {
  const asks = io.stdin.isTTY === true && io.stdout.isTTY === true;
  if (!asks && flags.plan === undefined)
    throw new UsageError("fix asks questions, and this is no terminal", "Give --plan FILE to write all suggestions.");
  const work = (report: Report) => planFor(report, flags, io, asks);
  if (flags.report !== undefined) {
    const { readReportFile } = await import("../report/file.js");
    return work(await readReportFile(resolve(io.cwd, flags.report)));
  }
  const { withAudited } = await import("./with-audited.js");
  return withAudited(flags, io, work);
}

async function planFor(report: Report, flags: FixFlags, io: Io, asks: boolean): Promise<number> {
  const { planAll, planInputOf } = await import("../fix/plan.js");
  const input = await planInputOf(report);
  const plan = asks ? await choose(input, flags, io) : planAll(input);
  if (flags.plan !== undefined) {
    const { writePlan } = await import("../fix/write.js");
    for (const path of await writePlan(resolve(io.cwd, flags.plan), plan)) notice(io, flags, `wrote ${path}`);
  }
  const people = `${plan.makesReady} ${plan.makesReady === 1 ? "person" : "people"}`;
  notice(
    io,
    flags,
    `${plan.fixes.length} ${plan.fixes.length === 1 ? "fix" : "fixes"} in the plan; they make ${people} READY. Nothing has been changed.`,
  );
  if (flags.plan === undefined && plan.fixes.length > 0) notice(io, flags, "The plan is not kept; give --plan FILE to keep it.");
  return 0;
}

async function choose(input: PlanInput, flags: FixFlags, io: Io): Promise<FixPlan> {
  const [{ terminalAsk, walk }, { allRules }] = await Promise.all([import("../fix/walk.js"), import("../pipeline/audit.js")]);
  const rationales = new Map(allRules().map((rule) => [rule.id as string, rule.rationale]));
  const style = { width: widthOf(io), color: colorOf(io, io.stdout, flags.color) };
  return walk(
    input,
    terminalAsk(io.stdin, io.stdout, io.signal),
    (text) => io.stdout.write(text),
    style,
    (id) => rationales.get(id) ?? null,
  );
}
