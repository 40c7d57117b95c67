import type { Inventory } from "../inventory/inventory.js";
import type { Io } from "./io.js";
import { type AuditedFlags, withReady } from "./with-ready.js";

/**
 * Hands over an inventory in which access is resolved and readiness assessed.
 * @throws UsageError when there is nothing to audit
 */
export async function withAccess<T>(flags: AuditedFlags, io: Io, work: (db: Inventory) => Promise<T>): Promise<T> {
  return withReady(flags, io, async ({ db, audit }) => {
    await audit();
    return work(db);
  });
}
