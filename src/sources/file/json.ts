import { isUtf8 } from "node:buffer";
import { type Batch, LONGEST_RECORD, NOT_UTF8, type RawRecord, TOO_LONG, type Unreadable } from "./record.js";
import type { Cutter } from "./window.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LF = 0x0a;
const SPACE = 0x20;

/** Where NUL characters and halves of surrogate pairs come from: JSON can write them only as escapes. */
export const JSON_SUSPECTS = "\\u";

/** The list of a SCIM ListResponse (RFC 7644, section 3.4.2); attribute names have no case there. */
const LISTED = "resources";

const OUTSIDE = "has text outside of the list: write one JSON list";

/** Nothing: no value has begun. */
const NONE = -1;

/** Bytes of a ListResponse outside of its list that are kept; SCIM's own fields are a few hundred. */
const LONGEST_ENVELOPE = 1 << 16;

type Place = "top" | "list" | "object";

/**
 * Cuts JSON into records without reading it whole: the entries of a list, the resources of a SCIM ListResponse,
 * or, one after the other, objects on their own. It follows quotes and brackets only, and leaves each record to
 * JSON.parse: so one that is broken is unreadable, and the next one is read.
 */
export class JsonCutter implements Cutter<Batch<unknown>> {
  /** How many resources the service says there are, of which the file may hold one page; null where it says nothing. */
  expected: number | null = null;

  #place: Place = "top";
  /** Brackets open inside the record, or inside the ListResponse. */
  #depth = 0;
  #inString = false;
  /** Where the record begins, as an offset from the window's start. */
  #from = NONE;
  /** How much of the window has been looked at. */
  #scanned = 0;
  #stringFrom = NONE;
  #key: string | null = null;
  /** The ListResponse without its list; null when there is none around the list. */
  #envelope: string | null = null;
  #count = 0;
  /** The record that has begun is too long, and its bytes are passed over. */
  #tooLong = false;
  #strays = false;

  /** Records so far, readable or not. */
  get count(): number {
    return this.#count;
  }

