import { resolveAccess } from "../../src/access/resolve.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { makeDirectory, type Shape } from "./directory.js";

const NOW = new Date("2026-06-01T00:00:00Z");

const SHAPES: Readonly<Record<string, Shape>> = {
  "60": { accounts: 60, membershipsPerAccount: 4, groups: 24, depth: 3, grants: 20 },
  "100k": { accounts: 100_000, membershipsPerAccount: 10, groups: 5_000, depth: 8, grants: 2_000 },
  "1M": { accounts: 1_000_000, membershipsPerAccount: 10, groups: 50_000, depth: 8, grants: 20_000 },
};

/** Measures access on made-up directories. `args`: which sizes, of 60, 100k and 1M; default 60 and 100k. */
export async function run(args: readonly string[]): Promise<void> {
  const sizes = args.filter((arg) => arg in SHAPES);
  for (const size of sizes.length > 0 ? sizes : ["60", "100k"]) {
    const shape = SHAPES[size];
    if (shape !== undefined) await measure(size, shape);
  }
}

async function measure(size: string, shape: Shape): Promise<void> {
  const db = await Inventory.open();
  try {
    await makeDirectory(db, shape);
    if (size === "60") for (let i = 0; i < 5; i++) await resolveAccess(db, { now: NOW });
    const steps: string[] = [];
    const start = performance.now();
    await resolveAccess(db, { now: NOW }, (name, ms) => steps.push(`  ${name.padEnd(20)} ${ms.toFixed(1)} ms`));
    const ms = performance.now() - start;
    const [counts] = await db.rows<{ n: bigint }>("SELECT count(*) AS n FROM access_reached");
    console.log(`access, ${size} accounts: ${ms.toFixed(0)} ms, ${counts?.n} effective grants, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB at most`);
    console.log(steps.join("\n"));
    const q = async (name: string, sql: string) => { const t = performance.now(); await db.rows(sql); console.log(name, (performance.now() - t).toFixed(1)); };
    await q("tier0", "SELECT count(*), max(len(path)) FROM effective_grants WHERE tier = 0");
    await q("all by account", "SELECT count(*) FROM (SELECT source, account, count(*) FROM effective_grants GROUP BY ALL)");
    await q("one", "SELECT * FROM effective_grants WHERE account = (SELECT min(id) FROM accounts)");
  } finally {
    await db.close();
  }
}
