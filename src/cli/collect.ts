import { Command } from "commander";
import { UsageError } from "../errors.js";
import type { SourceEstimate } from "../report/estimate.js";
import type { Source } from "../sources/contract.js";
import type { Io } from "./io.js";
import { repeated, withQuietFlags, withRate } from "./options.js";
import type { Result } from "./program.js";
import { notice, teller } from "./run.js";
import { withInventory } from "./with-inventory.js";

export interface CollectFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly since?: string;
  readonly estimate: boolean;
  readonly json: boolean;
  readonly rate?: number;
  readonly config?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly progress: boolean;
}

export function collectCommand(io: Io, result: Result, run = runCollect): Command {
  return withQuietFlags(
    withRate(new Command("collect"))
      .description("Read directories into a snapshot file, and stop there")
      .option("-s, --source <spec>", "entra[:TENANT], okta[:https://ORG], file:PATH or sample; repeatable", repeated, [])
      .option("--snapshot <file>", "the file to write; one whose collection was stopped is gone on with")
      .option("--since <file>", "an earlier snapshot of the same sources: where a service tells what has changed, only that is read")
      .option("--estimate", "say how many requests it takes and about how long, and collect nothing", false)
      .option("--json", "print the estimate as JSON", false)
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)"),
  )
    .addHelpText(
      "after",
      `
Examples:
  $ obo-audit collect -s entra --estimate
  $ obo-audit collect -s entra -s okta --snapshot tenant.duckdb && obo-audit audit tenant.duckdb
  $ obo-audit collect -s entra --since monday.duckdb --snapshot tuesday.duckdb`,
    )
    .action(async (flags: CollectFlags) => {
      result.exitCode = await run(flags, io);
    });
}

/** @returns the exit code of the contract: 4 when something could not be read */
export async function runCollect(flags: CollectFlags, io: Io): Promise<number> {
  const { loadConfig } = await import("../config/load.js");
  const { openSources } = await import("../sources/open.js");
  const { config } = await loadConfig(io.cwd, flags.config);
  const specs = flags.source.length > 0 ? flags.source : (config.sources ?? []);
  if (specs.length === 0) throw new UsageError("no source is given", "Name one: entra, okta, file:PATH or sample.");
  const sources = await openSources(specs);
  if (flags.estimate) return printEstimate(sources, flags, io);
  const { snapshot } = flags;
  if (snapshot === undefined) throw new UsageError("no snapshot is given", "Name the file to write: --snapshot FILE; or ask for --estimate.");
  return withInventory({ path: snapshot, since: flags.since, flags, io }, async (db, collect) => {
    await collect(sources, io.now());
    const [row] = await db.rows<{ accounts: number; gaps: number }>(`
      SELECT (SELECT count(*)::INTEGER FROM accounts) AS accounts,
             (SELECT count(*) FROM rejects)::INTEGER + (SELECT count(*) FROM facts WHERE state IN ('denied', 'failed'))::INTEGER AS gaps`);
    notice(io, flags, `wrote ${snapshot}: ${row?.accounts ?? 0} accounts${(row?.gaps ?? 0) > 0 ? `; ${row?.gaps} parts could not be read` : ""}`);
    return (row?.gaps ?? 0) > 0 ? 4 : 0;
  });
}

/** What collecting would take. @returns 0; @throws SourceError when a source could not be asked */
async function printEstimate(sources: readonly Source[], flags: CollectFlags, io: Io): Promise<number> {
  const { estimateJson, estimateText } = await import("../report/estimate.js");
  const estimates: SourceEstimate[] = [];
  for (const source of sources)
    estimates.push({
      source: source.id,
      parts: (await source.estimate?.({ signal: io.signal, env: io.env, rate: flags.rate, tell: teller(io) })) ?? null,
    });
  io.stdout.write(flags.json ? estimateJson(estimates) : estimateText(estimates));
  return 0;
}
