import { setTimeout as pause } from "node:timers/promises";
import { type Page, type Reader, Refusal } from "../contract.js";
import { type Client, TokenRefused, Unreachable } from "./client.js";
import { at, text } from "./json.js";

/** Attempts at one page before it is given up, for faults that pass. Ours: with the waits between them, about a minute. */
const ATTEMPTS = 6;
/** Attempts at an address at which nobody has ever answered: most likely it is wrong. */
const ATTEMPTS_AT_NOBODY = 2;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Times that one page may be refused for its rate. Okta counts by the minute, so this is several of them. */
const RATE_REFUSALS = 10;
/** Longest wait that a rate limit is believed to ask for; what says more is asked again sooner. */
const LONGEST_RATE_WAIT_S = 120;
/** Added to a stated wait, for the part of a second that the header leaves out. */
const RATE_MARGIN_S = 1;

export interface ReaderOptions {
  readonly org: string;
  /** Listings that an org may lack without lacking anything. */
  readonly optional: ReadonlySet<string>;
  /** Waits; rejects when the signal says so. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** A number from 0 to 1, so that readers that failed together do not come back together. */
  readonly random?: () => number;
}

interface Answer {
  readonly body: unknown;
  readonly link: string | null;
}

/** Why there is no answer: for good, for now, or for as long as the org says. */
type Failure =
  | { readonly kind: "final"; readonly refusal: Refusal }
  | { readonly kind: "passing"; readonly refusal: Refusal }
  | { readonly kind: "rate"; readonly seconds: number | null; readonly refusal: Refusal };

/**
 * Reads an org's listings as raw JSON, page by page.
 *
 * A listing that comes as a list gives its objects; one that comes in an envelope gives the envelope as one object,
 * since each has a name of its own for what is in it. The next page stands in the Link header, or in the envelope.
 */
export class OktaReader implements Reader {
  readonly #client: Client;
  readonly #org: string;
  readonly #optional: ReadonlySet<string>;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly #random: () => number;
  #isReached = false;

  constructor(client: Client, { org, optional, sleep, random }: ReaderOptions) {
    this.#client = client;
    this.#org = org;
    this.#optional = optional;
    this.#sleep = sleep ?? ((ms, signal) => pause(ms, undefined, { signal }));
    this.#random = random ?? Math.random;
  }

  async *pages(path: string, signal: AbortSignal, waiting: (seconds: number, reason: string) => void): AsyncGenerator<Page> {
    for (let next: string | null = path; next !== null; ) {
      const answer: Answer | null = await this.#get(next, signal, waiting);
      if (answer === null) return;
      next = nextOf(answer);
      yield { items: Array.isArray(answer.body) ? answer.body : [answer.body], next };
    }
  }

  /** One page; null where the listing is one that the org need not have, and has not. */
  async #get(path: string, signal: AbortSignal, waiting: (seconds: number, reason: string) => void): Promise<Answer | null> {
    const url = new URL(path, this.#org).href;
    let refusedForRate = 0;
    for (let attempt = 1; ; ) {
      const outcome = await this.#attempt(url, signal);
      if (!("kind" in outcome) || outcome.refusal.status !== undefined) this.#isReached = true;
      if (!("kind" in outcome)) return outcome;
      switch (outcome.kind) {
        case "final":
          if (this.#optional.has(path) && isNotOffered(outcome.refusal)) return null;
          throw outcome.refusal;
        case "passing":
          if (attempt === (this.#isReached || !isNobody(outcome.refusal) ? ATTEMPTS : ATTEMPTS_AT_NOBODY)) throw outcome.refusal;
          await this.#sleep(this.#backoff(attempt), signal);
          attempt++;
          break;
        case "rate": {
          refusedForRate++;
          if (refusedForRate > RATE_REFUSALS) throw outcome.refusal;
          const seconds = outcome.seconds ?? this.#backoff(refusedForRate) / 1000;
          waiting(Math.ceil(seconds), outcome.refusal.message);
          await this.#sleep(seconds * 1000, signal);
        }
      }
    }
  }

  async #attempt(url: string, signal: AbortSignal): Promise<Answer | Failure> {
    try {
      const response = await this.#client.get(url, signal);
      const type = response.headers.get("content-type") ?? "nothing that says what it is";
      if (!/\bjson\b/i.test(type)) return passing(`the answer is ${type.split(";", 1)[0]}, not JSON`, response.status);
      const body = await response.text();
      return { body: JSON.parse(body), link: response.headers.get("link") };
    } catch (cause) {
      if (signal.aborted) throw cause;
      return failureOf(cause);
    }
  }

  /** Twice as long at every attempt, and any time down to half of that. */
  #backoff(attempt: number): number {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    return longest * (1 - this.#random() / 2);
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
  if (status === 429)
    return { kind: "rate", seconds: rateWait(cause), refusal: new Refusal("failed", "the org's rate limit is used up", status, cause) };
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

/**
 * Seconds until the rate limit begins anew, by the org's own clock; null where it does not say.
 *
 * A limit of 0 is the one on requests at the same time: its reset is only a suggestion, and often a minute away from a
 * state that ends in moments.
 */
function rateWait(cause: unknown): number | null {
  const headers = at(cause, "headers") as { get(name: string): string | null } | undefined;
  const reset = Number(headers?.get("x-rate-limit-reset") ?? Number.NaN);
  const limit = headers?.get("x-rate-limit-limit");
  if (!Number.isFinite(reset) || limit === "0") return null;
  const stated = Date.parse(headers?.get("date") ?? "");
  const nowMs = Number.isNaN(stated) ? Date.now() : stated;
  return Math.min(LONGEST_RATE_WAIT_S, Math.max(0, reset - nowMs / 1000) + RATE_MARGIN_S);
}
