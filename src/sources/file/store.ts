import type { Inventory, Writer } from "../../inventory/inventory.js";
import { type Row, type Table, tableOf } from "../../inventory/tables.js";
import type { ImportedTable } from "./columns.js";
import { FactEvidence } from "./facts.js";

/** Tables in which a key names one thing; a second row of that name is another claim about it, not another thing. */
const NAMED: ReadonlySet<ImportedTable> = new Set(["accounts", "groups", "roles", "secrets", "units", "facts"]);

/** Where the rows of an import go, each named thing once. */
export class ImportStore {
  readonly filled = new Set<ImportedTable>();
  readonly facts = new FactEvidence();
  readonly #inventory: Inventory;
  readonly #writers = new Map<ImportedTable, Writer>();
  readonly #seen = new Map<ImportedTable, Set<string>>();
  readonly #mentioned = new Map<string, { readonly table: ImportedTable; readonly row: Row }>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** Rows of a table so far. */
  count(table: ImportedTable): number {
    return this.#writers.get(table)?.count ?? 0;
  }

  /** Adds a row; false, and nothing happens, where its key is taken. Await only what is a promise: mostly none is. */
  add(table: ImportedTable, row: Row): boolean | Promise<boolean> {
    if (NAMED.has(table) && !this.#isNew(table, row)) return false;
    this.facts.add(table, row);
    // What is known of facts is more than what a file says; it is written when all of it is.
    if (table === "facts") return true;
    const full = this.#writer(table).append(row);
    return full === undefined ? true : full.then(() => true);
  }

  /** Adds a row when everything has been read, unless there is one of its key by then. */
  mention(table: ImportedTable, row: Row): void {
    const key = `${table} ${keyOf(table, row)}`;
    if (!this.#mentioned.has(key)) this.#mentioned.set(key, { table, row });
  }

  /** Adds what was only mentioned, and writes what is buffered. */
  async close(): Promise<void> {
    for (const { table, row } of this.#mentioned.values()) await this.add(table, row);
    for (const writer of this.#writers.values()) await writer.close();
    this.#mentioned.clear();
    this.#seen.clear();
  }

  #isNew(table: ImportedTable, row: Row): boolean {
    let seen = this.#seen.get(table);
    if (seen === undefined) {
      seen = new Set();
      this.#seen.set(table, seen);
    }
    const before = seen.size;
    return seen.add(keyOf(table, row)).size > before;
  }

  #writer(table: ImportedTable): Writer {
    let writer = this.#writers.get(table);
    if (writer === undefined) {
      writer = this.#inventory.writer(table);
      this.#writers.set(table, writer);
      this.filled.add(table);
    }
    return writer;
  }
}

/** The column that a table's named things are told apart by, inside of a source. */
export function keyColumn(table: ImportedTable): string {
  return table === "facts" ? "fact" : "id";
}

/** A row's key as one text. NUL separates, as no text of a row holds one. */
function keyOf(name: ImportedTable, row: Row): string {
  const table: Table = tableOf(name);
  return table.key.map((column) => row[column]).join("\0");
}
