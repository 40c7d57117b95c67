import { type Page, type Reader, Refusal } from "./contract.js";

/** The columns of the row that a listing hangs on; empty for a listing of its own. */
export type Parent = Readonly<Record<string, string>>;

export interface Listing {
  readonly path: string;
  readonly parent: Parent;
}

/** One listing on its way: its first page has been asked for, the rest is read by whoever consumes it. */
export interface OpenListing extends Listing {
  /** @throws Refusal like the reader's own pages */
  readonly pages: AsyncGenerator<Page>;
}

/** Hears that nothing is read for a while, because the service asked for it. */
export type Waiting = (seconds: number, reason: string) => void;

/** Five times what ten million accounts take at 200 a page: beyond it, the service makes up pages. */
const MAX_PAGES = 250_000;

/** The pages of one listing, to the end and no further: a service that leads in a circle is left. */
export async function* pagesOf(reader: Reader, path: string, signal: AbortSignal, waiting: Waiting): AsyncGenerator<Page> {
  const seen = new Set([path]);
  for await (const page of reader.pages(path, signal, waiting)) {
    yield page;
    if (page.next === null) return;
    if (seen.has(page.next)) throw new Refusal("failed", "the next page is one that was already read");
    if (seen.size === MAX_PAGES) throw new Refusal("failed", `there is no end after ${MAX_PAGES} pages`);
    seen.add(page.next);
  }
}

/**
 * Opens listings in their order, `width` at a time: while one is consumed, the first pages of the following
 * ones are on their way. Few objects have more than one page, so this is nearly as fast as reading all at once,
 * keeps the order, and never holds more than `width` pages.
 */
export async function* ahead(
  listings: AsyncIterable<Listing>,
  open: (path: string) => AsyncGenerator<Page>,
  width: number,
): AsyncGenerator<OpenListing> {
  const started: { listing: OpenListing; first: Promise<unknown> }[] = [];
  try {
    for await (const listing of listings) {
      started.push(start(listing, open));
      if (started.length < width) continue;
      const next = started.shift();
      if (next !== undefined) yield next.listing;
    }
    for (let next = started.shift(); next !== undefined; next = started.shift()) yield next.listing;
  } finally {
    await Promise.allSettled(started.map(({ first }) => first));
  }
}

function start(listing: Listing, open: (path: string) => AsyncGenerator<Page>): { listing: OpenListing; first: Promise<unknown> } {
  const pages = open(listing.path);
  const first = pages.next();
  // It is awaited later, or never when the collection is left early: either way its failure is not unhandled.
  first.catch(() => undefined);
  return { listing: { ...listing, pages: resumed(first, pages) }, first };
}

async function* resumed(first: Promise<IteratorResult<Page>>, rest: AsyncGenerator<Page>): AsyncGenerator<Page> {
  const page = await first;
  if (page.done === true) return;
  yield page.value;
  yield* rest;
}
