import type { SubjectRow } from "./contract.js";

/** How rules put values into sentences. Names are passed on as they are: whoever prints them escapes them. */

/** What to call the subject of a finding: its name, or its id where the directory gives no name. */
export function nameOf(row: Pick<SubjectRow, "subjectId" | "subjectName">): string {
  return row.subjectName === null || row.subjectName.trim() === "" ? row.subjectId : row.subjectName;
}

/** The day of a timestamp `YYYY-MM-DD HH:MM:SS`; "an unknown day" where there is none. */
export function day(timestamp: string | null): string {
  return timestamp === null ? "an unknown day" : timestamp.slice(0, 10);
}

/** `1 secret`, `2 secrets`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** How many names a sentence bears. */
const SHOWN = 4;

/** `a`, `a and b`, `a, b, c, d and 3 more`. */
export function names(list: readonly string[]): string {
  const shown = list.slice(0, SHOWN);
  const rest = list.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
