import { type Page, type Reader, Refusal } from "./contract.js";
import type { Position } from "./course.js";

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

/** How listings are opened: one service, for one collection. */
export class Listings {
  readonly #reader: Reader;
  readonly #signal: AbortSignal;
  readonly #waiting: Waiting;

  constructor(reader: Reader, signal: AbortSignal, waiting: Waiting) {
    this.#reader = reader;
    this.#signal = signal;
    this.#waiting = waiting;
  }

  /** The pages of one listing, from where a stopped collection had come to. */
  open(path: string, position: Position): AsyncGenerator<Page> {
    return this.#pages(position.next ?? path);
  }

  /**
   * Opens listings in their order, several at a time: while one is consumed, the first pages of the following
   * ones are on their way, many in one request where the service takes that. Few objects have more than one page, so
   * this is nearly as fast as reading all at once, keeps the order, and holds no more than those first pages.
   *
   * @param width requests that are on their way at once
   */
  async *ahead(listings: AsyncIterable<Listing>, position: Position, width: number): AsyncGenerator<OpenListing> {
    const started: Batch[] = [];
    const size = this.#reader.batch?.size ?? 1;
    let batch: Listing[] = [];
    let { next } = position;
    try {
      for await (const listing of listings) {
        if (next !== null) {
          // The listing that was stopped in its middle; only the first one can be.
          yield { ...listing, pages: this.#pages(next) };
          next = null;
          continue;
        }
        batch.push(listing);
        if (batch.length < size) continue;
        started.push(this.#start(batch));
        batch = [];
        if (started.length >= width) yield* started.shift()?.listings ?? [];
      }
      if (batch.length > 0) started.push(this.#start(batch));
      for (let done = started.shift(); done !== undefined; done = started.shift()) yield* done.listings;
    } finally {
      await Promise.allSettled(started.map(({ first }) => first));
    }
  }

  #start(batch: readonly Listing[]): Batch {
    const many = this.#reader.batch;
    if (many === undefined || batch.length === 1) {
      const opened = batch.map((listing) => this.#startOne(listing));
      return { listings: opened.map(({ listing }) => listing), first: Promise.allSettled(opened.map(({ first }) => first)) };
    }
    const firsts = many.firstPages(
      batch.map(({ path }) => path),
      this.#signal,
      this.#waiting,
    );
    // They are awaited later, or never when the collection is left early: either way a failure is not unhandled.
    firsts.catch(() => undefined);
    return { listings: batch.map((listing, index) => ({ ...listing, pages: this.#continued(listing.path, firsts, index) })), first: firsts };
  }

  #startOne(listing: Listing): { listing: OpenListing; first: Promise<unknown> } {
    const pages = this.#pages(listing.path);
    const first = pages.next();
    first.catch(() => undefined);
    return { listing: { ...listing, pages: resumed(first, pages) }, first };
  }

  async *#continued(path: string, firsts: Promise<readonly (Page | Refusal)[]>, index: number): AsyncGenerator<Page> {
    const first = (await firsts)[index];
    if (first === undefined) throw new Refusal("failed", "it was left out of the answer");
    if (first instanceof Refusal) throw first;
    yield first;
    if (first.next === path) throw new Refusal("failed", AGAIN);
    if (first.next !== null) yield* this.#pages(first.next);
  }

  /** The pages of one listing, to the end and no further: a service that leads in a circle is left. */
  async *#pages(path: string): AsyncGenerator<Page> {
    const seen = new Set([path]);
    for await (const page of this.#reader.pages(path, this.#signal, this.#waiting)) {
      yield page;
      if (page.next === null) return;
      if (seen.has(page.next)) throw new Refusal("failed", AGAIN);
      if (seen.size === MAX_PAGES) throw new Refusal("failed", `there is no end after ${MAX_PAGES} pages`);
      seen.add(page.next);
    }
  }
}

const AGAIN = "the next page is one that was already read";

interface Batch {
  readonly listings: readonly OpenListing[];
  readonly first: Promise<unknown>;
}

async function* resumed(first: Promise<IteratorResult<Page>>, rest: AsyncGenerator<Page>): AsyncGenerator<Page> {
  const page = await first;
  if (page.done === true) return;
  yield page.value;
  yield* rest;
}
