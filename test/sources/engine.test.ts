import { afterEach, describe, expect, it } from "vitest";
import { InterruptedError, SourceError } from "../../src/errors.js";
import type { Fact } from "../../src/inventory/facts.js";
import { Inventory } from "../../src/inventory/inventory.js";
import type { TableName } from "../../src/inventory/tables.js";
import { type CollectContext, type Collection, type Page, type Progress, type Reader, Refusal } from "../../src/sources/contract.js";
import { type RunOptions, runCollections } from "../../src/sources/engine.js";

const NOW = new Date("2026-01-01T00:00:00Z");

interface Item {
  id: string;
  name?: unknown;
}

const accounts: Collection<Item> = {
  name: "accounts",
  permission: "read.accounts",
  facts: ["accounts", "status"],
  start: "/accounts?top=2",
  rows: (item) => [{ table: "accounts", row: { id: item.id, displayName: item.name as string } }],
};

const groups: Collection<Item> = {
  name: "groups",
  permission: "read.groups",
  facts: ["groups"],
  start: "/groups",
  rows: (item) => [{ table: "groups", row: { id: item.id } }],
};

const members: Collection<Item> = {
  name: "members",
  permission: "read.members",
  facts: ["groups"],
  start: { query: `SELECT id FROM "groups" WHERE source = $source ORDER BY id`, path: (row) => `/groups/${row["id"]}/members` },
  rows: (item, _source, parent) => [{ table: "memberships", row: { group: parent["id"], member: item.id } }],
};

/** What a path answers, page by page; an Error in place of a page is thrown there. */
type Script = Readonly<Record<string, readonly (readonly unknown[] | Error)[]>>;

/** A service that answers from a script. Each page's next link is its path and number. */
class Scripted implements Reader {
  readonly asked: string[] = [];
  open = 0;
  widest = 0;
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  async *pages(path: string): AsyncGenerator<Page> {
    this.asked.push(path);
    this.widest = Math.max(this.widest, ++this.open);
    await new Promise((resolve) => setImmediate(resolve));
    this.open--;
    const pages = this.#script[path] ?? [[]];
    for (const [index, page] of pages.entries()) {
      if (page instanceof Error) throw page;
      yield { items: page, next: index + 1 < pages.length ? `${path}#${index + 1}` : null };
    }
  }
}

class Heard implements Progress {
  readonly lines: string[] = [];
  read(_source: string, collection: string, done: number): void {
    this.lines.push(`${collection} ${done}`);
  }
  waiting(_source: string, collection: string, seconds: number, reason: string): void {
    this.lines.push(`${collection} waits ${seconds} s: ${reason}`);
  }
  finished(_source: string, collection: string, state: string, done: number): void {
    this.lines.push(`${collection} ${state} ${done}`);
  }
}

const opened: Inventory[] = [];

afterEach(async () => {
  for (const inventory of opened.splice(0)) await inventory.close();
});

async function openInventory(): Promise<Inventory> {
  const inventory = await Inventory.open();
  opened.push(inventory);
  return inventory;
}

async function collect(
  reader: Reader,
  collections: readonly Collection[],
  { options = {}, signal = new AbortController().signal }: { options?: Partial<RunOptions>; signal?: AbortSignal } = {},
) {
  const inventory = await openInventory();
  const progress = new Heard();
  const context: CollectContext = { inventory, signal, progress, now: NOW, env: {} };
  const done = runCollections({ id: "corp", kind: "entra" }, reader, collections, context, { tenant: "t1", unsupported: ["tokens"], ...options });
  return { inventory, progress, done };
}

/** Collects, and reads tables afterwards. */
async function collected(script: Script, collections: readonly Collection[] = [accounts, groups, members], options: Partial<RunOptions> = {}) {
  const reader = new Scripted(script);
  const { inventory, progress, done } = await collect(reader, collections, { options });
  await done;
  const table = (name: TableName, columns: string) => inventory.rows<Record<string, unknown>>(`SELECT ${columns} FROM "${name}" ORDER BY ALL`);
  const fact = async (name: Fact) =>
    (await inventory.rows<Record<string, unknown>>("SELECT state, complete, reason FROM facts WHERE fact = $name", { name }))[0];
  return { reader, progress, table, fact };
}

