import { describe, expect, it } from "vitest";
import { BLIND_SETS } from "../../bench/people/blind/sets.js";

const KINDS = ["human", "admin", "guest", "service", "agent", "shared", "test"];
/** The largest ones are made of the same code and would only take longer. */
const NAMES = Object.keys(BLIND_SETS).filter((name) => !/large|history/.test(name));

describe.each(NAMES)("%s", (name) => {
  const set = BLIND_SETS[name]?.();
  const keys = (set?.accounts ?? []).map((account) => `${account["source"]}/${account["id"]}`);

  it("is the same whenever it is made", () => {
    expect(BLIND_SETS[name]?.()).toEqual(set);
  });

  it("names every account once and knows the truth about it", () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect([...(set?.truth.keys() ?? [])].sort()).toEqual([...keys].sort());
  });

  it("gives a person to humans, administrators and guests, and to nobody else", () => {
    for (const { person, kind } of set?.truth.values() ?? []) {
      expect(KINDS).toContain(kind);
      expect(person !== null).toBe(["human", "admin", "guest"].includes(kind));
    }
  });

  it("hands nothing of the truth to the engine", () => {
    expect((set?.accounts ?? []).filter((account) => "kind" in account || "person" in account)).toEqual([]);
  });
});
