import { spawn } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

/** The repository, also from where the benchmark is bundled to. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = `${ROOT}bin/obo-audit.js`;
/** What benchmarks make and keep; not under version control. */
export const DATA = `${ROOT}bench/data/`;

/** One run of a program. */
export interface Run {
  readonly ms: number;
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Peak resident memory in MiB. */
  readonly peak: number;
}

/** Has a program say its own peak, as no tool that could is on every machine. */
const SAY_PEAK = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write("\\npeak " + process.resourceUsage().maxRSS + " KiB\\n"));',
)}`;

/** Runs Node with these arguments to its end; what it prints is thrown away, as a pipe to nowhere would do. */
export function runNode(args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", SAY_PEAK, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => {
      const [, kib] = /^peak (\d+) KiB$/m.exec(stderr) ?? [];
      resolve({ ms: performance.now() - start, exitCode, stderr, peak: Number(kib ?? 0) / 1024 });
    });
  });
}

/**
 * Runs contestants in turn, so that a slow moment of the machine falls on all of them, once more than `runs`:
 * the first round fills caches and does not count.
 */
export async function compare(contestants: Readonly<Record<string, readonly string[]>>, runs: number): Promise<Map<string, Run[]>> {
  const results = new Map<string, Run[]>(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round <= runs; round++) {
    for (const [name, args] of Object.entries(contestants)) {
      const run = await runNode(args);
      if (run.exitCode !== 0) throw new Error(`${name} ended with ${run.exitCode}:\n${run.stderr.slice(0, 2000)}`);
      if (round > 0) results.get(name)?.push(run);
    }
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** `123 ms (120–140)`: the median, and the least and the most of all runs. */
export function spread(values: readonly number[], unit = "ms"): string {
  return `${Math.round(median(values))} ${unit} (${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))})`;
}

/** Prints each contestant, and how many times as long as the first one the others take. */
export function printRatios(title: string, results: ReadonlyMap<string, readonly Run[]>, target: number): void {
  const [floor] = results.values();
  const base = median((floor ?? []).map((run) => run.ms));
  console.log(title);
  for (const [name, runs] of results) {
    const times = runs.map((run) => run.ms);
    const ratio = runs === floor ? "" : `  ${(median(times) / base).toFixed(2)}× (goal: at most ${target}×)`;
    console.log(`  ${name.padEnd(44)} ${spread(times).padEnd(22)} ${Math.round(median(runs.map((run) => run.peak)))} MiB${ratio}`);
  }
}

/** What figures mean nothing without. */
export function describeMachine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}-${process.arch}`;
}

/** The number behind `--runs`, or the default. */
export function runsOf(args: readonly string[], otherwise: number): number {
  const at = args.indexOf("--runs");
  const runs = at === -1 ? otherwise : Number(args[at + 1]);
  if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a whole number from 1");
  return runs;
}
