import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { application, disableAccount, forService, graph, okta, path, removeSecret, word } from "../../src/rules/commands.js";

/** What a shell makes of a command's words, with the programs that commands call replaced by one that lists them. */
function wordsOf(command: string): string[] {
  const listing =
    'list() { for word in "$@"; do printf "%s\\0" "$word"; done; }; az() { list "$@"; }; curl() { list "$@"; }; OKTA_CLIENT_ORGURL=https://org;';
  return execFileSync("sh", ["-c", `${listing} ${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

const HOSTILE = ["'; rm -rf / #", "$(id)", "`id`", '"', "a b", "\n", "../../me", "%2e", "?$filter", "#", "\\", "'"];

describe("commands of rules", () => {
  it.each(HOSTILE)("keep the id %j in its place", (id) => {
    const words = wordsOf(graph("PATCH", path`/users/${id}`, { name: id }));
    expect(words).toEqual([
      "rest",
      "--method",
      "patch",
      "--url",
      `https://graph.microsoft.com/v1.0/users/${encodeURIComponent(id)}`,
      "--body",
      JSON.stringify({ name: id }),
    ]);
    expect(wordsOf(okta("DELETE", path`/users/${id}`))).toContain(`https://org/api/v1/users/${encodeURIComponent(id)}`);
  });

  it("keep any text one word of the shell", () => {
    const texts = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (all) => {
        expect(wordsOf(`az ${all.map(word).join(" ")}`)).toEqual(all);
      }),
      { numRuns: 20 },
    );
  });

  it("double the quotes inside an application's id, as OData does", () => {
    expect(application("a'b")).toBe("/applications(appId='a''b')");
  });

  it("are given for the service that the finding comes from", () => {
    const commands = { entra: ["e"], okta: ["o"] };
    expect(forService({ service: "entra" }, commands)).toEqual(["e"]);
    expect(forService({ service: "okta" }, commands)).toEqual(["o"]);
    expect(forService({ service: "file" }, commands)).toEqual([]);
    expect(forService({}, commands)).toEqual([]);
    expect(forService({ service: "okta" }, { entra: ["e"] })).toEqual([]);
  });

  it("take out of use and delete nothing at once", () => {
    for (const service of ["entra", "okta"]) expect(disableAccount({ service }, "ann").join("\n")).not.toMatch(/DELETE[^\n]*\/users\/ann'/);
    expect(removeSecret({ service: "entra", account: "app", clientId: null }, "s")).toEqual([]);
    expect(removeSecret({ service: "okta", account: "app", clientId: "c" }, "s")[0]).toContain("/lifecycle/deactivate");
  });
});
