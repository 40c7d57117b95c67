import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Inventory } from "../inventory/inventory.js";
import type { Io } from "./io.js";
import { notice, prepare } from "./run.js";
import { type AuditedFlags, withAudited } from "./with-audited.js";

/**
 * Hands over an inventory in which access is resolved and readiness assessed. A snapshot that a scan wrote holds both,
 * and is read as it is, unless the configuration asks for something else by now; anything else is audited first.
 *
 * @throws UsageError when there is nothing to audit
 */
export async function withAccess<T>(flags: AuditedFlags, io: Io, work: (db: Inventory) => Promise<T>): Promise<T> {
  const db = flags.snapshot === undefined ? null : await auditedSnapshot(flags.snapshot, flags, io);
  if (db === null) return withAudited(flags, io, (_report, audited) => work(audited));
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** A snapshot in which an audit of this version, steered as it would be now, was completed; null where there is none. */
async function auditedSnapshot(snapshot: string, flags: AuditedFlags, io: Io): Promise<Inventory | null> {
  const path = resolve(io.cwd, snapshot);
  if (!existsSync(path)) return null;
  const [{ Inventory }, { recordedAudit, settingsKey }, { loadConfig }] = await Promise.all([
    import("../inventory/inventory.js"),
    import("../pipeline/record.js"),
    import("../config/load.js"),
  ]);
  const { path: config } = await loadConfig(io.cwd, flags.config);
  const db = await Inventory.ofAudited(path);
  try {
    const record = await recordedAudit(db);
    if (record !== null) {
      // Preparing an audit takes a while; where nothing asks for another one than was made, there is nothing to compare.
      if (config === null) return db;
      const { audit } = await prepare({ ...flags, output: [], rules: [], skipRules: [], allowIncomplete: false }, io);
      if (settingsKey(audit) === record.settings) return db;
      notice(io, flags, "The configuration is not the one that the snapshot was audited by: it is audited again.");
    }
  } catch (error) {
    await db.close();
    throw error;
  }
  await db.close();
  return null;
}
