import { Inventory } from "../../src/inventory/inventory.js";
import type { TableName } from "../../src/inventory/tables.js";
import { collectSources } from "../../src/pipeline/collect.js";
import { oktaSource } from "../../src/sources/okta/source.js";
import type { Transport } from "../../src/sources/transport.js";
import { VirtualClock } from "../../test/servers/clock.js";
import { CLOCK_HEADER, type Collected, LATENCY_SECONDS, STARTS_AT } from "./figures.js";

/**
 * Collects an org into a snapshot, as the program does, on a clock on which nobody waits. A process of its own, so that
 * its memory is only what collecting takes.
 */
const [origin = "", snapshot = "", rate = "50"] = process.argv.slice(2);
const clock = new VirtualClock(STARTS_AT);
const { signal } = new AbortController();

/** The network, as far away as an org is; each request tells the server what time it is. */
const transport: Transport = async (url, init) => {
  await clock.sleep(LATENCY_SECONDS, signal);
  const headers = new Headers(init.headers);
  headers.set(CLOCK_HEADER, String(clock.now()));
  return clock.transport(url, { ...init, headers });
};

/** Makes calls of some methods count as work: the org's clock stands still while rows are stored. */
function counted<T extends object>(target: T, names: readonly (keyof T & string)[]): T {
  for (const name of names) {
    const method: unknown = target[name];
    if (typeof method !== "function") throw new Error(`there is no ${name}`);
    const call = (...args: unknown[]): unknown => {
      const result: unknown = method.apply(target, args);
      return result instanceof Promise ? clock.during(result) : result;
    };
    Object.defineProperty(target, name, { value: call });
  }
  return target;
}

const inventory = counted(await Inventory.open(snapshot), ["rows", "run"]);
const { writer } = inventory;
Object.defineProperty(inventory, "writer", { value: (table: TableName) => counted(writer.call(inventory, table), ["append", "flush"]) });
const progress = { read: () => undefined, waiting: () => undefined, finished: () => undefined };
const source = oktaSource({ orgUrl: origin, transport, clock });
const options = { signal, progress, now: new Date(STARTS_AT), env: { OKTA_CLIENT_TOKEN: "test-token" }, rate: Number(rate), isKept: true };
await collectSources(inventory, [source], options, () => undefined);
const [counts] = await inventory.rows<{ accounts: number; memberships: number; factors: number; incomplete: number }>(`
  SELECT (SELECT count(*) FROM accounts)::INTEGER AS accounts, (SELECT count(*) FROM memberships)::INTEGER AS memberships,
         (SELECT count(*) FROM authenticators)::INTEGER AS factors,
         (SELECT count(*) FROM facts WHERE state NOT IN ('collected', 'unsupported'))::INTEGER AS incomplete`);
await inventory.close();
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const collected: Collected = {
  accounts: counts?.accounts ?? 0,
  memberships: counts?.memberships ?? 0,
  factors: counts?.factors ?? 0,
  incomplete: counts?.incomplete ?? 0,
  orgSeconds: (clock.now() - STARTS_AT) / 1000,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
};
process.stderr.write(`\ncollected ${JSON.stringify(collected)}\n`);
