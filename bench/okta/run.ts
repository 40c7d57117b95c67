import { rm } from "node:fs/promises";
import { startOkta } from "../../test/servers/okta.js";
import type { Window } from "../../test/servers/okta-limits.js";
import { DATA, runNode } from "../measure.js";
import { CLOCK_HEADER, type Collected, STARTS_AT } from "./figures.js";
import { fewest, orgOf, sizeOf } from "./org.js";

const SIZES: Readonly<Record<string, number>> = { "1k": 1000, "10k": 10_000, "100k": 100_000 };

/** Share of each limit that is used, in percent. */
const RATE = 50;

/**
 * Collects made-up orgs that enforce the published limits of Workforce Identity, on a clock on which nobody waits.
 * `args`: which sizes, of 1k, 10k and 100k users; default 100k.
 */
export async function run(args: readonly string[]): Promise<void> {
  const sizes = args.filter((arg) => arg in SIZES);
  for (const name of sizes.length > 0 ? sizes : ["100k"]) await measure(name, SIZES[name] ?? 0);
}

async function measure(name: string, users: number): Promise<void> {
  const size = sizeOf(users);
  let now = STARTS_AT;
  const server = await startOkta(orgOf(size), {
    limits: {},
    now: () => now,
    onRequest: (headers) => {
      now = Math.max(now, Number(headers[CLOCK_HEADER] ?? 0));
    },
    keepsRequests: false,
  });
  const snapshot = `${DATA}okta-${name}.duckdb`;
  for (const file of [snapshot, `${snapshot}.wal`]) await rm(file, { force: true });
  try {
    const { exitCode, ms, peak, stderr } = await runNode([`${DATA}okta-collector.mjs`, server.origin, snapshot, String(RATE)]);
    const [, json] = /^collected (.*)$/m.exec(stderr) ?? [];
    if (exitCode !== 0 || json === undefined) throw new Error(`the collector ended with ${exitCode}:\n${stderr.slice(0, 2000)}`);
    print(
      name,
      JSON.parse(json) as Collected,
      { sent: server.limits.asked, refused: server.limits.refused, least: fewest(size) },
      server.limits.windows,
    );
    console.log(
      `  this machine: ${(ms / 1000).toFixed(1)} s, ${(JSON.parse(json) as Collected).cpuSeconds.toFixed(1)} s of processor, ${Math.round(peak)} MiB at most (goal: 512)`,
    );
  } finally {
    await server.close();
  }
}

interface Requests {
  readonly sent: number;
  readonly refused: number;
  readonly least: number;
}

function print(name: string, collected: Collected, { sent, refused, least }: Requests, windows: readonly Window[]): void {
  const { accounts, memberships, factors, incomplete, orgSeconds } = collected;
  console.log(`okta, ${name} users: ${accounts} accounts, ${memberships} memberships, ${factors} factors; ${incomplete} facts incomplete`);
  console.log(`  requests      ${sent} sent, ${least} at the least (${(sent / least).toFixed(3)}×), ${refused} refused for their rate`);
  const minutes = minutesByBucket(windows);
  const all = [...minutes.values()].reduce((sum, value) => sum + value, 0);
  const longest = Math.max(...minutes.values());
  console.log(
    `  the org's clock ${(orgSeconds / 60).toFixed(1)} min; the limits alone ${all.toFixed(1)} min one after the other (${(orgSeconds / 60 / all).toFixed(3)}×), ${longest.toFixed(1)} min all at once`,
  );
  for (const [bucket, value] of minutes) console.log(`    ${bucket.padEnd(10)} ${value.toFixed(1)} min at ${RATE} % of the limit`);
  console.log(`  share used    ${(100 * shareUsed(windows)).toFixed(1)} % of what was allowed, while there was more to ask for (goal: 95)`);
}

/** How long each bucket's requests take at the least. */
function minutesByBucket(windows: readonly Window[]): Map<string, number> {
  const minutes = new Map<string, number>();
  for (const { bucket, used, limit } of windows) minutes.set(bucket, (minutes.get(bucket) ?? 0) + used / Math.floor((limit * RATE) / 100));
  return minutes;
}

/** Of windows whose share was used up, with another one of the same bucket after it: requests by what the time between allowed. */
function shareUsed(windows: readonly Window[]): number {
  let used = 0;
  let allowed = 0;
  const last = new Map<string, Window>();
  for (const window of windows) {
    const before = last.get(window.bucket);
    const share = before === undefined ? 0 : Math.floor((before.limit * RATE) / 100);
    const minutes = before === undefined ? 0 : (window.startsAt - before.startsAt) / 60_000;
    // What was asked for again only after a while was not wanted in between.
    if (before !== undefined && before.used >= share && minutes < 1.5) {
      used += before.used;
      allowed += minutes * share;
    }
    last.set(window.bucket, window);
  }
  return allowed === 0 ? Number.NaN : used / allowed;
}
