import { type Bucket, bucketOf, DEFAULT_RATE, shareOf } from "./limits.js";

/** A clock, and a way to wait by it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws what the signal was aborted with, at once when it is */
  sleep(seconds: number, signal: AbortSignal): Promise<unknown>;
}

/** Requests at the same time. Okta advises few; an org takes 35 at least, on its free plan, and all who use it share them. */
const AT_ONCE = 5;

/** Added to a reset, which is told in whole seconds of a clock that is not ours. */
const MARGIN_MS = 1000;

/** How long a limit lasts where the answer does not say it: Okta counts by the minute. */
const WINDOW_MS = 60_000;

/** Resets that differ by less are one window, told by two machines. */
const JITTER_MS = 2000;

/** The longest that a reset is believed to be away; what says more is asked again sooner. */
const LONGEST_MS = 2 * WINDOW_MS;

/** What the answers so far say of one bucket. Times are the org's. */
interface Window {
  limit: number;
  resetAt: number;
  /** The reset is our own guess, until the first answer of a new window tells it. */
  isGuess: boolean;
  /** Our own requests in it. */
  used: number;
  /** What the org said that was left, less what we have sent since. */
  left: number;
}

interface State {
  inFlight: number;
  /** An answer came, and told no limit: there is none to keep. */
  isFree: boolean;
  window: Window | null;
}

/** Until when nothing may be sent: for one of our own to come back, or to a time of the org's. */
type Hold = "answer" | { readonly until: number; readonly reason: string };

/** What an answer says of its limit; `null` where it says nothing. */
export interface LimitHeaders {
  get(name: string): string | null;
}

export interface GovernorOptions {
  /** Percent of each limit that may be used, from 0 (one request a window) to 100. */
  readonly rate?: number | undefined;
  readonly clock: Clock;
}

/**
 * Lets requests through so that no bucket is used for more than its share, and none at all is asked for what the org has
 * no more of: it sleeps to the reset instead of being refused.
 *
 * Until a bucket's first answer has told its limit, one request is sent and no more. A share is used at once rather than
 * spread over the minute: what is left at the end of a window is lost, and a burst of a few requests at a time is none.
 */
export class Governor {
  readonly #rate: number;
  readonly #clock: Clock;
  readonly #states = new Map<Bucket, State>();
  /** How far the org's clock is ahead of ours. */
  #ahead: number | null = null;
  #inFlight = 0;
  /** Until when nothing is sent, by the org's clock, because it refuses without saying until when. */
  #quietUntil = 0;
  /** Those who wait for something to come back. */
  readonly #woken: (() => void)[] = [];

