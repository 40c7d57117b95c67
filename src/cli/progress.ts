import type { FactState } from "../inventory/facts.js";
import { printable } from "../report/escape.js";
import type { Progress } from "../sources/contract.js";
import type { Io } from "./io.js";

/** How often the line is redrawn, in milliseconds. */
const REDRAW_MS = 100;

/** Nothing is shown; for pipes, CI and --no-progress. */
export const SILENT: Progress = { read: () => {}, waiting: () => {}, finished: () => {} };

/** One line on standard error that says what is being read, how many so far and at what rate; only for a terminal. */
export function progressLine(io: Io): Progress & { clear(): void } {
  let drawn = 0;
  const started = new Map<string, number>();
  const draw = (text: string, force = false) => {
    const now = performance.now();
    if (!force && now - drawn < REDRAW_MS) return;
    drawn = now;
    io.stderr.write(`\r\u001b[2K${printable(text).slice(0, (io.stderr.columns ?? 80) - 1)}`);
  };
  return {
    read(source, collection, done) {
      const key = `${source} ${collection}`;
      const start = started.get(key) ?? performance.now();
      started.set(key, start);
      const seconds = (performance.now() - start) / 1000;
      draw(`reading ${key}: ${done.toLocaleString("en")}${seconds > 0.5 ? ` (${Math.round(done / seconds).toLocaleString("en")}/s)` : ""}`);
    },
    waiting(source, collection, seconds, reason) {
      draw(`reading ${source} ${collection}: waiting ${Math.ceil(seconds)} s, ${reason}`, true);
    },
    finished(source: string, collection: string, state: FactState, done: number) {
      draw(`read ${source} ${collection}: ${done.toLocaleString("en")}${state === "collected" ? "" : ` (${state})`}`);
    },
    clear() {
      if (drawn > 0) io.stderr.write("\r\u001b[2K");
    },
  };
}
