import { SourceError } from "../../errors.js";
import type { Row } from "../../inventory/tables.js";
import type { Progress } from "../contract.js";
import type { ImportedTable } from "./columns.js";
import type { ImportFile } from "./files.js";
import { totalOf } from "./json.js";
import type { Ledger } from "./ledger.js";
import { type Contents, contentsOf } from "./read.js";
import { isUnreadable } from "./record.js";
import { Fault, RowMaker } from "./rows.js";
import { isObject, isScim, type JsonObject, unfold } from "./scim.js";
import { type ImportStore, keyColumn } from "./store.js";
import { quoted } from "./values.js";
import { FileWindow } from "./window.js";

/** How often progress is told: often enough to be seen to move, seldom enough to cost nothing. */
const PROGRESS_EVERY = 10_000;

export interface ReaderOptions {
  /** What rows without a source of their own stand for. */
  readonly source: string;
  readonly map: ReadonlyMap<string, string>;
  readonly store: ImportStore;
  readonly ledger: Ledger;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Reads one file of an import: its records become rows, or are rejected one by one. */
export class FileReader {
  /** Makes the rows of the file's own table; knows which columns the file has. */
  readonly maker: RowMaker;
  /** Resources that SCIM says there are, of which the file may hold one page; null where it says nothing. */
  expected: number | null = null;
  /** Resources of SCIM ListResponses in the file. */
  resources = 0;
  readonly #file: ImportFile;
  readonly #options: ReaderOptions;
  /** Makers of rows that a record says in passing: a SCIM user's memberships. */
  readonly #others = new Map<ImportedTable, RowMaker>();
  #records = 0;

  constructor(file: ImportFile, options: ReaderOptions) {
    this.#file = file;
    this.#options = options;
    this.maker = new RowMaker(file.table, options.source, options.map);
  }

  /** Texts in which characters were replaced, in whatever table they ended up. */
  get replaced(): number {
    return [this.maker, ...this.#others.values()].reduce((sum, maker) => sum + maker.replaced, 0);
  }

  /**
   * Reads the file to its end.
   * @throws SourceError when it cannot be opened, is no file of ours, or lacks a required column
   * @throws InterruptedError
   */
  async read(): Promise<void> {
    const { source, signal, progress } = this.#options;
    const { path, table, ending } = this.#file;
    try {
      const window = await FileWindow.open(path, signal);
      try {
        const contents = await contentsOf(window, ending);
        if (contents.kind === "foreign") throw new SourceError(source, `${path} is ${contents.is}`, contents.instead);
        await (contents.kind === "rows" ? this.#readRows(contents) : this.#readObjects(contents));
      } finally {
        await window.close();
      }
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new SourceError(source, `${path}: cannot be read (${error.code})`, "Check that it is a file and that you may read it.", error);
    }
    progress.finished(source, table, "collected", this.#records);
  }

  async #readRows({ header, batches }: Contents & { kind: "rows" }): Promise<void> {
    if (header !== null) {
      this.maker.header = header;
      this.#requireColumns();
    }
    for await (const { records, suspect } of batches) {
      for (const record of records) {
        if (isUnreadable(record)) {
          if (header === null) throw this.#error(`line ${record.at} should be the header, but ${record.unreadable}`, "Mend the first line.");
          this.#reject(record.at, this.#file.table, unreadable(record.unreadable));
        } else {
          const made = this.maker.fromCells(record.value, suspect);
          const pending = this.#add(record.at, this.#file.table, made);
          if (typeof pending !== "boolean") await pending;
        }
        this.#count();
      }
    }
  }

  async #readObjects({ batches, list }: Contents & { kind: "objects" }): Promise<void> {
    for await (const { records, suspect } of batches) {
      for (const record of records) {
        if (isUnreadable(record)) this.#reject(record.at, this.#file.table, unreadable(record.unreadable));
        else {
          const pending = this.#take(record.at, record.value, suspect);
          if (typeof pending !== "boolean") await pending;
        }
        this.#count();
      }
    }
    if (list?.expected != null) {
      this.#expect(list.expected);
      this.resources += list.count;
    }
    // Objects may leave out what is empty, so that a column is missing only when no record at all has it.
    if (this.maker.faults > 0 && this.maker.made === 0) this.#requireColumns();
  }

  /** One JSON value, or the page of them that a service gave; answers as `#add` does. */
  #take(at: number, value: unknown, suspect: boolean): boolean | Promise<boolean> {
    if (!isObject(value)) return this.#reject(at, this.#file.table, unreadable(`is ${kindOf(value)} where an object should be: write {"id": ...}`));
    const page = value["Resources"] ?? value["resources"];
    if (Array.isArray(page)) return this.#takePage(at, page, value, suspect);
    const { table } = this.#file;
    if ((table === "accounts" || table === "groups") && isScim(value)) return this.#takeScim(at, value, suspect);
    return this.#add(at, table, this.maker.fromObject(value, suspect));
  }

