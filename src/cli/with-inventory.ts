import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { Source } from "../sources/contract.js";
import type { Io } from "./io.js";
import { progressLine, SILENT } from "./progress.js";
import { notice, stageListener, teller } from "./run.js";

interface Options {
  /** The snapshot file to make; left out = nothing is kept. */
  readonly path?: string;
  /** An earlier snapshot of the same sources, of which only what has changed is read anew. */
  readonly since?: string | undefined;
  readonly flags: { readonly verbose: boolean; readonly progress: boolean; readonly quiet: boolean; readonly rate?: number };
  readonly io: Io;
}

type Collect = (sources: readonly Source[], now: Date) => Promise<void>;

/**
 * Opens a new inventory, or one whose collection was stopped, hands it over with a way to fill it, and closes it
 * whatever happens. What a stopped collection has read is kept in its snapshot, for the same command to go on with.
 *
 * @throws UsageError when the snapshot is there already and whole: a snapshot is evidence, and is not overwritten
 */
export async function withInventory<T>(options: Options, work: (db: Inventory, collect: Collect) => Promise<T>): Promise<T> {
  const { flags, io } = options;
  const path = options.path === undefined ? undefined : resolve(io.cwd, options.path);
  const isBegun = path !== undefined && existsSync(path);
  if (isBegun && !(await isStopped(path)))
    throw new UsageError(`${options.path}: the snapshot exists already`, "Give another name, or remove the file first.");
  const { Inventory } = await import("../inventory/inventory.js");
  const previous = options.since === undefined ? null : await wholeSnapshot(options.since, io);
  const db = await Inventory.open(path);
  let isWhole = false;
  let isWorthKeeping = isBegun;
  try {
    return await work(db, async (sources, now) => {
      const { collectSources } = await import("../pipeline/collect.js");
      const { holdsProgress } = await import("../sources/checkpoints.js");
      const line = flags.progress && !flags.quiet && io.stderr.isTTY === true ? progressLine(io) : null;
      if (previous !== null) await db.attach(previous, "previous");
      if (isBegun) notice(io, flags, `going on with ${options.path}, whose collection was stopped`);
      try {
        const kept = { isKept: path !== undefined, hasPrevious: previous !== null };
        const context = { signal: io.signal, progress: line ?? SILENT, now, env: io.env, rate: flags.rate, tell: teller(io), ...kept };
        await collectSources(db, sources, context, stageListener(io, flags));
        isWhole = true;
      } finally {
        line?.clear();
        if (!isWhole && path !== undefined) isWorthKeeping ||= await holdsProgress(db);
      }
    });
  } finally {
    await db.close();
    if (!isWhole && path !== undefined) {
      if (isWorthKeeping) notice(io, flags, `kept what was read in ${options.path}; run the same command again to go on`);
      else for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
    }
  }
}

/** Whether a file is a snapshot whose collection did not come to its end. */
async function isStopped(path: string): Promise<boolean> {
  const [{ Inventory }, { isHalfFinished }] = await Promise.all([import("../inventory/inventory.js"), import("../sources/checkpoints.js")]);
  try {
    return isHalfFinished(await Inventory.tablesIn(path));
  } catch (cause) {
    if (cause instanceof UsageError) return false;
    throw cause;
  }
}

/**
 * Opens a snapshot without ever writing to it, and closes it whatever happens.
 * @throws UsageError when the file is missing, is no snapshot, or only half of one
 */
export async function openSnapshot<T>(snapshot: string, io: Io, work: (db: Inventory, takenAt: Date | null) => Promise<T>): Promise<T> {
  const path = await wholeSnapshot(snapshot, io);
  const { Inventory } = await import("../inventory/inventory.js");
  const db = await Inventory.ofSnapshot(path);
  try {
    const [row] = await db.rows<{ at: Date | null }>("SELECT max(collectedAt) AS at FROM sources");
    return await work(db, row?.at ?? null);
  } finally {
    await db.close();
  }
}

/** The path of a snapshot that holds all that its collection set out to read. @throws UsageError */
async function wholeSnapshot(snapshot: string, io: Io): Promise<string> {
  const path = resolve(io.cwd, snapshot);
  if (!existsSync(path)) throw new UsageError(`${snapshot}: no such snapshot`, "`obo-audit collect` and `scan --snapshot` write one.");
  // Half a directory would audit as if the other half did not exist.
  if (await isStopped(path))
    throw new UsageError(`${snapshot} is half-finished: its collection was stopped`, "Run the command that began it again; it goes on where it was.");
  return path;
}