  constructor({ rate = DEFAULT_RATE, clock }: GovernorOptions) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /**
   * Waits until a request may be sent, and counts it as sent. Each must be followed by `answered`.
   * @param waiting hears of waits for the org, not of those for our own requests to come back
   * @throws what the signal was aborted with
   */
  async admit(path: string, signal: AbortSignal, waiting: (seconds: number, reason: string) => void): Promise<void> {
    const state = this.#stateOf(path);
    for (let hold = this.#holdOf(state, signal); hold !== null; hold = this.#holdOf(state, signal)) {
      if (hold === "answer") {
        await this.#change(signal);
        continue;
      }
      const seconds = (hold.until - this.#now()) / 1000;
      waiting(Math.ceil(seconds), hold.reason);
      await this.#clock.sleep(seconds, signal);
    }
    this.#inFlight++;
    state.inFlight++;
    if (state.window !== null) {
      state.window.used++;
      state.window.left--;
    }
  }

  /**
   * Learns from an answer; without headers, that there is none.
   * @param isRefused the org refused it for its limits
   * @returns whether the org said until when it refuses
   */
  answered(path: string, headers: LimitHeaders | null, isRefused: boolean): boolean {
    const state = this.#stateOf(path);
    this.#inFlight--;
    state.inFlight--;
    const isTold = headers !== null && this.#learn(state, headers, isRefused);
    for (const wake of this.#woken.splice(0)) wake();
    return isTold;
  }

  /** What was told of the limit that a path counts against: requests a minute; null before the first answer. */
  limitOf(path: string): number | null {
    return this.#stateOf(path).window?.limit ?? null;
  }

  /** Sends nothing at all for a while: the org refuses, and does not say until when. */
  quiet(seconds: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, this.#now() + seconds * 1000);
  }

  #learn(state: State, headers: LimitHeaders, isRefused: boolean): boolean {
    this.#setClock(headers.get("date"), isRefused);
    const limit = numberOf(headers.get("x-rate-limit-limit"));
    const told = numberOf(headers.get("x-rate-limit-reset"));
    // A limit of 0 is the one on requests at the same time: its reset is only a suggestion, and often a minute away
    // from a state that ends in moments.
    if (limit === 0) return false;
    if (told === null) {
      if (limit === null && state.window === null && !isRefused) state.isFree = true;
      return false;
    }
    const now = this.#now();
    const resetAt = Math.min(told * 1000, now + LONGEST_MS);
    const left = isRefused ? 0 : (numberOf(headers.get("x-rate-limit-remaining")) ?? Number.POSITIVE_INFINITY);
    const { window } = state;
    if (window === null || (!window.isGuess && resetAt > window.resetAt + JITTER_MS)) {
      // What is under way may be counted in the new window: it counts against our share of it.
      const used = state.inFlight + 1;
      state.window = { limit: limit ?? 1, resetAt, isGuess: false, used, left: left - state.inFlight };
    } else if (resetAt > now || isRefused) {
      window.limit = limit ?? window.limit;
      window.resetAt = window.isGuess ? resetAt : Math.max(window.resetAt, resetAt);
      window.isGuess = false;
      window.left = Math.min(window.left, left);
    }
    if (isRefused && state.window !== null) state.window.resetAt = Math.max(state.window.resetAt, now);
    return true;
  }

  /**
   * The org's clock, from the dates of its answers. They have whole seconds and were on the way for a while, so the
   * truth is never less than the latest of them; unless ours was put right meanwhile, which a refusal shows.
   */
  #setClock(header: string | null, isRefused: boolean): void {
    const date = Date.parse(header ?? "");
    if (Number.isNaN(date)) return;
    const ahead = date - this.#clock.now();
    this.#ahead = this.#ahead === null || isRefused ? ahead : Math.max(this.#ahead, ahead);
  }

  /** What a request has to wait for; null = nothing. */
  #holdOf(state: State, signal: AbortSignal): Hold | null {
    signal.throwIfAborted();
    const now = this.#now();
    if (now < this.#quietUntil) return { until: this.#quietUntil, reason: "the org takes no requests for now" };
    if (this.#inFlight >= AT_ONCE) return "answer";
    const { window } = state;
    if (window === null) return state.inFlight === 0 || state.isFree ? null : "answer";
    const until = window.resetAt + MARGIN_MS;
    if (now >= until) {
      // The limit will hardly have changed, and the first answer says so.
      const { limit } = window;
      state.window = { limit, resetAt: now + WINDOW_MS, isGuess: true, used: state.inFlight, left: limit - state.inFlight };
      return null;
    }
    if (window.left <= 0) return { until, reason: "the org's rate limit is used up" };
    return window.used < shareOf(window.limit, this.#rate) ? null : { until, reason: `this scan's ${this.#rate} % of a rate limit are used` };
  }

  #now(): number {
    return this.#clock.now() + (this.#ahead ?? 0);
  }

  #stateOf(path: string): State {
    const bucket = bucketOf(path);
    let state = this.#states.get(bucket);
    if (state === undefined) {
      state = { inFlight: 0, isFree: false, window: null };
      this.#states.set(bucket, state);
    }
    return state;
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      this.#woken.push(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
    });
  }
}

function numberOf(header: string | null): number | null {
  const number = header === null || header.trim() === "" ? Number.NaN : Number(header);
  return Number.isFinite(number) ? number : null;
}
