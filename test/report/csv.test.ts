import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountsCsv, findingsCsv, peopleCsv, reviewCsv } from "../../src/report/csv.js";
import { HOSTILE } from "../support/hostile.js";
import { finding, person, reportWith, textOf } from "../support/report.js";

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, record_delimiter: "\r\n" });

/** What spreadsheets take for the start of a formula. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]/;

describe("CSV reports", () => {
  it("writes one row a finding, a person and an account", async () => {
    const report = reportWith([person({ id: "p-1" })], [finding()]);
    expect(rowsOf(await textOf(findingsCsv(report)))).toMatchObject([
      { severity: "high", rule: "authentication/no-mfa", subject: "ann", people: "p-1" },
    ]);
    expect(rowsOf(await textOf(peopleCsv(report)))).toMatchObject([{ person: "p-1", verdict: "READY", proven: "90", accounts: "corp/ann" }]);
    expect(rowsOf(await textOf(accountsCsv(report)))).toMatchObject([{ source: "corp", id: "ann", active: "true", person: "p-1" }]);
  });

  it.each(HOSTILE)("keeps %s in its cell, and from being a formula", async (_what, text) => {
    const report = reportWith(
      [person({ id: "p-1", displayName: text })],
      [finding({ message: text, subject: { type: "account", source: "corp", id: "ann", name: text } })],
    );
    for (const csv of [await textOf(findingsCsv(report)), await textOf(peopleCsv(report)), await textOf(accountsCsv(report))]) {
      const rows = rowsOf(csv);
      expect(rows).toHaveLength(1);
      for (const cell of Object.values(rows[0] ?? {})) expect(cell).not.toMatch(FORMULA);
    }
  });

  it("writes one row a pair for a human to decide on, the surest first", async () => {
    const duplicate = { people: ["p-1", "p-2"], decision: "review", evidence: [], probability: 0.5 } as const;
    const report = {
      ...reportWith([], []),
      duplicates: async function* () {
        yield { ...duplicate, a: "corp/1", b: "app/2", question: "Ask Ann, or HR." };
        yield { ...duplicate, a: "=cmd/1", b: "app/3", question: "=1+1", probability: 0.75 };
        // A report of an earlier release does not say which accounts.
        yield duplicate;
      },
    };
    expect(rowsOf(await textOf(reviewCsv(report)))).toEqual([
      { a: "'=cmd/1", b: "app/3", probability: "0.75", question: "'=1+1", decision: "" },
      { a: "corp/1", b: "app/2", probability: "0.5", question: "Ask Ann, or HR.", decision: "" },
    ]);
  });

  it("gives back any name, but for the guard against formulas", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (name) => {
        const rows = rowsOf(await textOf(peopleCsv(reportWith([person({ id: "p-1", displayName: name })], []))));
        const cell = rows[0]?.["displayName"] ?? "";
        const plain = name.toWellFormed().replaceAll("\0", "\\u{0}");
        expect([plain, `'${plain}`]).toContain(cell);
        expect(cell).not.toMatch(FORMULA);
      }),
    );
  });
});
