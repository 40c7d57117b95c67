import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { InterruptedError } from "../../src/errors.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { collectSources } from "../../src/pipeline/collect.js";
import { type Collection, type Page, type Reader, Refusal, type Source } from "../../src/sources/contract.js";
import { runCollections } from "../../src/sources/engine.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const NOW = new Date("2026-01-01T00:00:00Z");

interface Item {
  readonly id: string;
}

const collection = (name: string, lane?: string): Collection<Item> => ({
  name,
  permission: `read.${name}`,
  facts: [],
  start: `/${name}`,
  rows: ({ id }) => [{ table: "groups", row: { id: `${name}-${id}` } }],
  ...(lane === undefined ? {} : { lane }),
});

const COLLECTIONS: readonly Collection[] = [
  collection("accounts"),
  collection("a1", "a"),
  collection("b1", "b"),
  collection("a2", "a"),
  collection("b2", "b"),
  collection("after"),
  collection("c1", "c"),
];

/** Every listing has three pages; `onPage` is asked before each is given. */
function reader(onPage: (path: string, page: number) => Promise<void> | void): Reader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async *pages(path, signal): AsyncGenerator<Page> {
      const [name = "", from = "1"] = path.split("?");
      for (let page = Number(from); page <= 3; page++) {
        asked.push(`${name} ${page}`);
        await onPage(name, page);
        signal.throwIfAborted();
        yield { items: [{ id: `${page}` }], next: page === 3 ? null : `${name}?${page + 1}` };
      }
    },
  };
}

const SILENT = { read: () => undefined, waiting: () => undefined, finished: () => undefined };

function sourceOf(read: Reader): Source {
  return {
    id: "s",
    kind: "okta",
    collect: (context) => runCollections({ id: "s", kind: "okta" }, read, COLLECTIONS, context, { tenant: "t", unsupported: [] }),
  };
}

async function collect(inventory: Inventory, read: Reader, signal = new AbortController().signal): Promise<void> {
  await collectSources(inventory, [sourceOf(read)], { signal, progress: SILENT, now: NOW, env: {}, isKept: true }, () => undefined);
}

const groupsOf = async (inventory: Inventory): Promise<string[]> =>
  (await inventory.rows<{ id: string }>("SELECT id FROM groups ORDER BY id")).map(({ id }) => id);

const ALL = COLLECTIONS.flatMap(({ name }) => [1, 2, 3].map((page) => `${name}-${page}`)).sort();

describe("lanes", () => {
  it("go beside each other, in order within each, and end before what follows begins", async () => {
    const inventory = await Inventory.open();
    const read = reader(() => setImmediate());
    await collect(inventory, read);
    expect(await groupsOf(inventory)).toEqual(ALL);
    const at = (page: string) => read.asked.indexOf(page);
    expect(at("/b1 1")).toBeLessThan(at("/a1 3"));
    expect(at("/a2 1")).toBeGreaterThan(at("/a1 3"));
    expect(at("/after 1")).toBeGreaterThan(Math.max(at("/a2 3"), at("/b2 3")));
    await inventory.close();
  });

  it("do not wait for one that is held back", async () => {
    const inventory = await Inventory.open();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const read = reader((path, page) => {
      if (path === "/b2" && page === 3) letGo();
      return path === "/a1" && page === 2 ? held : undefined;
    });
    await collect(inventory, read);
    expect(await groupsOf(inventory)).toEqual(ALL);
    await inventory.close();
  });

  it("that is refused leaves the others alone", async () => {
    const inventory = await Inventory.open();
    const read = reader((path, page) => {
      if (path === "/a1" && page === 2) throw new Refusal("denied", "no", 403);
    });
    await collect(inventory, read);
    expect(await groupsOf(inventory)).toEqual(ALL.filter((id) => id !== "a1-2" && id !== "a1-3"));
    await inventory.close();
  });

  it("that fails stops the others, and says why", async () => {
    const inventory = await Inventory.open();
    const never = (signal: AbortSignal) => new Promise<void>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const read: Reader = {
      async *pages(path, signal): AsyncGenerator<Page> {
        if (path === "/a1") throw new Error("nothing that anybody expected");
        if (path === "/b1") await never(signal);
        yield { items: [{ id: "1" }], next: null };
      },
    };
    await expect(collect(inventory, read)).rejects.toThrow("nothing that anybody expected");
    await inventory.close();
  });

  it.each(Array.from({ length: 12 }, (_, index) => [index + 4]))("that are stopped at page %i go on behind what each has stored", async (stop) => {
    const path = join(folder.path, `lanes-${stop}.duckdb`);
    const first = await Inventory.open(path);
    const controller = new AbortController();
    const read = reader(async () => {
      await setImmediate();
      if (read.asked.length >= stop) controller.abort();
    });
    await expect(collect(first, read, controller.signal)).rejects.toBeInstanceOf(InterruptedError);
    await first.close();

    const second = await Inventory.open(path);
    const rest = reader(() => undefined);
    await collect(second, rest);
    expect(await groupsOf(second)).toEqual(ALL);
    expect(rest.asked.length).toBeLessThan(ALL.length);
    await second.close();
  });
});
