import { describe, expect, it } from "vitest";
import { type Collection, type Page, type Reader, Refusal } from "../../src/sources/contract.js";
import { diagnose } from "../../src/sources/diagnose.js";

const collection = (name: string, permission: string, start: Collection["start"] = `/${name}?size=100`): Collection => ({
  name,
  permission,
  facts: [name === "users" ? "accounts" : "groups"],
  start,
  rows: () => [],
});
const under = { query: "SELECT 1", path: () => "/x" };

/** Refuses the paths that are named, and gives a page that must not be followed for all others. */
function readerOf(refusals: Readonly<Record<string, Refusal>> = {}) {
  const asked: string[] = [];
  const reader: Reader = {
    async *pages(path: string): AsyncGenerator<Page> {
      asked.push(path);
      const refusal = refusals[path];
      if (refusal !== undefined) throw refusal;
      yield { items: [], next: "/more" };
      throw new Error("a second page is not needed");
    },
  };
  return { reader, asked };
}

const states = async (reader: Reader, collections: readonly Collection[], claimed: readonly string[] | null = null) => {
  const permissions = await diagnose(reader, collections, new AbortController().signal, {
    cheaply: (path) => path.replace("100", "1"),
    claimed: claimed === null ? null : new Set(claimed),
  });
  return permissions.map(({ permission, state }) => [permission, state]);
};

describe("diagnose", () => {
  it("asks for one page of each listing, as small as can be", async () => {
    const { reader, asked } = readerOf();
    expect(await states(reader, [collection("users", "read.users"), collection("groups", "read.groups")])).toEqual([
      ["read.users", "granted"],
      ["read.groups", "granted"],
    ]);
    expect(asked).toEqual(["/users?size=1", "/groups?size=1"]);
  });

  it.each([
    ["denied", "missing"],
    ["unsupported", "unlicensed"],
    ["failed", "unknown"],
  ] as const)("takes %s for %s", async (state, expected) => {
    const { reader } = readerOf({ "/users?size=1": new Refusal(state, "no") });
    expect(await states(reader, [collection("users", "read.users")])).toEqual([["read.users", expected]]);
  });

  it("takes the worst answer for a permission that several listings need", async () => {
    const { reader } = readerOf({ "/groups?size=1": new Refusal("denied", "no") });
    expect(await states(reader, [collection("users", "read"), collection("groups", "read")])).toEqual([["read", "missing"]]);
  });

  it("believes the credentials only where nothing can be asked", async () => {
    const { reader } = readerOf();
    const members = collection("members", "read.members", under);
    expect(await states(reader, [members])).toEqual([["read.members", "unknown"]]);
    expect(await states(reader, [members], ["read.members"])).toEqual([["read.members", "granted"]]);
    expect(await states(reader, [members], [])).toEqual([["read.members", "missing"]]);
    expect(await states(reader, [collection("users", "read.members"), members], [])).toEqual([["read.members", "granted"]]);
  });
});
