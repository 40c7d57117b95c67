import type { ServerResponse } from "node:http";

/** What goes wrong with an answer below everything that a service decides: the same for any of them. */
export type WireFault =
  /** The connection is cut before, or in the middle of, the answer. */
  | "reset"
  | "truncated"
  /** The body ends, orderly, before the length that it was announced with. */
  | "short"
  /** A page of a guest network, or of a proxy. */
  | "html"
  /** JSON that ends too early, and nothing at all, each as a whole answer. */
  | "half"
  | "empty"
  /** No answer, for as long as the server runs. */
  | "silence";

/** What goes wrong with an answer that is right otherwise: its next link leads astray, or to the same page once more. */
export type PageFault = { readonly nextLink: string } | "repeated";

/** An answer with a status of its own, as a service would word it. */
export interface StatusFault {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Fault = WireFault | PageFault | StatusFault;

/** From which request for the path on, from 1, and how many. */
export interface When {
  readonly from?: number;
  readonly times?: number;
}

interface Planned<F> {
  readonly path: string;
  readonly fault: F;
  readonly from: number;
  readonly times: number;
}

/** Which requests go wrong, and how: those that were named, and those that a schedule hits. */
export class FaultPlan<F = Fault> {
  readonly #planned: Planned<F>[] = [];
  readonly #asked = new Map<string, number>();
  #schedule: { readonly seed: number; readonly share: number; readonly faults: readonly F[] } | null = null;

  /** Makes requests for a path go wrong: the first one, unless `when` says otherwise. */
  fail(path: string, fault: F, { from = 1, times = 1 }: When = {}): void {
    this.#planned.push({ path, fault, from, times });
  }

  /**
   * Makes a share of all requests go wrong. Which ones, and how, follows from the seed, the path and how often the path
   * was asked for alone, so that one seed is one schedule whatever the order in which requests arrive.
   */
  schedule(seed: number, share: number, faults: readonly F[]): void {
    this.#schedule = { seed, share, faults };
  }

  /** Counts one request for a path, and says what goes wrong with it. */
  next(path: string): F | undefined {
    const count = (this.#asked.get(path) ?? 0) + 1;
    this.#asked.set(path, count);
    const planned = this.#planned.find((plan) => plan.path === path && count >= plan.from && count < plan.from + plan.times);
    if (planned !== undefined || this.#schedule === null) return planned?.fault;
    const { seed, share, faults } = this.#schedule;
    const drawn = drawnFrom(`${seed} ${count} ${path}`);
    return drawn < share ? faults[Math.floor((drawn / share) * faults.length)] : undefined;
  }
}

/** A number from 0 to 1 that follows from a text (FNV-1a, stirred so that texts of equal beginnings differ in all bits). */
export function drawnFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

export function isWireFault(fault: unknown): fault is WireFault {
  return typeof fault === "string" && fault !== "repeated";
}

export function isStatusFault(fault: unknown): fault is StatusFault {
  return typeof fault === "object" && fault !== null && "status" in fault;
}

/** Answers wrongly. */
export function spoil(fault: WireFault, response: ServerResponse): void {
  const json = { "content-type": "application/json" };
  switch (fault) {
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "truncated":
      response.writeHead(200, json);
      response.write('[{"id":"cut-off');
      setImmediate(() => response.socket?.destroy());
      return;
    case "short":
      response.writeHead(200, { ...json, "content-length": "1000" });
      response.write('[{"id":"short');
      setImmediate(() => response.socket?.end());
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><body>Sign in to the guest network</body></html>");
      return;
    case "half":
      response.writeHead(200, json);
      response.end('[{"id":"half');
      return;
    case "empty":
      response.writeHead(200, json);
      response.end();
      return;
    case "silence":
      return;
  }
}

/** The cursor of the page after this one; a page that comes again has one more that means the same. */
export function cursorAfter(fault: unknown, from: number, next: number | null): string | null {
  if (fault === "repeated") return `at-${from}-again`;
  return next === null ? null : `at-${next}`;
}

/** Where the page of a cursor begins. */
export function startOf(cursor: string | null): number {
  return Number(/^at-(\d+)/.exec(cursor ?? "at-0")?.[1] ?? Number.NaN);
}
