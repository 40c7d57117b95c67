import { setMaxListeners } from "node:events";
import { InterruptedError, SourceError } from "../errors.js";
import type { Fact } from "../inventory/facts.js";
import type { Step } from "../inventory/inventory.js";
import { type CollectContext, type Collection, type Page, type Reader, Refusal, type SourceKind, StalePage, type TableRow } from "./contract.js";
import { BEGINNING, type Position, type Refused, type Tally } from "./course.js";
import { CourseLog } from "./course-log.js";
import { type Listing, Listings, type OpenListing } from "./listing.js";
import { factRows, type Outcome, type Reach, worse } from "./outcome.js";
import { settle } from "./settle.js";
import type { Fault } from "./store.js";

export interface RunOptions extends Reach {
  /** The directory's own id, where it is known. */
  readonly tenant: string | null;
  /** Rows that are known before anything is read. */
  readonly begin?: readonly TableRow[];
  /** Statements over all that was read, for what one object alone does not say. They may use `$source`. */
  readonly settle?: readonly Step[];
  /**
   * What no statement can do, once they have run. It is repeated as a whole when it was stopped.
   * @param wasWhole whether all of a collection was read
   */
  readonly conclude?: (wasWhole: (collection: string) => boolean) => Promise<void>;
}

/** Listings under single objects that are read side by side. Ours: enough to hide a round trip, too few to be a storm. */
const WIDTH = 4;

/** Times that a listing is begun when its pages go stale. Ours: what is too long for two attempts is too long for three. */
const BEGUN = 2;

/** Objects that are held at once to read listings under them. Ours: a megabyte or two. */
const PORTION = 10_000;

/**
 * Refusals in a row after which a collection under single objects is left. Ours: one may be about its object
 * (a group with hidden members), three are about the credentials or the connection.
 */
const GIVE_UP = 3;

/**
 * Reads collections into the inventory, one after the other, and records what became of every fact.
 *
 * A refusal is a fact's state and stops nothing but its own collection; rows that were read before it stay.
 * Only when the first collection, the accounts, gives nothing at all there is nothing to audit.
 *
 * With checkpoints, rows and how far reading has come are stored in one transaction after every page, so that a later
 * run goes on behind the last of them, whatever stopped this one.
 *
 * @throws SourceError when the first collection was refused, or what is to go on is another directory
 * @throws InterruptedError when the signal stopped it; what was read stays in the inventory
 */
export async function runCollections(
  source: { readonly id: string; readonly kind: SourceKind },
  reader: Reader,
  collections: readonly Collection[],
  context: CollectContext,
  options: RunOptions,
): Promise<void> {
  const { inventory, now } = context;
  const log = await CourseLog.open(context, source.id, options.tenant);
  if (log.isSettled) return;
  const run = new Run(source.id, reader, context, log);
  try {
    if (log.isNew) for (const { table, row } of options.begin ?? []) await log.store.add(table, [row]);
    const outcomes = await run.all(collections);
    await log.store.flush();
    await settle(inventory, source.id, log.store, options.settle ?? []);
    await options.conclude?.((name) => log.outcomesOf(name)?.every(({ complete }) => complete) === true);
    await log.store.add("facts", factRows(source.id, outcomes, options));
    await log.store.add("sources", [{ id: source.id, kind: source.kind, tenant: options.tenant, collectedAt: now }]);
    await log.settled();
  } catch (cause) {
    await log.stopped(cause instanceof InterruptedError);
    throw cause;
  }
}

const WITHHELD = "the service does not tell an empty value from one that it withholds";

