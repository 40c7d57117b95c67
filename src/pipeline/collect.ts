import type { Inventory } from "../inventory/inventory.js";
import { Checkpoints } from "../sources/checkpoints.js";
import type { Progress, Source } from "../sources/contract.js";
import type { StageListener } from "./audit.js";
import { forgetAudit } from "./record.js";

export interface CollectOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Percent of each rate limit that may be used; each source's own default where left out. */
  readonly rate?: number | undefined;
  readonly tell?: (sentence: string) => void;
  /** Whether the inventory is a file that stays, in which a stopped collection can go on. */
  readonly isKept: boolean;
  /** Whether an earlier snapshot is attached, so that only what has changed need be read. */
  readonly hasPrevious?: boolean;
}

/**
 * Reads sources into the inventory, one after the other. In one that is kept, what a stopped run has read is not read
 * again, and it counts as whole only from the end of this function on.
 *
 * @throws UsageError when the inventory was begun to read something else
 */
export async function collectSources(
  inventory: Inventory,
  sources: readonly Source[],
  options: CollectOptions,
  onStage: StageListener,
): Promise<void> {
  await forgetAudit(inventory);
  const checkpoints = options.isKept ? await Checkpoints.begin(inventory, sources) : undefined;
  for (const source of sources) {
    if (checkpoints?.isFinished(source.id)) continue;
    const start = performance.now();
    await source.collect({ inventory, ...options, checkpoints });
    await checkpoints?.finish(source.id);
    onStage(`collect ${source.id}`, performance.now() - start);
  }
  await checkpoints?.end();
}
