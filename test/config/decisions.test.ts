import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDecisions } from "../../src/config/decisions.js";
import { UsageError } from "../../src/errors.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const read = (csv: string) => readDecisions(folder.write("decisions.csv", csv));

describe("a file of decisions", () => {
  it.each<[string, string, object[]]>([
    [
      "says same or different",
      "a,b,decision\nx/1,y/2,same\nx/3,y/4,Different\n",
      [
        { a: "x/1", b: "y/2", decision: "same" },
        { a: "x/3", b: "y/4", decision: "different" },
      ],
    ],
    ["leaves open what has no answer yet", "a,b,decision\nx/1,y/2,\nx/3,y/4, \nx/5,y/6\n", []],
    ["may hold more, in any order", 'decision,question,B,a\nsame,"who, then?",y/2,x/1\n', [{ a: "x/1", b: "y/2", decision: "same" }]],
    ["as a spreadsheet saves it", "\ufeffa,b,decision\r\nx/1,y/2,same\r\n\r\n", [{ a: "x/1", b: "y/2", decision: "same" }]],
    ["without what guards cells against formulas", "a,b,decision\n'=x/1,'y/2,same\n", [{ a: "=x/1", b: "'y/2", decision: "same" }]],
    ["may be empty", "a,b,decision\n", []],
  ])("%s", async (_what, csv, expected) => {
    expect(await read(csv)).toEqual(expected);
  });

  it.each<[string, string, RegExp]>([
    ["another answer", "a,b,decision\nx/1,y/2,same\nx/3,y/4,maybe\n", /row 3 is no decision/],
    ["an account missing", "a,b,decision\nx/1,,same\n", /row 2 is no decision/],
    ["a misspelt header, which would leave all decisions out", "a,b,decison\nx/1,y/2,same\n", /the column decision is missing/],
    ["no CSV", 'a,b,decision\n"x', /decisions\.csv: /],
  ])("is refused with %s", async (_what, csv, message) => {
    await expect(read(csv)).rejects.toThrow(message);
    await expect(read(csv)).rejects.toBeInstanceOf(UsageError);
  });

  it("is refused when it is not there", async () => {
    await expect(readDecisions(join(folder.path, "none.csv"))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
