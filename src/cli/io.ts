import type { Readable, Writable } from "node:stream";

/** The world as a command sees it; a test hands over its own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Stops the run: Ctrl-C, a termination request. */
  readonly signal: AbortSignal;
  /** The wall clock. */
  readonly now: () => Date;
}

/** Columns that a report may use: the terminal's, `COLUMNS` where it is set, else a common width for pipes and files. */
export function widthOf(io: Io): number {
  const stated = Number(io.env["COLUMNS"]);
  return io.stdout.columns ?? (Number.isInteger(stated) && stated > 0 ? stated : 100);
}

/**
 * Whether a stream gets colour: `--no-color` and NO_COLOR (https://no-color.org) say no, FORCE_COLOR says yes,
 * else a terminal that is not "dumb" does.
 */
export function colorOf(io: Io, stream: { readonly isTTY?: boolean }, flag: boolean): boolean {
  if (!flag || (io.env["NO_COLOR"] ?? "") !== "") return false;
  const forced = io.env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return stream.isTTY === true && io.env["TERM"] !== "dumb";
}