  async #takePage(at: number, page: readonly unknown[], envelope: JsonObject, suspect: boolean): Promise<boolean> {
    const total = totalOf(envelope);
    if (total !== null) this.#expect(total);
    this.resources += page.length;
    for (const resource of page) await this.#take(at, resource, suspect);
    return true;
  }

  async #takeScim(at: number, resource: JsonObject, suspect: boolean): Promise<boolean> {
    const [own, ...others] = unfold(this.#file.table, resource);
    if (own === undefined) return false;
    const added = await this.#add(at, own.table, this.#makerOf(own.table).fromObject(own.value, suspect));
    if (!added) return false;
    for (const { table, value, mentioned } of others) {
      const made = this.#makerOf(table).fromObject(value, suspect);
      if (mentioned !== true) await this.#add(at, table, made);
      // A group without an id is told of by the membership that names it.
      else if (!(made instanceof Fault)) this.#options.store.mention(table, made);
    }
    return true;
  }

  /** Adds what was made of a record, or rejects it; says whether there is a row now. A promise only where there is something to wait for. */
  #add(at: number, table: ImportedTable, made: Row | Fault): boolean | Promise<boolean> {
    if (made instanceof Fault) return this.#reject(at, table, made);
    const added = this.#options.store.add(table, made);
    if (added !== false) return added;
    const column = keyColumn(table);
    const reason = `${quoted(String(made[column]))} is the ${column} of an earlier row, which is kept: name each only once`;
    return this.#reject(at, table, new Fault(this.#makerOf(table).plan.nameFor(column), reason, String(made["source"])));
  }

  #reject(at: number, table: ImportedTable, fault: Fault): false {
    this.#options.ledger.reject(this.#file, table, at, fault);
    return false;
  }

  #makerOf(table: ImportedTable): RowMaker {
    if (table === this.#file.table) return this.maker;
    let maker = this.#others.get(table);
    if (maker === undefined) {
      maker = new RowMaker(table, this.#options.source, new Map());
      this.#others.set(table, maker);
    }
    return maker;
  }

  #requireColumns(): void {
    const { missing, plan } = this.maker;
    const [first] = missing;
    if (first === undefined) return;
    const meant = plan.likely(first);
    throw this.#error(
      `has no column ${listed(missing)}; it has ${listed(plan.names)}${meant === null ? "" : `; did you mean ${quoted(meant)}?`}`,
      `Name the column so, or map it: file:${this.#file.path}?map=${meant ?? "YOUR_COLUMN"}:${first}`,
    );
  }

  #expect(total: number): void {
    this.expected = Math.max(this.expected ?? 0, total);
  }

  #count(): void {
    this.#records++;
    if (this.#records % PROGRESS_EVERY === 0) this.#options.progress.read(this.#options.source, this.#file.table, this.#records);
  }

  #error(message: string, hint: string): SourceError {
    return new SourceError(this.#options.source, `${this.#file.path}: ${message}`, hint);
  }
}

/** A fault of a record that could not be looked into, so that it may have stood for any source. */
function unreadable(reason: string): Fault {
  return new Fault(null, reason, null);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

/** Names that a sentence lists before it says how many more there are. */
const MOST_NAMED = 20;

/** Names between quotes, as many as one can read. */
export function listed(names: readonly string[], show = quoted): string {
  const more = names.length - MOST_NAMED;
  const some = names.slice(0, MOST_NAMED).map((name) => show(name));
  return names.length === 0 ? "none" : more > 0 ? `${some.join(", ")} and ${more} more` : some.join(", ");
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
