import { type Page, type Reader, Refusal, StalePage } from "../contract.js";
import type { Waiting } from "../listing.js";
import { backoff, PATIENT, type Patience, pause } from "../patience.js";
import { type Client, TokenRefused, Unreachable } from "./client.js";
import { type Clock, Governor, type LimitHeaders } from "./governor.js";
import { at, text } from "./json.js";

/** Tries at an address at which nobody has ever answered: most likely it is wrong. */
const TRIES_AT_NOBODY = 2;

const REAL_CLOCK: Clock = { now: Date.now, sleep: pause };

export interface ReaderOptions {
  readonly org: string;
  /** Whether a listing is one that an org may lack without lacking anything. */
  readonly isOptional: (path: string) => boolean;
  /** Whether a path is a question: its first page is the whole answer, and given as one object. */
  readonly isQuestion: (path: string) => boolean;
  /** Percent of each rate limit that may be used. */
  readonly rate?: number | undefined;
  readonly patience?: Patience | undefined;
  readonly clock?: Clock | undefined;
  /** A number from 0 to 1, so that readers that failed together do not come back together. */
  readonly random?: (() => number) | undefined;
}

interface Answer {
  readonly body: unknown;
  readonly link: string | null;
}

/** Why there is no answer: for good, for now, or for as long as the org says. */
interface Failure {
  readonly kind: "final" | "passing" | "rate";
  readonly refusal: Refusal;
}

/**
 * Reads an org's listings as raw JSON, page by page.
 *
 * A listing that comes as a list gives its objects; one that comes in an envelope gives the envelope as one object,
 * since each has a name of its own for what is in it. The next page stands in the Link header, or in the envelope.
 */
export class OktaReader implements Reader {
  readonly #client: Client;
  readonly #org: string;
  readonly #isOptional: (path: string) => boolean;
  readonly #isQuestion: (path: string) => boolean;
  readonly #governor: Governor;
  readonly #patience: Patience;
  readonly #clock: Clock;
  readonly #random: () => number;
  #isReached = false;

  constructor(client: Client, { org, isOptional, isQuestion, rate, patience = PATIENT, clock = REAL_CLOCK, random = Math.random }: ReaderOptions) {
    this.#client = client;
    this.#org = org;
    this.#isOptional = isOptional;
    this.#isQuestion = isQuestion;
    this.#governor = new Governor({ rate, clock });
    this.#patience = patience;
    this.#clock = clock;
    this.#random = random;
  }

  /** Requests a minute that the org allows for a path, as far as it has told. */
  limitOf(path: string): number | null {
    return this.#governor.limitOf(path);
  }

