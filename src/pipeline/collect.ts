import type { Inventory } from "../inventory/inventory.js";
import type { Progress, Source } from "../sources/contract.js";
import type { StageListener } from "./audit.js";

export interface CollectOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly now: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads sources into the inventory, one after the other. */
export async function collectSources(
  inventory: Inventory,
  sources: readonly Source[],
  options: CollectOptions,
  onStage: StageListener,
): Promise<void> {
  for (const source of sources) {
    const start = performance.now();
    await source.collect({ inventory, ...options });
    onStage(`collect ${source.id}`, performance.now() - start);
  }
}
