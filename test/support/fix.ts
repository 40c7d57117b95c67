import type { PlanInput, PlanPerson } from "../../src/fix/plan.js";
import type { FindingEntry } from "../../src/report/model.js";
import { finding } from "./report.js";

/** A finding whose fingerprint is a number. */
export function found(number: number, changes: Partial<FindingEntry> = {}): FindingEntry {
  return finding({ fingerprint: fingerprint(number), title: `finding ${number}`, ...changes });
}

export function fingerprint(number: number): string {
  return number.toString(16).padStart(16, "0");
}

/** A person whose path goes through these findings, ten points each. */
export function traveller(id: string, path: readonly number[], rest: Partial<PlanPerson["readiness"]> = {}): PlanPerson {
  const pathToReady = path.map((number) => ({ action: "act", subject: "corp/x", finding: fingerprint(number), gain: 10 }));
  return { id, displayName: `Person ${id}`, readiness: { verdict: "BLOCKED", pathToReady, reachable: "READY", ...rest } };
}

export function inputWith(people: readonly PlanPerson[], findings: readonly FindingEntry[], sources: PlanInput["sources"] = []): PlanInput {
  return { scannedAt: "2026-06-01T00:00:00.000Z", sources, people, findings };
}
