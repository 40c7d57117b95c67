import { type DuckDBDataChunk, type DuckDBType, DuckDBTypeId, type DuckDBValue } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";

/**
 * Puts a column's values into a chunk whose row count is set.
 *
 * Columns of text, and columns that hold nothing, are most of an inventory. For these the client's own way, which keeps
 * every value and its validity once more, takes twice as long as the database does to store them; so they are handed
 * over one step lower.
 */
export function fillColumn(chunk: DuckDBDataChunk, index: number, type: DuckDBType, values: readonly DuckDBValue[]): void {
  if (type.typeId === DuckDBTypeId.VARCHAR) fillTexts(chunk, index, values);
  else if (type.typeId !== DuckDBTypeId.LIST && values.every((value) => value === null))
    invalidate(chunk, index, new Uint8Array(validityBytes(values)));
  else chunk.setColumnValues(index, values);
}

function fillTexts(chunk: DuckDBDataChunk, index: number, values: readonly DuckDBValue[]): void {
  const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
  let valid: Uint8Array | null = null;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== null) bindings.vector_assign_string_element(vector, row, String(value));
    else {
      valid ??= new Uint8Array(validityBytes(values)).fill(0xff);
      valid[row >> 3] = (valid[row >> 3] ?? 0) & ~(1 << (row & 7));
    }
  }
  if (valid !== null) invalidate(chunk, index, valid);
}

/** Sets which rows hold a value: a bit a row, set where one does. */
function invalidate(chunk: DuckDBDataChunk, index: number, valid: Uint8Array): void {
  const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, valid.buffer as ArrayBuffer, valid.byteOffset, valid.byteLength);
}

/** The database keeps validity in words of eight bytes. */
function validityBytes(values: readonly unknown[]): number {
  return Math.ceil(values.length / 64) * 8;
}
