import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "../../../src/sources/file/csv.js";
import { FileWindow } from "../../../src/sources/file/window.js";
import { valuesOf } from "./cutters.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "csv-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string | Uint8Array, delimiter?: string) {
  const path = join(folder, "rows.csv");
  await writeFile(path, text);
  const window = await FileWindow.open(path, new AbortController().signal);
  try {
    const { header, batches } = await readCsv(window, delimiter);
    const records = [];
    for await (const batch of batches) records.push(...batch.records);
    return { header, records };
  } finally {
    await window.close();
  }
}

describe("readCsv", () => {
  it.each([
    [
      "rows",
      "a,b\n1,2\n3,4\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["no line end at the end", "a,b\n1,2", [["1", "2"]]],
    ["Windows' line ends", "a,b\r\n1,2\r\n", [["1", "2"]]],
    [
      "old Macintosh line ends",
      "a,b\r1,2\r3,4\r",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["empty cells", "a,b,c\n,,3\n", [["", "", "3"]]],
    ["an empty cell at the end", "a,b\n1,\n", [["1", ""]]],
    ["quotes", 'a,b\n"1,5","say ""hi"""\n', [["1,5", 'say "hi"']]],
    ["empty quotes", 'a,b\n"",""\n"","x"\n', [["", "x"]]],
    [
      "line ends in quotes",
      'a,b\n"1\n2\n\n3",4\n5,6\n',
      [
        ["1\n2\n\n3", "4"],
        ["5", "6"],
      ],
    ],
    ["quotes inside of a cell", 'a,b\n5" pipe,x"y"z\n', [['5" pipe', 'x"y"z']]],
    ["spaces around quotes", 'a,b\n "1,5" , "2"\n', [["1,5", "2"]]],
    ["empty lines", "\na,b\n\n1,2\n\n", [["1", "2"]]],
    ["rows of nothing", "a,b\n1,2\n,\n , \n", [["1", "2"]]],
    ["semicolons", 'a;b\n1;"2;3"\n', [["1", "2;3"]]],
    ["tabs", "a\tb\n1\t2;3\n", [["1", "2;3"]]],
    ["one column", "a\n1;2\n3\n", [["1;2"], ["3"]]],
    ["a quoted header", '"a b","c,d"\n1,2\n', [["1", "2"]]],
  ])("reads %s", async (_what, text, expected) => {
    expect(valuesOf((await read(text)).records)).toEqual(expected);
  });

  it.each([
    ["a row that is too short", "a,b\n1,2\n3\n4,5\n", [["1", "2"], null, ["4", "5"]], 3, /1 cell where the header has 2/],
    ["a row that is too long", "a,b\n1,2,3\n4,5\n", [null, ["4", "5"]], 2, /3 cells where the header has 2/],
    ["a quote that is never closed", 'a,b\n1,2\n"3,4\n5,6\n7,8\n', [["1", "2"], null, ["5", "6"], ["7", "8"]], 3, /not closed/],
    ["one that a later quote seems to close", 'a,b\n"1,2\n3,4\n5,"x"\n7,8\n', [null, ["3", "4"], ["5", "x"], ["7", "8"]], 2, /not closed/],
    ["one that swallows whole rows to no fitting one", 'a,b\n"1,2\n3,4"\n5,6\n', [null, ["3", '4"'], ["5", "6"]], 2, /not closed/],
    ["text behind a closing quote", 'a,b\n"1"x,2\n3,4\n', [null, ["3", "4"]], 2, /behind a closing quote/],
    ["a row that is not UTF-8", Buffer.concat([Buffer.from("a,b\n1,"), Buffer.from([0xe9]), Buffer.from("\n2,é\n")]), [null, ["2", "é"]], 2, /UTF-8/],
  ] as const)("keeps what is good around %s", async (_what, text, expected, at, reason) => {
    const { records } = await read(text);
    expect(valuesOf(records)).toEqual(expected);
    const bad = records.filter((record) => "unreadable" in record);
    expect(bad).toHaveLength(1);
    expect(bad[0]).toMatchObject({ at });
    expect(bad[0]?.unreadable).toMatch(reason);
  });

  it("numbers rows by the line that they begin on", async () => {
    const { records } = await read('a,b\n"1\n2",3\n\n4,5\n6\n');
    expect(records.map((record) => record.at)).toEqual([2, 5, 6]);
  });

  it("gives rows as wide as many windows whole", async () => {
    const long = "x,".repeat(200_000);
    const { records } = await read(`a,b\n1,"${long}"\n2,3\n`);
    expect(valuesOf(records)).toEqual([
      ["1", long],
      ["2", "3"],
    ]);
  });

  it("reads the lines that a lost quote ran over in time that grows with their number", async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `${i},""\n`).join("");
    const { records } = await read(`a,b\n"lost,1\n${rows}`);
    expect(records).toHaveLength(50_001);
    expect(records.filter((record) => "unreadable" in record)).toHaveLength(1);
  });

  const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", ";", "\n", " ", "\u{1F600}", "1"), maxLength: 8 }).map((text) => `x${text}x`);

  it("reads what csv-parse reads", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2 })),
        async (rows) => {
          const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\r\n");
          const { header, records } = await read(text, ",");
          expect([header, ...valuesOf(records)]).toEqual(parse(text));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives as many good and bad rows as there are lines without quotes, whatever is in them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom("a", ",", "é", ";", "\t"), minLength: 1, maxLength: 6 }).map((text) => `x${text}`)),
        async (lines) => {
          const { records } = await read(`a,b\n${lines.join("\n")}\n`, ",");
          expect(records.map((record) => record.at)).toEqual(lines.map((_, i) => i + 2));
          expect(valuesOf(records)).toEqual(lines.map((line) => (line.split(",").length === 2 ? line.split(",") : null)));
        },
      ),
      { numRuns: 60 },
    );
  });
});
