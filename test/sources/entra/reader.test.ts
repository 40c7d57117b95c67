import { describe, expect, it } from "vitest";
import { SourceError } from "../../../src/errors.js";
import { type Page, Refusal } from "../../../src/sources/contract.js";
import { LOCAL_PACE } from "../../../src/sources/entra/limits.js";
import { GraphReader } from "../../../src/sources/entra/reader.js";
import { Pace } from "../../../src/sources/pace.js";
import { PATIENT } from "../../../src/sources/patience.js";

const ORIGIN = "https://graph.microsoft.com";
const HURRIED = { ...PATIENT, firstWait: 0.001 };
const signal = new AbortController().signal;

const page = (next?: string) => Response.json({ value: [{ id: "a" }], ...(next === undefined ? {} : { "@odata.nextLink": next }) });

/** A reader whose requests come to these ends, one after the other. */
function readerOf(...ends: readonly (Response | Error)[]) {
  const asked: { url: string; renewToken: boolean }[] = [];
  const left = [...ends];
  const exchange = {
    async get(url: string, _signal: AbortSignal, renewToken: boolean): Promise<Response> {
      asked.push({ url, renewToken });
      const end = left.shift() ?? page();
      if (end instanceof Error) throw end;
      return end;
    },
    async getMany(): Promise<Response> {
      throw new Error("one page needs no batch");
    },
  };
  return { asked, reader: new GraphReader(exchange, ORIGIN, HURRIED, new Pace(LOCAL_PACE), LOCAL_PACE.most) };
}

async function pagesOf(reader: GraphReader, path = "/users", waiting: (seconds: number, reason: string) => void = () => undefined): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const next of reader.pages(path, signal, waiting)) pages.push(next);
  return pages;
}

describe("GraphReader", () => {
  it("asks for a path and then for the links as they come", async () => {
    const link = `${ORIGIN}/v1.0/users?$skiptoken=RFNwdAIAAQ%3D%3D&x=https://a.example/b`;
    const { reader, asked } = readerOf(page(link), page());
    expect(await pagesOf(reader, "/users?$top=2")).toEqual([
      { items: [{ id: "a" }], next: link },
      { items: [{ id: "a" }], next: null },
    ]);
    expect(asked.map(({ url }) => url)).toEqual([`${ORIGIN}/v1.0/users?$top=2`, link]);
  });

  it("reads one object as a page of its own", async () => {
    const { reader } = readerOf(Response.json({ isEnabled: true }));
    expect(await pagesOf(reader)).toEqual([{ items: [{ isEnabled: true }], next: null }]);
  });

  it("goes on after a page without objects", async () => {
    const { reader } = readerOf(Response.json({ value: [], "@odata.nextLink": `${ORIGIN}/v1.0/users?$skiptoken=x` }), page());
    expect(await pagesOf(reader)).toHaveLength(2);
  });

  it("tells credentials that never worked from those that stop working", async () => {
    const refused = () => new SourceError("corp", "sign-in was refused");
    await expect(pagesOf(readerOf(refused()).reader)).rejects.toThrow(SourceError);
    const later = readerOf(page(`${ORIGIN}/v1.0/users?$skiptoken=x`), ...Array.from({ length: 6 }, refused));
    await expect(pagesOf(later.reader)).rejects.toThrow(Refusal);
  });

  it.each([
    ["never answered", [], 2],
    ["has answered", [page(`${ORIGIN}/v1.0/users?$skiptoken=x`)], 1 + HURRIED.tries],
  ])("gives an address that %s its number of tries", async (_case, first, tries) => {
    const broken = Array.from({ length: 10 }, () => new TypeError("fetch failed"));
    const { reader, asked } = readerOf(...first, ...broken);
    await expect(pagesOf(reader)).rejects.toThrow(Refusal);
    expect(asked).toHaveLength(tries);
  });

  it("renews the token once a page", async () => {
    const refused = () => Response.json({ error: { code: "InvalidAuthenticationToken" } }, { status: 401 });
    const once = readerOf(refused(), page(`${ORIGIN}/v1.0/users?$skiptoken=x`), refused(), page());
    await pagesOf(once.reader);
    expect(once.asked.map(({ renewToken }) => renewToken)).toEqual([false, true, false, true]);
    await expect(pagesOf(readerOf(refused(), refused()).reader)).rejects.toMatchObject({ status: 401, state: "failed" });
  });

  it("keeps all requests back while the service wants none", async () => {
    const busy = Response.json({ error: { code: "TooManyRequests" } }, { status: 429, headers: { "retry-after": "1" } });
    const { reader, asked } = readerOf(busy);
    const before = performance.now();
    const first = pagesOf(reader, "/one");
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([first, pagesOf(reader, "/two")]);
    expect(asked.map(({ url }) => url.slice(`${ORIGIN}/v1.0`.length))).toEqual(["/one", "/one", "/two"]);
    expect(performance.now() - before).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ["an error inside of a success", Response.json({ error: { code: "x" } })],
    ["a list where an object belongs", Response.json([1])],
    ["nothing", Response.json(null)],
    ["an empty body", new Response("")],
  ])("takes %s for a fault", async (_case, answer) => {
    const { reader, asked } = readerOf(answer);
    expect(await pagesOf(reader)).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });
});
