import type { Collection, TableRow } from "../contract.js";

/**
 * Related objects that come along with an expansion, at most. More are cut off without a word, so that many may be all
 * or not (https://learn.microsoft.com/graph/query-parameters#expand-parameter).
 */
export const EXPANDED = 20;

/**
 * The rows of an expanded relation; or, where it may have been cut off or did not come, a mark that it has to be read
 * by itself.
 */
export function expandedRows<T>(
  relation: string,
  id: string,
  related: readonly T[] | null | undefined,
  rows: (one: T) => readonly TableRow[],
): TableRow[] {
  if (!Array.isArray(related) || related.length >= EXPANDED) return [unread(relation, id)];
  return (related as readonly T[]).flatMap(rows);
}

/** Marks a relation that has to be read by itself. */
export function unread(relation: string, id: string): TableRow {
  return { table: "parents", row: { kind: relation, id } };
}

/** A listing under each object whose relation has to be read by itself. */
export function eachUnread(relation: string, path: (id: string) => string): Collection["start"] {
  return {
    query: `SELECT id FROM parents WHERE source = $source AND kind = '${relation}' ORDER BY id`,
    path: (row) => path(row["id"] ?? ""),
  };
}