const ids = (...names: string[]): Item[] => names.map((id) => ({ id }));

describe("a collection that is read to its end", () => {
  it("fills its table from every page and makes its facts collected", async () => {
    const { table, fact, progress } = await collected({ "/accounts?top=2": [ids("a", "b"), [], ids("c")] });
    expect(await table("accounts", "source, id")).toEqual(["a", "b", "c"].map((id) => ({ source: "corp", id })));
    expect(await fact("status")).toEqual({ state: "collected", complete: true, reason: null });
    expect(progress.lines).toEqual([
      "accounts 2",
      "accounts 2",
      "accounts 3",
      "accounts collected 3",
      "groups 0",
      "groups collected 0",
      "members collected 0",
    ]);
  });

  it("is one source and one row a fact", async () => {
    const { table, fact } = await collected({}, [accounts], { absent: ["devices"] });
    expect(await table("sources", "id, kind, tenant, collectedAt")).toEqual([{ id: "corp", kind: "entra", tenant: "t1", collectedAt: NOW }]);
    expect(await table("facts", "fact")).toHaveLength(23);
    expect(await fact("tokens")).toMatchObject({ state: "unsupported", complete: false });
    expect(await fact("devices")).toMatchObject({ state: "collected", complete: true });
    expect(await fact("risk")).toEqual({ state: "not-requested", complete: false, reason: null });
  });

  it("reads a listing per object, in order, a few at a time", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `g${String(i).padStart(2, "0")}`);
    const script = Object.fromEntries(names.map((name) => [`/groups/${name}/members`, [ids(`${name}-1`), ids(`${name}-2`)]]));
    const { reader, table } = await collected({ "/groups": [ids(...names)], ...script });
    expect(reader.asked.slice(2)).toEqual(names.map((name) => `/groups/${name}/members`));
    expect(reader.widest).toBe(4);
    expect(await table("memberships", `"group", member`)).toEqual(
      names.flatMap((name) => [1, 2].map((n) => ({ group: name, member: `${name}-${n}` }))),
    );
  });
});

