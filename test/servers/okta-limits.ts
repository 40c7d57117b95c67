import { type Bucket, bucketOf, WORKFORCE } from "./okta-api.js";

/** Okta counts by the minute. */
const WINDOW_MS = 60_000;

export interface Limits {
  /** Requests a minute, by bucket; Workforce Identity's where left out. */
  readonly perMinute?: Readonly<Partial<Record<Bucket, number>>>;
  /** Requests at the same time. */
  readonly concurrent?: number;
}

export interface Window {
  readonly bucket: Bucket;
  readonly limit: number;
  readonly startsAt: number;
  used: number;
}

/** What one request is told about the limit that it counts against. */
export interface Counted {
  readonly isRefused: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests against an org's rate limits, and refuses what is too much. */
export class RateLimits {
  /** Every window that was opened, in order. */
  readonly windows: Window[] = [];
  /** All requests, and those that were refused by rate or by concurrency. */
  asked = 0;
  refused = 0;
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #open = new Map<Bucket, Window>();
  #inFlight = 0;

  /** @param now the org's clock in milliseconds */
  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts a request that begins. A window begins with the second of the first request in it. */
  begin(path: string): Counted {
    this.#inFlight++;
    this.asked++;
    const { concurrent = 75, perMinute } = this.#limits;
    if (this.#inFlight > concurrent) {
      this.refused++;
      return { isRefused: true, headers: headersOf(0, 0, this.#now() + WINDOW_MS) };
    }
    const bucket = bucketOf(path);
    let window = this.#open.get(bucket);
    if (window === undefined || this.#now() >= window.startsAt + WINDOW_MS) {
      // The reset is told in whole seconds.
      const startsAt = Math.floor(this.#now() / 1000) * 1000;
      window = { bucket, limit: perMinute?.[bucket] ?? WORKFORCE[bucket], startsAt, used: 0 };
      this.#open.set(bucket, window);
      this.windows.push(window);
    }
    const isRefused = window.used >= window.limit;
    if (isRefused) this.refused++;
    else window.used++;
    return { isRefused, headers: headersOf(window.limit, window.limit - window.used, window.startsAt + WINDOW_MS) };
  }

  end(): void {
    this.#inFlight--;
  }

  /** Requests of somebody else. */
  spend(bucket: Bucket, requests: number): void {
    const window = this.#open.get(bucket);
    if (window !== undefined) window.used = Math.min(window.limit, window.used + requests);
  }
}

function headersOf(limit: number, remaining: number, resetMs: number): Record<string, string> {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": String(remaining),
    "x-rate-limit-reset": String(Math.ceil(resetMs / 1000)),
  };
}
