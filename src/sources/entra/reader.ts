import { AuditError } from "../../errors.js";
import { type Page, type Reader, Refusal } from "../contract.js";
import type { Waiting } from "../listing.js";
import type { Pace } from "../pace.js";
import { backoff, type Patience } from "../patience.js";
import { type Answer, answerOf, type Failure, failureOf, replyOf } from "./answers.js";
import { type BatchAnswer, batchAnswerOf } from "./batch.js";
import { BATCH_SIZE, type Exchange } from "./client.js";
import { linkedPage } from "./origin.js";

/** One page that is asked for, until it is there or given up. */
interface Wanted {
  readonly url: string;
  /** Answers that were none. */
  failed: number;
  /** Whether a new token has been tried for it. */
  isRenewed: boolean;
  result: Page | Refusal | null;
}

/** Faults of a whole batch after which its requests are sent one by one: together they may be too much for the service. */
const BATCH_FAULTS = 2;

/** Share of its limit from which the service says so; at the whole of it, it begins to refuse (https://learn.microsoft.com/graph/throttling-limits). */
const AT_LIMIT = 1;

/** Reads listings of Microsoft Graph: page after page, with patience, and only at the configured origin. */
export class GraphReader implements Reader {
  readonly #exchange: Exchange;
  readonly #origin: string;
  readonly #patience: Patience;
  readonly #pace: Pace;
  /** Whether the service has ever answered: an address at which nothing is gets no more than a second try. */
  #isReached = false;
  /** Whether the service takes batches; some stand-ins and gateways do not. */
  #takesBatches = true;
  readonly width: number;
  readonly batch = {
    size: BATCH_SIZE,
    firstPages: (paths: readonly string[], signal: AbortSignal, waiting: Waiting) => this.#firstPages(paths, signal, waiting),
  };

  /** @param width requests that the pace may come to let through at once */
  constructor(exchange: Exchange, origin: string, patience: Patience, pace: Pace, width: number) {
    this.#exchange = exchange;
    this.#origin = origin;
    this.#patience = patience;
    this.#pace = pace;
    this.width = width;
  }

  async *pages(path: string, signal: AbortSignal, waiting: Waiting): AsyncGenerator<Page> {
    let url: string | null = path.startsWith("/") ? this.#urlOf(path) : linkedPage(path, this.#origin);
    while (url !== null) {
      const wanted = wantedPage(url);
      await this.#settle([wanted], signal, waiting);
      if (wanted.result === null || wanted.result instanceof Refusal) throw wanted.result;
      yield wanted.result;
      url = wanted.result.next;
    }
  }

  /** The number that a path ending in `/$count` gives; null where the service does not say. */
  async count(path: string, signal: AbortSignal): Promise<number | null> {
    try {
      for await (const { items } of this.pages(path, signal, () => undefined)) return typeof items[0] === "number" ? items[0] : null;
      return null;
    } catch (cause) {
      if (cause instanceof Refusal) return null;
      throw cause;
    }
  }

  async #firstPages(paths: readonly string[], signal: AbortSignal, waiting: Waiting): Promise<(Page | Refusal)[]> {
    const wanted = paths.map((path) => wantedPage(this.#urlOf(path)));
    await this.#settle(wanted, signal, waiting);
    return wanted.flatMap(({ result }) => (result === null ? [] : [result]));
  }

  /** Paths are below v1.0, but for those that name the test version. */
  #urlOf(path: string): string {
    return path.startsWith("/beta/") ? this.#origin + path : `${this.#origin}/v1.0${path}`;
  }

