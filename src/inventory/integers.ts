import { type DuckDBConnection, DuckDBDataChunk, type DuckDBResult, INTEGER } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";

/**
 * Rows of whole numbers, without an object for each: tens of millions pass through in the time that a million objects take.
 */

/** DuckDB hands rows over in chunks of this size, and takes them so. */
const CHUNK_ROWS = 2048;

/** Chunks that a writer collects before it opens an appender. */
const CHUNKS = 64;

/** The columns of a result that holds 32-bit numbers and no null, a chunk at a time. */
export async function* integerChunks(result: DuckDBResult): AsyncGenerator<readonly Int32Array[]> {
  const columns = Array.from({ length: result.columnCount }, (_none, i) => i);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { chunk: raw, rowCount } = chunk;
    yield columns.map((column) => {
      const bytes = bindings.vector_get_data(bindings.data_chunk_get_vector(raw, column), rowCount * Int32Array.BYTES_PER_ELEMENT);
      // A copy: the chunk's memory is the database's, and is given back with the chunk.
      return new Int32Array(bytes.buffer, bytes.byteOffset, rowCount).slice();
    });
  }
}

/** Appends rows of 32-bit numbers to a table that has as many columns of type INTEGER. Call `close` to write the rest. */
export class IntegerWriter {
  readonly #connection: DuckDBConnection;
  readonly #table: string;
  readonly #buffers: readonly Int32Array[];
  #buffered = 0;
  #chunks: DuckDBDataChunk[] = [];

  constructor(connection: DuckDBConnection, table: string, columns: number) {
    this.#connection = connection;
    this.#table = table;
    this.#buffers = Array.from({ length: columns }, () => new Int32Array(CHUNK_ROWS));
  }

  /** Whether `flush` is due: rows that come after are refused by nobody, but held in memory. */
  get isFull(): boolean {
    return this.#chunks.length >= CHUNKS;
  }

  /** Adds one row, a number for each column. */
  append(...row: readonly number[]): void {
    for (let column = 0; column < this.#buffers.length; column++) (this.#buffers[column] as Int32Array)[this.#buffered] = row[column] as number;
    this.#buffered++;
    if (this.#buffered === CHUNK_ROWS) this.#pack();
  }

  /** Writes what is packed. */
  async flush(): Promise<void> {
    if (this.#chunks.length === 0) return;
    const appender = await this.#connection.createAppender(this.#table);
    for (const chunk of this.#chunks) appender.appendDataChunk(chunk);
    appender.closeSync();
    this.#chunks = [];
  }

  /** Writes everything and ends the writer. */
  close(): Promise<void> {
    this.#pack();
    return this.flush();
  }

  #pack(): void {
    if (this.#buffered === 0) return;
    const chunk = DuckDBDataChunk.create(
      this.#buffers.map(() => INTEGER),
      this.#buffered,
    );
    for (const [column, { buffer, byteOffset }] of this.#buffers.entries())
      bindings.copy_data_to_vector(
        bindings.data_chunk_get_vector(chunk.chunk, column),
        0,
        buffer as ArrayBuffer,
        byteOffset,
        this.#buffered * Int32Array.BYTES_PER_ELEMENT,
      );
    this.#chunks.push(chunk);
    this.#buffered = 0;
  }
}
