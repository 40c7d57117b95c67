import { afterEach, describe, expect, it } from "vitest";
import { Refusal } from "../../../src/sources/contract.js";
import { connect } from "../../../src/sources/okta/client.js";
import { OktaReader } from "../../../src/sources/okta/reader.js";
import { readSettings } from "../../../src/sources/okta/settings.js";
import { VirtualClock } from "../../servers/clock.js";
import { type Fault, type OktaOptions, type OktaServer, type Org, startOkta } from "../../servers/okta.js";

const GROUPS = "/api/v1/groups";
const LOG = "/api/v1/logs";
const AGENTS = "/workload-principals/api/v1/ai-agents";
const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `g${index + 1}` }));

const servers: OktaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(org: Org, options: OktaOptions = {}): Promise<OktaServer> {
  const server = await startOkta(org, options);
  servers.push(server);
  return server;
}

interface Read {
  readonly ids: string[];
  readonly pages: number;
  readonly refusal: { readonly state: string; readonly status: number | undefined; readonly message: string } | null;
  /** Milliseconds that were slept, and what was told about it. */
  readonly slept: number[];
  readonly waits: string[];
}

/** Reads one listing to wherever it ends, without really sleeping. */
async function read(server: OktaServer, path: string, { signal = new AbortController().signal, timeoutMs = 5000 } = {}): Promise<Read> {
  const client = await connect(readSettings({ OKTA_CLIENT_TOKEN: "test-token" }, server.origin), { timeoutMs });
  const slept: number[] = [];
  const waits: string[] = [];
  const time = new VirtualClock(Date.now());
  const sleep = async (seconds: number, signal: AbortSignal) => {
    slept.push(Math.round(seconds * 1000));
    await time.sleep(seconds, signal);
  };
  const reader = new OktaReader(client, {
    org: server.origin,
    isOptional: (path) => path === AGENTS,
    isQuestion: (path) => path.startsWith(LOG),
    patience: { tries: 6, throttledTries: 11, firstWait: 1, longestWait: 900 },
    random: () => 0,
    clock: { now: time.now, sleep },
  });
  const ids: string[] = [];
  let pages = 0;
  const result = (refusal: Read["refusal"]): Read => ({ ids, pages, refusal, slept, waits });
  try {
    for await (const page of reader.pages(path, signal, (seconds, reason) => waits.push(`${seconds} s: ${reason}`))) {
      pages++;
      ids.push(...page.items.map((item) => (item as { id: string }).id));
    }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return result({ state: cause.state, status: cause.status, message: cause.message });
  }
  return result(null);
}

describe("pages", () => {
  it("follow the Link header to the end", async () => {
    const server = await start({ [GROUPS]: numbered(5) }, { pageSize: 2 });
    const { ids, pages, refusal } = await read(server, `${GROUPS}?limit=200`);
    expect({ ids, pages, refusal }).toEqual({ ids: ["g1", "g2", "g3", "g4", "g5"], pages: 3, refusal: null });
    expect(server.requests.map((request) => request.query.get("after"))).toEqual([null, "at-2", "at-4"]);
  });

  it("follow the link inside an envelope, and give the envelope as one object", async () => {
    const server = await start({ "/api/v1/iam/roles": { roles: numbered(3) } }, { pageSize: 2 });
    const client = await connect(readSettings({ OKTA_CLIENT_TOKEN: "test-token" }, server.origin));
    const reader = new OktaReader(client, { org: server.origin, isOptional: () => false, isQuestion: () => false });
    const items: unknown[] = [];
    for await (const page of reader.pages("/api/v1/iam/roles", new AbortController().signal, () => undefined)) items.push(...page.items);
    expect(items).toMatchObject([{ roles: [{ id: "g1" }, { id: "g2" }] }, { roles: [{ id: "g3" }] }]);
  });

  it("go on after an empty one in the middle", async () => {
    const server = await start({ [GROUPS]: [], "/api/v1/groups/rules": numbered(2) });
    server.fail(GROUPS, { nextLink: `${server.origin}/api/v1/groups/rules` });
    expect(await read(server, GROUPS)).toMatchObject({ ids: ["g1", "g2"], pages: 2, refusal: null });
  });

  it("may be given by a link without an origin", async () => {
    const server = await start({ [GROUPS]: numbered(1), "/api/v1/groups/rules": numbered(2) });
    server.fail(GROUPS, { nextLink: "/api/v1/groups/rules" });
    expect(await read(server, GROUPS)).toMatchObject({ ids: ["g1", "g1", "g2"], refusal: null });
  });
});

