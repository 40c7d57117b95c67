import { resolve } from "node:path";
import { Command, Option } from "commander";
import { FORMATS, type Format } from "../report/output.js";
import type { Io } from "./io.js";
import { repeated, withQuietFlags } from "./options.js";
import type { Result } from "./program.js";
import { printReport, quoted } from "./run.js";

export interface ReportFlags {
  readonly format?: Format;
  readonly output: readonly string[];
  readonly quiet: boolean;
  readonly color: boolean;
}

export function reportCommand(io: Io, result: Result, run = runReport): Command {
  return withQuietFlags(
    new Command("report")
      .description("Write another format of a JSON report")
      .argument("<report.json>", "a JSON report of scan or audit")
      .addOption(new Option("-f, --format <format>", "format of what is printed; default table on a terminal, json in a pipe").choices(FORMATS))
      .option("-o, --output <path>", "write to a file; its ending names the format; repeatable", repeated, []),
  )
    .addHelpText("after", "\nExample:\n  $ obo-audit report report.json -o people.csv")
    .action(async (path: string, flags: ReportFlags) => {
      result.exitCode = await run(path, flags, io);
    });
}

/** @returns 0; @throws UsageError when the file is no report */
export async function runReport(path: string, flags: ReportFlags, io: Io): Promise<number> {
  const { checkWritable, outputOf } = await import("../report/output.js");
  const outputs = flags.output.map((output) => outputOf(resolve(io.cwd, output)));
  await checkWritable(outputs);
  const { readReportFile } = await import("../report/file.js");
  await printReport(await readReportFile(resolve(io.cwd, path)), outputs, flags, io, `--report ${quoted(path)}`);
  return 0;
}
