import type { Inventory, Writer } from "../inventory/inventory.js";
import type { Row, TableName } from "../inventory/tables.js";
import type { TableRow } from "./contract.js";
import { misfit } from "./shape.js";

/** Why a record was refused. */
export interface Fault {
  readonly reason: string;
  readonly table?: TableName;
  readonly column?: string;
}

/** Where one source's rows go: one writer a table, for as long as the source is read. */
export class Store {
  /** Columns of `account_parts` that hold anything, so that only these are joined. */
  readonly partColumns = new Set<string>();
  readonly #inventory: Inventory;
  readonly #source: string;
  readonly #writers = new Map<TableName, Writer>();

  constructor(inventory: Inventory, source: string) {
    this.#inventory = inventory;
    this.#source = source;
  }

  /** The tables that got a row, in alphabetical order. */
  get tables(): TableName[] {
    return [...this.#writers.keys()].sort();
  }

  /** Stores all rows of one object, or, when one of them does not fit, none of them and says why. */
  async add(rows: readonly TableRow[]): Promise<Fault | null> {
    for (const { table, row } of rows) {
      const wrong = misfit(table, row);
      if (wrong !== null) return { table, column: wrong.column, reason: `${wrong.column} ${wrong.reason}` };
    }
    for (const { table, row } of rows) {
      if (table === "account_parts") this.#notePart(row);
      await this.#append(table, row);
    }
    return null;
  }

  /** Lists a record that could not be read. `row` counts from 1 within `place`. */
  async reject(place: string, row: number, fault: Fault): Promise<void> {
    await this.#append("rejects", { place, row, table: fault.table, column: fault.column, reason: fault.reason });
  }

  /** Tells the reader of a report something. */
  async note(note: string): Promise<void> {
    await this.#append("notes", { note });
  }

  /** Makes everything that was added visible to queries. */
  async flush(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.flush();
  }

  #append(table: TableName, row: Row): void | Promise<void> {
    let writer = this.#writers.get(table);
    if (writer === undefined) {
      writer = this.#inventory.writer(table);
      this.#writers.set(table, writer);
    }
    return writer.append({ ...row, source: this.#source });
  }

  #notePart(row: Row): void {
    for (const [column, value] of Object.entries(row)) if (value !== null && value !== undefined) this.partColumns.add(column);
  }
}