describe("a refusal", () => {
  const forbidden = new Refusal("denied", "403 Forbidden", 403);
  const broken = new Refusal("failed", "500 after 5 tries", 500);
  const unlicensed = new Refusal("unsupported", "400 no licence", 400);

  it.each([
    ["at once", { "/groups": [forbidden] }, "denied", "/groups: 403 Forbidden; needs read.groups"],
    ["midway is a failure", { "/groups": [ids("g1"), forbidden] }, "failed", "/groups: 403 Forbidden; needs read.groups"],
    ["for want of a licence", { "/groups": [unlicensed] }, "unsupported", "/groups: 400 no licence"],
    [
      "of one object among many",
      { "/groups": [ids("g1", "g2")], "/groups/g2/members": [forbidden] },
      "denied",
      "/groups/g2/members: 403 Forbidden (1 of 2 like it); needs read.members",
    ],
    [
      "of several kinds gives the worst",
      { "/groups": [ids("g1", "g2", "g3")], "/groups/g1/members": [forbidden], "/groups/g2/members": [broken] },
      "failed",
      "/groups/g2/members: 500 after 5 tries (2 of 3 like it)",
    ],
  ])("%s is the state of its facts", async (_case, script, state, reason) => {
    const { fact } = await collected(script as Script);
    expect(await fact("groups")).toEqual({ state, complete: false, reason });
    expect(await fact("accounts")).toMatchObject({ state: "collected", complete: true });
  });

  it("keeps what was read before it", async () => {
    const { table } = await collected({ "/groups": [ids("g1"), forbidden] });
    expect(await table("groups", "id")).toEqual([{ id: "g1" }]);
  });

  it("of an object that is gone is none", async () => {
    const { fact, table } = await collected({
      "/groups": [ids("g1", "g2")],
      "/groups/g1/members": [new Refusal("failed", "404", 404)],
      "/groups/g2/members": [ids("a")],
    });
    expect(await fact("groups")).toMatchObject({ state: "collected", complete: true });
    expect(await table("memberships", "member")).toEqual([{ member: "a" }]);
  });

  it("of a path that the service does not offer is one", async () => {
    const { fact } = await collected({ "/groups": [ids("g1")], "/groups/g1/members": [new Refusal("unsupported", "404", 404)] });
    expect(await fact("groups")).toMatchObject({ state: "unsupported" });
  });

  it("of the first three objects ends the collection", async () => {
    const names = Array.from({ length: 40 }, (_, i) => `g${i + 10}`);
    const script = Object.fromEntries(names.map((name) => [`/groups/${name}/members`, [forbidden]]));
    const { reader } = await collected({ "/groups": [ids(...names)], ...script });
    expect(reader.asked.length).toBeLessThan(2 + 3 + 4);
  });

  it("of three objects later on does not, unless the service has gone", async () => {
    const names = ["g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9"];
    const refusing = (refusal: Refusal) => Object.fromEntries(names.slice(1, 4).map((name) => [`/groups/${name}/members`, [refusal]]));
    const denied = await collected({ "/groups": [ids(...names)], "/groups/g9/members": [ids("a")], ...refusing(forbidden) });
    expect(await denied.table("memberships", "member")).toEqual([{ member: "a" }]);
    const gone = await collected({ "/groups": [ids(...names)], "/groups/g9/members": [ids("a")], ...refusing(broken) });
    expect(await gone.table("memberships", "member")).toEqual([]);
  });

  it("of the accounts is an error with advice", async () => {
    const { done } = await collect(new Scripted({ "/accounts?top=2": [forbidden] }), [accounts, groups]);
    await expect(done).rejects.toThrow(SourceError);
    await expect(done).rejects.toMatchObject({
      message: "corp: /accounts could not be read: 403 Forbidden",
      hint: "Give the credentials the permission read.accounts.",
      exitCode: 3,
    });
  });

  it.each([
    [undefined, "Check the address, the network and any proxy on the way."],
    [401, "Check that the credentials belong to this directory and have not expired."],
    [404, "Check the address: there is no such directory behind it."],
    [500, "The service answers, but not with its accounts: try again later."],
  ])("with status %s has advice of its own", async (status, hint) => {
    const { done } = await collect(new Scripted({ "/accounts?top=2": [new Refusal("failed", "no", status)] }), [accounts]);
    await expect(done).rejects.toMatchObject({ hint });
  });

  it("lets another collection stand in, for the facts that it names", async () => {
    const plain: Collection<Item> = { ...groups, name: "plain groups", start: "/plain", facts: ["groups"] };
    const rich: Collection<Item> = { ...groups, facts: ["groups", "reviews"], instead: plain };
    const { fact, table } = await collected({ "/groups": [unlicensed], "/plain": [ids("g1")] }, [accounts, rich]);
    expect(await fact("groups")).toMatchObject({ state: "collected", complete: true });
    expect(await fact("reviews")).toMatchObject({ state: "unsupported" });
    expect(await table("groups", "id")).toEqual([{ id: "g1" }]);
  });
});

describe("a fact that is given in part", () => {
  const hinting: Collection<Item> = { ...groups, partly: ["hr"] };

  it("is collected without being complete", async () => {
    const { fact } = await collected({ "/groups": [ids("g1")] }, [accounts, hinting]);
    expect(await fact("groups")).toMatchObject({ state: "collected", complete: true });
    expect(await fact("hr")).toMatchObject({ state: "collected", complete: false, reason: expect.stringContaining("withholds") });
  });

  it("shares a refusal", async () => {
    const { fact } = await collected({ "/groups": [new Refusal("denied", "403", 403)] }, [accounts, hinting]);
    expect(await fact("hr")).toMatchObject({ state: "denied", reason: "/groups: 403; needs read.groups" });
  });
});

describe("a service that leads astray", () => {
  const turning = (pages: (n: number) => Page): Reader => ({
    async *pages(path) {
      if (path !== "/groups") yield { items: ids("a"), next: null };
      else for (let n = 0; ; n++) yield pages(n);
    },
  });

  it.each([
    ["back to the same page", (n: number) => `#${n % 1}`],
    ["round a circle", (n: number) => `#${n % 3}`],
    ["to the start", () => "/groups"],
  ])("%s is left", async (_case, next) => {
    const { inventory, done } = await collect(
      turning((n) => ({ items: ids(`g${n}`), next: next(n) })),
      [accounts, groups],
    );
    await done;
    expect(await inventory.rows("SELECT state, reason FROM facts WHERE fact = 'groups'")).toEqual([
      { state: "failed", reason: "/groups: the next page is one that was already read" },
    ]);
  });
});

