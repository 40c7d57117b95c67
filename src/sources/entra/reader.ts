import { AuditError } from "../../errors.js";
import { type Page, type Reader, Refusal } from "../contract.js";
import type { Waiting } from "../listing.js";
import { backoff, type Patience, pause } from "../patience.js";
import { type Answer, answerOf, failureOf } from "./answers.js";
import type { Exchange } from "./client.js";
import { linkedPage } from "./origin.js";

/** Reads listings of Microsoft Graph: page after page, with patience, and only at the configured origin. */
export class GraphReader implements Reader {
  readonly #exchange: Exchange;
  readonly #origin: string;
  readonly #patience: Patience;
  /** Whether the service has ever answered: an address at which nothing is gets no more than a second try. */
  #isReached = false;
  /** Until when the service wants no requests at all, on `performance.now()`'s clock. */
  #quietUntil = 0;

  constructor(exchange: Exchange, origin: string, patience: Patience) {
    this.#exchange = exchange;
    this.#origin = origin;
    this.#patience = patience;
  }

  async *pages(path: string, signal: AbortSignal, waiting: Waiting): AsyncGenerator<Page> {
    let url: string | null = path.startsWith("/") ? `${this.#origin}/v1.0${path}` : linkedPage(path, this.#origin);
    while (url !== null) {
      const page: Page = await this.#page(url, signal, waiting);
      yield page;
      url = page.next;
    }
  }

  /** One page, however often it takes. */
  async #page(url: string, signal: AbortSignal, waiting: Waiting): Promise<Page> {
    let renewToken = false;
    for (let failed = 1; ; failed++) {
      await this.#quiet(signal);
      const answer = await this.#ask(url, signal, renewToken);
      switch (answer.kind) {
        case "page":
          return { items: answer.items, next: answer.next === undefined ? null : linkedPage(answer.next, this.#origin) };
        case "refused":
          throw answer.refusal;
        case "unauthorized":
          // A token can end while a scan runs; a new one that is refused as well will not get better.
          if (renewToken) throw answer.refusal;
          renewToken = true;
          break;
        case "throttled":
          if (failed >= this.#patience.throttledTries) throw answer.refusal;
          await this.#wait(answer.seconds ?? backoff(this.#patience, failed), answer.refusal, signal, waiting);
          break;
        case "faulty":
          if (failed >= (this.#isReached ? this.#patience.tries : 2)) throw answer.refusal;
          await this.#wait(backoff(this.#patience, failed), answer.refusal, signal, waiting);
      }
    }
  }

  async #ask(url: string, signal: AbortSignal, renewToken: boolean): Promise<Answer> {
    try {
      const response = await this.#exchange.get(url, signal, renewToken);
      this.#isReached = true;
      return await answerOf(response);
    } catch (cause) {
      // Credentials that never worked are the user's to mend; those that stop working are one more fault of the way.
      if (signal.aborted || (cause instanceof AuditError && !this.#isReached)) throw cause;
      return failureOf(cause);
    }
  }

  /** Waits for the service, and makes the requests beside this one wait as well. */
  async #wait(seconds: number, refusal: Refusal, signal: AbortSignal, waiting: Waiting): Promise<void> {
    if (seconds > this.#patience.longestWait) throw new Refusal("failed", `${refusal.message}, asks to wait ${Math.ceil(seconds)} s`, refusal.status);
    this.#quietUntil = Math.max(this.#quietUntil, performance.now() + seconds * 1000);
    waiting(seconds, refusal.message);
    await this.#quiet(signal);
  }

  async #quiet(signal: AbortSignal): Promise<void> {
    for (let left = this.#quietUntil - performance.now(); left > 0; left = this.#quietUntil - performance.now()) await pause(left / 1000, signal);
  }
}
