import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "../errors.js";
import type { Inventory } from "../inventory/inventory.js";
import type { Source } from "../sources/contract.js";
import type { Io } from "./io.js";
import { progressLine, SILENT } from "./progress.js";
import { stageListener } from "./run.js";

interface Options {
  /** The snapshot file to make; left out = nothing is kept. */
  readonly path?: string;
  readonly flags: { readonly verbose: boolean; readonly progress: boolean; readonly quiet: boolean };
  readonly io: Io;
}

type Collect = (sources: readonly Source[], now: Date) => Promise<void>;

/**
 * Opens a new inventory, hands it over with a way to fill it, and closes it whatever happens.
 * @throws UsageError when the snapshot file exists already: a snapshot is evidence, and is not overwritten
 */
export async function withInventory<T>(options: Options, work: (db: Inventory, collect: Collect) => Promise<T>): Promise<T> {
  const { flags, io } = options;
  const path = options.path === undefined ? undefined : resolve(io.cwd, options.path);
  if (path !== undefined && existsSync(path))
    throw new UsageError(`${options.path}: the snapshot exists already`, "Give another name, or remove the file first.");
  const { Inventory } = await import("../inventory/inventory.js");
  const db = await Inventory.open(path);
  let complete = false;
  try {
    const result = await work(db, async (sources, now) => {
      const { collectSources } = await import("../pipeline/collect.js");
      const line = flags.progress && !flags.quiet && io.stderr.isTTY === true ? progressLine(io) : null;
      try {
        await collectSources(db, sources, { signal: io.signal, progress: line ?? SILENT, now, env: io.env }, stageListener(io, flags));
      } finally {
        line?.clear();
      }
      complete = true;
    });
    return result;
  } finally {
    await db.close();
    // A snapshot of half a directory would audit as if the other half did not exist.
    if (!complete && path !== undefined) await rm(path, { force: true });
  }
}

/**
 * Opens a snapshot without ever writing to it, and closes it whatever happens.
 * @throws UsageError when the file is missing, or is no snapshot
 */
export async function openSnapshot<T>(snapshot: string, io: Io, work: (db: Inventory, takenAt: Date | null) => Promise<T>): Promise<T> {
  const path = resolve(io.cwd, snapshot);
  if (!existsSync(path)) throw new UsageError(`${snapshot}: no such snapshot`, "`obo-audit collect` and `scan --snapshot` write one.");
  const { Inventory } = await import("../inventory/inventory.js");
  const db = await Inventory.ofSnapshot(path);
  try {
    const [row] = await db.rows<{ at: Date | null }>("SELECT max(collectedAt) AS at FROM sources");
    return await work(db, row?.at ?? null);
  } finally {
    await db.close();
  }
}
