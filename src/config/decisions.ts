import { readFile } from "node:fs/promises";
import { UsageError } from "../errors.js";

/** A row of a file of decisions: whether two accounts, as `source/id` or user name, are one person. */
export interface Decision {
  readonly a: string;
  readonly b: string;
  readonly decision: "same" | "different";
}

/**
 * The decisions of a CSV file with the columns a, b and decision, such as a review list that somebody filled in. Rows
 * without a decision are still open, and left out; further columns are nobody's business here.
 *
 * @throws UsageError when it cannot be read, or a decision is neither same nor different
 */
export async function readDecisions(path: string): Promise<Decision[]> {
  const { parse } = await import("csv-parse/sync");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new UsageError(
      `${path}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown error"})`,
      "Check people.decisions in the configuration.",
      cause,
    );
  }
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: named, bom: true, trim: true, skip_empty_lines: true, relax_column_count_less: true });
  } catch (cause) {
    throw new UsageError(`${path}: ${cause instanceof Error ? cause.message : "is no CSV"}`, COLUMNS, cause);
  }
  return rows.flatMap((row, i): Decision[] => {
    const { a, b, decision = "" } = row;
    const answer = decision.toLowerCase();
    if (answer === "" && a !== undefined && b !== undefined) return [];
    if (!a || !b || (answer !== "same" && answer !== "different")) throw new UsageError(`${path}: row ${i + 2} is no decision`, COLUMNS);
    return [{ a: unguarded(a), b: unguarded(b), decision: answer }];
  });
}

/** A misspelt header would leave every decision out. */
function named(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  for (const name of ["a", "b", "decision"]) if (!names.includes(name)) throw new Error(`the column ${name} is missing`);
  return names;
}

const COLUMNS = "It has the columns a, b and decision, which is same, different, or empty where it is still open.";

/** Without the apostrophe by which a CSV report keeps spreadsheets from taking a cell for a formula. */
const unguarded = (cell: string): string => (/^'[\s\u00a0\ufeff]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(cell) ? cell.slice(1) : cell);
