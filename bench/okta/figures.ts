/** When the org's clock starts. */
export const STARTS_AT = Date.parse("2026-06-01T00:00:00Z");

/** How long one request takes on that clock. Ours: what a listing of Okta takes from another continent. */
export const LATENCY_SECONDS = 0.15;

/** In which the collector tells the server what time it is. */
export const CLOCK_HEADER = "x-bench-clock";

/** What the collector says of itself. */
export interface Collected {
  readonly accounts: number;
  readonly memberships: number;
  readonly factors: number;
  /** Facts that are neither collected nor beyond what Okta gives. */
  readonly incomplete: number;
  /** Time that went by on the org's clock. */
  readonly orgSeconds: number;
  readonly cpuSeconds: number;
}
