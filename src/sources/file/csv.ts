import { LineCutter, lineEnd } from "./lines.js";
import { type Batch, isUnreadable, type RawRecord, type Unreadable } from "./record.js";
import type { FileWindow } from "./window.js";

/** A CSV file: its header, and its rows as they come. */
export interface CsvFile {
  /** Null where the file has none: it is empty, or the line is unreadable. */
  readonly header: readonly string[] | null;
  readonly batches: AsyncGenerator<Batch<readonly string[]>>;
}

/**
 * Reads CSV as RFC 4180 has it: a quote that opens a cell may hold delimiters and line ends, anywhere else it is a
 * character. A row that is not as wide as the header is unreadable. One whose quote is never closed is, too, and
 * does not take the rows behind it along.
 *
 * @param delimiter the one between cells; left out, the one that cuts the header into most
 */
export async function readCsv(window: FileWindow, delimiter?: string): Promise<CsvFile> {
  const rows = new RowCutter(delimiter);
  const batches = rows.read(window);
  // The window is far longer than a header, so that the first batch has it.
  const first = await batches.next();
  return { header: rows.header, batches: startingWith(first, batches) };
}

async function* startingWith<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

/** In CSV a NUL character is a byte; halves of surrogate pairs are not UTF-8. */
const CSV_SUSPECTS = "\0";

/**
 * Characters that quotes may hold together over several lines. Ours: up to here a quoted cell is believed; a quote
 * that is still open then was opened by mistake.
 */
const LONGEST_QUOTED = 16 << 20;

const NEVER_CLOSED = "opens a quote that is not closed: close it, and write quotes inside of a quoted cell twice";

/** Puts lines together to rows. */
class RowCutter {
  header: readonly string[] | null = null;
  #delimiter: string | null;
  #cells: CellCutter | null = null;
  /** The lines of a row whose quote is still open. */
  #held: RawRecord<string>[] = [];
  #heldLength = 0;
  #rows: (RawRecord<readonly string[]> | Unreadable)[] = [];
  /** The header is unreadable, and no row means anything without it. */
  #headless = false;

  constructor(delimiter: string | undefined) {
    this.#delimiter = delimiter ?? null;
  }

  async *read(window: FileWindow): AsyncGenerator<Batch<readonly string[]>> {
    let suspect = false;
    for await (const batch of window.read(new LineCutter(CSV_SUSPECTS, lineEnd(window.bytes)))) {
      // A row may have begun in a batch before the one that ends it.
      suspect ||= batch.suspect;
      for (const line of batch.records) this.#take(line);
      yield { records: this.#taken(), suspect };
    }
    if (this.#held.length > 0) this.#giveUp(NEVER_CLOSED);
    yield { records: this.#taken(), suspect };
  }

  #taken(): readonly (RawRecord<readonly string[]> | Unreadable)[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #take(line: RawRecord<string> | Unreadable): void {
    if (this.#headless) return;
    if (isUnreadable(line)) {
      if (this.#held.length > 0) this.#giveUp(NEVER_CLOSED);
      this.#reject(line);
      return;
    }
    this.#delimiter ??= likelyDelimiter(line.value);
    if (this.#cells === null && !line.value.includes('"')) {
      this.#add(line.at, line.value.split(this.#delimiter));
      return;
    }
    this.#cells ??= new CellCutter(this.#delimiter);
    this.#held.push(line);
    this.#heldLength += line.value.length;
    switch (this.#cells.feed(line.value)) {
      case "open":
        if (this.#heldLength > LONGEST_QUOTED) this.#giveUp(NEVER_CLOSED);
        break;
      case "broken":
        this.#giveUp(this.#held.length > 1 ? NEVER_CLOSED : "has text behind a closing quote: write quotes inside of a quoted cell twice");
        break;
      case "closed":
        this.#close(this.#cells.cells);
    }
  }

  #close(cells: readonly string[]): void {
    const [first] = this.#held;
    if (this.#held.length > 1 && this.header !== null && cells.length !== this.header.length) this.#giveUp(NEVER_CLOSED);
    else if (first !== undefined) {
      this.#release();
      this.#add(first.at, cells);
    }
  }

  /**
   * Only the first of the lines that are held is at fault, and the others are rows. They are read once more, and not
   * a third time: a quote can only run over a line whose quotes are all doubled, and such a line opens none itself.
   */
  #giveUp(reason: string): void {
    const [first, ...others] = this.#held;
    this.#release();
    if (first !== undefined) this.#reject({ at: first.at, unreadable: reason });
    for (const line of others) this.#take(line);
  }

  #reject(row: Unreadable): void {
    this.#rows.push(row);
    this.#headless ||= this.header === null;
  }

  #release(): void {
    this.#cells = null;
    this.#held = [];
    this.#heldLength = 0;
  }

  #add(at: number, cells: readonly string[]): void {
    // Spreadsheets end a sheet with rows of nothing; there is nothing to lose in one.
    if (cells[0]?.trim() === "" && cells.every((cell) => cell.trim() === "")) return;
    if (this.header === null) this.header = cells.map((name) => name.trim());
    else if (cells.length === this.header.length) this.#rows.push({ at, value: cells });
    else {
      const found = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
      this.#rows.push({
        at,
        unreadable: `has ${found} where the header has ${this.header.length}: quote cells that hold a delimiter, and leave none out`,
      });
    }
  }
}

/** Cuts one row into cells, line by line. */
class CellCutter {
  readonly cells: string[] = [];
  readonly #delimiter: string;
  /** What has been read of a quoted cell that is not closed; null outside of one. */
  #quoted: string[] | null = null;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Takes the row's next line. `broken`: a closing quote is followed by something else than a delimiter. */
  feed(line: string): "open" | "closed" | "broken" {
    let i = 0;
    for (;;) {
      if (this.#quoted === null) {
        const start = skipSpaces(line, i);
        if (line[start] === '"') {
          this.#quoted = [];
          i = start + 1;
        } else {
          const end = line.indexOf(this.#delimiter, i);
          this.cells.push(end === -1 ? line.slice(i) : line.slice(i, end));
          if (end === -1) return "closed";
          i = end + 1;
          continue;
        }
      }
      const quote = line.indexOf('"', i);
      if (quote === -1) {
        this.#quoted.push(line.slice(i), "\n");
        return "open";
      }
      if (line[quote + 1] === '"') {
        this.#quoted.push(line.slice(i, quote + 1));
        i = quote + 2;
        continue;
      }
      this.#quoted.push(line.slice(i, quote));
      this.cells.push(this.#quoted.join(""));
      this.#quoted = null;
      const end = skipSpaces(line, quote + 1);
      if (end === line.length) return "closed";
      if (line[end] !== this.#delimiter) return "broken";
      i = end + 1;
    }
  }
}

function skipSpaces(line: string, from: number): number {
  let i = from;
  while (line[i] === " ") i++;
  return i;
}

/** Excel writes semicolons where the comma is the decimal mark. In doubt a comma. */
function likelyDelimiter(header: string): string {
  const [best] = [",", ";", "\t"]
    .map((delimiter) => {
      const cutter = new CellCutter(delimiter);
      cutter.feed(header);
      return { delimiter, cells: cutter.cells.length };
    })
    .sort((a, b) => b.cells - a.cells);
  return best?.delimiter ?? ",";
}
