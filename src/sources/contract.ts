import type { Fact, FactState } from "../inventory/facts.js";
import type { Inventory } from "../inventory/inventory.js";
import type { Row, TableName } from "../inventory/tables.js";
import type { Checkpoints } from "./checkpoints.js";

export type SourceKind = "entra" | "okta" | "ldap" | "scim" | "file" | "sample";

/** One directory that can be read into the inventory. Making it costs nothing; `collect` loads what it needs. */
export interface Source {
  /** The name that rows carry; unique in a scan. */
  readonly id: string;
  readonly kind: SourceKind;
  /**
   * Reads everything into the inventory and records the state of every fact.
   * A part that is refused becomes a fact's state; it does not stop the rest.
   *
   * @throws SourceError when nothing could be read at all
   * @throws InterruptedError when the signal stopped it; what was read stays in the inventory
   */
  collect(context: CollectContext): Promise<void>;
  /**
   * How much collecting takes, asked for in a few cheap requests. Left out where it costs the service nothing.
   * @throws SourceError when nothing could be asked
   */
  estimate?(context: AskContext): Promise<readonly EstimatedPart[]>;
  /**
   * What the credentials may read, found out by asking for a little of everything. Left out where there are none.
   * @throws SourceError when nothing could be asked
   */
  diagnose?(context: AskContext): Promise<Diagnosis>;
}

/** What a source needs to ask its service something without collecting. */
export interface AskContext {
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Percent of each of the service's rate limits that may be used, from 0 to 100; the source's own default where left out. */
  readonly rate?: number | undefined;
  /** Tells the person at the terminal what to do, such as where to sign in. */
  readonly tell?: (sentence: string) => void;
}

/** What one collection is going to take, at least: what is not known beforehand counts as little. */
export interface EstimatedPart {
  readonly collection: string;
  /** Objects that there are; null where the service does not say beforehand. */
  readonly objects: number | null;
  readonly requests: number;
  readonly seconds: number;
  /** Parts of different lanes go on beside each other. */
  readonly lane?: string;
}

export interface Diagnosis {
  /** The directory's own id; null where it is not told. */
  readonly tenant: string | null;
  readonly permissions: readonly PermissionState[];
  /** What else is to be said of the credentials, in sentences. */
  readonly notes: readonly string[];
}

/** Whether one permission is there, and what hangs on it. */
export interface PermissionState {
  readonly permission: string;
  /** `unlicensed`: the service does not offer it here, whatever is permitted. `unknown`: it could not be found out. */
  readonly state: "granted" | "missing" | "unlicensed" | "unknown";
  /** What it gives: names of collections. */
  readonly gives: readonly string[];
  /** The facts that are incomplete without it. */
  readonly facts: readonly Fact[];
  /** Facts that others give most of, and that are incomplete without it. */
  readonly thins?: readonly Fact[];
  /** Endpoint and answer, where it is not granted. */
  readonly reason: string | null;
}

export interface CollectContext extends AskContext {
  readonly inventory: Inventory;
  readonly progress: Progress;
  /** The scan's clock. */
  readonly now: Date;
  /** Where a source keeps how far it has come, so that a later run goes on from there; absent where nothing is kept. */
  readonly checkpoints?: Checkpoints | undefined;
  /** Whether an earlier snapshot is attached to the inventory, as `previous`, to go on from where a service tells what changed. */
  readonly hasPrevious?: boolean;
}

/** What a source tells the person who waits. Nothing here reaches a report. */
export interface Progress {
  /** `done` records of a collection have been read so far. */
  read(source: string, collection: string, done: number): void;
  /** Nothing is read for `seconds`, because the service asked for it. */
  waiting(source: string, collection: string, seconds: number, reason: string): void;
  /** The collection is over; `state` says how. */
  finished(source: string, collection: string, state: FactState, done: number): void;
}

/** A row and the table that it belongs to. */
export interface TableRow {
  readonly table: TableName;
  readonly row: Row;
}

