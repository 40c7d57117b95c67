import { rm } from "node:fs/promises";
import { DATA, PROGRAM, runNode } from "../measure.js";
import { serve, type Throttle } from "./server.js";
import { tenantOf } from "./tenant.js";

const SIZES: Readonly<Record<string, number>> = { "10k": 10_000, "100k": 100_000, "500k": 500_000 };

/** Narrow enough that a scan of ten thousand users meets it. */
const THROTTLE: Throttle = { perSecond: 20 };

/** Peak memory of the largest tenant, in MiB. */
const GOAL_MIB = 1024;

/** Requests above the fewest that are possible. */
const GOAL_SHARE = 1.05;

/** Collects made-up tenants from a server in this process. `args`: which sizes, of 10k, 100k and 500k; default all. */
export async function run(args: readonly string[]): Promise<void> {
  const sizes = args.filter((arg) => arg in SIZES);
  console.log(`collect --source entra (goals: at most ${GOAL_SHARE}× the fewest requests, ${GOAL_MIB} MiB at 500k users)`);
  for (const size of sizes.length > 0 ? sizes : Object.keys(SIZES)) {
    await measure(size, null);
    await measure(size, THROTTLE);
  }
}

async function measure(size: string, throttle: Throttle | null): Promise<void> {
  const tenant = tenantOf(SIZES[size] ?? 0);
  const server = await serve(tenant, throttle);
  const snapshot = `${DATA}entra-${size}.duckdb`;
  for (const file of [snapshot, `${snapshot}.wal`]) await rm(file, { force: true });
  process.env["OBO_AUDIT_ENTRA_BASE_URL"] = server.origin;
  process.env["OBO_AUDIT_ENTRA_TOKEN"] = "none";
  const result = await runNode([PROGRAM, "collect", "--source", "entra", "--snapshot", snapshot, "--quiet"]);
  await server.close();
  if (result.exitCode !== 0) throw new Error(`the collection ended with ${result.exitCode}:\n${result.stderr.slice(0, 2000)}`);
  const answered = server.requests - server.throttled;
  console.log(
    `  ${size.padEnd(5)} ${(throttle === null ? "freely" : `${throttle.perSecond} requests/s`).padEnd(14)}` +
      ` ${answered} requests, fewest ${tenant.minimum} (${(answered / tenant.minimum).toFixed(3)}×), ${server.throttled} refused for their rate,` +
      ` ${Math.round(server.bytes / 2 ** 20)} MiB, ${(result.ms / 1000).toFixed(1)} s, ${Math.round(result.peak)} MiB at most`,
  );
}
