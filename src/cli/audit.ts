import { Command } from "commander";
import type { Io } from "./io.js";
import { type AuditFlags, withAuditFlags } from "./options.js";
import type { Result } from "./program.js";
import { auditAndReport, baselineAgain, prepare, quoted } from "./run.js";
import { openSnapshot } from "./with-inventory.js";

export function auditCommand(io: Io, result: Result, run = runAudit): Command {
  return withAuditFlags(
    new Command("audit").description("Audit and report a snapshot, offline").argument("<snapshot>", "a file that scan --snapshot or collect wrote"),
  )
    .addHelpText(
      "after",
      "\nAges count from when the snapshot was taken, unless --now is given.\n\nExample:\n  $ obo-audit audit tenant.duckdb -o report.json",
    )
    .action(async (snapshot: string, flags: AuditFlags) => {
      result.exitCode = await run(snapshot, flags, io);
    });
}

/** @returns the exit code of the contract */
export async function runAudit(snapshot: string, flags: AuditFlags, io: Io): Promise<number> {
  const settings = await prepare(flags, io);
  return openSnapshot(snapshot, io, (db, takenAt) =>
    auditAndReport(db, settings, flags, io, flags.now ?? takenAt ?? io.now(), [`--snapshot ${quoted(snapshot)}`, ...baselineAgain(flags)].join(" ")),
  );
}
