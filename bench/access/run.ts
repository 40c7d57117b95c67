import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reachOf } from "../../src/access/agent-reach.js";
import { blastFor } from "../../src/access/blast.js";
import { mapControl } from "../../src/access/control/map.js";
import { pathsToTier0 } from "../../src/access/control/path.js";
import { explainAccess } from "../../src/access/explain.js";
import { findAgents, findPeople } from "../../src/access/find.js";
import { comparePeers } from "../../src/access/peers.js";
import { resolveAccess } from "../../src/access/resolve.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { makeDirectory, type Shape } from "./directory.js";

const NOW = new Date("2026-06-01T00:00:00Z");

const SHAPES: Readonly<Record<string, Shape>> = {
  "60": { accounts: 60, membershipsPerAccount: 4, groups: 24, depth: 3, grants: 20 },
  "100k": { accounts: 100_000, membershipsPerAccount: 10, groups: 5_000, depth: 8, grants: 2_000 },
  "1M": { accounts: 1_000_000, membershipsPerAccount: 10, groups: 50_000, depth: 8, grants: 20_000 },
};

/**
 * Measures access on made-up directories, each in a snapshot file as a scan of that size would keep it.
 *
 * @param args which sizes, of 60, 100k and 1M (default 60 and 100k); `-v` prints the steps
 */
export async function run(args: readonly string[]): Promise<void> {
  const sizes = args.filter((arg) => arg in SHAPES);
  for (const size of sizes.length > 0 ? sizes : ["60", "100k"]) {
    const shape = SHAPES[size];
    if (shape !== undefined) await measure(size, shape, args.includes("-v"));
  }
}

async function measure(size: string, shape: Shape, verbose: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "obo-audit-bench-"));
  const file = join(folder, "directory.duckdb");
  try {
    // Made by one database and measured by another, so that making it leaves nothing in memory.
    const maker = await Inventory.open(file);
    await makeDirectory(maker, shape);
    await maker.close();
    const db = await Inventory.open(file);
    try {
      console.log(`access, ${size} accounts:`);
      const step = (name: string, ms: number) => verbose && console.log(`    ${name.padEnd(22)} ${ms.toFixed(1)} ms`);
      await timed("effective grants, tiers, delegations", () => resolveAccess(db, { now: NOW }, step));
      await timed("control paths to tier 0", () => mapControl(db, step));
      const [owner] = await db.rows<{ id: string }>("SELECT owner AS id FROM owners ORDER BY owner LIMIT 1");
      const key = { source: "corp", id: owner?.id ?? "" };
      await timed("explain one account", async () => [await explainAccess(db, key), await pathsToTier0(db, key)]);
      await timed("blast of one agent for one human", async () => {
        const [agent] = await findAgents(db, "user0@corp.example");
        const [human] = await findPeople(db, "user1@corp.example");
        if (agent !== undefined && human !== undefined) await blastFor(db, agent, human);
        if (agent !== undefined) await reachOf(db, agent);
      });
      // Made-up grants are unlike among peers, so that nearly all come out as unusual: of a million that measures the writing of them.
      if (shape.accounts <= 100_000) await timed("peers", () => comparePeers(db, { now: NOW }));
      const [count] = await db.rows<{ grants: bigint; reach: bigint }>(
        "SELECT (SELECT count(*) FROM access_reached) AS grants, (SELECT count(*) FROM tier0_reach WHERE type = 'account') AS reach",
      );
      console.log(`  ${count?.grants} effective grants, ${count?.reach} accounts from which tier 0 can be reached`);
    } finally {
      await db.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  console.log(`  ${what.padEnd(38)} ${ms.toFixed(0).padStart(6)} ms  ${(process.memoryUsage().rss / 2 ** 20).toFixed(0).padStart(5)} MiB`);
}