  async *pages(path: string, signal: AbortSignal, waiting: Waiting): AsyncGenerator<Page> {
    for (let next: string | null = path; next !== null; ) {
      const answer: Answer | null = await this.#get(next, signal, waiting);
      if (answer === null) return;
      if (this.#isQuestion(path)) return yield { items: [answer.body], next: null };
      next = nextOf(answer);
      yield { items: Array.isArray(answer.body) ? answer.body : [answer.body], next };
    }
  }

  /** One page; null where the listing is one that the org need not have, and has not. */
  async #get(path: string, signal: AbortSignal, waiting: Waiting): Promise<Answer | null> {
    const url = new URL(path, this.#org);
    let faults = 0;
    let throttled = 0;
    for (;;) {
      const outcome = await this.#attempt(url, throttled, signal, waiting);
      if (!("kind" in outcome) || outcome.refusal.status !== undefined) this.#isReached = true;
      if (!("kind" in outcome)) return outcome;
      const { kind, refusal } = outcome;
      switch (kind) {
        case "final":
          if (this.#isOptional(path) && isNotOffered(refusal)) return null;
          throw url.searchParams.has("after") && isStale(refusal) ? new StalePage(refusal.message, refusal.status) : refusal;
        case "rate":
          // The governor holds back what comes next, this request among it.
          if (++throttled >= this.#patience.throttledTries) throw refusal;
          break;
        case "passing": {
          const tries = this.#isReached || !isNobody(refusal) ? this.#patience.tries : TRIES_AT_NOBODY;
          if (++faults >= tries) throw refusal;
          const seconds = backoff(this.#patience, faults, this.#random);
          waiting(Math.ceil(seconds), refusal.message);
          await this.#clock.sleep(seconds, signal);
        }
      }
    }
  }

  async #attempt(url: URL, throttled: number, signal: AbortSignal, waiting: Waiting): Promise<Answer | Failure> {
    await this.#governor.admit(url.pathname, signal, waiting);
    let headers: LimitHeaders | null = null;
    let isRefused = false;
    try {
      const response = await this.#client.get(url.href, signal);
      headers = response.headers;
      const type = headers.get("content-type") ?? "nothing that says what it is";
      if (!/\bjson\b/i.test(type)) return passing(`the answer is ${type.split(";", 1)[0]}, not JSON`, response.status);
      const body = await response.text();
      return { body: JSON.parse(body), link: headers.get("link") };
    } catch (cause) {
      if (signal.aborted) throw cause;
      const failure = failureOf(cause);
      headers ??= (at(cause, "headers") as LimitHeaders | undefined) ?? null;
      isRefused = failure.kind === "rate";
      return failure;
    } finally {
      const isTold = this.#governor.answered(url.pathname, headers, isRefused);
      if (isRefused && !isTold) this.#governor.quiet(backoff(this.#patience, throttled + 1, this.#random));
    }
  }
}

const isNobody = ({ cause }: Refusal) => cause instanceof Unreachable && cause.isNobody;

/** The next page, in either of the places where Okta writes it. */
function nextOf({ body, link }: Answer): string | null {
  for (const part of (link ?? "").split(/,\s*(?=<)/)) {
    const [, href, parameters = ""] = /^\s*<([^>]*)>(.*)$/.exec(part) ?? [];
    if (href !== undefined && /;\s*rel="?next"?/.test(parameters)) return href;
  }
  return Array.isArray(body) ? null : text(at(body, "_links", "next", "href"));
}

function passing(message: string, status?: number, cause?: unknown): Failure {
  return { kind: "passing", refusal: new Refusal("failed", message, status, cause) };
}

function final(state: Refusal["state"], message: string, status: number | undefined, cause: unknown): Failure {
  return { kind: "final", refusal: new Refusal(state, message, status, cause) };
}

/** A feature that is switched off, an endpoint or a kind of thing that this org does not know. */
function isNotOffered(refusal: Refusal): boolean {
  return refusal.state === "unsupported" || refusal.status === 404;
}

/** A cursor that Okta does not know any more; the listing it was in has its first page still. */
function isStale({ status }: Refusal): boolean {
  return status === 400 || status === 404 || status === 410;
}

/** What a request that ended in an error comes to. Codes: https://developer.okta.com/docs/reference/error-codes/ */
function failureOf(cause: unknown): Failure {
  if (cause instanceof Refusal) return { kind: "final", refusal: cause };
  if (cause instanceof Unreachable)
    return cause.isRedirect ? final("failed", cause.message, undefined, cause) : passing(cause.message, undefined, cause);
  if (cause instanceof TokenRefused)
    return isPassing(cause.status) ? passing(cause.message, cause.status, cause) : final("failed", cause.message, 401, cause);
  const status = at(cause, "status");
  if (typeof status !== "number") return passing("the answer breaks off", undefined, cause);
  const code = text(at(cause, "errorCode"));
  const answer = `HTTP ${status}${code === null ? "" : ` ${code}`}`;
  if (status === 429) return { kind: "rate", refusal: new Refusal("failed", "the org's rate limit is used up", status, cause) };
  if (isPassing(status)) return passing(`the org answers ${answer}`, status, cause);
  if (code === "E0000015") return final("unsupported", `not enabled in this org (${answer})`, status, cause);
  switch (status) {
    case 400:
    case 405:
    case 501:
      return final("unsupported", `not offered by this org (${answer})`, status, cause);
    case 401:
      return final("failed", `the credentials are refused (${answer})`, status, cause);
    case 403:
      return final("denied", `access is denied (${answer})`, status, cause);
    case 404:
      return final("failed", `there is no such thing (${answer})`, status, cause);
    default:
      return final("failed", `the org answers ${answer}`, status, cause);
  }
}

function isPassing(status: number): boolean {
  return status === 408 || (status >= 500 && status !== 501);
}
