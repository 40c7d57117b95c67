import { describe, expect, it } from "vitest";
import { Inventory } from "../../src/inventory/inventory.js";
import type { AuditOptions } from "../../src/pipeline/audit.js";
import { forgetAudit, recordAudit, recordedAudit, settingsKey } from "../../src/pipeline/record.js";

const OPTIONS: AuditOptions = {
  now: new Date("2026-06-01T00:00:00Z"),
  breakGlass: [],
  same: [],
  different: [],
  tiers: {},
  settings: {},
  onlyRules: [],
  skipRules: [],
  customRules: [],
  waivers: [],
  baseline: null,
  readiness: {},
};

it("tells of the last complete audit, until what it rests on is read again", async () => {
  const db = await Inventory.open();
  try {
    expect(await recordedAudit(db)).toBeNull();
    await recordAudit(db, OPTIONS);
    const later = { ...OPTIONS, now: new Date("2026-06-02T00:00:00Z") };
    await recordAudit(db, later);
    expect(await recordedAudit(db)).toEqual({ now: later.now, settings: settingsKey(later) });
    await db.run("UPDATE audits SET version = 'another'");
    expect(await recordedAudit(db)).toBeNull();
    await recordAudit(db, OPTIONS);
    await forgetAudit(db);
    await forgetAudit(db);
    expect(await recordedAudit(db)).toBeNull();
  } finally {
    await db.close();
  }
});

describe("the key of an audit's settings", () => {
  it.each<[string, Partial<AuditOptions>]>([
    ["tiers", { tiers: { Payroll: 0 } }],
    ["emergency accounts", { breakGlass: ["a"] }],
    ["accounts that are one person's", { same: [["a", "b"]] }],
    ["rules left out", { skipRules: ["privilege"] }],
    ["a rule's options", { settings: { "privilege/unused-grant": { options: { unusedDays: 30 } } } }],
    ["readiness", { readiness: { requireRisk: true } }],
  ])("changes with %s", (_what, change) => {
    expect(settingsKey({ ...OPTIONS, ...change })).not.toBe(settingsKey(OPTIONS));
  });

  it.each<[string, Partial<AuditOptions>]>([
    ["the clock", { now: new Date() }],
    ["waivers", { waivers: [{ fingerprint: "f", reason: "r", owner: "o", expires: new Date() }] }],
    ["a baseline", { baseline: new Set(["f"]) }],
  ])("stays with %s", (_what, change) => {
    expect(settingsKey({ ...OPTIONS, ...change })).toBe(settingsKey(OPTIONS));
  });
});
