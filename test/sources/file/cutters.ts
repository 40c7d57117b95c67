import type { Batch, RawRecord, Unreadable } from "../../../src/sources/file/record.js";
import type { Cutter } from "../../../src/sources/file/window.js";

/** What a cutter makes of bytes that come in pieces of a size, as a window of the file would show them. */
export function cutInPieces<T>(cutter: Cutter<Batch<T>>, bytes: Uint8Array, size: number): (RawRecord<T> | Unreadable)[] {
  const records: (RawRecord<T> | Unreadable)[] = [];
  let start = 0;
  for (let end = Math.min(size, bytes.length); ; end = Math.min(end + size, bytes.length)) {
    const ended = end === bytes.length;
    const { used, batch } = cutter.cut(Buffer.from(bytes.subarray(start, end)), ended);
    records.push(...batch.records);
    start += used;
    if (ended) return records;
  }
}

/** The values of records, with `null` for what is unreadable. */
export function valuesOf<T>(records: readonly (RawRecord<T> | Unreadable)[]): (T | null)[] {
  return records.map((record) => ("value" in record ? record.value : null));
}