describe("a record that cannot be read", () => {
  const picky: Collection<Item> = {
    ...groups,
    rows: (item) => {
      if (item.id === "throws") throw new Error("no type");
      if (item.id === "other") return null;
      if (item.id === "nothing") return [];
      return [{ table: "groups", row: { id: item.id, displayName: item.name as string } }];
    },
  };

  it.each([
    ["that its reader throws on", { id: "throws" }, { table: null, column: null, reason: "no type" }],
    ["that is not even an object", null, { table: null, column: null, reason: "is not shaped as it should be" }],
    ["of another kind", { id: "other" }, { table: null, column: null, reason: "is none of groups" }],
    ["without what its table requires", { id: null }, { table: "groups", column: "id", reason: "id is missing" }],
    ["with an empty id", { id: "" }, { table: "groups", column: "id", reason: "id is empty" }],
    ["with a value of another type", { id: "g2", name: 7 }, { table: "groups", column: "displayName", reason: "displayName is not text" }],
  ])("%s is listed, and the rest kept", async (_case, item, reject) => {
    const { table, fact } = await collected({ "/groups": [ids("g1"), [item, { id: "g3" }]] }, [accounts, picky]);
    expect(await table("rejects", `source, place, "row", "table", "column", reason`)).toEqual([
      { source: "corp", place: "/groups", row: 2, ...reject },
    ]);
    expect(await table("groups", "id")).toEqual([{ id: "g1" }, { id: "g3" }]);
    expect(await fact("groups")).toEqual({ state: "collected", complete: false, reason: "groups: 1 of 3 records could not be read" });
  });

  it("may be kept in part", async () => {
    const gap = { table: "rejects" as const, row: { table: "groups", column: "displayName", reason: "name was withheld" } };
    const partial: Collection<Item> = { ...groups, rows: (item) => [{ table: "groups", row: { id: item.id } }, ...(item.id === "g2" ? [gap] : [])] };
    const { table, fact } = await collected({ "/groups": [ids("g1", "g2", "g3")] }, [accounts, partial]);
    expect(await table("groups", "id")).toEqual([{ id: "g1" }, { id: "g2" }, { id: "g3" }]);
    expect(await table("rejects", `place, "row", "column"`)).toEqual([{ place: "/groups", row: 2, column: "displayName" }]);
    expect(await fact("groups")).toMatchObject({ state: "collected", complete: false });
  });

  it.each([
    [1000, 0],
    [1001, 1],
  ])("is listed up to a thousand times: %i", async (count, notes) => {
    const { table, fact } = await collected({ "/groups": [Array.from({ length: count }, () => ({ id: "other" }))] }, [accounts, picky]);
    expect(await table("rejects", "reason")).toHaveLength(1000);
    expect(await table("notes", "note")).toHaveLength(notes);
    expect(await fact("groups")).toMatchObject({ reason: `groups: ${count} of ${count} records could not be read` });
  });

  it("is not one of which nothing is kept", async () => {
    const { table, fact } = await collected({ "/groups": [ids("nothing")] }, [accounts, picky]);
    expect(await table("rejects", "reason")).toEqual([]);
    expect(await fact("groups")).toMatchObject({ complete: true });
  });

  it("is not a fault of the program, which is thrown", async () => {
    const { done } = await collect(
      {
        pages: () => {
          throw new TypeError("bug");
        },
      },
      [accounts],
    );
    await expect(done).rejects.toThrow(TypeError);
  });
});

