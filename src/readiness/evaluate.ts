import type { Severity } from "../rules/contract.js";
import { type CheckId, DIMENSIONS, type DimensionId, GATES, type GateId, type Verdict } from "./model.js";
import type { Settings } from "./settings.js";

export type GateStatus = "pass" | "fail" | "unknown";

/** What is known about one gate of one person. */
export interface GateEvidence {
  readonly status: GateStatus;
  /** An accepted finding would fail or open the gate: it passes, under a condition. */
  readonly waived: boolean;
}

/** Open findings of a check by severity; what is informative counts nothing. */
export interface Counts {
  critical: number;
  high: number;
  medium: number;
  low: number;
}

/** What is known about one check of one person. */
export interface CheckEvidence {
  readonly open: Readonly<Counts>;
  /** Whether the facts that the check rests on were collected for this person. */
  readonly known: boolean;
}

/** Everything that a person's verdict rests on, and nothing else. */
export interface Evidence {
  readonly gates: Readonly<Record<GateId, GateEvidence>>;
  readonly checks: Readonly<Record<CheckId, CheckEvidence>>;
  /** The everyday account is a guest: its factor, its leaving and its revocation are another directory's. */
  readonly guest: boolean;
}

/** Both ends of what is known, in points of 100 with one decimal. Proven is rounded down, possible up. */
export interface Interval {
  readonly proven: number;
  readonly possible: number;
}

/** What the person may lend to an agent: what they have, only reading, or nothing. */
export type Envelope = "full" | "read" | "none";

export interface Evaluation {
  readonly verdict: Verdict;
  readonly score: Interval;
  readonly dimensions: readonly (Interval & { readonly id: DimensionId; readonly weight: number })[];
  readonly envelope: Envelope;
  /** What keeps the person from READY, in sentences; empty for READY. */
  readonly conditions: readonly string[];
}

/** Findings beyond this many of one severity no longer lower a check: it is as good as nothing by then. */
export const CAP = 6;
const SEVERITY_COUNT = 4;

/** A check's value is a whole number of this fraction, since no factor has more than one decimal. */
const ONE = 10n ** BigInt(CAP * SEVERITY_COUNT);

/** A finding leaves this many tenths of its check: one critical leaves a tenth, one low nine tenths. Ours. */
const TENTHS_LEFT = { critical: 1n, high: 4n, medium: 7n, low: 9n } as const satisfies Partial<Record<Severity, bigint>>;

/** Weights and thresholds may have three decimals. */
const MILLI = 1000;

const values: bigint[] = [];

/** What is left of a check, in parts of `ONE`. Depends on counts only, hence never on the order of findings. */
function worthOf({ critical, high, medium, low }: Readonly<Counts>): bigint {
  const [c, h, m, l] = [Math.min(critical, CAP), Math.min(high, CAP), Math.min(medium, CAP), Math.min(low, CAP)];
  const index = ((c * (CAP + 1) + h) * (CAP + 1) + m) * (CAP + 1) + l;
  const known = values[index];
  if (known !== undefined) return known;
  const value =
    TENTHS_LEFT.critical ** BigInt(c) *
    TENTHS_LEFT.high ** BigInt(h) *
    TENTHS_LEFT.medium ** BigInt(m) *
    TENTHS_LEFT.low ** BigInt(l) *
    10n ** BigInt(CAP * SEVERITY_COUNT - c - h - m - l);
  values[index] = value;
  return value;
}

/** The checks of each dimension with their points, ready for exact arithmetic. */
const EXACT_DIMENSIONS = DIMENSIONS.map((dimension) => ({
  id: dimension.id,
  checks: dimension.checks.map(({ id, points }): { readonly id: CheckId; readonly points: bigint } => ({ id, points: BigInt(points) })),
}));

/** Both ends of a dimension or of the score, in points of `ONE`. */
interface Exact {
  readonly proven: bigint;
  readonly possible: bigint;
}

