import { setTimeout } from "node:timers/promises";

/** How often, and after which waits, a request is sent again. */
export interface Patience {
  /** Requests in all for one page when the service fails. */
  readonly tries: number;
  /** Requests in all for one page when the service says that it is asked too much. */
  readonly throttledTries: number;
  /** The first wait after a fault, in seconds; each further one is twice as long. */
  readonly firstWait: number;
  /** The longest wait that a service may ask for, in seconds; beyond it the page counts as refused. */
  readonly longestWait: number;
}

/** Ours: about half a minute of trying on faults, as a restart of a service takes; throttling may go on for long. */
export const PATIENT: Patience = { tries: 6, throttledTries: 30, firstWait: 1, longestWait: 900 };

/** Waits that grow are cut off here, in seconds. Ours: a longer silence is not better manners, only slower. */
const GROWN = 30;

/**
 * Seconds to wait before the next try. Spread over half its length, so that requests that failed together do not
 * come back together.
 *
 * @param failed tries that failed so far, from 1
 */
export function backoff(patience: Patience, failed: number, random: () => number = Math.random): number {
  const grown = Math.min(patience.firstWait * 2 ** (failed - 1), GROWN);
  return grown * (0.5 + random() / 2);
}

/**
 * Seconds that a `Retry-After` header asks for, given in seconds or as a date; null where there is none or it cannot be read.
 * A date counts from the service's own clock, where it says what that shows: this machine's may be wrong.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfter(headers: Pick<Headers, "get">, now = Date.now()): number | null {
  const header = headers.get("retry-after")?.trim();
  if (header === undefined || header === "") return null;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  const stated = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? null : Math.max(0, (date - (Number.isNaN(stated) ? now : stated)) / 1000);
}

/**
 * Waits.
 * @throws what the signal was aborted with, at once when it is
 */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(seconds * 1000, undefined, { signal });
}