describe("what is settled at the end", () => {
  const signins: Collection<Item> = {
    ...accounts,
    name: "signins",
    facts: ["signin"],
    start: "/signins",
    rows: (item) => [{ table: "account_parts", row: { id: item.id, title: item.name as string, department: "from signins" } }],
  };
  const titles: Collection<Item> = {
    ...signins,
    name: "titles",
    start: "/titles",
    rows: (item) => [{ table: "account_parts", row: { id: item.id, title: item.name as string } }],
  };

  it("drops rows that were sent twice, keeps the first, and says so", async () => {
    const { table } = await collected({
      "/accounts?top=2": [[{ id: "a", name: "first" }, { id: "b" }], [{ id: "a", name: "second" }]],
      "/groups": [ids("g", "g", "g")],
    });
    expect(await table("accounts", "id, displayName")).toEqual([
      { id: "a", displayName: "first" },
      { id: "b", displayName: null },
    ]);
    expect(await table("groups", "id")).toEqual([{ id: "g" }]);
    expect(await table("notes", "source, note")).toEqual([
      { source: "corp", note: "1 row of accounts came more than once; the first is kept." },
      { source: "corp", note: "2 rows of groups came more than once; the first is kept." },
    ]);
  });

  it("joins parts into accounts: what the account has stays, of several parts the first wins", async () => {
    const { table } = await collected(
      {
        "/accounts?top=2": [ids("a", "b")],
        "/signins": [[{ id: "a", name: "one" }]],
        "/titles": [
          [
            { id: "a", name: "two" },
            { id: "b", name: "three" },
          ],
        ],
      },
      [
        { ...accounts, rows: (item: Item) => [{ table: "accounts", row: { id: item.id, department: item.id === "a" ? "own" : null } }] },
        signins,
        titles,
      ],
    );
    expect(await table("accounts", "id, title, department")).toEqual([
      { id: "a", title: "one", department: "own" },
      { id: "b", title: "three", department: null },
    ]);
    expect(await table("account_parts", "id")).toEqual([]);
    expect(await table("notes", "note")).toEqual([]);
  });

  it("tells of parts without their account", async () => {
    const { table } = await collected({ "/accounts?top=2": [ids("a")], "/signins": [ids("x", "x", "y")] }, [accounts, signins]);
    expect(await table("notes", "note")).toEqual([{ note: "2 accounts are reported on but not listed; left out." }]);
  });

  it("runs the source's own statements, for this source only", async () => {
    const step = { name: "names", sql: "UPDATE accounts SET displayName = $source || id WHERE source = $source" };
    const { table } = await collected({ "/accounts?top=2": [ids("a")] }, [accounts], { settle: [step] });
    expect(await table("accounts", "displayName")).toEqual([{ displayName: "corpa" }]);
  });

  it("leaves other sources' rows alone", async () => {
    const inventory = await openInventory();
    const writer = inventory.writer("accounts");
    await writer.append({ source: "other", id: "a", title: "mine" });
    await writer.append({ source: "other", id: "a", title: "mine" });
    await writer.close();
    const context = { inventory, signal: new AbortController().signal, progress: new Heard(), now: NOW, env: {} };
    const reader = new Scripted({ "/accounts?top=2": [ids("a", "a")], "/signins": [[{ id: "a", name: "new" }]] });
    await runCollections({ id: "corp", kind: "entra" }, reader, [accounts, signins], context, { tenant: null, unsupported: [] });
    expect(await inventory.rows("SELECT source, id, title FROM accounts ORDER BY ALL")).toEqual([
      { source: "corp", id: "a", title: "new" },
      { source: "other", id: "a", title: "mine" },
      { source: "other", id: "a", title: "mine" },
    ]);
  });
});

describe("an interruption", () => {
  it("stops between pages and keeps what was read", async () => {
    const stop = new AbortController();
    const reader: Reader = {
      async *pages() {
        yield { items: ids("a"), next: "#1" };
        stop.abort();
        yield { items: ids("b"), next: null };
      },
    };
    const { inventory, done } = await collect(reader, [accounts], { signal: stop.signal });
    await expect(done).rejects.toThrow(InterruptedError);
    expect(await inventory.rows("SELECT id FROM accounts")).toEqual([{ id: "a" }]);
    expect(await inventory.rows("SELECT * FROM facts")).toEqual([]);
  });

  it("is told from a refusal that it caused", async () => {
    const stop = new AbortController();
    const reader: Reader = {
      // biome-ignore lint/correctness/useYield: it never comes to a page.
      async *pages() {
        stop.abort();
        throw new Refusal("failed", "the connection was closed");
      },
    };
    const { done } = await collect(reader, [accounts], { signal: stop.signal });
    await expect(done).rejects.toThrow(InterruptedError);
  });
});
