import { describe, expect, it } from "vitest";
import { count, day, nameOf, names } from "../../src/rules/text.js";

describe("text of rules", () => {
  it("calls a subject by its name, or by its id", () => {
    expect(nameOf({ subjectId: "1", subjectName: "Ann" })).toBe("Ann");
    expect(nameOf({ subjectId: "1", subjectName: null })).toBe("1");
    expect(nameOf({ subjectId: "1", subjectName: " " })).toBe("1");
  });

  it("gives the day of a timestamp", () => {
    expect(day("2026-01-02 03:04:05")).toBe("2026-01-02");
    expect(day(null)).toBe("an unknown day");
  });

  it.each([
    [0, "0 secrets"],
    [1, "1 secret"],
    [2, "2 secrets"],
  ])("counts %i", (number, text) => {
    expect(count(number, "secret")).toBe(text);
  });

  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c", "d"], "a, b, c and d"],
    [["a", "b", "c", "d", "e"], "a, b, c, d and 1 more"],
    [["a", "b", "c", "d", "e", "f"], "a, b, c, d and 2 more"],
  ])("lists %j", (list, text) => {
    expect(names(list)).toBe(text);
  });
});
