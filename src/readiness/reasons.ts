import type { Change } from "./case.js";
import type { Evaluation } from "./evaluate.js";
import type { NamedGap } from "./gaps.js";
import { DIMENSIONS, type Dimension, type DimensionId } from "./model.js";
import type { PersonCase } from "./person.js";

const COUNTED = ["critical", "high", "medium", "low"] as const;

/** Why each dimension is not full: what is missing for its checks, and what was found against them. */
export function reasonsOf(facts: PersonCase): Readonly<Record<DimensionId, readonly string[]>> {
  const reasons = {} as Record<DimensionId, readonly string[]>;
  for (const { id, checks } of DIMENSIONS as readonly (Dimension & { readonly id: DimensionId })[]) {
    reasons[id] = checks.flatMap((check) => {
      const gaps = facts.gaps.filter((gap) => (gap.checks as readonly string[]).includes(check.id));
      return [...missingReasons(gaps), ...findingReasons(facts, check.id)].map((reason) => `${check.title}: ${reason}`);
    });
  }
  return reasons;
}

function missingReasons(gaps: readonly NamedGap[]): string[] {
  const sources = [...new Set(gaps.map((gap) => gap.source))];
  return sources.map((source) => {
    const facts = gaps.filter((gap) => gap.source === source).map((gap) => gap.fact);
    return `${facts.join(", ")} not known${source === "" ? "" : ` of ${source}`}`;
  });
}

function findingReasons(facts: PersonCase, check: string): string[] {
  const found = facts.items.filter((item) => item.check === check && item.silencedBy === null);
  const open = COUNTED.flatMap((severity) => {
    const count = found.filter((item) => item.severity === severity && !item.waived).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const waived = found.filter((item) => item.waived).length;
  return [...(open.length === 0 ? [] : [open.join(", ")]), ...(waived === 0 ? [] : [`${waived} waived`])];
}

/** What keeps a person from READY when the path is done; facts that no permission can give are named. */
export function obstaclesOf(facts: PersonCase, done: Change, end: Evaluation): readonly string[] {
  if (end.verdict === "READY") return [];
  const left = facts.gaps.filter((gap, index) => !gap.obtainable && gap.source !== "" && !done.gaps.has(index));
  return [...end.conditions, ...left.map((gap) => `${gap.fact} cannot be collected from ${gap.source}`)];
}
