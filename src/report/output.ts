import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { Writable } from "node:stream";
import { UsageError } from "../errors.js";
import { accountsCsv, findingsCsv, peopleCsv, reviewCsv } from "./csv.js";
import { jsonReport } from "./json.js";
import type { Report } from "./model.js";
import { type TableStyle, tableReport } from "./table.js";

/** The formats that a report can be written in. */
export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** What a file's name says of its format; CSV files named people…, accounts… or review… hold those. */
const ENDINGS: Readonly<Record<string, Format>> = { ".json": "json", ".csv": "csv", ".txt": "table" };

/** A place to write a report to. */
export interface Output {
  readonly path: string;
  readonly format: Format;
}

/** The output that a path names. @throws UsageError when its ending names no format */
export function outputOf(path: string): Output {
  const format = ENDINGS[extname(path).toLowerCase()];
  if (format === undefined)
    throw new UsageError(`--output ${path}: the ending "${extname(path)}" names no format`, `Use one of ${Object.keys(ENDINGS).join(", ")}.`);
  return { path, format };
}

/** The report's text in a format, piece by piece. */
export function render(report: Report, format: Format, name: string, style: TableStyle): AsyncIterable<string> {
  if (format === "json") return jsonReport(report);
  if (format === "table") return tableReport(report, style);
  const file = basename(name).toLowerCase();
  if (file.startsWith("people")) return peopleCsv(report);
  if (file.startsWith("review")) return reviewCsv(report);
  return file.startsWith("accounts") ? accountsCsv(report) : findingsCsv(report);
}

/** Fails before a long scan, not after it, when an output cannot be written. @throws UsageError */
export async function checkWritable(outputs: readonly Output[]): Promise<void> {
  for (const { path, format } of outputs) {
    if (format === "csv" && basename(path).toLowerCase().startsWith("review")) await refuseAnswered(path);
    const partial = partialOf(path);
    try {
      await (await open(partial, "w", 0o600)).close();
      await rm(partial);
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }
}

/** A review list that somebody has begun to fill in is theirs. @throws UsageError */
async function refuseAnswered(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const { readDecisions } = await import("../config/decisions.js");
  const answers = await readDecisions(path).catch(() => []);
  if (answers.length > 0)
    throw new UsageError(
      `--output ${path}: holds decisions that would be lost`,
      "Give another name; keep this file, and name it as `people: {decisions: …}` in the configuration.",
    );
}

/** Writes a report to a file. @throws UsageError when it cannot be written */
export async function writeReport(report: Report, output: Output, style: TableStyle): Promise<void> {
  await writeFile(output.path, render(report, output.format, output.path, style));
}

/**
 * Writes a file readable by its owner only: it names people and their weaknesses.
 * The file appears whole or not at all. @throws UsageError when it cannot be written
 */
export async function writeFile(path: string, pieces: Pieces): Promise<void> {
  const partial = partialOf(path);
  try {
    const stream = createWriteStream(partial, { mode: 0o600 });
    await writeAll(pieces, stream);
    stream.end();
    await once(stream, "close");
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    throw isFileError(cause) ? unwritable(path, cause) : cause;
  }
}

type Pieces = AsyncIterable<string> | Iterable<string>;

/** Pieces are gathered to this many characters before they are written. */
const BLOCK = 1 << 16;

/** Writes pieces to a stream, no faster than it takes them. Ends quietly when the reader has gone, as `| head` does. */
export async function writeAll(pieces: Pieces, stream: Writable): Promise<void> {
  let failure: Error | undefined;
  const failed = new Promise<void>((resolve) => {
    stream.once("error", (error) => {
      failure = error;
      resolve();
    });
  });
  let block = "";
  const flush = async () => {
    if (!stream.write(block)) await Promise.race([once(stream, "drain").catch(() => undefined), failed]);
    block = "";
  };
  for await (const piece of pieces) {
    block += piece;
    if (block.length >= BLOCK) await flush();
    if (failure !== undefined) break;
  }
  if (failure === undefined && block !== "") await flush();
  if (failure !== undefined && (failure as NodeJS.ErrnoException).code !== "EPIPE") throw failure;
}

const partialOf = (path: string) => `${path}.${process.pid}.partial`;

function isFileError(cause: unknown): boolean {
  return cause instanceof Error && "syscall" in cause;
}

function unwritable(path: string, cause: unknown): UsageError {
  const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
  return new UsageError(`--output ${path}: cannot be written (${code})`, "Give a path in a folder that exists and that you may write to.", cause);
}
