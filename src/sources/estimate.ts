import type { Collection, EstimatedPart } from "./contract.js";
import { type PaceOptions, secondsWithin } from "./pace.js";

export interface EstimateOptions {
  /** The number behind a path; null where the service does not say. */
  readonly count: (path: string) => Promise<number | null>;
  /** Listings that are opened in one request. */
  readonly batch: number;
  /** Requests that are on their way at once. */
  readonly width: number;
  readonly pace: Pick<PaceOptions, "allowances" | "rate">;
}

/** How long one request takes, in seconds. Ours: what a page of a thousand objects takes from far away. */
const LATENCY = 0.5;

/**
 * How many requests the collections take, and how long, by what the service says of its numbers. Each number is asked
 * for once. A listing whose length nobody knows counts as one request, and so does each listing under an object.
 */
export async function estimateOf(collections: readonly Collection[], options: EstimateOptions): Promise<EstimatedPart[]> {
  const numbers = new Map<string, Promise<number | null>>();
  const numberOf = (path: string) => {
    const number = numbers.get(path) ?? options.count(path);
    numbers.set(path, number);
    return number;
  };
  const objects = new Map<string, number | null>();
  const parts: EstimatedPart[] = [];
  for (const collection of collections) {
    const { name, size, start } = collection;
    const isMany = typeof start !== "string";
    const number = size === undefined ? null : "count" in size.of ? await numberOf(size.of.count) : (objects.get(size.of.each) ?? null);
    if (!isMany) objects.set(name, number);
    const listings = number === null ? 1 : Math.max(1, Math.ceil(number / (size?.page ?? 1)));
    const requests = isMany ? Math.ceil(listings / options.batch) : listings;
    const path = isMany ? start.path(ANY) : start;
    const seconds = Math.max((requests * LATENCY) / (isMany ? options.width : 1), secondsWithin(options.pace, `/v1.0${path}`, listings));
    parts.push({ collection: name, objects: isMany ? null : number, requests, seconds });
  }
  return parts;
}

/** Stands for any object in a path. */
const ANY: Readonly<Record<string, string>> = new Proxy({}, { get: () => "any" });