class Run {
  readonly #source: string;
  readonly #reader: Reader;
  readonly #context: CollectContext;
  readonly #log: CourseLog;
  /** Stops lanes beside one that failed. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;

  constructor(source: string, reader: Reader, context: CollectContext, log: CourseLog) {
    this.#source = source;
    this.#reader = reader;
    this.#context = context;
    this.#log = log;
    this.#signal = AbortSignal.any([context.signal, this.#stop.signal]);
    // Every request that waits listens to it, however many those are: no leak to warn of.
    setMaxListeners(0, this.#signal);
  }

  /** Reads collections one after the other, and lanes beside each other. @returns what each came to, in their order */
  async all(collections: readonly Collection[]): Promise<Outcome[]> {
    const outcomes = new Map<Collection, readonly Outcome[]>();
    const collect = async (collection: Collection) => outcomes.set(collection, await this.collect(collection, collection === collections[0]));
    for (const stretch of stretchesOf(collections))
      await this.#beside(
        [...stretch.values()].map((lane) => async () => {
          for (const collection of lane) await collect(collection);
        }),
      );
    return collections.flatMap((collection) => outcomes.get(collection) ?? []);
  }

  /** Does work side by side. When one part of it fails the others are stopped, and the failure is thrown once they are. */
  async #beside(works: readonly (() => Promise<void>)[]): Promise<void> {
    const failures: unknown[] = [];
    const stop = (cause: unknown) => {
      failures.push(cause);
      this.#stop.abort();
    };
    await Promise.all(works.map((work) => work().catch(stop)));
    if (failures.length > 0) throw failures[0];
  }

  /** Reads one collection, or what stands in for it; from where an earlier run had come to. */
  async collect(collection: Collection, isFirst: boolean): Promise<readonly Outcome[]> {
    const over = this.#log.outcomesOf(collection.name);
    if (over !== null) return over;
    const outcomes = await this.#collect(collection, isFirst);
    await this.#log.alone(() => this.#log.over(collection.name, outcomes));
    return outcomes;
  }

  async #collect(collection: Collection, isFirst: boolean): Promise<readonly Outcome[]> {
    const { progress } = this.#context;
    const { tally, position } = this.#log.begin(collection.name);
    let { listings } = position;
    for await (const listing of this.#listings(collection, position)) {
      await this.#read(collection, listing, tally, listings === position.listings ? position : { ...BEGINNING, listings });
      listings++;
      if (isHopeless(tally)) break;
      const reached: Position = { ...BEGINNING, listings };
      await this.#log.alone(() => this.#log.reached(collection.name, tally, reached, typeof collection.start !== "string"));
    }
    progress.finished(this.#source, collection.name, tally.state, tally.done);
    const { instead, partly = [], adds = [] } = collection;
    // A fault is no refusal: what stands in would most likely meet it too.
    const standsIn = tally.worst === null || tally.state === "failed" ? undefined : instead;
    if (isFirst && tally.worst !== null && tally.done === 0 && standsIn === undefined) throw unreadable(this.#source, collection, tally.worst);

    const outcome = outcomeOf(collection, tally);
    // No fact tells that something is missing here, so a note does.
    if (collection.facts.length === 0 && adds.length === 0 && outcome.reason !== null)
      await this.#log.store.note(`${collection.name} could not be read: ${outcome.reason}.`);
    const outcomes = [
      outcome,
      ...(partly.length === 0 ? [] : [{ ...outcome, facts: partly, complete: false, reason: outcome.reason ?? WITHHELD }]),
      ...(adds.length === 0 ? [] : [{ ...outcome, facts: adds, state: "collected" as const }]),
    ];
    if (standsIn === undefined) return outcomes;
    return [...without(outcomes, [...standsIn.facts, ...(standsIn.partly ?? [])]), ...(await this.collect(standsIn, isFirst))];
  }

  async *#listings(collection: Collection, position: Position): AsyncGenerator<OpenListing> {
    const { start } = collection;
    const listings = this.#opener(collection);
    if (typeof start !== "string") yield* listings.ahead(this.#objects(start, position.listings), position, this.#reader.width ?? WIDTH);
    else if (position.listings === 0) yield { path: start, parent: {}, pages: listings.open(start, position) };
  }

  #opener(collection: Collection): Listings {
    const { progress } = this.#context;
    return new Listings(this.#reader, this.#signal, (seconds, reason) => progress.waiting(this.#source, collection.name, seconds, reason));
  }

  /**
   * The listings under the objects that a query selects, but for those that were read before: their order is the same
   * in every run. They are asked for in portions, as a result that is left half-read keeps the database open.
   */
  async *#objects(start: Exclude<Collection["start"], string>, read: number): AsyncGenerator<Listing> {
    for (let from = read; ; from += PORTION) {
      const query = `SELECT * FROM (${start.query}) ORDER BY ALL LIMIT ${PORTION} OFFSET ${from}`;
      const parents = await this.#log.alone(async () => {
        await this.#log.store.flush(start.query);
        return this.#context.inventory.rows<Listing["parent"]>(query, { source: this.#source });
      });
      for (const parent of parents) yield { path: start.path(parent), parent };
      if (parents.length < PORTION) return;
    }
  }

  /** Reads one listing. Its refusal goes into the tally; whatever else goes wrong is thrown. */
  async #read(collection: Collection, listing: OpenListing, tally: Tally, position: Position): Promise<void> {
    let { row } = position;
    let { pages } = listing;
    for (let begun = 1; ; begun++) {
      try {
        for await (const page of pages) {
          this.#checkSignal();
          row = await this.#log.alone(async () => {
            const read = await this.#keep(collection, listing, page, tally, row);
            const { next } = page;
            if (next !== null) await this.#log.reached(collection.name, tally, { listings: position.listings, next, row: read }, false);
            return read;
          });
        }
        tally.read++;
        tally.inARow = 0;
        return;
      } catch (cause) {
        this.#checkSignal();
        if (!(cause instanceof Refusal)) throw cause;
        if (!(cause instanceof StalePage) || begun === BEGUN) return refuse(collection, listing, cause, row, tally);
      }
      // What comes twice now is dropped in the end.
      tally.done -= row;
      row = 0;
      pages = this.#opener(collection).open(listing.path, BEGINNING);
    }
  }

  /** Keeps what a page holds. @returns the records of its listing so far */
  async #keep(collection: Collection, listing: OpenListing, page: Page, tally: Tally, before: number): Promise<number> {
    let row = before;
    for (const item of page.items) {
      row++;
      const rows = rowsOf(collection, item, this.#source, listing.parent);
      if (!(await this.#log.store.keep(rows, { place: placeOf(listing.path), row }))) tally.rejected++;
    }
    tally.done += page.items.length;
    this.#context.progress.read(this.#source, collection.name, tally.done);
    return row;
  }

  #checkSignal(): void {
    if (this.#signal.aborted) throw new InterruptedError();
  }
}

/** Collections in their order: each by itself, or those that stand together and name lanes, by lane. */
function stretchesOf(collections: readonly Collection[]): ReadonlyMap<string, readonly Collection[]>[] {
  const stretches: Map<string, Collection[]>[] = [];
  let wasInLane = false;
  for (const collection of collections) {
    const { lane = "" } = collection;
    if (!wasInLane || collection.lane === undefined) stretches.push(new Map());
    const lanes = stretches.at(-1);
    lanes?.set(lane, [...(lanes.get(lane) ?? []), collection]);
    wasInLane = collection.lane !== undefined;
  }
  return stretches;
}

/** Puts into the tally that a listing was refused, or broke off. An object that is gone is no refusal. */
function refuse(collection: Collection, listing: Listing, refusal: Refusal, row: number, tally: Tally): void {
  const isGone = typeof collection.start !== "string" && refusal.status === 404 && refusal.state !== "unsupported";
  if (isGone) return;
  tally.refused++;
  tally.inARow++;
  // No object can be gone where none is named: the service does not know the listing.
  const isUnknown = refusal.status === 404 && refusal.state === "failed" && typeof collection.start === "string";
  const state = worse(tally.state, row > 0 ? "failed" : isUnknown ? "unsupported" : refusal.state);
  if (tally.worst === null || state !== tally.state) tally.worst = { place: placeOf(listing.path), refusal };
  tally.state = state;
}

/** Outcomes that no longer answer for some facts. */
function without(outcomes: readonly Outcome[], facts: readonly Fact[]): Outcome[] {
  return outcomes.map((outcome) => ({ ...outcome, facts: outcome.facts.filter((fact) => !facts.includes(fact)) }));
}

/** The rows of one object, or why it has none. */
function rowsOf(collection: Collection, item: unknown, source: string, parent: Listing["parent"]): readonly TableRow[] | Fault {
  try {
    return collection.rows(item, source, parent) ?? { reason: `is none of ${collection.name}` };
  } catch (cause) {
    // A TypeError is what reading into a missing part gives; its message is about our code.
    return { reason: cause instanceof Error && !(cause instanceof TypeError) ? cause.message : "is not shaped as it should be" };
  }
}

/** A permission that is missing for all objects is seen at the first ones; a connection that is gone, at any. */
function isHopeless(tally: Tally): boolean {
  return tally.inARow >= GIVE_UP && (tally.read === 0 || tally.state === "failed");
}

/** Endpoint of a path, without what was asked of it. */
function placeOf(path: string): string {
  return path.split("?", 1)[0] ?? path;
}

function outcomeOf(collection: Collection, tally: Tally): Outcome {
  const { facts } = collection;
  if (collection.optional === true && tally.state === "unsupported") return { facts, state: "collected", complete: true, reason: null };
  if (tally.worst !== null) return { facts, state: tally.state, complete: false, reason: whyRefused(collection, tally, tally.worst) };
  if (tally.rejected === 0) return { facts, state: "collected", complete: true, reason: null };
  return { facts, state: "collected", complete: false, reason: `${collection.name}: ${tally.rejected} of ${tally.done} records could not be read` };
}

function whyRefused(collection: Collection, tally: Tally, { place, refusal }: Refused): string {
  const tried = tally.read + tally.refused;
  const many = tried > 1 ? ` (${tally.refused} of ${tried} like it)` : "";
  const need = refusal.state === "denied" ? `; needs ${collection.permission}` : "";
  return `${place}: ${refusal.message}${many}${need}`;
}

function unreadable(source: string, collection: Collection, { place, refusal }: Refused): SourceError {
  return new SourceError(source, `${place} could not be read: ${refusal.message}`, hintFor(collection, refusal), refusal);
}

function hintFor(collection: Collection, refusal: Refusal): string {
  switch (refusal.status) {
    case undefined:
      return "Check the address, the network and any proxy on the way.";
    case 401:
      return "Check that the credentials belong to this directory and have not expired.";
    case 403:
      return `Give the credentials the permission ${collection.permission}.`;
    case 404:
      return "Check the address: there is no such directory behind it.";
    default:
      return "The service answers, but not with its accounts: try again later.";
  }
}
