import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceError } from "../../../src/errors.js";
import type { Column, Row } from "../../../src/inventory/tables.js";
import { IMPORTED_TABLES, type ImportedTable, importedColumns } from "../../../src/sources/file/columns.js";
import { parsers } from "../../../src/sources/file/values.js";
import { type Files, importFiles, ndjson } from "./support.js";

/** What a column can hold, with a text for it in CSV that is not always the plainest. */
interface Written {
  readonly value: unknown;
  readonly json: unknown;
  readonly cell: string;
}

const text = fc
  .string({ unit: fc.constantFrom("a", "B", "é", "\u{1F600}", '"', ",", "\n", " ", "=", "'", "\\", "0", "ß"), minLength: 1, maxLength: 12 })
  .map((raw) => raw.trim())
  .filter((raw) => raw !== "");
const moment = fc.date({ min: new Date("1970-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
const zoned = (date: Date) => `${new Date(date.getTime() + 90 * 60_000).toISOString().slice(0, -1)}+01:30`;

const same = (value: unknown): Written => ({ value, json: value, cell: String(value) });

/** Words that a column with a closed set of them takes; null where any text will do. */
function words(table: ImportedTable, column: string): readonly string[] | null {
  const refused = parsers(table).get(column)?.("no such word");
  if (typeof refused !== "object" || refused === null || !("reason" in refused)) return null;
  const [, list] = /write one of (.*)$/.exec(String(refused.reason)) ?? [];
  return list?.split(", ").filter((word) => word !== "unknown") ?? null;
}

function written(table: ImportedTable, column: Column): fc.Arbitrary<Written> {
  const closed = column.type === "text" ? words(table, column.name) : null;
  if (closed !== null) return fc.constantFrom(...closed).map((word) => ({ ...same(word), cell: word.toUpperCase().replaceAll("-", "_") }));
  if (column.name === "birthDate") return moment.map((date) => same(date.toISOString().slice(0, 10)));
  switch (column.type) {
    case "boolean":
      return fc.tuple(fc.boolean(), fc.nat({ max: 2 })).map(([value, way]) => ({
        value,
        json: [value, value ? 1 : 0, value ? "YES" : "no"][way],
        cell: [String(value), value ? "1" : "0", value ? "yes" : "NO"][way] ?? "",
      }));
    case "timestamp":
      return moment.map((value) => ({ value, json: value.toISOString(), cell: zoned(value) }));
    case "integer":
      return fc.nat({ max: 2 }).map(same);
    case "texts": {
      const part = column.name === "scopes" ? text.map((raw) => raw.replace(/\s/g, "_")) : text;
      return fc
        .array(part, { minLength: 1, maxLength: 3 })
        .map((value) => ({ value, json: value, cell: value.join(column.name === "scopes" ? " " : ";") }));
    }
    default:
      return text.map(same);
  }
}

/** Rows of a table: required columns always, others sometimes, ids never twice. */
function rowsOf(table: ImportedTable): fc.Arbitrary<Record<string, Written>[]> {
  const columns = importedColumns(table).filter((column) => column.name !== "source");
  const required = columns.filter((column) => column.required === true).map((column) => column.name);
  const row = fc.record(Object.fromEntries(columns.map((column) => [column.name, written(table, column)])), { requiredKeys: required });
  const sources = fc.constantFrom("corp", "lab").map(same);
  const withSource = fc.record({ row, source: sources }).map(({ row, source }) => ({ source, ...row }) as Record<string, Written>);
  const key = (each: Record<string, Written>) => [each["source"]?.value, ...required.map((name) => each[name]?.value)].join("\0");
  return fc.uniqueArray(withSource, { selector: key, maxLength: 4, minLength: table === "accounts" ? 1 : 0 });
}

const quotedCell = (cell: string) => (/[",\n]/.test(cell) || cell.startsWith(" ") ? `"${cell.replaceAll('"', '""')}"` : cell);

function csv(rows: readonly Record<string, Written>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const header = names.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter}`));
  return [header, ...rows.map((row) => names.map((name) => row[name]?.cell ?? ""))].map((cells) => `${cells.map(quotedCell).join(",")}\r\n`).join("");
}

/** What is understood where a file leaves it out. */
function completed(table: ImportedTable, row: Row): Row {
  if (table === "grants") return { scope: "/", state: "active", ...row };
  return table === "consents" ? { id: `${row["client"]}/${row["principal"] ?? ""}/${row["resource"]}`, ...row } : row;
}

const TABLES = IMPORTED_TABLES.filter((table) => table !== "facts");

describe("import", () => {
  it("gives back what was written, in whatever format", async () => {
    const tables = fc.record(
      Object.fromEntries(TABLES.map((table) => [table, rowsOf(table)])) as Record<(typeof TABLES)[number], fc.Arbitrary<Record<string, Written>[]>>,
    );
    await fc.assert(
      fc.asyncProperty(tables, async (written) => {
        const rows = (each: readonly Record<string, Written>[], part: "value" | "json") =>
          each.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value[part]])));
        const files = (ending: string, write: (rows: readonly Record<string, Written>[]) => string): Files =>
          Object.fromEntries(TABLES.filter((table) => written[table].length > 0).map((table) => [`${table}.${ending}`, write(written[table])]));
        const imports = await Promise.all([
          importFiles(files("csv", csv), { path: "" }),
          importFiles(
            files("ndjson", (each) => ndjson(rows(each, "json"))),
            { path: "" },
          ),
          importFiles(
            files("json", (each) => JSON.stringify(rows(each, "json"), null, 1)),
            { path: "" },
          ),
        ]);
        for (const result of imports) {
          expect(result.rows("rejects")).toEqual([]);
          expect(result.rows("notes").filter((row) => !/no account/.test(String(row["note"])))).toEqual([]);
          for (const table of TABLES) {
            const expected = rows(written[table], "value").map((row) => completed(table, row as Row));
            expect(sorted(result.rows(table))).toEqual(sorted(expected));
          }
          expect(result.rows("facts")).toEqual(imports[0]?.rows("facts"));
        }
      }),
      { numRuns: 15 },
    );
  });

  const seeds: Files = {
    "p.csv": 'id,userName,emails,active,created,badge\n1,ann,a@x;b@x,true,2025-01-31,7\n2,"bo""b",,no,,\n',
    "p.json": '[{"id":"1","userName":"ann","emails":["a@x"],"active":true,"x":{"y":[1]}},\n{"id":"2","created":"2025-01-31"}]',
    "p.ndjson": '{"id":"1","userName":"ann"}\n{"id":"2","active":false,"x":"\\ud83d\\ude00"}\n',
    "q.json": '{"totalResults":2,"Resources":[{"schemas":["x"],"id":"1","name":{"givenName":"Ann"},"groups":[{"value":"g"}]},{"id":"2"}]}',
  };
  const mutation = fc.record({
    at: fc.nat(),
    remove: fc.nat({ max: 8 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom("\n", '"', "}", "]", "{", ",", "\\", "\0").map((mark) => Buffer.from(mark)),
    ),
  });

  it("takes any bytes: rows, rejects, or an error that says where", async () => {
    const mutated = fc
      .record({ name: fc.constantFrom(...Object.keys(seeds)), mutations: fc.array(mutation, { maxLength: 4 }) })
      .map(({ name, mutations }) => ({
        name,
        bytes: mutations.reduce<Buffer>(
          (bytes, { at, remove, insert }) => {
            const start = at % (bytes.length + 1);
            return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)]);
          },
          Buffer.from(seeds[name] ?? ""),
        ),
      }));
    const random = fc.record({
      name: fc.constantFrom(...Object.keys(seeds)),
      bytes: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof({ arbitrary: mutated, weight: 3 }, random), async ({ name, bytes }) => {
        try {
          const result = await importFiles({ [name]: bytes });
          expect(result.rows("accounts").length).toBeGreaterThan(0);
          for (const row of result.rows("rejects")) expect(row).toMatchObject({ place: name, row: expect.any(Number), reason: expect.any(String) });
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError);
          expect(String(error)).toContain(name);
        }
      }),
      { numRuns: 150 },
    );
  });
});

function sorted(rows: readonly Row[]): readonly Row[] {
  const key = (row: Row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
