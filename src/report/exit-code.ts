import { SEVERITIES, type Severity } from "../rules/contract.js";
import type { Report } from "./model.js";

export interface Demands {
  readonly failOn: Severity | "none";
  /** Least share of people who must be READY, in percent; null = none demanded. */
  readonly minReady: number | null;
  readonly allowIncomplete: boolean;
}

/**
 * The exit code of an audit: 1 for findings at or above the severity, or too few people READY; else 4 when a part
 * of a source was refused, broke off or could not be read; else 0. Known and waived findings do not count.
 */
export async function exitCodeOf(report: Report, demands: Demands): Promise<0 | 1 | 4> {
  if (await hasFindings(report, demands.failOn)) return 1;
  const { people, ready } = report.head.summary;
  if (demands.minReady !== null && ready * 100 < demands.minReady * people) return 1;
  return isIncomplete(report) && !demands.allowIncomplete ? 4 : 0;
}

/** Whether something that was asked for could not be read. What a service does not offer is unknown, not incomplete. */
export function isIncomplete(report: Report): boolean {
  return report.head.sources.some(
    (source) => source.rejected.count > 0 || Object.values(source.facts).some((state) => state === "denied" || state === "failed"),
  );
}

async function hasFindings(report: Report, failOn: Severity | "none"): Promise<boolean> {
  if (failOn === "none") return false;
  const limit = SEVERITIES.indexOf(failOn);
  // Findings come worst first, so this ends at the first that is new, or too mild.
  for await (const finding of report.findings()) {
    if (SEVERITIES.indexOf(finding.severity) > limit) return false;
    if (finding.status === "new") return true;
  }
  return false;
}
