import { afterEach, describe, expect, it } from "vitest";
import { connect } from "../../../src/sources/okta/client.js";
import { bucketOf, shareOf } from "../../../src/sources/okta/limits.js";
import { OktaReader } from "../../../src/sources/okta/reader.js";
import { readSettings } from "../../../src/sources/okta/settings.js";
import { VirtualClock } from "../../servers/clock.js";
import { type OktaOptions, type OktaServer, type Org, startOkta } from "../../servers/okta.js";
import { type Bucket, bucketOf as countedAs, ENDPOINTS } from "../../servers/okta-api.js";

const servers: OktaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Milliseconds that a request takes, shared by those at the same time. */
const REQUEST_MS = 40;

const FACTORS: Org = (path) => (path.endsWith("/factors") ? [{ id: "f", status: "ACTIVE" }] : path.endsWith("/grants") ? [] : undefined);

interface Run {
  readonly server: OktaServer;
  readonly failures: unknown[];
}

/** Asks for paths, several at a time, of an org that enforces its limits. */
async function ask(paths: readonly string[], rate: number | undefined, options: OktaOptions = {}, width = 4): Promise<Run> {
  const clock = new VirtualClock();
  const server = await startOkta(FACTORS, { limits: {}, now: clock.now, onRequest: () => clock.pass(REQUEST_MS / width), ...options });
  servers.push(server);
  const client = await connect(readSettings({ OKTA_CLIENT_TOKEN: "test-token" }, server.origin), { transport: clock.transport });
  const reader = new OktaReader(client, { org: server.origin, isOptional: () => false, isQuestion: () => false, rate, clock });
  const failures: unknown[] = [];
  const queue = [...paths];
  const worker = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      try {
        for await (const _ of reader.pages(path, new AbortController().signal, () => undefined));
      } catch (cause) {
        failures.push(cause);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return { server, failures };
}

const factorsOf = (users: number) => Array.from({ length: users }, (_, index) => `/api/v1/users/u${index}/factors`);
const grantsOf = (apps: number) => Array.from({ length: apps }, (_, index) => `/api/v1/apps/a${index}/grants`);

describe("a run against an org that enforces its published limits", () => {
  it.each([
    [undefined, 3000, 600],
    [10, 600, 120],
    [90, 5000, 1080],
  ])("at %s percent is never refused, and uses 95 percent of its share at least", async (rate, users, share) => {
    const { server, failures } = await ask(factorsOf(users), rate);
    expect({ failures, refused: server.limits.refused }).toEqual({ failures: [], refused: 0 });
    for (const window of server.limits.windows) expect(window.used).toBeLessThanOrEqual(share);
    // The last window is not used up, as nothing is left to ask for; those before it are, and come one upon the other.
    const [first, last] = [server.limits.windows[0], server.limits.windows.at(-1)];
    const whole = server.limits.windows.length - 1;
    expect(server.limits.windows.slice(0, whole).every((window) => window.used === share)).toBe(true);
    expect(whole / (((last?.startsAt ?? 0) - (first?.startsAt ?? 0)) / 60_000)).toBeGreaterThanOrEqual(0.95);
  });

  it("keeps what shares a limit in one share, and what does not apart", async () => {
    const { server } = await ask([...grantsOf(120), ...factorsOf(700), "/api/v1/apps/a1/users"], undefined);
    expect(server.limits.refused).toBe(0);
    const most = (bucket: Bucket) => Math.max(...server.limits.windows.filter((window) => window.bucket === bucket).map(({ used }) => used));
    expect({ apps: most("apps"), other: most("other") }).toEqual({ apps: 50, other: 600 });
  });

  it("at 0 percent sends one request a window", async () => {
    const { server } = await ask(factorsOf(5), 0);
    expect(server.limits.windows.map(({ used }) => used)).toEqual([1, 1, 1, 1, 1]);
  });

  it("at 100 percent uses all there is, and is refused by nothing but others' requests", async () => {
    const { server, failures } = await ask(grantsOf(350), 100);
    expect({ failures, refused: server.limits.refused }).toEqual({ failures: [], refused: 0 });
    expect(server.limits.windows.map(({ used }) => used)).toEqual([100, 100, 100, 50]);
  });

  it("sends the first request of a bucket alone, as only its answer tells the limit", async () => {
    const { server } = await ask(grantsOf(8), undefined, { limits: { perMinute: { apps: 1 } } });
    expect({ windows: server.limits.windows.length, refused: server.limits.refused }).toEqual({ windows: 8, refused: 0 });
  });

  it("leaves a limit alone that others have used up", async () => {
    let spent = 0;
    const clock = new VirtualClock();
    const server: OktaServer = await startOkta(FACTORS, {
      limits: {},
      now: clock.now,
      onRequest: () => {
        // Somebody else takes all but what is needed now, in every window.
        if (spent++ > 0) server.limits.spend("apps", 30);
      },
    });
    servers.push(server);
    const client = await connect(readSettings({ OKTA_CLIENT_TOKEN: "test-token" }, server.origin), { transport: clock.transport });
    const reader = new OktaReader(client, { org: server.origin, isOptional: () => false, isQuestion: () => false, rate: 100, clock });
    for (const path of grantsOf(12)) for await (const _ of reader.pages(path, new AbortController().signal, () => undefined));
    // Three requests and their company fill a window; it is never asked for one more.
    expect(server.limits.windows.length).toBeGreaterThanOrEqual(3);
    expect(server.limits.refused).toBeLessThanOrEqual(server.limits.windows.length);
  });

  it("stays below the org's limit on requests at the same time, however many are wanted", async () => {
    const { server, failures } = await ask(factorsOf(300), undefined, { limits: { concurrent: 5 } }, 20);
    expect({ failures, refused: server.limits.refused }).toEqual({ failures: [], refused: 0 });
  });

  it("gets through an org that takes fewer at the same time", async () => {
    const { server, failures } = await ask(factorsOf(60), undefined, { limits: { concurrent: 2 } });
    expect(failures).toEqual([]);
    expect(server.requests.length - server.limits.refused).toBe(60);
  });
});

describe("the governor's clock", () => {
  it.each([
    ["behind", -600_000],
    ["ahead", 600_000],
  ])("is the org's, where ours is ten minutes %s", async (_name, offset) => {
    const clock = new VirtualClock();
    const server = await startOkta(FACTORS, { limits: {}, now: () => clock.now() + offset });
    servers.push(server);
    const client = await connect(readSettings({ OKTA_CLIENT_TOKEN: "test-token" }, server.origin), { transport: clock.transport });
    const reader = new OktaReader(client, { org: server.origin, isOptional: () => false, isQuestion: () => false, clock });
    const begun = clock.now();
    for (const path of grantsOf(160)) for await (const _ of reader.pages(path, new AbortController().signal, () => undefined));
    expect(server.limits.windows.map(({ used }) => used)).toEqual([50, 50, 50, 10]);
    expect(server.limits.refused).toBe(0);
    expect((clock.now() - begun) / 1000).toBeLessThan(3 * 63);
  });
});

describe("a bucket", () => {
  it.each(ENDPOINTS.map(({ path }) => [path]))("of %s is the one that the published table has", (path) => {
    expect(bucketOf(path)).toBe(countedAs(path));
  });

  it.each([
    [600, 50, 300],
    [25, 50, 12],
    [1, 50, 1],
    [600, 0, 1],
    [600, 100, 600],
  ])("of %i a minute is shared at %i percent as %i", (limit, rate, expected) => {
    expect(shareOf(limit, rate)).toBe(expected);
  });
});
