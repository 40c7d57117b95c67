import { createHash } from "node:crypto";
import type { Inventory } from "../inventory/inventory.js";
import { VERSION } from "../version.js";
import type { AuditOptions } from "./audit.js";

/** What an audit left in its inventory of itself, so that later questions can be answered from its tables. */
export interface AuditRecord {
  /** The audit's clock. */
  readonly now: Date;
  /** What it was steered by, as `settingsKey` gives it. */
  readonly settings: string;
}

/** Writes that an audit is complete: what its stages made can be relied on from here on. */
export async function recordAudit(db: Inventory, options: AuditOptions): Promise<void> {
  await db.run("CREATE OR REPLACE TABLE audits AS SELECT $version AS version, $now AS now, $settings AS settings", {
    version: VERSION,
    now: options.now,
    settings: settingsKey(options),
  });
}

/** Takes the word of an earlier audit away: what it rests on is about to change. */
export async function forgetAudit(db: Inventory): Promise<void> {
  await db.run("DROP TABLE IF EXISTS audits");
}

/** What a complete audit by this version left; null where there is none. */
export async function recordedAudit(db: Inventory): Promise<AuditRecord | null> {
  const [made] = await db.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'audits'");
  if (made === undefined) return null;
  const [record] = await db.rows<AuditRecord>("SELECT now, settings FROM audits WHERE version = $version", { version: VERSION });
  return record ?? null;
}

/** A key of everything that changes what the stages make; what only changes how findings are shown is left out. */
export function settingsKey(options: Omit<AuditOptions, "now">): string {
  const { breakGlass, sourceOfRecord, same, different, tiers, settings, onlyRules, skipRules, customRules, readiness } = options;
  const rules = customRules.map((rule) => [rule.id, rule.select]);
  const steering = { breakGlass, sourceOfRecord, same, different, tiers, settings, onlyRules, skipRules, rules, readiness };
  return createHash("sha256").update(JSON.stringify(steering)).digest("hex");
}
