import { SourceError } from "../errors.js";
import type { Checkpoints } from "./checkpoints.js";
import type { CollectContext } from "./contract.js";
import { BEGINNING, type Course, newTally, type Position, savedTally, type Tally, tallyOf } from "./course.js";
import type { Outcome } from "./outcome.js";
import { Store } from "./store.js";

/**
 * Short listings after which their rows are stored for good. Ours: storing costs some milliseconds, as a request does,
 * and is worth it for a page; a stopped run reads no more than these again.
 */
const SHORT_LISTINGS = 20;

const NOTHING: Omit<Course, "tenant" | "store"> = { over: {}, current: {}, settled: false };

/**
 * Keeps how far one source has come, in one transaction with its rows. Where there are no checkpoints it only counts,
 * and rows reach the inventory as they fill the writers.
 */
export class CourseLog {
  readonly store: Store;
  readonly #context: CollectContext;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #source: string;
  readonly #tenant: string | null;
  readonly #isNew: boolean;
  #course: Omit<Course, "tenant" | "store">;
  /** The last work that anybody does alone. */
  #last: Promise<unknown> = Promise.resolve();
  /** Listings since the last save; null before anything has been read. */
  #unsaved: number | null = null;

  private constructor(context: CollectContext, source: string, tenant: string | null, course: Course | null) {
    this.#context = context;
    this.#checkpoints = context.checkpoints;
    this.#source = source;
    this.#tenant = tenant;
    this.#isNew = course === null;
    this.#course = course ?? NOTHING;
    this.store = new Store(context.inventory, source, course?.store ?? null);
  }

  /** @throws SourceError when an earlier run read another directory under this name */
  static async open(context: CollectContext, source: string, tenant: string | null): Promise<CourseLog> {
    const course = context.checkpoints?.of<Course>(source) ?? null;
    if (course !== null && course.tenant !== tenant)
      throw new SourceError(
        source,
        `the half-finished snapshot holds ${course.tenant ?? "a directory without a name"}, not ${tenant ?? "one"}`,
        "Use the credentials that it was begun with, or remove the file to begin anew.",
      );
    const log = new CourseLog(context, source, tenant, course);
    if (!log.isSettled) await log.#begin();
    return log;
  }

  /** Whether nothing was read before. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** Whether an earlier run has done all there is to do. */
  get isSettled(): boolean {
    return this.#course.settled;
  }

  /** What a collection came to that is over; null where it is not. */
  outcomesOf(collection: string): readonly Outcome[] | null {
    return this.#course.over[collection] ?? null;
  }

  /** Where a collection begins: where it was stopped, or at its beginning. */
  begin(collection: string): { readonly tally: Tally; readonly position: Position } {
    const current = this.#course.current[collection];
    if (current !== undefined) return { tally: tallyOf(current.tally), position: current.position };
    const tally = newTally();
    this.#isAt(collection, BEGINNING, tally);
    return { tally, position: BEGINNING };
  }

  /** A page, or a short listing, of a collection is stored whole. */
  async reached(collection: string, tally: Tally, position: Position, isShort: boolean): Promise<void> {
    if (this.#checkpoints === undefined) return;
    this.#isAt(collection, position, tally);
    this.#unsaved = (this.#unsaved ?? 0) + 1;
    if (!isShort || this.#unsaved >= SHORT_LISTINGS) await this.#save();
  }

  /** A collection is over. */
  async over(collection: string, outcomes: readonly Outcome[]): Promise<void> {
    const { [collection]: _ended, ...current } = this.#course.current;
    this.#course = { ...this.#course, over: { ...this.#course.over, [collection]: outcomes }, current };
    if (this.#checkpoints !== undefined) await this.#save();
  }

  /**
   * Does something with the inventory while no other lane does: what is stored is whole pages, and how far each has come.
   * Work of one lane that waits for the service is not to be done in here.
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The source is done: everything is in its final form. */
  async settled(): Promise<void> {
    this.#course = { ...this.#course, settled: true };
    if (this.#checkpoints === undefined) await this.store.flush();
    else await this.#commit();
  }

  /**
   * The run ends before its end.
   * @param isOrderly what was read since the last save is whole, and is kept as well
   */
  async stopped(isOrderly: boolean): Promise<void> {
    if (this.#checkpoints === undefined) await this.store.flush();
    else if (isOrderly && this.#unsaved !== null) await this.#commit();
    else await this.#context.inventory.run("ROLLBACK");
  }

  #isAt(collection: string, position: Position, tally: Tally): void {
    this.#course = { ...this.#course, current: { ...this.#course.current, [collection]: { position, tally: savedTally(tally) } } };
  }

  async #begin(): Promise<void> {
    if (this.#checkpoints !== undefined) await this.#context.inventory.run("BEGIN TRANSACTION");
  }

  async #save(): Promise<void> {
    await this.#commit();
    await this.#begin();
  }

  async #commit(): Promise<void> {
    await this.store.flush();
    await this.#checkpoints?.save(this.#source, { ...this.#course, tenant: this.#tenant, store: this.store.state } satisfies Course);
    await this.#context.inventory.run("COMMIT");
    this.#unsaved = 0;
  }
}