  cut(bytes: Buffer, ended: boolean): { used: number; batch: Batch<unknown> } {
    const spans: number[] = [];
    this.#scan(bytes, spans);
    if (this.#from !== NONE && bytes.length - this.#from >= LONGEST_RECORD) {
      this.#tooLong = true;
      this.#from = bytes.length;
    }
    const used = ended || this.#from === NONE ? bytes.length : this.#from;
    const valid = isUtf8(bytes.subarray(0, used));
    const records: (RawRecord<unknown> | Unreadable)[] = [];
    for (let i = 0; i < spans.length; i += 2) {
      const from = spans[i] ?? NONE;
      records.push(from === NONE ? { at: this.#count + 1, unreadable: OUTSIDE } : this.#record(bytes, from, spans[i + 1] ?? NONE, valid));
    }
    if (ended) records.push(...this.#end(bytes, valid));
    this.#shift(used, bytes.length);
    return { used, batch: { records, suspect: bytes.subarray(0, used).includes(JSON_SUSPECTS) } };
  }

  /**
   * Looks at what is new in the window and adds start and end of each record that is complete; NONE where, for the
   * first time, something stands outside of any list or object. The state lives in variables while it runs, as this
   * is the loop that sees every byte.
   */
  #scan(bytes: Buffer, spans: number[]): void {
    let place = this.#place;
    let depth = this.#depth;
    let inString = this.#inString;
    let from = this.#from;
    const stray = () => {
      if (!this.#strays) spans.push(NONE, NONE);
      this.#strays = true;
    };
    let i = this.#scanned;
    for (; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (inString) {
        if (byte === BACKSLASH) i++;
        // JSON has no line ends inside of strings: one that is there means a lost quote, and here is where to find back.
        else if (byte === QUOTE || byte === LF) inString = false;
        continue;
      }
      if (byte <= SPACE) continue;
      switch (byte) {
        case QUOTE:
          inString = true;
          if (place === "top") stray();
          else if (place === "object") this.#stringFrom = i;
          else if (from === NONE) from = i;
          break;
        case OPEN_LIST:
        case OPEN_OBJECT:
          if (place === "top") {
            place = byte === OPEN_LIST ? "list" : "object";
            from = byte === OPEN_LIST ? NONE : i;
            this.#key = null;
          } else if (place === "object" && depth === 0 && byte === OPEN_LIST && this.#key === LISTED) {
            this.#envelope = this.#enveloped(bytes, from, i + 1);
            place = "list";
            from = NONE;
          } else {
            depth++;
            if (from === NONE) from = i;
          }
          break;
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          if (depth > 0) depth--;
          else if (place === "object") {
            if (this.#envelope === null) spans.push(from, i + 1);
            else this.#closeEnvelope(this.#enveloped(bytes, from, i + 1));
            place = "top";
            from = NONE;
          } else if (place === "list" && byte === CLOSE_LIST) {
            if (from !== NONE) spans.push(from, i);
            place = this.#envelope === null ? "top" : "object";
            from = this.#envelope === null ? NONE : i;
            this.#key = null;
          } else stray();
          break;
        case COMMA:
          if (depth > 0) break;
          if (place === "object") this.#key = null;
          if (place !== "list") break;
          if (from !== NONE) spans.push(from, i);
          from = NONE;
          break;
        case COLON:
          if (place === "object" && depth === 0) this.#key = keyBefore(bytes, this.#stringFrom, i);
          break;
        default:
          if (place === "top") stray();
          else if (from === NONE) from = i;
      }
    }
    // A backslash at the window's end has the next byte belong to it; that one is skipped by starting behind it.
    this.#scanned = i;
    this.#place = place;
    this.#depth = depth;
    this.#inString = inString;
    this.#from = from;
  }

  #record(bytes: Buffer, from: number, to: number, valid: boolean): RawRecord<unknown> | Unreadable {
    const at = ++this.#count;
    if (this.#tooLong) {
      this.#tooLong = false;
      return { at, unreadable: TOO_LONG };
    }
    if (!valid && !isUtf8(bytes.subarray(from, to))) return { at, unreadable: NOT_UTF8 };
    const text = bytes.toString("utf8", from, to);
    try {
      return { at, value: JSON.parse(text) };
    } catch (error) {
      return { at, unreadable: explainJson(error, text) };
    }
  }

  /** What is left when the file ends: a last record whose list was never closed, or a piece of one. */
  #end(bytes: Buffer, valid: boolean): (RawRecord<unknown> | Unreadable)[] {
    if (this.#place === "top") return [];
    const left: (RawRecord<unknown> | Unreadable)[] = [];
    if (this.#place === "list" && this.#depth === 0 && this.#from !== NONE) {
      const last = this.#record(bytes, this.#from, bytes.length, valid);
      if ("value" in last) left.push(last);
      else this.#count--;
    }
    return [...left, { at: this.#count + 1, unreadable: "is cut off by the end of the file: export the file again" }];
  }

  #enveloped(bytes: Buffer, from: number, to: number): string {
    return `${this.#envelope ?? ""}${bytes.toString("utf8", from, Math.min(to, from + LONGEST_ENVELOPE))}`.slice(0, LONGEST_ENVELOPE);
  }

  #closeEnvelope(text: string): void {
    this.#envelope = null;
    try {
      this.expected = Math.max(this.expected ?? 0, totalOf(JSON.parse(text)) ?? 0) || null;
    } catch {
      // Nothing that a record needs is in it.
    }
  }

  /** Makes offsets those of a window that begins `used` bytes later. */
  #shift(used: number, length: number): void {
    this.#scanned = Math.max(this.#scanned, length) - used;
    if (this.#from !== NONE) this.#from -= used;
    this.#stringFrom -= used;
  }
}

/** The `totalResults` of a SCIM ListResponse; null where it is none. */
export function totalOf(envelope: unknown): number | null {
  if (typeof envelope !== "object" || envelope === null) return null;
  const [, total] = Object.entries(envelope).find(([name]) => name.toLowerCase() === "totalresults") ?? [];
  return typeof total === "number" && Number.isSafeInteger(total) ? total : null;
}

function keyBefore(bytes: Buffer, from: number, colon: number): string {
  return bytes.toString("utf8", Math.max(from, 0), colon).trim().slice(1, -1).toLowerCase();
}

/** What JSON.parse has against a text, without quoting it: the text may hold what must not be repeated. */
export function explainJson(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const [, digits] = /at position (\d+)/.exec(message) ?? [];
  const position = digits === undefined ? null : Number(digits);
  if (/unexpected end|unterminated/i.test(message) || position === text.length) return "is not complete JSON: it ends in the middle";
  return `is not valid JSON${position === null ? "" : ` at its character ${position + 1}`}: mend it or take it out`;
}
