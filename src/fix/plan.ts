import type { Verdict } from "../readiness/model.js";
import type { FindingEntry, PersonEntry, Report, SourceEntry } from "../report/model.js";
import { SEVERITIES } from "../rules/contract.js";
import { Queue } from "./queue.js";

/** What a plan is made from: these members of a JSON report, schemaVersion 1. */
export interface PlanInput {
  readonly scannedAt: string;
  readonly sources: readonly Pick<SourceEntry, "id" | "facts" | "partial" | "reasons">[];
  readonly people: readonly PlanPerson[];
  readonly findings: readonly FindingEntry[];
}

export interface PlanPerson extends Pick<PersonEntry, "id" | "displayName"> {
  readonly readiness: {
    readonly verdict: Verdict;
    readonly pathToReady: readonly PathStep[];
    /** The verdict at the end of the path; reports that do not say it mean READY. */
    readonly reachable?: Verdict;
  };
}

interface PathStep {
  readonly action: string;
  readonly subject: string;
  readonly finding: string | null;
  readonly gain: number;
  readonly upTo?: boolean;
}

/** Something to do, with everything that is needed to decide about it and to do it. */
export interface Suggestion {
  /** A finding's fingerprint; or, where no finding says it, the action and its subject. */
  readonly id: string;
  readonly finding: string | null;
  readonly ruleId: string | null;
  readonly severity: FindingEntry["severity"] | null;
  readonly title: string;
  readonly message: string;
  readonly subject: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly controls: readonly string[];
  readonly summary: string;
  readonly steps: readonly string[];
  readonly commands: readonly string[];
  /** People whose path to READY it is a step of, with the points that it brings each of them. */
  readonly helps: readonly { readonly id: string; readonly name: string | null; readonly gain: number }[];
}

/** A suggestion with what it does once everything that was chosen before it is done. */
export interface Offer {
  readonly suggestion: Suggestion;
  /** Ids of the people who become READY by it. */
  readonly makesReady: readonly string[];
}

/** What was chosen, in the order in which to do it. */
export interface FixPlan {
  readonly schemaVersion: 1;
  readonly scannedAt: string;
  readonly makesReady: number;
  readonly fixes: readonly (Suggestion & { readonly makesReady: readonly string[] })[];
}

/** What a plan needs of a report, wherever it comes from. Holds all its people and findings at once. */
export async function planInputOf(report: Report): Promise<PlanInput> {
  const people: PersonEntry[] = [];
  for await (const person of report.people()) people.push(person);
  const findings: FindingEntry[] = [];
  for await (const finding of report.findings()) findings.push(finding);
  return { scannedAt: report.head.scannedAt, sources: report.head.sources, people, findings };
}

/** Everything that could be done, all of it chosen, best first. Pure. */
export function planAll(input: PlanInput): FixPlan {
  const choices = new Choices(input);
  for (let offer = choices.next(); offer !== null; offer = choices.next()) choices.choose();
  return choices.plan();
}

/** A person on the way to READY. */
interface Traveller {
  readonly id: string;
  /** The path ends at READY. */
  readonly isBound: boolean;
  readonly steps: readonly Candidate[];
  left: number;
  /** A step of the path was refused. */
  isLost: boolean;
}

interface Candidate {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly travellers: Traveller[];
  state: "waiting" | "offered" | "chosen" | "skipped";
}

/**
 * Offers suggestions one at a time: first what makes most people READY together with what has been chosen,
 * then what is a step of most paths, brings most points and is worst. What is refused ends the paths that need it,
 * so that nothing is recommended for their sake any more.
 */
export class Choices {
  readonly #scannedAt: string;
  readonly #candidates: readonly Candidate[];
  readonly #queue: Queue<Candidate>;
  readonly #chosen: { readonly candidate: Candidate; readonly makesReady: readonly string[] }[] = [];
  #offered: Candidate | null = null;

