import type { Inventory, Writer } from "../../inventory/inventory.js";
import type { ImportedTable } from "./columns.js";
import type { ImportFile } from "./files.js";
import type { Fault } from "./rows.js";
import { quoted } from "./values.js";

/** Rejected records of one file that are listed one by one. Ours: beyond it the file is wrong as a whole, and a list helps nobody. */
export const MOST_LISTED = 10_000;

/** Keeps account of what was not read, and of what else a reader should know. */
export class Ledger {
  /** The first record that was left out, in a few words; null while none was. */
  first: string | null = null;
  readonly #rejects: Writer;
  readonly #notes: Writer;
  readonly #source: string;
  readonly #perFile = new Map<string, number>();
  /** Rejected rows by table and source; those that may stand for any source under `null`. */
  readonly #perTable = new Map<ImportedTable, Map<string | null, number>>();

  /** @param source whom the entries are for that name no source */
  constructor(inventory: Inventory, source: string) {
    this.#rejects = inventory.writer("rejects");
    this.#notes = inventory.writer("notes");
    this.#source = source;
  }

  /** Lists a record that is left out. `row` is its line, or its number in a JSON list. */
  async reject(file: ImportFile, table: ImportedTable, row: number, fault: Fault): Promise<void> {
    const inFile = (this.#perFile.get(file.path) ?? 0) + 1;
    this.#perFile.set(file.path, inFile);
    this.first ??= `${file.path}, row ${row}${fault.column === null ? "" : `, column ${quoted(fault.column)}`}: ${fault.reason}`;
    const perSource = this.#perTable.get(table) ?? new Map<string | null, number>();
    perSource.set(fault.source, (perSource.get(fault.source) ?? 0) + 1);
    this.#perTable.set(table, perSource);
    if (inFile > MOST_LISTED) return;
    const { column, reason, source } = fault;
    await this.#rejects.append({ source: source ?? this.#source, place: file.path, table, row, column, reason });
  }

  /** Rows of a table that were left out and stood for a source, or may have. */
  rejected(source: string, table: ImportedTable): number {
    const perSource = this.#perTable.get(table);
    return (perSource?.get(source) ?? 0) + (perSource?.get(null) ?? 0);
  }

  /** Notes one sentence. */
  async note(sentence: string): Promise<void> {
    await this.#notes.append({ source: this.#source, note: sentence });
  }

  /** Writes what is buffered. */
  async close(): Promise<void> {
    for (const [path, count] of this.#perFile)
      if (count > MOST_LISTED) await this.note(`${path}: ${count} records could not be read; the first ${MOST_LISTED} are listed.`);
    await this.#rejects.close();
    await this.#notes.close();
  }
}
