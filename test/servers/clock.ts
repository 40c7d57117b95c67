import { setImmediate } from "node:timers/promises";
import type { Transport } from "../../src/sources/transport.js";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Turns of the event loop without a request after which everybody is taken to be asleep. */
const STILL = 3;

/**
 * A clock that a server and whoever reads it share: nobody waits, and hours pass in moments. Time passes when it is
 * told to, and when all who use the clock sleep: then it goes to where the first of them wakes.
 */
export class VirtualClock {
  #ms: number;
  #underWay = 0;
  #isWatching = false;
  readonly #sleepers: Sleeper[] = [];

  constructor(startsAt = Date.parse("2026-06-01T00:00:00Z")) {
    this.#ms = startsAt;
  }

  readonly now = (): number => this.#ms;

  /** Time that something takes. */
  pass(ms: number): void {
    this.#ms += ms;
  }

  readonly sleep = (seconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      const wake = () => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      this.#sleepers.push({ until: this.#ms + seconds * 1000, wake });
      void this.#watch();
    });

  /** The network, with the requests that are under way counted, body included: nobody is asleep before they are back. */
  readonly transport: Transport = (url, init) => this.during(wholeAnswer(url, init));

  /** Work that takes no time to speak of, and during which nobody is taken to be asleep. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await work;
    } finally {
      this.#underWay--;
    }
  }

  async #watch(): Promise<void> {
    if (this.#isWatching) return;
    this.#isWatching = true;
    for (let still = 0; this.#sleepers.length > 0; ) {
      await setImmediate();
      still = this.#underWay === 0 ? still + 1 : 0;
      if (still < STILL) continue;
      still = 0;
      this.#sleepers.sort((a, b) => a.until - b.until);
      const first = this.#sleepers.shift();
      if (first === undefined) break;
      this.#ms = Math.max(this.#ms, first.until);
      first.wake();
    }
    this.#isWatching = false;
  }
}

async function wholeAnswer(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const { status, headers } = response;
  return new Response(status === 204 ? null : await response.arrayBuffer(), { status, headers });
}
