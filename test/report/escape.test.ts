import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, shortened } from "../../src/report/escape.js";

describe("printable", () => {
  it.each([
    ["plain text", "Ann Bell", "Ann Bell"],
    ["letters of any script", "José Łukasz Ольга 王小明", "José Łukasz Ольга 王小明"],
    ["an escape", "\u001b[31mred", "\\u{1b}[31mred"],
    ["a line break", "a\nb", "a\\u{a}b"],
    ["a right-to-left override", "\u202eexe", "\\u{202e}exe"],
    ["a lone surrogate", "a\ud800", "a\\u{d800}"],
    ["a tag character", "a\u{e0041}", "a\\u{e0041}"],
    ["a soft hyphen", "ad\u00admin", "ad\\u{ad}min"],
  ])("%s", (_what, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it("leaves nothing that a terminal obeys", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe("shortened", () => {
  it.each([
    ["as long as allowed", "abcde", 5, "abcde"],
    ["one longer", "abcdef", 5, "abcd…"],
  ])("%s", (_what, text, limit, expected) => {
    expect(shortened(text, limit)).toBe(expected);
  });
});
