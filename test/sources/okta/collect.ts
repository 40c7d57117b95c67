import type { Inventory } from "../../../src/inventory/inventory.js";
import type { CollectContext } from "../../../src/sources/contract.js";

/** What a collection runs in, with nobody watching. */
export function collectContext(
  inventory: Inventory,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal = new AbortController().signal,
): CollectContext {
  const progress = { read: () => undefined, waiting: () => undefined, finished: () => undefined };
  return { inventory, env, signal, progress, now: new Date("2026-06-01T00:00:00Z") };
}
