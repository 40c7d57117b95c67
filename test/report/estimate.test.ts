import { describe, expect, it } from "vitest";
import { estimateText } from "../../src/report/estimate.js";

const part = (collection: string, seconds: number, lane?: string) => ({
  collection,
  objects: null,
  requests: 10,
  seconds,
  ...(lane === undefined ? {} : { lane }),
});

describe("the time of an estimate", () => {
  it.each([
    ["of parts one after the other is their sum", [part("a", 20), part("b", 30)], "about 50 s"],
    ["of lanes beside each other is that of the longest", [part("a", 20), part("b", 30, "x"), part("c", 10, "x"), part("d", 25, "y")], "about 60 s"],
    ["of nothing is none", [], "about 0 s"],
  ])("%s", (_name, parts, expected) => {
    expect(estimateText([{ source: "okta", parts }])).toContain(expected);
  });
});
