import { count } from "../rules/text.js";
import type { EstimatedPart } from "../sources/contract.js";
import { printable } from "./escape.js";

/** What collecting one source is going to take; null where it sends no requests. */
export interface SourceEstimate {
  readonly source: string;
  readonly parts: readonly EstimatedPart[] | null;
}

/** The estimate for people: a line a collection, and the sum. */
export function estimateText(estimates: readonly SourceEstimate[]): string {
  return estimates.map(({ source, parts }) => (parts === null ? `${printable(source)}: sends no requests\n` : sourceText(source, parts))).join("\n");
}

function sourceText(source: string, parts: readonly EstimatedPart[]): string {
  const rows = parts.map(({ collection, objects, requests, seconds }) => [
    collection,
    objects === null ? "" : objects.toLocaleString("en"),
    requests.toLocaleString("en"),
    duration(seconds),
  ]);
  const all = [["collection", "objects", "requests", "at least"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(
    (row) => `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
  );
  const requests = parts.reduce((sum, part) => sum + part.requests, 0);
  const seconds = secondsOf(parts);
  return `${printable(source)}: at least ${count(requests, "request")}, about ${duration(seconds)}\n${lines.join("\n")}\n`;
}

/** How long all parts take: lanes beside each other, the rest one after the other. */
function secondsOf(parts: readonly EstimatedPart[]): number {
  const lanes = new Map<string, number>();
  let alone = 0;
  for (const { lane, seconds } of parts) {
    if (lane === undefined) alone += seconds;
    else lanes.set(lane, (lanes.get(lane) ?? 0) + seconds);
  }
  return alone + Math.max(0, ...lanes.values());
}

/** Seconds in the largest unit that still tells something. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** The estimate for programs. */
export function estimateJson(estimates: readonly SourceEstimate[]): string {
  return `${JSON.stringify({ sources: estimates }, null, 2)}\n`;
}