describe("faults that pass", () => {
  const passing: readonly (readonly [string, Fault])[] = [
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["408", { status: 408 }],
    ["reset connection", "reset"],
    ["body cut off", "truncated"],
    ["body shorter than it says", "short"],
    ["half a body", "half"],
    ["no body", "empty"],
    ["HTML", "html"],
    ["silence", "silence"],
  ];

  it.each(passing)("%s, twice, then the pages: nothing is lost and nothing doubled", async (_name, fault) => {
    const server = await start({ [GROUPS]: numbered(4) }, { pageSize: 2 });
    server.fail(GROUPS, fault, { from: 2, times: 2 });
    const { ids, refusal, slept } = await read(server, GROUPS, { timeoutMs: 100 });
    expect({ ids, refusal, slept }).toEqual({ ids: ["g1", "g2", "g3", "g4"], refusal: null, slept: [500, 1000] });
  });

  it.each(passing)("%s without end is given up, and what was read stays", async (_name, fault) => {
    const server = await start({ [GROUPS]: numbered(4) }, { pageSize: 2 });
    server.fail(GROUPS, fault, { from: 2, times: 100 });
    const { ids, refusal, slept } = await read(server, GROUPS, { timeoutMs: 50 });
    expect({ ids, state: refusal?.state }).toEqual({ ids: ["g1", "g2"], state: "failed" });
    expect(slept).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(server.requests).toHaveLength(7);
  });

  it("a refused connection", async () => {
    const server = await start({});
    await server.close();
    const { refusal } = await read(server, GROUPS);
    expect(refusal).toEqual({ state: "failed", status: undefined, message: "no answer (ECONNREFUSED)" });
  });
});

describe("refusals", () => {
  it.each([
    [400, "E0000001", "unsupported"],
    [401, "E0000011", "failed"],
    [401, "E0000004", "failed"],
    [401, "E0000015", "unsupported"],
    [403, "E0000006", "denied"],
    [403, "E0000015", "unsupported"],
    [404, "E0000007", "failed"],
    [405, "E0000022", "unsupported"],
    [409, "E0000038", "failed"],
    [501, "E0000060", "unsupported"],
  ])("%i %s is %s, told with both, and not tried again", async (status, code, state) => {
    const server = await start({ [GROUPS]: numbered(1) });
    server.fail(GROUPS, { status, code }, { times: 100 });
    const { refusal, slept } = await read(server, GROUPS);
    expect(refusal).toMatchObject({ state, status });
    expect(refusal?.message).toContain(`HTTP ${status} ${code}`);
    expect(slept).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [401, "E0000015", null],
    [400, "E0000001", null],
    [404, "E0000007", null],
    [405, "E0000022", null],
    [403, "E0000006", "denied"],
    [401, "E0000011", "failed"],
  ])("%i %s of a listing that an org need not have", async (status, code, state) => {
    const server = await start({});
    server.fail(AGENTS, { status, code }, { times: 100 });
    const { ids, pages, refusal } = await read(server, AGENTS);
    expect({ ids, pages, state: refusal?.state ?? null }).toEqual({ ids: [], pages: 0, state });
  });
});

