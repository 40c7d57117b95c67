import { Command } from "commander";
import { UsageError } from "../errors.js";
import type { Io } from "./io.js";
import { type AuditFlags, repeated, withAuditFlags, withRate } from "./options.js";
import type { Result } from "./program.js";
import { auditAndReport, baselineAgain, notice, openAll, prepare, quoted } from "./run.js";
import { withInventory } from "./with-inventory.js";

export interface ScanFlags extends AuditFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly since?: string;
  readonly rate?: number;
}

export function scanCommand(io: Io, result: Result, run = runScan): Command {
  return withAuditFlags(
    withRate(new Command("scan"))
      .description("Read directories, audit them, report: the main job")
      .option("-s, --source <spec>", "entra[:TENANT], okta[:https://ORG], file:PATH or sample; repeatable", repeated, [])
      .option("--snapshot <file>", "keep what was read in this file, for `obo-audit audit`; one whose collection was stopped is gone on with")
      .option("--since <file>", "an earlier snapshot of the same sources: where a service tells what has changed, only that is read"),
  )
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing at or above --fail-on · 1 findings, or below --min-ready · 2 wrong usage or configuration
            3 a source could not be read at all · 4 something could not be read, nothing else is wrong · 130 interrupted

Examples:
  $ obo-audit scan --source sample
  $ obo-audit scan -s entra -s okta --fail-on critical -o report.json -o people.csv
  $ obo-audit scan -s "file:hr.csv?map=surname:familyName,given_name:givenName"`,
    )
    .action(async (flags: ScanFlags) => {
      result.exitCode = await run(flags, io);
    });
}

/** @returns the exit code of the contract */
export async function runScan(flags: ScanFlags, io: Io): Promise<number> {
  const settings = await prepare(flags, io);
  const { sources, audit, clock } = await openAll(flags.source, settings, io);
  if (sources.length === 0) throw new UsageError("no source is given", "Try `obo-audit scan --source sample`, or name one: entra, okta, file:PATH.");
  const now = flags.now ?? clock;
  return withInventory({ ...(flags.snapshot === undefined ? {} : { path: flags.snapshot }), since: flags.since, flags, io }, async (db, collect) => {
    await collect(sources, now);
    if (flags.snapshot !== undefined) notice(io, flags, `kept what was read in ${flags.snapshot}`);
    return auditAndReport(db, { ...settings, audit }, flags, io, now, againOf(flags));
  });
}

/** How further commands get at what this scan read: the snapshot where one was kept, else a JSON report, else the same sources. */
function againOf(flags: ScanFlags): string {
  if (flags.snapshot !== undefined) return `--snapshot ${quoted(flags.snapshot)}`;
  const json = flags.output.find((path) => path.toLowerCase().endsWith(".json"));
  if (json !== undefined) return `--report ${quoted(json)}`;
  return [...flags.source.map((spec) => `--source ${quoted(spec)}`), ...baselineAgain(flags)].join(" ");
}
