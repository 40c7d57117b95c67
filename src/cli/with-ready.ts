import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { AuditOptions } from "../pipeline/audit.js";
import type { Report } from "../report/model.js";
import type { Io } from "./io.js";
import { auditOptionsOf, notice, openAll, prepare, reportOf, type Settings, stageListener } from "./run.js";
import { openSnapshot, withInventory } from "./with-inventory.js";

/** Flags of commands that answer from an audit. */
export interface AuditedFlags {
  readonly source: readonly string[];
  readonly snapshot?: string;
  readonly baseline?: string;
  readonly config?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly progress: boolean;
}

/** A filled inventory, and the stages that answer questions about it: each runs when it is asked for, once. */
export interface Ready {
  readonly db: Inventory;
  /** How it is audited. */
  readonly options: () => Promise<AuditOptions>;
  /** Resolves accounts to people. */
  readonly people: () => Promise<void>;
  /** Runs all stages. */
  readonly audit: () => Promise<void>;
  /** The report; the inventory must have been audited. */
  readonly report: () => Promise<Report>;
}

/**
 * Opens a snapshot, or reads the sources that are given or configured, and hands the inventory over. A snapshot that a
 * scan wrote holds what every stage made, and is read as it is, unless the configuration asks for something else by now.
 *
 * @throws UsageError when there is nothing to look into
 */
export async function withReady<T>(flags: AuditedFlags, io: Io, work: (ready: Ready) => Promise<T>): Promise<T> {
  const audited = flags.snapshot === undefined || flags.baseline !== undefined ? null : await auditedSnapshot(flags.snapshot, flags, io);
  if (audited !== null) {
    const { db, now } = audited;
    try {
      return await work({
        db,
        options: async () => ({ ...(await settingsOf(flags, io)).audit, now }),
        people: async () => {},
        audit: async () => {},
        report: async () => reportOf(db, await settingsOf(flags, io), flags, io, now),
      });
    } finally {
      await db.close();
    }
  }
  const settings = await settingsOf(flags, io);
  if (flags.snapshot !== undefined)
    return openSnapshot(flags.snapshot, io, async (db, takenAt) => work(await unaudited(db, settings, flags, io, takenAt ?? io.now())));
  const { sources, audit, clock } = await openAll(flags.source, settings, io);
  if (sources.length === 0) throw new UsageError("there is nothing to explain from", "Give --report, --snapshot or --source.");
  return withInventory({ flags, io }, async (db, collect) => {
    await collect(sources, clock);
    return work(await unaudited(db, { ...settings, audit }, flags, io, clock));
  });
}

const settingsOf = (flags: AuditedFlags, io: Io): Promise<Settings> =>
  prepare({ ...flags, output: [], rules: [], skipRules: [], allowIncomplete: false }, io);

async function unaudited(db: Inventory, settings: Settings, flags: AuditedFlags, io: Io, now: Date): Promise<Ready> {
  const onStage = stageListener(io, flags);
  const { auditPeople, auditResolved } = await import("../pipeline/audit.js");
  const options = await auditOptionsOf(db, settings, now);
  let people: Promise<void> | undefined;
  let audited: Promise<void> | undefined;
  const resolved = () => {
    people ??= auditPeople(db, options, onStage);
    return people;
  };
  return {
    db,
    options: async () => options,
    people: resolved,
    audit: () => {
      audited ??= resolved().then(() => auditResolved(db, options, onStage));
      return audited;
    },
    report: () => reportOf(db, settings, flags, io, now),
  };
}

/** A snapshot in which an audit of this version, steered as it would be now, was completed, with its clock; null where there is none. */
async function auditedSnapshot(snapshot: string, flags: AuditedFlags, io: Io): Promise<{ db: Inventory; now: Date } | null> {
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
      if (config === null || settingsKey((await settingsOf(flags, io)).audit) === record.settings) return { db, now: record.now };
      notice(io, flags, "The configuration is not the one that the snapshot was audited by: it is audited again.");
    }
  } catch (error) {
    await db.close();
    throw error;
  }
  await db.close();
  return null;
}
