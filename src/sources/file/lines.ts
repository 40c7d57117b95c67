import { isUtf8 } from "node:buffer";
import { type Batch, LONGEST_RECORD, NOT_UTF8, type RawRecord, TOO_LONG, type Unreadable } from "./record.js";
import type { Cutter } from "./window.js";

const LF = 10;
const CR = 13;

/** Cuts bytes into lines, without their ends. Lines that are not UTF-8, or endless, are unreadable. */
export class LineCutter implements Cutter<Batch<string>> {
  readonly #end: number;
  readonly #suspects: string;
  #line: number;
  #skipping = false;

  /**
   * @param suspects where this occurs, a text may not be well-formed
   * @param end the byte that ends a line
   */
  constructor(suspects: string, end = LF) {
    this.#suspects = suspects;
    this.#end = end;
    this.#line = 1;
  }

  cut(bytes: Buffer, ended: boolean): { used: number; batch: Batch<string> } {
    const records: (RawRecord<string> | Unreadable)[] = [];
    const used = ended ? bytes.length : bytes.lastIndexOf(this.#end) + 1;
    const valid = isUtf8(bytes.subarray(0, used));
    let start = 0;
    while (start < used) {
      const found = bytes.indexOf(this.#end, start);
      const end = found === -1 ? bytes.length : found;
      if (this.#skipping) this.#skipping = false;
      else records.push(this.#record(bytes, start, end, valid));
      this.#line++;
      start = end + 1;
    }
    if (used === 0 && bytes.length >= LONGEST_RECORD) return { used: bytes.length, batch: this.#tooLong() };
    return { used, batch: { records, suspect: bytes.subarray(0, used).includes(this.#suspects) } };
  }

  #record(bytes: Buffer, start: number, end: number, valid: boolean): RawRecord<string> | Unreadable {
    const last = end > start && bytes[end - 1] === CR ? end - 1 : end;
    if (!valid && !isUtf8(bytes.subarray(start, last))) return { at: this.#line, unreadable: NOT_UTF8 };
    return { at: this.#line, value: bytes.toString("utf8", start, last) };
  }

  /** The rest of the line is passed over as it comes. */
  #tooLong(): Batch<string> {
    const records = this.#skipping ? [] : [{ at: this.#line, unreadable: TOO_LONG }];
    this.#skipping = true;
    return { records, suspect: false };
  }
}

/** The byte that ends the lines of a text that begins so: CR alone is what old spreadsheets on a Macintosh write. */
export function lineEnd(bytes: Buffer): number {
  return !bytes.includes(LF) && bytes.includes(CR) ? CR : LF;
}
