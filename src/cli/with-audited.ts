import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { AuditOptions } from "../pipeline/audit.js";
import type { Report } from "../report/model.js";
import type { Io } from "./io.js";
import { auditToReport, openAll, prepare, type Settings } from "./run.js";
import { openSnapshot, withInventory } from "./with-inventory.js";

/** Flags of commands that answer from an audit. */
export interface AuditedFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly config?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly progress: boolean;
}

/**
 * Audits a snapshot, or the sources that are given or configured, and hands over the report and the inventory behind it.
 * @throws UsageError when there is nothing to audit
 */
export async function withAudited<T>(
  flags: AuditedFlags,
  io: Io,
  work: (report: Report, db: Inventory, audit: AuditOptions) => Promise<T>,
): Promise<T> {
  const settings = await prepare({ ...flags, output: [], rules: [], skipRules: [], allowIncomplete: false }, io);
  const audited = async (db: Inventory, audit: Settings["audit"], now: Date) =>
    work(await auditToReport(db, { ...settings, audit }, flags, io, now), db, { ...audit, now });
  if (flags.snapshot !== undefined) return openSnapshot(flags.snapshot, io, (db, takenAt) => audited(db, settings.audit, takenAt ?? io.now()));
  const { sources, audit, clock } = await openAll(flags.source, settings, io);
  if (sources.length === 0) throw new UsageError("there is nothing to explain from", "Give --report, --snapshot or --source.");
  return withInventory({ flags, io }, async (db, collect) => {
    await collect(sources, clock);
    return audited(db, audit, clock);
  });
}
