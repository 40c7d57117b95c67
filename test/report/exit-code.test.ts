import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/report/exit-code.js";
import type { SourceEntry } from "../../src/report/model.js";
import { finding, person, reportWith } from "../support/report.js";

const source = (facts: SourceEntry["facts"], rejected = 0): SourceEntry => ({
  id: "corp",
  kind: "file",
  collectedAt: null,
  counts: {},
  facts,
  partial: [],
  reasons: {},
  rejected: { count: rejected, records: [] },
  notes: [],
});
const ready = person({ id: "p-1" });
const blocked = person({ id: "p-2", readiness: { ...ready.readiness, verdict: "BLOCKED" } });
const demands = { failOn: "high", minReady: null, allowIncomplete: false } as const;

describe("exit code", () => {
  it.each([
    ["no findings", [], {}, 0],
    ["below the severity", [finding({ severity: "medium" })], {}, 0],
    ["at the severity", [finding({ severity: "high" })], {}, 1],
    ["above the severity", [finding({ severity: "critical" })], {}, 1],
    ["a stricter severity", [finding({ severity: "low" })], { failOn: "low" }, 1],
    ["none fails nothing", [finding({ severity: "critical" })], { failOn: "none" }, 0],
    ["known", [finding({ status: "known" })], {}, 0],
    ["waived", [finding({ status: "waived" })], {}, 0],
    ["known before new", [finding({ severity: "critical", status: "known" }), finding()], {}, 1],
  ] as const)("%s", async (_what, findings, changes, expected) => {
    expect(await exitCodeOf(reportWith([ready], findings), { ...demands, ...changes })).toBe(expected);
  });

  it.each([
    ["exactly enough are READY", 50, 0],
    ["one percent short", 51, 1],
  ])("%s", async (_what, minReady, expected) => {
    expect(await exitCodeOf(reportWith([ready, blocked], []), { ...demands, minReady })).toBe(expected);
  });

  it.each([
    ["denied", source({ mfa: "denied" }), {}, 4],
    ["failed", source({ mfa: "failed" }), {}, 4],
    ["a rejected record", source({}, 1), {}, 4],
    ["not offered by the service", source({ mfa: "unsupported" }), {}, 0],
    ["not asked for", source({ mfa: "not-requested" }), {}, 0],
    ["allowed", source({ mfa: "denied" }), { allowIncomplete: true }, 0],
  ] as const)("incomplete: %s", async (_what, entry, changes, expected) => {
    expect(await exitCodeOf(reportWith([ready], [], { sources: [entry] }), { ...demands, ...changes })).toBe(expected);
  });

  it("findings come before incompleteness", async () => {
    expect(await exitCodeOf(reportWith([ready], [finding()], { sources: [source({ mfa: "denied" })] }), demands)).toBe(1);
  });
});
