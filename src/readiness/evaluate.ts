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
const MILLI_EXACT = BigInt(MILLI);

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

/** What a verdict follows from, without a word about it: for those who have to compare many. */
export interface Weighed {
  readonly verdict: Verdict;
  readonly failing: number;
  readonly unknown: number;
  readonly total: Exact;
  readonly dimensions: readonly Exact[];
  /** The possible score does not reach the threshold of BLOCKED. */
  readonly isHopeless: boolean;
  /** The proven score does not reach it. */
  readonly isInsufficient: boolean;
  readonly isBelowReady: boolean;
  /** Dimensions, by place, of which too little is proven. */
  readonly low: readonly number[];
}

/** Weights, thresholds and their sum as whole numbers; made once for each settings. */
interface ExactSettings {
  readonly weights: readonly bigint[];
  /** The sum of the weights, in points of `ONE`: what divides a total. */
  readonly whole: bigint;
  /** A total is enough when a thousand times it is at least this. */
  readonly ready: bigint;
  readonly blocked: bigint;
  /** The same for a dimension. */
  readonly dimension: bigint;
}

const exactSettings = new WeakMap<Settings, ExactSettings>();

function exactly(settings: Settings): ExactSettings {
  const known = exactSettings.get(settings);
  if (known !== undefined) return known;
  const { weights, thresholds } = settings;
  const exact = EXACT_DIMENSIONS.map(({ id }) => milli(weights[id]));
  const whole = exact.reduce((sum, weight) => sum + weight, 0n) * ONE;
  const made = {
    weights: exact,
    whole,
    ready: milli(thresholds.ready) * whole,
    blocked: milli(thresholds.blocked) * whole,
    dimension: milli(thresholds.dimension) * ONE,
  };
  exactSettings.set(settings, made);
  return made;
}

/**
 * Weighs the evidence. Exact: the same evidence gives the same numbers on every machine.
 *
 * A check whose facts are missing is worth nothing at the proven end, and what its known findings leave at the possible end.
 */
export function weigh(evidence: Evidence, settings: Settings): Weighed {
  const exact = exactly(settings);
  const dimensions: Exact[] = [];
  const low: number[] = [];
  let provenTotal = 0n;
  let possibleTotal = 0n;
  EXACT_DIMENSIONS.forEach(({ checks }, place) => {
    let proven = 0n;
    let hidden = 0n;
    for (const check of checks) {
      const { open, known } = evidence.checks[check.id];
      const worth = check.points * worthOf(open);
      if (known) proven += worth;
      else hidden += worth;
    }
    const possible = hidden === 0n ? proven : proven + hidden;
    const weight = exact.weights[place] ?? 0n;
    provenTotal += weight * proven;
    possibleTotal += weight * possible;
    if (weight > 0n && proven * MILLI_EXACT < exact.dimension) low.push(place);
    dimensions.push({ proven, possible });
  });
  let failing = 0;
  let unknown = 0;
  let waived = 0;
  for (const gate of GATES) {
    const state = evidence.gates[gate];
    if (state.status === "fail") failing++;
    else if (state.status === "unknown") unknown++;
    if (state.waived) waived++;
  }
  const isHopeless = possibleTotal * MILLI_EXACT < exact.blocked;
  const isInsufficient = provenTotal * MILLI_EXACT < exact.blocked;
  const isBelowReady = provenTotal * MILLI_EXACT < exact.ready;
  const isBlocked = failing > 0 || isHopeless;
  const isOpen = unknown > 0 || waived > 0 || isInsufficient || isBelowReady || low.length > 0 || evidence.guest;
  const verdict = isBlocked ? "BLOCKED" : isOpen ? "CONDITIONAL" : "READY";
  const total = { proven: provenTotal, possible: possibleTotal };
  return { verdict, failing, unknown, total, dimensions, isHopeless, isInsufficient, isBelowReady, low };
}

/** The verdict on one person, with its numbers and its reasons. */
export function evaluate(evidence: Evidence, settings: Settings): Evaluation {
  const weighed = weigh(evidence, settings);
  const score = scoreOf(weighed, settings);
  const dimensions = EXACT_DIMENSIONS.map(({ id }, place) => ({
    id,
    weight: settings.weights[id],
    ...printed(weighed.dimensions[place] ?? { proven: 0n, possible: 0n }, ONE),
  }));
  return {
    verdict: weighed.verdict,
    score,
    dimensions,
    envelope: envelopeOf(weighed, evidence),
    conditions: conditionsOf(weighed, evidence, score, dimensions, settings),
  };
}

/** The score as it is printed. */
export function scoreOf({ total }: Weighed, settings: Settings): Interval {
  return printed(total, exactly(settings).whole);
}

function conditionsOf(
  { isHopeless, isInsufficient, isBelowReady, low }: Weighed,
  { gates, guest }: Evidence,
  { proven, possible }: Interval,
  dimensions: Evaluation["dimensions"],
  { thresholds }: Settings,
): string[] {
  const failed = GATES.filter((gate) => gates[gate].status === "fail").map((gate) => `gate ${gate} fails`);
  const open = GATES.filter((gate) => gates[gate].status === "unknown").map((gate) => `gate ${gate} is unknown`);
  const waived = GATES.filter((gate) => gates[gate].waived && gates[gate].status !== "fail").map((gate) => `gate ${gate} passes only by a waiver`);
  const conditions = [...failed, ...open, ...waived];
  if (isHopeless) conditions.push(`the score can reach ${possible} at most, below ${thresholds.blocked}`);
  else if (isInsufficient) {
    conditions.push(`insufficient-evidence: ${proven} of the score is proven, below ${thresholds.blocked}, and ${possible} is possible`);
  } else if (isBelowReady) conditions.push(`${proven} of the score is proven, below ${thresholds.ready}`);
  for (const place of low) {
    const dimension = dimensions[place];
    if (dimension !== undefined) conditions.push(`${dimension.proven} of ${dimension.id} is proven, below ${thresholds.dimension}`);
  }
  if (guest) conditions.push("a guest: factor, leaving and revocation are in the hands of another directory");
  return conditions;
}

/** An agent may get nothing while it is open who it would act as, or whether that login is safe. */
function envelopeOf({ verdict, unknown, isInsufficient }: Weighed, { gates }: Evidence): Envelope {
  if (verdict === "READY") return "full";
  return verdict === "BLOCKED" || isInsufficient || unknown > 0 || gates.mfa.waived ? "none" : "read";
}

/** One decimal: proven down, possible up. Where both ends are one number, they stay one. */
function printed({ proven, possible }: Exact, one: bigint): Interval {
  const low = Number((proven * 10n) / one) / 10;
  return { proven: low, possible: proven === possible ? low : Number((possible * 10n + one - 1n) / one) / 10 };
}

function milli(value: number): bigint {
  return BigInt(Math.round(value * MILLI));
}
