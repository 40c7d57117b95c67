import { Command } from "commander";
import { AuditError, InterruptedError, SourceError } from "../errors.js";
import type { Checkup } from "../report/checkup.js";
import type { Source } from "../sources/contract.js";
import type { Io } from "./io.js";
import { repeated, withQuietFlags } from "./options.js";
import type { Result } from "./program.js";
import { openAll, prepare, teller } from "./run.js";

export interface DoctorFlags {
  readonly source: readonly string[];
  readonly config?: string;
  readonly json: boolean;
}

export function doctorCommand(io: Io, result: Result, run = runDoctor): Command {
  return withQuietFlags(
    new Command("doctor")
      .description("Check configuration, reachability, credentials and each permission, before a scan")
      .option(
        "-s, --source <spec>",
        "entra[:TENANT], okta[:https://ORG], file:PATH or sample; repeatable (default: those of the configuration)",
        repeated,
        [],
      )
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)")
      .option("--json", "print as JSON", false),
  )
    .addHelpText(
      "after",
      `
It asks each directory for a little of everything, and changes nothing.

Exit codes: 0 all is well · 2 wrong usage or configuration · 3 a source cannot be reached · 4 a permission is missing

Example:
  $ obo-audit doctor -s entra -s okta`,
    )
    .action(async (flags: DoctorFlags) => {
      result.exitCode = await run(flags, io);
    });
}

/** @returns the exit code of the contract; @throws UsageError on a wrong configuration */
export async function runDoctor(flags: DoctorFlags, io: Io): Promise<number> {
  const settings = await prepare({ ...flags, output: [], rules: [], skipRules: [], allowIncomplete: false }, io);
  const { sources } = await openAll(flags.source, settings, io);
  const { allRules } = await import("../pipeline/audit.js");
  const { checkupJson, checkupText } = await import("../report/checkup.js");
  const checkups: Checkup[] = [];
  for (const source of sources) checkups.push(await checkup(source, io));
  const rules = allRules(settings.audit.customRules);
  const configuration = settings.loaded.path;
  io.stdout.write(flags.json ? checkupJson(configuration, checkups, rules) : checkupText(configuration, checkups, rules));
  if (checkups.some(({ failure }) => failure !== null)) return 3;
  const isMissing = checkups.some(({ diagnosis }) => diagnosis?.permissions.some(({ state }) => state === "missing"));
  return isMissing ? 4 : 0;
}

async function checkup(source: Source, io: Io): Promise<Checkup> {
  const { id, kind } = source;
  try {
    return { source: id, kind, diagnosis: (await source.diagnose?.({ signal: io.signal, env: io.env, tell: teller(io) })) ?? null, failure: null };
  } catch (cause) {
    if (io.signal.aborted) throw new InterruptedError();
    if (!(cause instanceof SourceError)) throw cause instanceof AuditError ? cause : new SourceError(id, "it could not be asked", undefined, cause);
    return { source: id, kind, diagnosis: null, failure: { message: cause.message, hint: cause.hint ?? null } };
  }
}
