import { readCsv } from "./csv.js";
import { JsonCutter } from "./json.js";
import { readNdjson } from "./ndjson.js";
import type { Batch } from "./record.js";
import type { FileWindow } from "./window.js";

/** What a file turned out to hold. */
export type Contents =
  | { readonly kind: "rows"; readonly header: readonly string[] | null; readonly batches: AsyncGenerator<Batch<readonly string[]>> }
  | { readonly kind: "objects"; readonly batches: AsyncGenerator<Batch<unknown>>; readonly list: JsonCutter | null }
  | { readonly kind: "foreign"; readonly is: string; readonly instead: string };

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Beginnings of files that are often taken for one of ours. */
const FOREIGN = [
  { magic: [0xff, 0xfe], is: "UTF-16", instead: "Save it as UTF-8." },
  { magic: [0xfe, 0xff], is: "UTF-16", instead: "Save it as UTF-8." },
  { magic: [0x1f, 0x8b], is: "compressed", instead: "Unpack it first." },
  { magic: [0x50, 0x4b, 0x03, 0x04], is: "an Excel workbook or another archive", instead: "Save the sheet as CSV in UTF-8." },
  { magic: [0x50, 0x41, 0x52, 0x31], is: "Parquet", instead: "Export it as NDJSON or CSV." },
] as const;

/**
 * Finds out how a file is written, by its name's ending where that says it, else by how it begins.
 *
 * @param ending without the dot, in lower case
 */
export async function contentsOf(window: FileWindow, ending: string): Promise<Contents> {
  const foreign = FOREIGN.find(({ magic }) => window.bytes.subarray(0, magic.length).equals(Buffer.from(magic)));
  if (foreign !== undefined) return { kind: "foreign", ...foreign };
  if (window.bytes.subarray(0, BOM.length).equals(BOM)) window.skip(BOM.length);
  switch (formatOf(window.bytes, ending)) {
    case "csv":
      return { kind: "rows", ...(await readCsv(window)) };
    case "tsv":
      return { kind: "rows", ...(await readCsv(window, "\t")) };
    case "ndjson":
      return { kind: "objects", batches: readNdjson(window), list: null };
    case "json": {
      const list = new JsonCutter();
      return { kind: "objects", batches: window.read(list), list };
    }
  }
}

function formatOf(bytes: Buffer, ending: string): "csv" | "tsv" | "ndjson" | "json" {
  switch (ending) {
    case "csv":
      return "csv";
    case "tsv":
    case "tab":
      return "tsv";
    case "ndjson":
    case "jsonl":
      return "ndjson";
  }
  const start = bytes.findIndex((byte) => byte > 0x20);
  switch (String.fromCharCode(bytes[start] ?? 0)) {
    case "[":
      return "json";
    case "{":
      return beginsWithObjectOnALine(bytes.subarray(start)) ? "ndjson" : "json";
    default:
      return ending === "json" ? "json" : "csv";
  }
}

/** A whole object on the first line is NDJSON, also where it is the only one; other objects go on over several lines. */
function beginsWithObjectOnALine(bytes: Buffer): boolean {
  const end = bytes.indexOf(10);
  try {
    const first: unknown = JSON.parse(bytes.toString("utf8", 0, end === -1 ? bytes.length : end));
    return typeof first === "object";
  } catch {
    return false;
  }
}
