import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Inventory } from "../../src/inventory/inventory.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { DATA, median, type Run, runNode, spread } from "../measure.js";
import { directories } from "./directory.js";
import { NOW } from "./quality.js";

/** Sizes of the speed test, in accounts. */
export const SIZES: Readonly<Record<string, number>> = { "10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000 };

/** A company is made in parts of so many people, so that its generator's memory stays bounded; a person has three accounts. */
const PART = 100_000;
const ACCOUNTS_EACH = 3;

/** This benchmark, as it was bundled. */
const SELF = fileURLToPath(import.meta.url);

const fileOf = (size: string) => `${DATA}people-${size}.duckdb`;

/**
 * Resolves made-up companies, each in a process of its own that does nothing else, so that its time and peak memory
 * are the stage's and not the generator's.
 */
export async function measureScale(size: string, runs: number): Promise<void> {
  if (!existsSync(fileOf(size))) await make(size);
  const results: Run[] = [];
  for (let i = 0; i < runs; i++) {
    const result = await runNode([SELF, "people", `resolve:${size}`]);
    if (result.exitCode !== 0) throw new Error(`the resolution ended with ${result.exitCode}:\n${result.stderr.slice(0, 2000)}`);
    results.push(result);
  }
  const told = results.map((result) => JSON.parse(/^resolved (.+)$/m.exec(result.stderr)?.[1] ?? "{}") as Resolved);
  const [first] = told;
  console.log(
    `${size}: ${first?.accounts} accounts, ${first?.people} people, ${first?.links} links in ${spread(told.map(({ ms }) => ms))} (CPU ${Math.round(median(told.map(({ cpu }) => cpu)))} ms), ${Math.round(median(results.map((result) => result.peak)))} MiB at most`,
  );
}

interface Resolved {
  readonly accounts: number;
  readonly people: number;
  readonly links: number;
  readonly ms: number;
  readonly cpu: number;
}

/** What the measured process does: resolves a snapshot of accounts, and says how long that took. */
export async function resolveSize(size: string): Promise<void> {
  const db = await Inventory.ofSnapshot(fileOf(size));
  const start = performance.now();
  const before = process.cpuUsage();
  await resolvePeople(db, { now: NOW, worker: new URL("compare-worker.mjs", import.meta.url) });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const [counts] = await db.rows<Omit<Resolved, "ms" | "cpu">>(
    "SELECT (SELECT count(*)::INTEGER FROM accounts) AS accounts, (SELECT count(*)::INTEGER FROM people) AS people, (SELECT count(*)::INTEGER FROM links) AS links",
  );
  process.stderr.write(`resolved ${JSON.stringify({ ...counts, ms, cpu: (user + system) / 1000 })}\n`);
  await db.close();
}

async function make(size: string): Promise<void> {
  await mkdir(DATA, { recursive: true });
  const path = `${fileOf(size)}.part`;
  await rm(path, { force: true });
  const db = await Inventory.open(path);
  const writer = db.writer("accounts");
  const people = Math.round((SIZES[size] ?? 0) / ACCOUNTS_EACH);
  for (let first = 0; first < people; first += PART) {
    const part = directories({ name: size, seed: 41 + first, people: Math.min(PART, people - first), anchors: 0.7, first });
    for (const row of part.accounts) {
      const written = writer.append(row);
      if (written !== undefined) await written;
    }
  }
  await writer.close();
  await db.run("CHECKPOINT");
  await db.close();
  const { rename } = await import("node:fs/promises");
  await rename(path, fileOf(size));
}
