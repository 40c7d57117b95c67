import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InterruptedError, SourceError, UsageError } from "../../src/errors.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { TABLES } from "../../src/inventory/tables.js";
import { collectSources } from "../../src/pipeline/collect.js";
import { isHalfFinished } from "../../src/sources/checkpoints.js";
import { type CollectContext, type Collection, type Page, type Reader, Refusal, type Source } from "../../src/sources/contract.js";
import { runCollections } from "../../src/sources/engine.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const NOW = new Date("2026-01-01T00:00:00Z");

interface Item {
  readonly id: string;
}

const accounts: Collection<Item> = {
  name: "accounts",
  permission: "read.accounts",
  facts: ["accounts"],
  start: "/accounts",
  rows: ({ id }) => [
    { table: "accounts", row: { id } },
    { table: "account_parts", row: { id, title: `title of ${id}` } },
    ...(id === "bad" ? [{ table: "rejects" as const, row: { column: "active", reason: "is missing" } }] : []),
  ],
};
const groups: Collection<Item> = {
  name: "groups",
  permission: "read.groups",
  facts: ["groups"],
  start: "/groups",
  rows: ({ id }) => [{ table: "groups", row: { id } }],
};
const members: Collection<Item> = {
  name: "members",
  permission: "read.members",
  facts: ["groups"],
  start: { query: `SELECT id FROM "groups" WHERE source = $source`, path: (row) => `/groups/${row["id"]}/members` },
  rows: ({ id }, _source, group) => [{ table: "memberships", row: { group: group["id"], member: id } }],
};
const risk: Collection<Item> = {
  name: "risk",
  permission: "read.risk",
  facts: ["risk"],
  start: "/risk",
  rows: ({ id }) => [{ table: "account_parts", row: { id, risk: "high" } }],
  instead: { name: "risk lite", permission: "read.lite", facts: ["risk"], start: "/lite", rows: () => [] },
};
const COLLECTIONS = [accounts, groups, members, risk] as const;

const ids = (...names: string[]): Item[] => names.map((id) => ({ id }));

/** Pages by path; the groups' members come in more than one page, and one of them is refused. */
const PAGES: Readonly<Record<string, readonly (readonly Item[] | Refusal)[]>> = {
  "/accounts": [ids("a", "b"), ids("bad", "c"), ids("d")],
  "/groups": [ids("g1", "g2"), ids("g3", "g4", "g5")],
  "/groups/g1/members": [ids("a"), ids("b"), ids("c")],
  "/groups/g2/members": [ids("g1")],
  "/groups/g3/members": [new Refusal("denied", "403", 403)],
  "/groups/g4/members": [],
  "/groups/g5/members": [ids("d"), ids("a")],
  "/risk": [new Refusal("unsupported", "400", 400)],
  "/lite": [ids("a"), ids("b")],
};

/** Answers pages one by one and writes down which; `stop` hears the number of each. */
class Service implements Reader {
  readonly asked: string[] = [];
  readonly #stop: (count: number) => void;

  constructor(stop: (count: number) => void = () => undefined) {
    this.#stop = stop;
  }

  async *pages(start: string): AsyncGenerator<Page> {
    const [path = "", from = "0"] = start.split("#");
    const pages = PAGES[path] ?? [];
    for (let index = Number(from); index < Math.max(pages.length, 1); index++) {
      this.asked.push(`${path}#${index}`);
      this.#stop(this.asked.length);
      const page = pages[index] ?? [];
      if (page instanceof Refusal) throw page;
      yield { items: page, next: index + 1 < pages.length ? `${path}#${index + 1}` : null };
    }
  }
}

interface Run {
  readonly service: Service;
  readonly signal?: AbortSignal;
  readonly tenant?: string;
}

const source = ({ service, tenant = "t1" }: Run, id = "corp"): Source => ({
  id,
  kind: "entra",
  collect: (context) => runCollections({ id, kind: "entra" }, service, COLLECTIONS, context, { tenant, unsupported: [] }),
});

/** Collects into a file as the command line does. */
async function collect(path: string, run: Run, sources = [source(run)]): Promise<void> {
  const inventory = await Inventory.open(path);
  try {
    const context = {
      signal: run.signal ?? new AbortController().signal,
      progress: { read() {}, waiting() {}, finished() {} },
      now: NOW,
      env: {},
      isKept: true,
    };
    await collectSources(inventory, sources, context, () => undefined);
  } finally {
    await inventory.close();
  }
}

