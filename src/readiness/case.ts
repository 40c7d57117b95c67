import { SEVERITIES, type Severity } from "../rules/contract.js";
import type { CheckEvidence, Counts, Evidence, GateEvidence, GateStatus } from "./evaluate.js";
import { type CheckId, DIMENSIONS, GATES, type GateId } from "./model.js";

/** One thing that speaks against a person: a finding, or what the inventory itself shows about a gate. */
export interface Item {
  /** The check that it lowers; null where it only concerns a gate. */
  readonly check: CheckId | null;
  readonly severity: Severity;
  readonly waived: boolean;
  /** The item that says the same louder: while that one is there, this one weighs nothing. */
  readonly silencedBy: number | null;
  /** Gates that it fails. */
  readonly fails: readonly GateId[];
  /** Gates that it leaves open. */
  readonly doubts: readonly GateId[];
}

/** A fact that is missing for the person, and what hangs on it. */
export interface Gap {
  readonly checks: readonly CheckId[];
  readonly gates: readonly GateId[];
}

/** What is known and not known about one person. */
export interface Case {
  readonly items: readonly Item[];
  readonly gaps: readonly Gap[];
  readonly guest: boolean;
}

/** What a plan does away with, by index. */
export interface Change {
  readonly items: ReadonlySet<number>;
  readonly gaps: ReadonlySet<number>;
}

export const NO_CHANGE: Change = { items: new Set(), gaps: new Set() };

const CHECK_IDS: readonly CheckId[] = DIMENSIONS.flatMap((dimension) => dimension.checks.map((check): CheckId => check.id));

/** One possible duplicate leaves open who the person is; with two there is no one identity to speak of. */
const DOUBTS_THAT_FAIL: Partial<Record<GateId, number>> = { "one-identity": 2 };

/** The evidence of a case, after a change. */
export function evidenceOf({ items, gaps, guest }: Case, change: Change = NO_CHANGE): Evidence {
  const checks = {} as Record<CheckId, { open: Counts; known: boolean }>;
  for (const id of CHECK_IDS) checks[id] = { open: { critical: 0, high: 0, medium: 0, low: 0 }, known: true };
  const gates = {} as Record<GateId, Tally>;
  for (const id of GATES) gates[id] = { fails: 0, doubts: 0, waived: 0, open: false };

  const returning = new Map<number, Item>();
  items.forEach((item, index) => {
    if (change.items.has(index)) return;
    for (const gate of item.fails) gates[gate][item.waived ? "waived" : "fails"]++;
    for (const gate of item.doubts) gates[gate][item.waived ? "waived" : "doubts"]++;
    if (item.waived) return;
    const { silencedBy } = item;
    if (silencedBy === null) count(item, checks);
    else if (change.items.has(silencedBy) && isWorse(item, returning.get(silencedBy))) returning.set(silencedBy, item);
  });
  // Of what one finding silenced, the worst takes its place: it is the same cause still, and counts once.
  for (const item of returning.values()) count(item, checks);
  gaps.forEach((gap, index) => {
    if (change.gaps.has(index)) return;
    for (const check of gap.checks) checks[check].known = false;
    for (const gate of gap.gates) gates[gate].open = true;
  });
  return { checks: checks satisfies Record<CheckId, CheckEvidence>, gates: settled(gates), guest };
}

function count({ check, severity }: Item, checks: Readonly<Record<CheckId, { open: Counts }>>): void {
  if (check !== null && severity !== "info") checks[check].open[severity]++;
}

function isWorse(item: Item, than: Item | undefined): boolean {
  return than === undefined || SEVERITIES.indexOf(item.severity) < SEVERITIES.indexOf(than.severity);
}

/** What bears on one gate. */
interface Tally {
  fails: number;
  doubts: number;
  waived: number;
  open: boolean;
}

function settled(gates: Readonly<Record<GateId, Readonly<Tally>>>): Record<GateId, GateEvidence> {
  const result = {} as Record<GateId, GateEvidence>;
  for (const id of GATES) {
    const { fails, doubts, waived, open } = gates[id];
    const isFailed = fails > 0 || doubts >= (DOUBTS_THAT_FAIL[id] ?? Number.POSITIVE_INFINITY);
    const status: GateStatus = isFailed ? "fail" : doubts > 0 || open ? "unknown" : "pass";
    result[id] = { status, waived: waived > 0 };
  }
  return result;
}
