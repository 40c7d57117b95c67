import { pause } from "./patience.js";

/** What a service publishes as its limit for some of its addresses. */
export interface Allowance {
  /** Whether a request is one of those. */
  readonly covers: (path: string) => boolean;
  /** Requests, or whatever else the service counts, ... */
  readonly units: number;
  /** ... in this many seconds. */
  readonly seconds: number;
  /** What one request counts; 1 where left out. */
  readonly cost?: (path: string) => number;
}

export interface PaceOptions {
  /** Requests on their way to begin with, and at most. */
  readonly width: number;
  readonly most: number;
  readonly allowances?: readonly Allowance[];
  /** Percent of each published limit that may be used; four fifths where left out. */
  readonly rate?: number | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly clock?: () => number;
  readonly sleep?: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/** Percent of a published limit that is used. Ours: others may be reading the same directory. */
const RATE = 80;

/**
 * How many requests are on their way at once, and when the next may leave: after the service's own signals.
 *
 * It starts narrow, widens by one after as many answers as it is wide, halves when the service complains, and stands
 * still while the service wants no requests (additive increase, multiplicative decrease: RFC 5681 §3.1 does so with a
 * network). Published limits are kept before any complaint.
 */
export class Pace {
  readonly #most: number;
  readonly #budgets: Budget[];
  readonly #clock: () => number;
  readonly #sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  #width: number;
  #onTheirWay = 0;
  /** Answers since the width last changed. */
  #answers = 0;
  /** Until when the service wants no requests at all. */
  #quietUntil = 0;
  /** Who waits for another request to come back. */
  #queue: (() => void)[] = [];

  constructor(options: PaceOptions) {
    this.#width = options.width;
    this.#most = options.most;
    this.#clock = options.clock ?? (() => performance.now());
    this.#sleep = options.sleep ?? pause;
    this.#budgets = (options.allowances ?? []).map((allowance) => new Budget(allowance, (options.rate ?? RATE) / 100));
  }

  /** Requests that may be on their way at the moment. */
  get width(): number {
    return this.#width;
  }

  /**
   * Sends something when its turn has come.
   *
   * @param paths what is asked for: several where one request carries them
   * @throws what the signal was aborted with, while it waits; what `send` throws
   */
  async run<T>(paths: readonly string[], signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    await this.#enter(paths, signal);
    try {
      return await send();
    } finally {
      this.#onTheirWay--;
      this.#queue.shift()?.();
    }
  }

  /** The service answered without complaint. */
  eased(): void {
    this.#answers++;
    if (this.#answers < this.#width || this.#width >= this.#most) return;
    this.#width++;
    this.#answers = 0;
    this.#queue.shift()?.();
  }

  /** The service complains: half as many requests, and none for a while. Complaints of requests that left together are one. */
  throttled(seconds: number): void {
    if (this.#clock() >= this.#quietUntil) this.narrow();
    this.quiet(seconds);
  }

  /** Half as many requests at once: the service says that its limit is near. */
  narrow(): void {
    this.#width = Math.max(1, Math.floor(this.#width / 2));
    this.#answers = 0;
  }

  /** No requests for a while. */
  quiet(seconds: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, this.#clock() + seconds * 1000);
  }

  /** Waits until nobody minds requests. @throws what the signal was aborted with */
  async calm(signal: AbortSignal): Promise<void> {
    for (let left = this.#quietUntil - this.#clock(); left > 0; left = this.#quietUntil - this.#clock()) await this.#sleep(left / 1000, signal);
  }

  async #enter(paths: readonly string[], signal: AbortSignal): Promise<void> {
    while (this.#onTheirWay >= this.#width) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    this.#onTheirWay++;
    try {
      signal.throwIfAborted();
      for (const budget of this.#budgets) {
        for (let left = budget.take(paths, this.#clock()); left > 0; left = budget.take(paths, this.#clock())) await this.#sleep(left / 1000, signal);
      }
      await this.calm(signal);
    } catch (cause) {
      this.#onTheirWay--;
      this.#queue.shift()?.();
      throw cause;
    }
  }
}

/** How long some requests for a path take at the least, within published limits. In seconds. */
export function secondsWithin({ allowances = [], rate = RATE }: Pick<PaceOptions, "allowances" | "rate">, path: string, requests: number): number {
  const waits = allowances
    .filter(({ covers }) => covers(path))
    .map(({ units, seconds, cost }) => (requests * (cost?.(path) ?? 1) * seconds) / Math.max(1, (units * rate) / 100));
  return Math.max(0, ...waits);
}

/** A bucket that fills at the published rate and never holds more than the limit. */
class Budget {
  readonly #allowance: Allowance;
  readonly #limit: number;
  #units: number;
  #at: number | null = null;

  constructor(allowance: Allowance, share: number) {
    this.#allowance = allowance;
    this.#limit = Math.max(1, allowance.units * share);
    this.#units = this.#limit;
  }

  /** Takes what a request counts. @returns 0, or the milliseconds after which to try again */
  take(paths: readonly string[], now: number): number {
    const { covers, cost, seconds } = this.#allowance;
    const price = paths.filter(covers).reduce((sum, path) => sum + (cost?.(path) ?? 1), 0);
    if (price === 0) return 0;
    const rate = this.#limit / (seconds * 1000);
    this.#units = Math.min(this.#limit, this.#units + (now - (this.#at ?? now)) * rate);
    this.#at = now;
    // What costs more than there can ever be leaves when the bucket is full, and leaves it empty.
    const needed = Math.min(price, this.#limit);
    if (this.#units + 1e-9 < needed) return (needed - this.#units) / rate;
    this.#units -= needed;
    return 0;
  }
}
