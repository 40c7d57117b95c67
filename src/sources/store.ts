import type { Inventory, Writer } from "../inventory/inventory.js";
import { type Row, TABLES, type TableName } from "../inventory/tables.js";
import type { TableRow } from "./contract.js";
import type { StoreState } from "./course.js";
import { misfit } from "./shape.js";

/** Why a record was refused. */
export interface Fault {
  readonly reason: string;
  readonly table?: TableName;
  readonly column?: string;
}

/** Where a record stands: the endpoint, and its number there, from 1. */
export interface Place {
  readonly place: string;
  readonly row: number;
}

/** Records that are listed as unreadable. Ours: a list that nobody reads to its end needs none. */
const LISTED = 1000;

/** Where one source's rows go: one writer a table, for as long as the source is read. */
export class Store {
  /** Columns of `account_parts` that hold anything, so that only these are joined. */
  readonly partColumns = new Set<string>();
  readonly #inventory: Inventory;
  readonly #source: string;
  readonly #writers = new Map<TableName, Writer>();
  readonly #filled = new Set<string>();
  #rejected = 0;

  /** @param state what an earlier run's store knew, where its rows are in the inventory already */
  constructor(inventory: Inventory, source: string, state: StoreState | null = null) {
    this.#inventory = inventory;
    this.#source = source;
    for (const table of state?.tables ?? []) this.#filled.add(table);
    for (const column of state?.partColumns ?? []) this.partColumns.add(column);
    this.#rejected = state?.rejected ?? 0;
  }

  /** The tables that got a row, in alphabetical order. */
  get tables(): TableName[] {
    return TABLES.map(({ name }) => name)
      .filter((name) => this.#filled.has(name))
      .sort();
  }

  /** What a later run's store has to know. */
  get state(): StoreState {
    return { tables: this.tables, partColumns: [...this.partColumns], rejected: this.#rejected };
  }

  /** Stores rows that the program itself made. */
  async add(table: TableName, rows: readonly Row[]): Promise<void> {
    for (const row of rows) await this.#append(table, row);
  }

  /**
   * Stores the rows of one object: all of them, or, when one does not fit its table, none. A row for `rejects` among
   * them says what is missing of an object that is kept otherwise.
   *
   * @param rows or why there are none
   * @returns whether nothing of the object is missing
   */
  async keep(rows: readonly TableRow[] | Fault, place: Place): Promise<boolean> {
    if ("reason" in rows) return this.#reject({ ...rows }, place);
    const fault = faultOf(rows);
    if (fault !== null) return this.#reject({ ...fault }, place);
    let isWhole = true;
    for (const { table, row } of rows) {
      if (table === "account_parts") this.#notePart(row);
      if (table === "rejects") isWhole = await this.#reject(row, place);
      else await this.#append(table, row);
    }
    return isWhole;
  }

  /** Tells the reader of a report something. */
  async note(note: string): Promise<void> {
    await this.#append("notes", { note });
  }

  /** Makes visible to queries all that was added; or, before one query, the tables that it names, as each table costs about a millisecond. */
  async flush(query?: string): Promise<void> {
    for (const [table, writer] of this.#writers) {
      if (query === undefined || query.includes(table)) await writer.flush();
    }
  }

  /** Lists what could not be read. Always false, as then something is missing. */
  async #reject(fault: Row, place: Place): Promise<false> {
    this.#rejected++;
    if (this.#rejected <= LISTED) await this.#append("rejects", { ...fault, ...place });
    else if (this.#rejected === LISTED + 1) await this.note(`More than ${LISTED} records could not be read; the first ${LISTED} are listed.`);
    return false;
  }

  #append(table: TableName, row: Row): void | Promise<void> {
    let writer = this.#writers.get(table);
    if (writer === undefined) {
      writer = this.#inventory.writer(table);
      this.#writers.set(table, writer);
      this.#filled.add(table);
    }
    return writer.append({ ...row, source: this.#source });
  }

  #notePart(row: Row): void {
    for (const [column, value] of Object.entries(row)) if (value !== null && value !== undefined) this.partColumns.add(column);
  }
}

function faultOf(rows: readonly TableRow[]): Fault | null {
  for (const { table, row } of rows) {
    const wrong = table === "rejects" ? null : misfit(table, row);
    if (wrong !== null) return { table, column: wrong.column, reason: `${wrong.column} ${wrong.reason}` };
  }
  return null;
}
