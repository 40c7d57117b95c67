import { describe, expect, it } from "vitest";
import { Pace, type PaceOptions } from "../../src/sources/pace.js";

const signal = new AbortController().signal;

/** A pace on a clock that moves only while it sleeps. */
function paceOf(options: Partial<PaceOptions> = {}) {
  let now = 0;
  const slept: number[] = [];
  const pace = new Pace({
    width: 4,
    most: 8,
    clock: () => now,
    sleep: async (seconds) => {
      slept.push(seconds);
      now += seconds * 1000;
    },
    ...options,
  });
  return { pace, slept, now: () => now };
}

/** A request that ends when it is told to. */
function request() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, done };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("Pace", () => {
  it("lets as many requests out as it is wide", async () => {
    const { pace } = paceOf({ width: 2 });
    const requests = [request(), request(), request()];
    let out = 0;
    const runs = requests.map(({ done }) =>
      pace.run(["/a"], signal, () => {
        out++;
        return done;
      }),
    );
    await settled();
    expect(out).toBe(2);
    requests[1]?.end();
    await settled();
    expect(out).toBe(3);
    for (const { end } of requests) end();
    await Promise.all(runs);
  });

  it("widens by one a round, and no further than it may", () => {
    const { pace } = paceOf();
    const widths = Array.from({ length: 60 }, () => {
      pace.eased();
      return pace.width;
    });
    expect([widths[2], widths[3], widths[7], widths[8], widths[59]]).toEqual([4, 5, 5, 6, 8]);
  });

  it("halves once for complaints that come together, and stands still as long as the longest asks", async () => {
    const { pace, slept } = paceOf();
    pace.throttled(5);
    pace.throttled(7);
    pace.throttled(6);
    expect(pace.width).toBe(2);
    await pace.run(["/a"], signal, async () => undefined);
    expect(slept).toEqual([7]);
    pace.throttled(1);
    expect(pace.width).toBe(1);
    pace.narrow();
    expect(pace.width).toBe(1);
  });

  it("keeps a published limit, in the units that it is counted in", async () => {
    const sent: number[] = [];
    const { pace, now } = paceOf({
      allowances: [{ covers: (path) => path.startsWith("/costly"), units: 10, seconds: 10, cost: (path) => (path === "/costly/2" ? 2 : 1) }],
    });
    const send = async (...paths: string[]) => pace.run(paths, signal, async () => sent.push(now()));
    for (let i = 0; i < 4; i++) await send("/costly/2");
    for (let i = 0; i < 20; i++) await send("/cheap");
    expect(sent.every((at) => at === 0)).toBe(true);
    await send("/costly/1", "/cheap", "/costly/2");
    expect(now()).toBeCloseTo(3750);
    // More at once than there ever can be waits for all there is.
    await send(...Array.from({ length: 20 }, () => "/costly/1"));
    expect(now()).toBeCloseTo(13_750);
  });

  it("ends a wait with the signal, and lets the others go on", async () => {
    const { pace } = paceOf({ width: 1 });
    const first = request();
    const abort = new AbortController();
    const runs = [
      pace.run(["/a"], signal, () => first.done),
      pace.run(["/b"], abort.signal, async () => undefined),
      pace.run(["/c"], signal, async () => "c"),
    ];
    abort.abort(new Error("stop"));
    const second = expect(runs[1]).rejects.toThrow("stop");
    first.end();
    await second;
    expect(await runs[2]).toBe("c");
  });

  it("gives the place back when a request fails", async () => {
    const { pace } = paceOf({ width: 1 });
    await expect(pace.run(["/a"], signal, () => Promise.reject(new Error("reset")))).rejects.toThrow("reset");
    expect(await pace.run(["/a"], signal, async () => "again")).toBe("again");
  });
});