describe("rate limits", () => {
  const at = "Thu, 01 Jan 2026 00:00:00 GMT";
  const epoch = Date.parse(at) / 1000;

  it.each([
    [
      "the reset by the org's own clock, and the rest of its second",
      { date: at, "x-rate-limit-reset": String(epoch + 7), "x-rate-limit-limit": "600" },
      8000,
    ],
    ["a reset that is over", { date: at, "x-rate-limit-reset": String(epoch - 5), "x-rate-limit-limit": "600" }, 1000],
    ["a reset far away, not believed", { date: at, "x-rate-limit-reset": String(epoch + 86_400), "x-rate-limit-limit": "600" }, 121_000],
    ["no reset", {}, 500],
    ["a reset that is none", { "x-rate-limit-reset": "soon" }, 500],
    ["too many at the same time, where the reset is a guess", { date: at, "x-rate-limit-reset": String(epoch + 50), "x-rate-limit-limit": "0" }, 500],
  ])("%s", async (_name, headers: Record<string, string>, expected) => {
    const server = await start({ [GROUPS]: numbered(1) });
    server.fail(GROUPS, { status: 429, code: "E0000047", headers });
    const { ids, slept, waits } = await read(server, GROUPS);
    expect({ ids, slept }).toEqual({ ids: ["g1"], slept: [expected] });
    const why = expected === 500 ? "the org takes no requests for now" : "the org's rate limit is used up";
    expect(waits).toEqual([`${Math.ceil(expected / 1000)} s: ${why}`]);
  });

  it("are given up in the end", async () => {
    const server = await start({ [GROUPS]: numbered(1) });
    server.fail(GROUPS, { status: 429, code: "E0000047" }, { times: 1000 });
    const { refusal } = await read(server, GROUPS);
    expect(refusal).toMatchObject({ state: "failed", status: 429 });
    expect(server.requests).toHaveLength(11);
  });

  it("do not use up the attempts that other faults have", async () => {
    const server = await start({ [GROUPS]: numbered(1) });
    server.fail(GROUPS, { status: 429 }, { times: 8 });
    server.fail(GROUPS, { status: 503 }, { from: 9, times: 5 });
    expect(await read(server, GROUPS)).toMatchObject({ ids: ["g1"], refusal: null });
  });
});

describe("where credentials go", () => {
  it("is never another host that a Link header names", async () => {
    const foreign = await start({ [GROUPS]: numbered(9) });
    const server = await start({ [GROUPS]: numbered(2) });
    server.fail(GROUPS, { nextLink: `${foreign.origin}${GROUPS}` });
    const { ids, refusal, slept } = await read(server, GROUPS);
    expect(ids).toEqual(["g1", "g2"]);
    expect(refusal).toMatchObject({ state: "failed" });
    expect(refusal?.message).toContain(foreign.origin);
    expect(slept).toEqual([]);
    expect(foreign.requests).toEqual([]);
  });

  it("is never another host that an envelope names", async () => {
    const foreign = await start({});
    const server = await start({ [AGENTS]: { data: numbered(1) } });
    server.fail(AGENTS, { nextLink: `${foreign.origin}/x` });
    expect((await read(server, AGENTS)).refusal).toMatchObject({ state: "failed" });
    expect(foreign.requests).toEqual([]);
  });

  it.each([301, 302, 307, 308])("is never where a %i leads", async (status) => {
    const foreign = await start({ [GROUPS]: numbered(9) });
    const server = await start({ [GROUPS]: numbered(2) });
    server.fail(GROUPS, { status, headers: { location: `${foreign.origin}${GROUPS}` } }, { times: 100 });
    const { ids, refusal } = await read(server, GROUPS);
    expect({ ids, refusal }).toEqual({
      ids: [],
      refusal: { state: "failed", status: undefined, message: "the answer is a redirect, which is not followed" },
    });
    expect(foreign.requests).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });
});

describe("cancellation", () => {
  it("ends a wait at once", async () => {
    const server = await start({ [GROUPS]: numbered(1) });
    server.fail(
      GROUPS,
      { status: 429, headers: { "x-rate-limit-reset": String(Math.ceil(Date.now() / 1000) + 100), "x-rate-limit-limit": "600" } },
      { times: 9 },
    );
    const client = await connect(readSettings({ OKTA_CLIENT_TOKEN: "test-token" }, server.origin));
    const reader = new OktaReader(client, { org: server.origin, isOptional: () => false, isQuestion: () => false });
    const stop = new AbortController();
    const first = reader.pages(GROUPS, stop.signal, () => stop.abort()).next();
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
  });

  it("ends a request at once", async () => {
    const server = await start({ [GROUPS]: numbered(1) });
    server.fail(GROUPS, "silence");
    const signal = AbortSignal.timeout(20);
    await expect(read(server, GROUPS, { signal, timeoutMs: 60_000 })).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });
});
