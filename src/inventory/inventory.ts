import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";
import { UsageError } from "../errors.js";
import { fillColumn } from "./fill.js";
import { IntegerWriter, integerChunks } from "./integers.js";
import { type Column, type ColumnType, createTables, type Row, TABLES, type TableName, tableOf, type Value } from "./tables.js";

/** A named value of a statement; `$name` in the SQL. */
export type Params = Readonly<Record<string, Value>>;

/** One named SQL statement of a stage, so that a stage can be looked at step by step. */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** DuckDB hands rows over in chunks of this size, and takes them so. */
const CHUNK_ROWS = 2048;

/** Chunks that a writer collects before it opens an appender: opening one costs about as much as filling a chunk. */
const CHUNKS = 16;

/**
 * The inventory: one embedded DuckDB database that all stages share.
 *
 * With a path it is a snapshot that any DuckDB client opens; without, it lives in memory and spills
 * into a private temporary folder that `close` removes.
 */
export class Inventory {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #scratch: string;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, scratch: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#scratch = scratch;
  }

  /**
   * Opens or makes an inventory.
   *
   * @param path a snapshot file; left out = in memory
   * @throws UsageError when the file is no snapshot, or cannot be opened
   */
  static async open(path?: string): Promise<Inventory> {
    const inventory = await Inventory.#connect(path);
    try {
      await inventory.run(createTables());
      return inventory;
    } catch (cause) {
      await inventory.close();
      throw unopened(path, cause);
    }
  }

  static async #connect(path?: string, more: Readonly<Record<string, string>> = {}): Promise<Inventory> {
    const scratch = await mkdtemp(join(tmpdir(), "obo-audit-"));
    try {
      const config = { temp_directory: scratch, autoload_known_extensions: "false", autoinstall_known_extensions: "false", ...more };
      const instance = await DuckDBInstance.create(path ?? ":memory:", config);
      return new Inventory(instance, await instance.connect(), scratch);
    } catch (cause) {
      await rm(scratch, { recursive: true, force: true });
      throw unopened(path, cause);
    }
  }

  /**
   * A snapshot's tables in a new inventory in memory: stages read the file and write beside it, so that
   * an audit never changes the evidence that it rests on.
   *
   * @throws UsageError when the file is no snapshot
   */
  static async ofSnapshot(path: string): Promise<Inventory> {
    const inventory = await Inventory.open();
    try {
      const views = TABLES.map(({ name }) => `DROP TABLE "${name}"; CREATE VIEW "${name}" AS SELECT * FROM snapshot."${name}";`);
      await inventory.run(`ATTACH '${path.replaceAll("'", "''")}' AS snapshot (READ_ONLY); ${views.join("\n")}`);
      return inventory;
    } catch (cause) {
      await inventory.close();
      throw new UsageError(`${path} is no snapshot`, "Give a file that `obo-audit collect` or `scan --snapshot` wrote.", cause);
    }
  }

  /**
   * The names of a snapshot's tables, read without changing it.
   * @throws UsageError when the file is no snapshot
   */
  static async tablesIn(path: string): Promise<string[]> {
    const inventory = await Inventory.open();
    try {
      await inventory.run(`ATTACH '${path.replaceAll("'", "''")}' AS snapshot (READ_ONLY)`);
      const rows = await inventory.rows<{ name: string }>(
        "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'snapshot' ORDER BY name",
      );
      return rows.map(({ name }) => name);
    } catch (cause) {
      throw new UsageError(`${path} is no snapshot`, "Give a file that `obo-audit collect` or `scan --snapshot` wrote.", cause);
    } finally {
      await inventory.close();
    }
  }

  /**
   * A snapshot as it is, with what an audit left in it, to be read and not written.
   *
   * @throws UsageError when the file is no snapshot
   */
  static ofAudited(path: string): Promise<Inventory> {
    return Inventory.#connect(path, { access_mode: "READ_ONLY" });
  }

  /** Whether this inventory shows a snapshot, and the snapshot holds a table of that name besides those that sources fill. */
  async snapshotHas(table: string): Promise<boolean> {
    const tables = await this.rows("SELECT 1 FROM duckdb_tables() WHERE database_name = 'snapshot' AND table_name = $table", { table });
    return tables.length > 0;
  }

  /**
   * Makes the tables of a snapshot readable beside this inventory's own, under a name of theirs.
   * @throws UsageError when the file is no snapshot
   */
  async attach(path: string, name: string): Promise<void> {
    try {
      await this.run(`ATTACH '${path.replaceAll("'", "''")}' AS ${name} (READ_ONLY)`);
      await this.run(`SELECT 1 FROM ${name}.sources LIMIT 1`);
    } catch (cause) {
      throw new UsageError(`${path} is no snapshot`, "Give a file that `obo-audit collect` or `scan --snapshot` wrote.", cause);
    }
  }

  /** Runs one statement, or several without parameters. */
  async run(sql: string, params: Params = {}): Promise<void> {
    const { values, types } = bind(sql, params);
    if (Object.keys(values).length === 0) await this.#connection.run(sql);
    else await this.#connection.run(sql, values, types);
  }

  /** Runs a stage's steps in order. `onStep` hears each name and its milliseconds. */
  async runSteps(steps: readonly Step[], params: Params = {}, onStep?: (name: string, ms: number) => void): Promise<void> {
    for (const step of steps) {
      const start = performance.now();
      await this.run(step.sql, params);
      onStep?.(step.name, performance.now() - start);
    }
  }

  /** All rows of a query, for results that are small. Timestamps come as Date, lists as arrays. */
  async rows<T>(sql: string, params: Params = {}): Promise<T[]> {
    const { values, types } = bind(sql, params);
    const reader = await this.#connection.runAndReadAll(sql, values, types);
    return reader.getRowObjectsJS() as T[];
  }

  /** The rows of a query chunk by chunk, for results that are not. */
  async *stream<T>(sql: string, params: Params = {}): AsyncGenerator<T[]> {
    const { values, types } = bind(sql, params);
    const result = await this.#connection.stream(sql, values, types);
    for await (const rows of result.yieldRowObjectJs()) yield rows as T[];
  }

  /** The columns of a query that gives 32-bit numbers and no null, chunk by chunk; for results of many millions of rows. */
  async *integers(sql: string, params: Params = {}): AsyncGenerator<readonly Int32Array[]> {
    const { values, types } = bind(sql, params);
    yield* integerChunks(await this.#connection.stream(sql, values, types));
  }

  /** The texts of a query's only column chunk by chunk, for results that are read once and are many. The next chunk is made while one is read. */
  async *texts(sql: string): AsyncGenerator<readonly string[]> {
    const result = await this.#connection.stream(sql);
    let next = result.fetchChunk();
    for (;;) {
      const chunk = await next;
      if (chunk === null || chunk.rowCount === 0) return;
      next = result.fetchChunk();
      // Whoever stops reading does not hear of it; whoever goes on does, above.
      next.catch(() => undefined);
      yield chunk.getColumnValues(0) as string[];
    }
  }

  /** A second view of the same database, so that two streams can be read side by side. */
  async fork(): Promise<Inventory> {
    return new Inventory(this.#instance, await this.#instance.connect(), "");
  }

  /** Appends rows to one of the inventory's tables; faster than INSERT by two orders of magnitude. */
  writer(table: TableName): Writer {
    return new Writer(this.#connection, table, tableOf(table).columns);
  }

  /** Appends rows to a table of a stage, whose columns the stage names in order. */
  writerOf(table: string, columns: readonly Column[]): Writer {
    return new Writer(this.#connection, table, columns);
  }

  /** Appends rows of 32-bit numbers to a table of a stage that has so many columns of type INTEGER. */
  integerWriter(table: string, columns: number): IntegerWriter {
    return new IntegerWriter(this.#connection, table, columns);
  }

  /** Closes the database and removes what it spilled. */
  async close(): Promise<void> {
    this.#connection.closeSync();
    if (this.#scratch === "") return;
    this.#instance.closeSync();
    await rm(this.#scratch, { recursive: true, force: true });
  }
}

function unopened(path: string | undefined, cause: unknown): UsageError {
  return new UsageError(
    `cannot open the snapshot ${path ?? "in memory"}`,
    "Give the path of a file that `--snapshot` or `obo-audit collect` wrote, in a folder you may write to.",
    cause,
  );
}

const DUCKDB_TYPES: Record<ColumnType, DuckDBType> = {
  text: VARCHAR,
  texts: LIST(VARCHAR),
  boolean: BOOLEAN,
  integer: INTEGER,
  timestamp: TIMESTAMP,
  json: VARCHAR,
};

/** Buffers rows column by column and hands them to DuckDB in chunks. Call `close` to write the rest. */
export class Writer {
  readonly #connection: DuckDBConnection;
  readonly #table: string;
  readonly #columns: readonly Column[];
  readonly #types: readonly DuckDBType[];
  #buffer: DuckDBValue[][];
  #buffered = 0;
  /** Full chunks. Values leave JavaScript's memory as soon as they fill one, which spares the collector most of its work. */
  #chunks: DuckDBDataChunk[] = [];
  /** Rows appended so far. */
  count = 0;

  constructor(connection: DuckDBConnection, table: string, columns: readonly Column[]) {
    this.#connection = connection;
    this.#table = table;
    this.#columns = columns;
    this.#types = columns.map((column) => DUCKDB_TYPES[column.type]);
    this.#buffer = columns.map(() => []);
  }

  /** Adds one row; values that no column holds are ignored. Awaits only when several chunks are full. */
  append(row: Row): void | Promise<void> {
    for (let i = 0; i < this.#columns.length; i++) {
      const column = this.#columns[i] as Column;
      const value = row[column.name];
      (this.#buffer[i] as DuckDBValue[]).push(typeof value === "string" && column.type === "text" ? value : toDuckDB(value, column.type));
    }
    this.count++;
    this.#buffered++;
    if (this.#buffered < CHUNK_ROWS) return;
    this.#pack();
    if (this.#chunks.length === CHUNKS) return this.flush();
  }

  /** Writes what is buffered. */
  async flush(): Promise<void> {
    this.#pack();
    const chunks = this.#chunks;
    if (chunks.length === 0) return;
    this.#chunks = [];
    const appender = await this.#connection.createAppender(this.#table);
    for (const chunk of chunks) appender.appendDataChunk(chunk);
    appender.closeSync();
  }

  #pack(): void {
    if (this.#buffered === 0) return;
    const chunk = DuckDBDataChunk.create(this.#types, this.#buffered);
    for (const [i, values] of this.#buffer.entries()) fillColumn(chunk, i, this.#types[i] as DuckDBType, values);
    this.#chunks.push(chunk);
    this.#buffer = this.#columns.map(() => []);
    this.#buffered = 0;
  }

  /** Writes what is buffered and ends the writer. */
  close(): Promise<void> {
    return this.flush();
  }
}

/** One value as DuckDB takes it. Dates become timestamps in UTC, objects JSON text. */
function toDuckDB(value: Value, type: ColumnType): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return new DuckDBTimestampValue(BigInt(value.getTime()) * 1000n);
  if (Array.isArray(value)) return listValue(value as string[]);
  if (type === "json" || typeof value === "object") return JSON.stringify(value);
  return value as string | number | boolean;
}

interface Bound {
  readonly values: Record<string, DuckDBValue>;
  readonly types: Record<string, DuckDBType>;
}

/** Only the parameters that the statement names, as DuckDB refuses others; typed, as an empty list has no type of its own. */
function bind(sql: string, params: Params): Bound {
  const names = new Set(Array.from(sql.matchAll(/\$([A-Za-z]\w*)/g), (match) => match[1] as string));
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const name of names) {
    if (!(name in params)) throw new Error(`the statement needs $${name}, which was not given`);
    values[name] = toDuckDB(params[name], "text");
    types[name] = typeOf(params[name]);
  }
  return { values, types };
}

function typeOf(value: Value): DuckDBType {
  if (typeof value === "boolean") return BOOLEAN;
  if (typeof value === "number") return Number.isInteger(value) ? INTEGER : DOUBLE;
  if (value instanceof Date) return TIMESTAMP;
  return Array.isArray(value) ? LIST(VARCHAR) : VARCHAR;
}
