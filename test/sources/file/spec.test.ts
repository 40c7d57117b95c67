import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/errors.js";
import { fileSource, parseFileSpec } from "../../../src/sources/file/source.js";

describe("parseFileSpec", () => {
  it.each([
    ["a file", "file:people.csv", { path: "people.csv" }],
    ["a folder", "file:./export/", { path: "./export/" }],
    ["an absolute path", "file:/srv/hr.ndjson", { path: "/srv/hr.ndjson" }],
    ["a colon in the path", "file:C:\\hr\\people.csv", { path: "C:\\hr\\people.csv" }],
    ["a question mark in the path", "file:what?.csv", { path: "what?.csv" }],
    ["one map", "file:p.csv?map=surname:familyName", { path: "p.csv", map: { surname: "familyName" } }],
    [
      "several, in one",
      "file:p.csv?map=surname:familyName,given_name:givenName",
      { path: "p.csv", map: { surname: "familyName", given_name: "givenName" } },
    ],
    ["several, one by one", "file:p.csv?map=surname:familyName&map=mail:emails", { path: "p.csv", map: { surname: "familyName", mail: "emails" } }],
    ["names with spaces", "file:p.csv?map=Last Name:familyName", { path: "p.csv", map: { "Last Name": "familyName" } }],
    ["encoded names", "file:p.csv?map=a%2Cb%3Ac:title", { path: "p.csv", map: { "a,b:c": "title" } }],
    ["a stray percent sign", "file:p.csv?map=100%:title", { path: "p.csv", map: { "100%": "title" } }],
    ["a comma at the end", "file:p.csv?map=a:title,", { path: "p.csv", map: { a: "title" } }],
  ])("reads %s", (_what, text, expected) => {
    expect(parseFileSpec(text)).toEqual(expected);
  });

  it.each([
    ["no path", "file:"],
    ["a query without a path", "file:?map=a:title"],
    ["another parameter", "file:p.csv?mpa=a:title"],
    ["a pair without a colon", "file:p.csv?map=surname"],
    ["a pair without a column", "file:p.csv?map=surname:"],
    ["a pair without a name", "file:p.csv?map=:familyName"],
  ])("refuses %s", (_what, text) => {
    expect(() => parseFileSpec(text)).toThrow(UsageError);
  });
});

describe("fileSource", () => {
  it("costs nothing and needs no file to be made", () => {
    expect(fileSource({ path: "nowhere/people.csv" })).toMatchObject({ id: "people", kind: "file" });
  });

  it.each([
    ["the file's name", { path: "/srv/hr/people.csv" }, "people"],
    ["up to its last dot", { path: "people.2026.csv" }, "people.2026"],
    ["the name that is given", { path: "people.csv", name: "hr" }, "hr"],
    ["the folder before a pattern", { path: "/srv/hr/*.csv" }, "hr"],
    ["the folder before the first pattern", { path: "/srv/hr/*/accounts.csv" }, "hr"],
    ["the working folder, for a pattern in it", { path: "*.csv" }, basename(process.cwd())],
  ])("is called by %s", (_what, spec, id) => {
    expect(fileSource(spec).id).toBe(id);
  });

  it("is called by a folder's whole name", () => {
    const folder = mkdtempSync(join(tmpdir(), "acme.corp-"));
    expect(fileSource({ path: folder }).id).toBe(basename(folder));
    expect(fileSource({ path: `${folder}/` }).id).toBe(basename(folder));
  });

  it("refuses a map to a column that there is not, and says which one was probably meant", () => {
    expect(() => fileSource({ path: "p.csv", map: { surname: "famlyName" } })).toThrow(/"famlyName".*did you mean "familyName"/);
    expect(() => fileSource({ path: "p.csv", map: { surname: "family_name" } })).not.toThrow();
  });
});
