import type { FactState } from "../inventory/facts.js";
import { Refusal } from "./contract.js";
import type { Outcome } from "./outcome.js";

/** A refusal, and the endpoint that gave it. */
export interface Refused {
  readonly place: string;
  readonly refusal: Refusal;
}

/** How far a collection has come. */
export interface Tally {
  /** Records. */
  done: number;
  rejected: number;
  /** Listings that were read to their end, and those that were refused or broke off. */
  read: number;
  refused: number;
  /** Refusals since the last listing that was read. */
  inARow: number;
  state: FactState;
  /** The first refusal of the worst state. */
  worst: Refused | null;
}

/** Where reading goes on: behind this many listings, and inside the next one at a page. */
export interface Position {
  readonly listings: number;
  /** The page to ask for; null = the listing's first. */
  readonly next: string | null;
  /** Records of that listing that were read before. */
  readonly row: number;
}

export const BEGINNING: Position = { listings: 0, next: null, row: 0 };

/** Nothing read yet. */
export function newTally(): Tally {
  return { done: 0, rejected: 0, read: 0, refused: 0, inARow: 0, state: "collected", worst: null };
}

/** A refusal as a checkpoint holds it: without its cause, which is of no use to a later run. */
interface SavedRefusal {
  readonly place: string;
  readonly state: Refusal["state"];
  readonly message: string;
  readonly status: number | null;
}

/** How far one source has come, as a checkpoint holds it. */
export interface Course {
  /** The directory that is read: a later run with credentials for another one must not go on. */
  readonly tenant: string | null;
  /** Outcomes of the collections that are over, by name. */
  readonly over: Readonly<Record<string, readonly Outcome[]>>;
  /** The collections that were on their way, by name: one, or one a lane. */
  readonly current: Readonly<Record<string, { readonly position: Position; readonly tally: SavedTally }>>;
  /** All has been read, joined and written. */
  readonly settled: boolean;
  readonly store: StoreState;
}

/** What a store knows beside its rows. */
export interface StoreState {
  readonly tables: readonly string[];
  readonly partColumns: readonly string[];
  readonly rejected: number;
}

type SavedTally = Omit<Tally, "worst"> & { readonly worst: SavedRefusal | null };

/** A tally as a checkpoint holds it. */
export function savedTally(tally: Tally): SavedTally {
  const { worst } = tally;
  if (worst === null) return { ...tally, worst: null };
  const { state, message, status = null } = worst.refusal;
  return { ...tally, worst: { place: worst.place, state, message, status } };
}

/** A tally to go on counting with. */
export function tallyOf(saved: SavedTally): Tally {
  const { worst } = saved;
  if (worst === null) return { ...saved, worst: null };
  return { ...saved, worst: { place: worst.place, refusal: new Refusal(worst.state, worst.message, worst.status ?? undefined) } };
}
