import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoff, PATIENT, pause, retryAfter } from "../../src/sources/patience.js";

describe("backoff", () => {
  it.each([
    [1, 0.5, 1],
    [2, 1, 2],
    [3, 2, 4],
    [5, 8, 16],
    [6, 15, 30],
    [30, 15, 30],
  ])("after %i failures lies between %d and %d seconds", (failed, least, most) => {
    expect(backoff(PATIENT, failed, () => 0)).toBe(least);
    expect(backoff(PATIENT, failed, () => 1)).toBe(most);
  });

  it("never shrinks with failures", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (failed, random) => {
        expect(backoff(PATIENT, failed + 1, () => random)).toBeGreaterThanOrEqual(backoff(PATIENT, failed, () => random));
      }),
    );
  });
});

describe("retryAfter", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");

  it.each([
    ["none", undefined, null],
    ["empty", "", null],
    ["seconds", "17", 17],
    ["no wait", "0", 0],
    ["a date", "Thu, 01 Jan 2026 00:01:00 GMT", 60],
    ["a date that is past", "Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["something else", "soon", null],
  ])("%s", (_case, header, seconds) => {
    expect(retryAfter(new Headers(header === undefined ? {} : { "retry-after": header }), now)).toBe(seconds);
  });
});

describe("pause", () => {
  it("ends at once when it is interrupted", async () => {
    const stop = new AbortController();
    const waiting = pause(3600, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
  });
});
