import type { Inventory } from "../../inventory/inventory.js";
import type { Row } from "../../inventory/tables.js";
import type { ImportedTable } from "./columns.js";
import type { ImportFile } from "./files.js";
import type { Fault } from "./rows.js";
import { quoted } from "./values.js";

/** Rejected records of one file that are listed one by one. Ours: beyond it the file is wrong as a whole, and a longer list helps nobody. */
export const MOST_LISTED = 10_000;

/** Keeps account of what was not read, and of what else a reader should know, until it is known whom it is about. */
export class Ledger {
  /** The first record that was left out, in a few words; null while none was. */
  first: string | null = null;
  readonly #rejects: Row[] = [];
  readonly #notes: string[] = [];
  readonly #perFile = new Map<string, number>();
  /** Rejected rows by table and source; those that may stand for any source under `null`. */
  readonly #perTable = new Map<ImportedTable, Map<string | null, number>>();

  /** Lists a record that is left out. `row` is its line, or its number in a JSON list. */
  reject(file: ImportFile, table: ImportedTable, row: number, { column, reason, source }: Fault): void {
    const inFile = (this.#perFile.get(file.path) ?? 0) + 1;
    this.#perFile.set(file.path, inFile);
    this.first ??= `${file.path}, row ${row}${column === null ? "" : `, column ${quoted(column)}`}: ${reason}`;
    const perSource = this.#perTable.get(table) ?? new Map<string | null, number>();
    perSource.set(source, (perSource.get(source) ?? 0) + 1);
    this.#perTable.set(table, perSource);
    if (inFile <= MOST_LISTED) this.#rejects.push({ source, place: file.path, table, row, column, reason });
  }

  /** Rows of a table that were left out and stood for a source, or may have. */
  rejected(source: string, table: ImportedTable): number {
    const perSource = this.#perTable.get(table);
    return (perSource?.get(source) ?? 0) + (perSource?.get(null) ?? 0);
  }

  /** Notes one sentence. */
  note(sentence: string): void {
    this.#notes.push(sentence);
  }

  /**
   * Writes all of it into the inventory. A report goes by sources: what is about none of them, or about one
   * of which nothing was read, is told under `home`.
   */
  async write(inventory: Inventory, sources: readonly string[], home: string): Promise<void> {
    const known = new Set<unknown>(sources);
    const rejects = inventory.writer("rejects");
    for (const row of this.#rejects) await rejects.append(known.has(row["source"]) ? row : { ...row, source: home });
    await rejects.close();
    for (const [path, count] of this.#perFile)
      if (count > MOST_LISTED) this.note(`${path}: ${count} records could not be read; the first ${MOST_LISTED} are listed.`);
    const notes = inventory.writer("notes");
    for (const note of this.#notes) await notes.append({ source: home, note });
    await notes.close();
  }
}