/**
 * The verdict on one person. Exact: the same evidence gives the same numbers on every machine.
 *
 * A check whose facts are missing is worth nothing at the proven end, and what its known findings leave at the possible end.
 */
export function evaluate(evidence: Evidence, settings: Settings): Evaluation {
  const { weights, thresholds } = settings;
  const dimensions: { readonly id: DimensionId; readonly weight: number; readonly exact: Exact }[] = [];
  const total = { proven: 0n, possible: 0n, weight: 0n };
  for (const { id, checks } of EXACT_DIMENSIONS) {
    let proven = 0n;
    let possible = 0n;
    for (const check of checks) {
      const { open, known } = evidence.checks[check.id];
      const worth = check.points * worthOf(open);
      possible += worth;
      if (known) proven += worth;
    }
    const weight = milli(weights[id]);
    total.proven += weight * proven;
    total.possible += weight * possible;
    total.weight += weight;
    dimensions.push({ id, weight: weights[id], exact: { proven, possible } });
  }
  const reaches = (sum: bigint, threshold: number) => sum * BigInt(MILLI) >= milli(threshold) * total.weight * ONE;
  const conditions: string[] = [];

  const blocked: string[] = [];
  for (const gate of GATES) {
    const { status, waived } = evidence.gates[gate];
    if (status === "fail") blocked.push(`gate ${gate} fails`);
    else if (status === "unknown") conditions.push(`gate ${gate} is unknown`);
    if (waived && status !== "fail") conditions.push(`gate ${gate} passes only by a waiver`);
  }
  const score = printed(total, total.weight);
  if (!reaches(total.possible, thresholds.blocked)) blocked.push(`the score can reach ${score.possible} at most, below ${thresholds.blocked}`);
  const insufficient = !reaches(total.proven, thresholds.blocked) && reaches(total.possible, thresholds.blocked);
  if (insufficient) {
    conditions.push(`insufficient-evidence: ${score.proven} of the score is proven, below ${thresholds.blocked}, and ${score.possible} is possible`);
  } else if (!reaches(total.proven, thresholds.ready)) {
    conditions.push(`${score.proven} of the score is proven, below ${thresholds.ready}`);
  }
  for (const { id, weight, exact } of dimensions) {
    if (weight > 0 && exact.proven * BigInt(MILLI) < milli(thresholds.dimension) * ONE) {
      conditions.push(`${printed(exact, 1n).proven} of ${id} is proven, below ${thresholds.dimension}`);
    }
  }
  if (evidence.guest) conditions.push("a guest: factor, leaving and revocation are in the hands of another directory");

  const verdict = blocked.length > 0 ? "BLOCKED" : conditions.length > 0 ? "CONDITIONAL" : "READY";
  return {
    verdict,
    score,
    dimensions: dimensions.map(({ id, weight, exact }) => ({ id, weight, ...printed(exact, 1n) })),
    envelope: envelopeOf(verdict, evidence, insufficient),
    conditions: [...blocked, ...conditions],
  };
}

/** An agent may get nothing while it is open who it would act as, or whether that login is safe. */
function envelopeOf(verdict: Verdict, evidence: Evidence, insufficient: boolean): Envelope {
  if (verdict === "READY") return "full";
  const open = GATES.some((gate) => evidence.gates[gate].status === "unknown") || evidence.gates.mfa.waived;
  return verdict === "BLOCKED" || insufficient || open ? "none" : "read";
}

/** One decimal: proven down, possible up. Where both ends are one number, they stay one. */
function printed({ proven, possible }: Exact, weight: bigint): Interval {
  const one = weight * ONE;
  const low = Number((proven * 10n) / one) / 10;
  return { proven: low, possible: proven === possible ? low : Number((possible * 10n + one - 1n) / one) / 10 };
}

function milli(value: number): bigint {
  return BigInt(Math.round(value * MILLI));
}