async function everything(path: string): Promise<Record<string, unknown>> {
  const inventory = await Inventory.ofSnapshot(path);
  try {
    const tables = TABLES.map(
      async ({ name }) => [name, await inventory.rows(`SELECT to_json(t)::VARCHAR AS "row" FROM "${name}" AS t ORDER BY ALL`)] as const,
    );
    return Object.fromEntries(await Promise.all(tables));
  } finally {
    await inventory.close();
  }
}

const isStopped = async (path: string) => isHalfFinished(await Inventory.tablesIn(path));

/** What is read when nothing stops it, and in how many pages. */
async function undisturbed(): Promise<{ readonly rows: Record<string, unknown>; readonly pages: number }> {
  const path = join(folder.path, "undisturbed.duckdb");
  const service = new Service();
  await collect(path, { service });
  expect(await isStopped(path)).toBe(false);
  return { rows: await everything(path), pages: service.asked.length };
}

/** Pages that may be on their way when a run is stopped, and are asked for again: the engine's width. */
const AHEAD = 4;

describe("a collection that is stopped", () => {
  it("goes on where it was, whichever page it was stopped at", async () => {
    const { rows, pages } = await undisturbed();
    for (let at = 1; at <= pages; at++) {
      const path = join(folder.path, `stopped-${at}.duckdb`);
      const stop = new AbortController();
      const first = new Service((count) => count === at && stop.abort());
      await expect(collect(path, { service: first, signal: stop.signal })).rejects.toBeInstanceOf(InterruptedError);
      expect(await isStopped(path)).toBe(true);

      const second = new Service();
      await collect(path, { service: second });
      expect(await isStopped(path)).toBe(false);
      expect(await everything(path)).toEqual(rows);
      expect(first.asked.length + second.asked.length).toBeLessThanOrEqual(pages + AHEAD + 1);
    }
  });

  it("can be stopped again and again, and comes to the same end", async () => {
    const { rows } = await undisturbed();
    const path = join(folder.path, "again-and-again.duckdb");
    let asked = 0;
    for (let runs = 0; ; runs++) {
      expect(runs).toBeLessThan(100);
      const stop = new AbortController();
      const service = new Service((count) => count === AHEAD + 2 && stop.abort());
      try {
        await collect(path, { service, signal: stop.signal });
        break;
      } catch (cause) {
        expect(cause).toBeInstanceOf(InterruptedError);
      } finally {
        asked += service.asked.length;
      }
    }
    expect(asked).toBeGreaterThan(15);
    expect(await everything(path)).toEqual(rows);
  });

  it("loses nothing but the page at hand when the program breaks", async () => {
    const { rows, pages } = await undisturbed();
    for (let at = 2; at <= pages; at++) {
      const path = join(folder.path, `broken-${at}.duckdb`);
      const first = new Service((count) => {
        if (count === at) throw new Error("out of memory");
      });
      await expect(collect(path, { service: first })).rejects.toThrow("out of memory");
      const second = new Service();
      await collect(path, { service: second });
      expect(await everything(path)).toEqual(rows);
      expect(second.asked).not.toContain("/accounts#0");
    }
  });

  it("does not read a finished source again, and begins an unfinished one that cannot go on anew", async () => {
    const path = join(folder.path, "two.duckdb");
    const service = new Service();
    let breaks = true;
    const file: Source = {
      id: "hr",
      kind: "file",
      async collect({ inventory }: CollectContext) {
        await inventory.run("INSERT INTO accounts (source, id) VALUES ('hr', '1'), ('hr-of-b', '2')");
        if (breaks) throw new InterruptedError();
        await inventory.run("INSERT INTO sources (id, kind) VALUES ('hr', 'file'), ('hr-of-b', 'file')");
      },
    };
    await expect(collect(path, { service }, [source({ service }), file])).rejects.toBeInstanceOf(InterruptedError);
    const before = service.asked.length;
    breaks = false;
    await collect(path, { service }, [source({ service }), file]);
    expect(service.asked).toHaveLength(before);
    const rows = await everything(path);
    expect(rows["accounts"]).toHaveLength(7);
    expect(rows["sources"]).toHaveLength(3);
  });

  it("does not go on with another directory, or other sources", async () => {
    const path = join(folder.path, "other.duckdb");
    const stop = new AbortController();
    await expect(collect(path, { service: new Service((count) => count === 2 && stop.abort()), signal: stop.signal })).rejects.toBeInstanceOf(
      InterruptedError,
    );
    const service = new Service();
    await expect(collect(path, { service, tenant: "t2" })).rejects.toThrow(SourceError);
    await expect(collect(path, { service }, [source({ service }, "other")])).rejects.toThrow(UsageError);
    expect(service.asked).toEqual([]);
  });
});