/** One page of a listing, as the service sent it. */
export interface Page {
  readonly items: readonly unknown[];
  /** Where the next page is; null on the last one. */
  readonly next: string | null;
  /** Where to ask later for what has changed since; only on the last page of what services tell that of. */
  readonly deltaLink?: string | null;
}

/**
 * One collection of a directory: where it is, what it needs, which facts rest on it, and how one of its
 * objects becomes rows. Paging, retries, limits, cancellation and refusals are the engine's.
 */
export interface Collection<T = unknown> {
  readonly name: string;
  /** The least permission or scope that reads it, in the service's own words. */
  readonly permission: string;
  /** The facts that are incomplete without it. */
  readonly facts: readonly Fact[];
  /** Facts that it gives in part: what is there is evidence, what is empty may have been withheld without a word. */
  readonly partly?: readonly Fact[];
  /** Facts that it adds to: what other collections give of them stands without it, and is then incomplete. */
  readonly adds?: readonly Fact[];
  /**
   * The path of a listing; or, where the service offers a listing only per object, a query over what
   * has been collected and the path for each of its rows. The query may use `$source`; it must not select from what
   * the collection itself fills, as its rows are counted off when a stopped collection goes on.
   */
  readonly start: string | { readonly query: string; readonly path: (row: Readonly<Record<string, string>>) => string };
  /**
   * The service's object as rows of the inventory. Pure. Null where the object is not one of its kind;
   * an empty list where it is one, and nothing of it is kept; a row for `rejects` where part of it is missing. Declared as a method, so that collections of
   * different objects can stand in one list.
   */
  rows(object: T, source: string, parent: Readonly<Record<string, string>>): readonly TableRow[] | null;
  /**
   * Collections that stand together and name lanes are read lane beside lane, in their order within each: for a service
   * that limits kinds of requests apart. None may select rows that another lane adds. Left out = after all before it.
   */
  readonly lane?: string;
  /** Where the service does not offer it, there is nothing of it, and that is the whole answer; being refused it still is none. */
  readonly optional?: true;
  /** What is needed to say beforehand how much it takes; one request where left out. */
  readonly size?: Size;
  /** What is read in its place where the service refuses it; it answers for the facts that it names. */
  readonly instead?: Collection;
}

/** How many records a collection has, and how many come in one request. */
export interface Size {
  /** Records in one answer, or listings that are opened in one request. */
  readonly page: number;
  /** A path that gives the number; or the collection under whose objects it is read. */
  readonly of: { readonly count: string } | { readonly each: string };
}

/** Reads listings of one service through its SDK. */
export interface Reader {
  /**
   * The pages of a listing, in order.
   * @param path of the listing; or the `next` of one of its pages, to go on behind it
   * @throws Refusal when the service will not give it, or it broke off
   */
  pages(path: string, signal: AbortSignal, waiting: (seconds: number, reason: string) => void): AsyncIterable<Page>;
  /** Where the service answers several requests in one: how many, and how. */
  readonly batch?: {
    readonly size: number;
    /**
     * The first page of each listing, or why there is none, in the order of the paths.
     * @throws what stops everything: the signal, credentials that were never accepted
     */
    firstPages(paths: readonly string[], signal: AbortSignal, waiting: (seconds: number, reason: string) => void): Promise<(Page | Refusal)[]>;
  };
  /** Requests that may be on their way at once; the engine's own width where left out. A reader that paces itself may say more. */
  readonly width?: number;
}

/**
 * Why a listing was not read, or not to its end.
 *
 * Under a single object, `failed` with status 404 says that the object is gone, which is no refusal;
 * a path that the service does not offer at all is `unsupported`.
 */
export class Refusal extends Error {
  readonly state: Exclude<FactState, "collected" | "not-requested">;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(state: Refusal["state"], message: string, status?: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "Refusal";
    this.state = state;
    this.status = status;
  }
}

/** The link to a page that a listing was to go on with holds no longer; the listing itself can be read from its beginning. */
export class StalePage extends Refusal {
  constructor(message: string, status?: number) {
    super("failed", message, status);
    this.name = "StalePage";
  }
}
