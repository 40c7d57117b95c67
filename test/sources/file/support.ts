import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Inventory } from "../../../src/inventory/inventory.js";
import type { Row, TableName } from "../../../src/inventory/tables.js";
import type { Progress } from "../../../src/sources/contract.js";
import { IMPORTED_TABLES } from "../../../src/sources/file/columns.js";
import { fileSource } from "../../../src/sources/file/source.js";

export const SILENT: Progress = { read: () => {}, waiting: () => {}, finished: () => {} };
export const NOW = new Date("2026-01-01T00:00:00Z");

/** Files by their path inside of a folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What an import left in the inventory. */
export class Imported {
  readonly #tables: ReadonlyMap<string, readonly Row[]>;

  constructor(tables: ReadonlyMap<string, readonly Row[]>) {
    this.#tables = tables;
  }

  /** The rows of a table, without what is null. */
  rows(table: TableName): readonly Row[] {
    return this.#tables.get(table) ?? [];
  }

  /** One column of a table. */
  column(table: TableName, name: string): unknown[] {
    return this.rows(table).map((row) => row[name]);
  }

  /** The state of facts as `state`, or `state, complete`. */
  facts(source: string): Record<string, string> {
    const own = this.rows("facts").filter((row) => row["source"] === source);
    return Object.fromEntries(own.map((row) => [row["fact"], `${row["state"]}${row["complete"] === true ? ", complete" : ""}`]));
  }

  reason(source: string, fact: string): unknown {
    return this.rows("facts").find((row) => row["source"] === source && row["fact"] === fact)?.["reason"];
  }
}

const READ = [...IMPORTED_TABLES, "sources", "rejects", "notes"] as const satisfies readonly TableName[];

export interface ImportOptions {
  /** What is imported, below the folder of the files; default: the only file, or the folder. */
  readonly path?: string;
  readonly name?: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Writes files into a folder `import` of a folder of their own, imports them and hands over what is in the inventory then. */
export async function importFiles(files: Files, options: ImportOptions = {}): Promise<Imported> {
  const folder = await mkdtemp(join(tmpdir(), "import-test-"));
  const db = await Inventory.open();
  try {
    const root = join(folder, "import");
    await mkdir(root);
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), content);
    }
    const names = Object.keys(files);
    const path = join(root, options.path ?? (names.length === 1 ? (names[0] ?? "") : ""));
    const { name, map, progress = SILENT, signal = new AbortController().signal } = options;
    const source = fileSource({ path, ...(name === undefined ? {} : { name }), ...(map === undefined ? {} : { map }) });
    await source.collect({ inventory: db, signal, progress, now: NOW, env: {} });
    return await imported(db, root);
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The tables of an inventory. Paths are given as below the folder, as it is another one in each run. */
async function imported(db: Inventory, root: string): Promise<Imported> {
  const tables = new Map<string, readonly Row[]>();
  for (const table of READ) {
    const rows = await db.rows<Row>(`SELECT * FROM "${table}" ORDER BY ALL`);
    tables.set(
      table,
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(([, value]) => value !== null)
            .map(([name, value]) => [name, typeof value === "string" ? value.replaceAll(`${root}/`, "").replaceAll(root, ".") : value]),
        ),
      ),
    );
  }
  return new Imported(tables);
}

/** The error that an import ends with. */
export async function failure(files: Files, options: ImportOptions = {}): Promise<Error & { exitCode?: number; hint?: string }> {
  try {
    await importFiles(files, options);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("the import did not fail");
}

/** One JSON value a line. */
export function ndjson(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
