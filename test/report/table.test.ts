import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { tableReport } from "../../src/report/table.js";
import { HOSTILE } from "../support/hostile.js";
import { finding, person, reportWith, textOf } from "../support/report.js";

const blocked = person({
  id: "p-2",
  displayName: "Cy Dorn",
  readiness: {
    verdict: "BLOCKED",
    score: { proven: 40.1, possible: 70.2 },
    gates: [{ id: "mfa", status: "fail", findings: [] }],
    dimensions: [],
    pathToReady: [{ action: "enrol a passkey", subject: "corp/cy", finding: null, gain: 20 }],
  },
});
const report = reportWith([person({ id: "p-1" }), blocked], [finding({ severity: "critical" }), finding()]);

describe("terminal report", () => {
  it("says the verdicts first", async () => {
    const text = await textOf(tableReport(report, { width: 100, color: false }));
    expect(text.split("\n").slice(0, 2)).toEqual([
      "2 people: 1 READY · 0 CONDITIONAL · 1 BLOCKED   (2 accounts, 0 agents)",
      "Findings: 1 critical · 1 high",
    ]);
  });

  it.each([40, 60, 80, 120, 200])("fits %i columns", async (width) => {
    const lines = (await textOf(tableReport(report, { width, color: false }))).split("\n");
    const wide = lines.filter((line) => stringWidth(line) > width && !/^(Findings|Next,|\d+ people| {2}obo-audit)/.test(line));
    expect(wide).toEqual([]);
  });

  it("has no escape sequence without colour", async () => {
    expect(await textOf(tableReport(report, { width: 100, color: false }))).not.toContain("\u001b");
    expect(await textOf(tableReport(report, { width: 100, color: true }))).toContain("\u001b[31mBLOCKED");
  });

  it.each(HOSTILE)("does not obey %s", async (_what, text) => {
    const hostile = reportWith(
      [{ ...blocked, displayName: text }],
      [finding({ message: text, subject: { type: "account", source: "corp", id: text, name: text } })],
    );
    for (const width of [40, 100]) {
      const printed = await textOf(tableReport(hostile, { width, color: false }));
      expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e]/u);
      expect(printed).not.toContain("\nBlocked: 0");
      expect(printed.length).toBeLessThan(20_000);
    }
  });
});