  /** Asks until each page is there or given up; what is still open is asked for again in one request. */
  async #settle(all: readonly Wanted[], signal: AbortSignal, waiting: Waiting): Promise<void> {
    let batchFaults = 0;
    for (let open = all; open.length > 0; open = open.filter(({ result }) => result === null)) {
      const waits: Wait[] = [];
      if (open.length > 1 && this.#takesBatches && batchFaults < BATCH_FAULTS) {
        const answer = await this.#askTogether(open, signal);
        if (answer.kind === "faulty") batchFaults++;
        if (answer.kind === "refused") this.#takesBatches = false;
        else waits.push(...open.flatMap((wanted, index) => this.#take(wanted, partOf(answer, index))));
      } else {
        for (const wanted of open) waits.push(...this.#take(wanted, await this.#askOne(wanted, signal)));
      }
      if (waits.length > 0) await this.#wait(waits, signal, waiting);
    }
  }

  async #askOne(wanted: Wanted, signal: AbortSignal): Promise<Answer> {
    return this.#send([wanted], signal, async (renew) => {
      const response = await this.#exchange.get(wanted.url, signal, renew);
      this.#hear(response);
      return answerOf(await replyOf(response));
    });
  }

  async #askTogether(open: readonly Wanted[], signal: AbortSignal): Promise<BatchAnswer> {
    const paths = open.map(({ url }) => url.slice(this.#urlOf("").length));
    return this.#send(open, signal, async (renew) => {
      const response = await this.#exchange.getMany(paths, signal, renew);
      this.#hear(response);
      return batchAnswerOf(await replyOf(response), open.length);
    });
  }

  /** Sends one request when its turn has come. */
  async #send<T>(wanted: readonly Wanted[], signal: AbortSignal, ask: (renew: boolean) => Promise<T>): Promise<T | Failure> {
    const paths = wanted.map(({ url }) => url.slice(this.#origin.length));
    const renew = wanted.some(({ isRenewed }) => isRenewed);
    return this.#pace.run(paths, signal, async () => {
      try {
        return await ask(renew);
      } catch (cause) {
        // Credentials that never worked are the user's to mend; those that stop working are one more fault of the way.
        if (signal.aborted || (cause instanceof AuditError && !this.#isReached)) throw cause;
        return failureOf(cause);
      }
    });
  }

  /** Listens to how near the service's limit is. */
  #hear(response: Response): void {
    this.#isReached = true;
    const share = Number(response.headers.get("x-ms-throttle-limit-percentage") ?? 0);
    if (share >= AT_LIMIT) this.#pace.narrow();
    else if (share === 0 && response.ok) this.#pace.eased();
  }

  /** Puts down what an answer means for a page. @returns how long to wait before it is asked for again, if at all */
  #take(wanted: Wanted, answer: Answer): Wait[] {
    wanted.failed++;
    const { failed } = wanted;
    const refuse = (refusal: Refusal): Wait[] => {
      wanted.result = refusal;
      return [];
    };
    switch (answer.kind) {
      case "page":
        wanted.result = this.#pageOf(answer);
        return [];
      case "refused":
        if (answer.isDoubtful !== true || failed > 1) return refuse(answer.refusal);
        return [{ seconds: backoff(this.#patience, failed), reason: answer.refusal.message, isThrottled: false }];
      case "unauthorized":
        // A token can end while a scan runs; a new one that is refused as well will not get better.
        if (wanted.isRenewed) return refuse(answer.refusal);
        wanted.isRenewed = true;
        return [];
      case "throttled": {
        const seconds = answer.seconds ?? backoff(this.#patience, failed);
        if (failed >= this.#patience.throttledTries) return refuse(answer.refusal);
        if (seconds > this.#patience.longestWait)
          return refuse(new Refusal("failed", `${answer.refusal.message}, asks to wait ${Math.ceil(seconds)} s`, answer.refusal.status));
        return [{ seconds, reason: answer.refusal.message, isThrottled: true }];
      }
      case "faulty":
        if (failed >= (this.#isReached ? this.#patience.tries : 2)) return refuse(answer.refusal);
        return [{ seconds: backoff(this.#patience, failed), reason: answer.refusal.message, isThrottled: false }];
    }
  }

  #pageOf({ items, next, deltaLink }: Extract<Answer, { kind: "page" }>): Page | Refusal {
    const checked = (link: unknown) => (link === undefined || link === null ? null : linkedPage(link, this.#origin));
    try {
      const page = { items, next: checked(next) };
      return deltaLink === undefined ? page : { ...page, deltaLink: checked(deltaLink) };
    } catch (cause) {
      if (cause instanceof Refusal) return cause;
      throw cause;
    }
  }

  /** Waits as long as the most patient answer wants, and makes the requests beside this one wait as well. */
  async #wait(waits: readonly Wait[], signal: AbortSignal, waiting: Waiting): Promise<void> {
    const longest = waits.reduce((a, b) => (a.seconds >= b.seconds ? a : b));
    if (waits.some(({ isThrottled }) => isThrottled)) this.#pace.throttled(longest.seconds);
    else this.#pace.quiet(longest.seconds);
    waiting(longest.seconds, longest.reason);
    await this.#pace.calm(signal);
  }
}

interface Wait {
  readonly seconds: number;
  readonly reason: string;
  readonly isThrottled: boolean;
}

/** What a batch's answer means for one of its requests. */
function partOf(answer: BatchAnswer, index: number): Answer {
  return answer.kind === "answers" ? (answer.answers[index] ?? failureOf(null)) : answer;
}

function wantedPage(url: string): Wanted {
  return { url, failed: 0, isRenewed: false, result: null };
}