  constructor(input: PlanInput) {
    this.#scannedAt = input.scannedAt;
    this.#candidates = candidatesOf(input);
    this.#queue = new Queue(rankOf);
    for (const candidate of this.#candidates) this.#queue.push(candidate);
  }

  /** How many suggestions there are. */
  get count(): number {
    return this.#candidates.length;
  }

  /** The best suggestion that has not been answered; null when all have been. */
  next(): Offer | null {
    const candidate = this.#offered ?? this.#queue.pop();
    this.#offered = candidate;
    if (candidate === null) return null;
    candidate.state = "offered";
    return { suggestion: candidate.suggestion, makesReady: completedBy(candidate) };
  }

  /** Takes what was offered into the plan. */
  choose(): void {
    const candidate = this.#answer("chosen");
    if (candidate === null) return;
    this.#chosen.push({ candidate, makesReady: completedBy(candidate) });
    for (const traveller of candidate.travellers) {
      traveller.left--;
      if (traveller.left === 1) for (const step of traveller.steps) if (step.state === "waiting") this.#queue.push(step);
    }
  }

  /** Leaves what was offered. */
  skip(): void {
    const candidate = this.#answer("skipped");
    for (const traveller of candidate?.travellers ?? []) traveller.isLost = true;
  }

  plan(): FixPlan {
    const fixes = this.#chosen.map(({ candidate, makesReady }) => ({ ...candidate.suggestion, makesReady }));
    const makesReady = fixes.reduce((sum, fix) => sum + fix.makesReady.length, 0);
    return { schemaVersion: 1, scannedAt: this.#scannedAt, makesReady, fixes };
  }

  #answer(state: "chosen" | "skipped"): Candidate | null {
    const candidate = this.#offered;
    this.#offered = null;
    if (candidate !== null) candidate.state = state;
    return candidate;
  }
}

/** Whom a step makes READY as the last one that is left of their path. */
function completedBy({ travellers }: Candidate): readonly string[] {
  return travellers.filter(({ isBound, isLost, left }) => isBound && !isLost && left === 1).map(({ id }) => id);
}

/** People made READY, people helped, points, severity. */
function rankOf(candidate: Candidate): readonly number[] | null {
  if (candidate.state !== "waiting") return null;
  const { suggestion, travellers } = candidate;
  const helped = travellers.filter(({ isLost }) => !isLost).length;
  const points = Math.round(suggestion.helps.reduce((sum, { gain }) => sum + gain, 0) * 10);
  const severity = suggestion.severity === null ? SEVERITIES.length : SEVERITIES.indexOf(suggestion.severity);
  return [completedBy(candidate).length, helped, helped === 0 ? 0 : points, -severity];
}

function candidatesOf({ sources, people, findings }: PlanInput): Candidate[] {
  const open = findings.filter((finding) => finding.status !== "waived");
  const byFingerprint = new Map(open.map((finding) => [finding.fingerprint, finding]));
  const steps = new Map<string, { readonly step: PathStep; readonly helps: Suggestion["helps"][number][] }>();
  for (const { id, displayName, readiness } of people) {
    for (const step of readiness.pathToReady) {
      const key = keyOf(step);
      const known = steps.get(key) ?? { step, helps: [] };
      known.helps.push({ id, name: displayName, gain: step.gain });
      steps.set(key, known);
    }
  }
  const candidates = new Map<string, Candidate>();
  for (const [id, { step, helps }] of steps) {
    const finding = step.finding === null ? undefined : byFingerprint.get(step.finding);
    const suggestion = finding === undefined ? fromStep(id, step, helps, sources) : fromFinding(finding, helps);
    candidates.set(id, { id, suggestion, travellers: [], state: "waiting" });
  }
  for (const finding of open) {
    const id = finding.fingerprint;
    if (!candidates.has(id)) candidates.set(id, { id, suggestion: fromFinding(finding, []), travellers: [], state: "waiting" });
  }
  for (const { id, readiness } of people) {
    const own = [...new Set(readiness.pathToReady.map(keyOf))].flatMap((key) => candidates.get(key) ?? []);
    const traveller: Traveller = { id, isBound: (readiness.reachable ?? "READY") === "READY", steps: own, left: own.length, isLost: false };
    for (const candidate of own) candidate.travellers.push(traveller);
  }
  return [...candidates.values()];
}

/** Steps that one act settles for many people are one suggestion. */
function keyOf(step: PathStep): string {
  return step.finding ?? `${step.action}: ${step.subject}`;
}

function fromFinding(finding: FindingEntry, helps: Suggestion["helps"]): Suggestion {
  const { fingerprint, ruleId, severity, title, message, subject, evidence, controls, remediation } = finding;
  return {
    id: fingerprint,
    finding: fingerprint,
    ruleId,
    severity,
    title,
    message,
    subject: `${subject.source}/${subject.id}`,
    evidence,
    controls,
    summary: remediation.summary,
    steps: remediation.steps,
    commands: remediation.commands,
    helps,
  };
}

/** A step without a finding: something that the inventory shows, or evidence that is missing. */
function fromStep(id: string, step: PathStep, helps: Suggestion["helps"], sources: PlanInput["sources"]): Suggestion {
  const source = step.upTo === true ? sources.find((one) => one.id === step.subject) : undefined;
  const reasons = source === undefined ? {} : missingFacts(source);
  return {
    id,
    finding: null,
    ruleId: null,
    severity: null,
    title: step.action,
    message: source === undefined ? `${step.action}.` : `The audit could not see everything of ${source.id}: nobody is READY on what was not seen.`,
    subject: step.subject,
    evidence: reasons,
    controls: [],
    summary: `${step.action}.`,
    steps: [
      ...(source === undefined ? [`${step.action}.`] : Object.entries(reasons).map(([fact, reason]) => `Let the audit read ${fact}: ${reason}.`)),
      "Scan again.",
    ],
    commands: [],
    helps,
  };
}

/** Facts of a source that were not collected, or not completely, with the reason. */
function missingFacts({ facts, partial, reasons }: PlanInput["sources"][number]): Readonly<Record<string, string>> {
  const missing = Object.entries(facts).filter(([fact, state]) => (state !== "collected" && state !== "unsupported") || partial.includes(fact));
  return Object.fromEntries(missing.map(([fact, state]) => [fact, reasons[fact] ?? (state === "collected" ? "not complete" : state)]));
}
