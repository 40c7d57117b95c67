import type { Inventory } from "../inventory/inventory.js";
import type { AuditOptions } from "../pipeline/audit.js";
import type { Report } from "../report/model.js";
import type { Io } from "./io.js";
import { type AuditedFlags, withReady } from "./with-ready.js";

/**
 * Audits a snapshot, or the sources that are given or configured, and hands over the report and the inventory behind it.
 * @throws UsageError when there is nothing to audit
 */
export async function withAudited<T>(
  flags: AuditedFlags,
  io: Io,
  work: (report: Report, db: Inventory, audit: AuditOptions) => Promise<T>,
): Promise<T> {
  return withReady(flags, io, async ({ db, audit, report, options }) => {
    await audit();
    return work(await report(), db, await options());
  });
}
