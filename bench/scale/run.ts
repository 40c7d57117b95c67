import { rm, stat } from "node:fs/promises";
import { generate, NOW } from "../generate.js";
import { DATA, median, PROGRAM, type Run, runNode, runsOf, spread } from "../measure.js";

const SIZES: Readonly<Record<string, number>> = { "10k": 10_000, "100k": 100_000, "1M": 1_000_000 };
const SEED = 1;

/** Scans made-up companies from NDJSON, stage by stage. `args`: which sizes, of 10k, 100k and 1M; default 100k. */
export async function run(args: readonly string[]): Promise<void> {
  const sizes = args.filter((arg) => arg in SIZES);
  for (const size of sizes.length > 0 ? sizes : ["100k"]) await measure(size, SIZES[size] ?? 0, runsOf(args, 3));
}

async function measure(size: string, accounts: number, runs: number): Promise<void> {
  const folder = `${DATA}${size}-${SEED}`;
  await rm(folder, { recursive: true, force: true });
  await generate(folder, { accounts, seed: SEED });
  const bytes = (await stat(`${folder}/accounts.ndjson`)).size + (await stat(`${folder}/memberships.ndjson`)).size;
  const scan = [
    "scan",
    "--source",
    `file:${folder}`,
    "--now",
    NOW.toISOString(),
    "--format",
    "table",
    "--fail-on",
    "none",
    "--allow-incomplete",
    "--verbose",
  ];
  const results: Run[] = [];
  for (let i = 0; i < runs; i++) {
    const result = await runNode([PROGRAM, ...scan, "--output", `${folder}.report.json`]);
    if (result.exitCode !== 0) throw new Error(`the scan ended with ${result.exitCode}:\n${result.stderr.slice(0, 2000)}`);
    results.push(result);
  }
  const report = (await stat(`${folder}.report.json`)).size;
  console.log(`${size} accounts, ${mib(bytes)} MiB of accounts and memberships in, ${mib(report)} MiB of JSON report out`);
  console.log(
    `  ${"all".padEnd(30)} ${spread(results.map((result) => result.ms))}, ${Math.round(median(results.map((result) => result.peak)))} MiB at most`,
  );
  for (const [stage, times] of stagesOf(results)) console.log(`  ${stage.padEnd(30)} ${spread(times)}`);
}

/** The times of each stage over all runs, in the order in which the program tells them. */
function stagesOf(results: readonly Run[]): Map<string, number[]> {
  const stages = new Map<string, number[]>();
  for (const { stderr } of results)
    for (const [, stage = "", ms] of stderr.matchAll(/^stage (.+) ([\d.]+) ms$/gm)) stages.set(stage, [...(stages.get(stage) ?? []), Number(ms)]);
  return stages;
}

function mib(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
