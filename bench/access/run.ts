import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mapControl } from "../../src/access/control/map.js";
import { comparePeers } from "../../src/access/peers.js";
import { resolveAccess } from "../../src/access/resolve.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { recordAudit } from "../../src/pipeline/record.js";
import { compare, PROGRAM, runNode, runsOf, spread } from "../measure.js";
import { makeDirectory, type Shape } from "./directory.js";

const NOW = new Date("2026-06-01T00:00:00Z");

const SHAPES: Readonly<Record<string, Shape>> = {
  "60": { accounts: 60, membershipsPerAccount: 4, groups: 24, depth: 3, grants: 20 },
  "100k": { accounts: 100_000, membershipsPerAccount: 10, groups: 5_000, depth: 8, grants: 2_000 },
  "1M": { accounts: 1_000_000, membershipsPerAccount: 10, groups: 50_000, depth: 8, grants: 20_000 },
};

/** What one question may take, start-up included. Ours: later, an answer is waited for. */
const ANSWER_MS = 700;

/**
 * Measures access on made-up directories, each in a snapshot file as a scan of that size would keep it: what an audit
 * spends on it, and what one question to that snapshot takes from the command line.
 *
 * @param args which sizes, of 60, 100k and 1M (default 60 and 100k); `--runs N` for the questions; `-v` prints the steps
 */
export async function run(args: readonly string[]): Promise<void> {
  const sizes = args.filter((arg) => arg in SHAPES);
  if (args[0] === MAKE) return make(args[1] ?? "", args[2] ?? "");
  for (const size of sizes.length > 0 ? sizes : ["60", "100k"]) {
    const shape = SHAPES[size];
    if (shape !== undefined) await measure(size, shape, args);
  }
}

/** The word by which a benchmark asks for a directory from a process of its own. */
const MAKE = "make-directory";

async function make(size: string, file: string): Promise<void> {
  const shape = SHAPES[size];
  if (shape === undefined) throw new Error(`no directory is called ${size}`);
  const db = await Inventory.open(file);
  await makeDirectory(db, shape);
  await db.close();
}

async function measure(size: string, shape: Shape, args: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "obo-audit-bench-"));
  const file = join(folder, "directory.duckdb");
  try {
    // Made by a process of its own, so that the peak that is measured is none of making it.
    await runNode([process.argv[1] ?? "", "access", MAKE, size, file]);
    console.log(`access, ${size} accounts:`);
    await audit(file, shape, args.includes("-v"));
    await ask(file, runsOf(args, 5));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function audit(file: string, shape: Shape, verbose: boolean): Promise<void> {
  const db = await Inventory.open(file);
  try {
    const step = (name: string, ms: number) => verbose && console.log(`    ${name.padEnd(22)} ${ms.toFixed(1)} ms`);
    await timed("effective grants, tiers, delegations", () => resolveAccess(db, { now: NOW }, step));
    await timed("control paths to tier 0", () => mapControl(db, step));
    console.log(`  peak until here ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
    const [count] = await db.rows<{ grants: bigint; reach: bigint }>(
      "SELECT (SELECT count(*) FROM access_reached) AS grants, (SELECT count(*) FROM tier0_reach WHERE type = 'account') AS reach",
    );
    console.log(`  ${count?.grants} effective grants, ${count?.reach} accounts from which tier 0 can be reached`);
    // Made-up grants are unlike among peers: of a million nearly all would come out as unusual, and what is measured would be
    // the writing of them. Below no share nothing is unusual.
    await timed("peers", () => comparePeers(db, { now: NOW, ...(shape.accounts > 100_000 ? { unusualBelow: 0 } : {}) }));
    await recordAudit(db, { ...UNSTEERED, now: NOW });
  } finally {
    await db.close();
  }
}

/** The settings of an audit without a configuration. */
const UNSTEERED = {
  breakGlass: [],
  same: [],
  different: [],
  tiers: {},
  settings: {},
  onlyRules: [],
  skipRules: [],
  customRules: [],
  waivers: [],
  baseline: null,
  readiness: {},
};

/** One question each, by the built program, from a folder without a configuration. */
async function ask(file: string, runs: number): Promise<void> {
  const owner = await anOwner(file);
  const questions = {
    [`explain ${owner} --access`]: ["explain", owner, "--access"],
    "blast --agent A --user U": ["blast", "--agent", "user0@corp.example", "--user", "user1@corp.example"],
    "blast --agent A": ["blast", "--agent", "user0@corp.example"],
    "blast --user U": ["blast", "--user", "user1@corp.example"],
  };
  const commands = Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, [PROGRAM, ...question, "--snapshot", file]]));
  const results = await compare({ "--version": [PROGRAM, "--version"], ...commands }, runs);
  for (const [name, times] of results)
    console.log(`  ${name.slice(0, 40).padEnd(42)} ${spread(times.map(({ ms }) => ms)).padEnd(22)} (goal: at most ${ANSWER_MS} ms)`);
}

/** Somebody who owns a group, by user name: their ways to tier 0 are worth explaining. */
async function anOwner(file: string): Promise<string> {
  const db = await Inventory.ofAudited(file);
  try {
    const [row] = await db.rows<{ name: string }>(
      "SELECT a.userName AS name FROM owners AS o JOIN accounts AS a ON a.source = o.source AND a.id = o.owner ORDER BY o.owner LIMIT 1",
    );
    return row?.name ?? "";
  } finally {
    await db.close();
  }
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000;
  console.log(
    `  ${what.padEnd(38)} ${ms.toFixed(0).padStart(6)} ms  ${cpu.toFixed(0).padStart(6)} ms CPU  ${(process.memoryUsage().rss / 2 ** 20).toFixed(0).padStart(5)} MiB`,
  );
}
