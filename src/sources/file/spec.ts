import { nearest } from "../../config/nearest.js";
import { UsageError } from "../../errors.js";
import { canonicalColumn, IMPORTED_COLUMNS } from "./columns.js";

/** What `file:` names: where the import is, what its source is called, and what its columns mean. */
export interface FileSpec {
  readonly path: string;
  /** The source that rows without a `source` of their own stand for; default: the folder's or file's name. */
  readonly name?: string;
  /** Column of the file: column of the import format. */
  readonly map?: Readonly<Record<string, string>>;
}

/** A query that is one; a question mark in a file's name is not. */
const QUERY = /^(.*?)\?([A-Za-z]+=.*)$/s;

/**
 * Reads `file:PATH?map=surname:familyName,given_name:givenName`. `map` may be repeated, and its names may be
 * percent-encoded, for those that hold a comma or a colon. The path is taken as it is.
 *
 * @throws UsageError on an empty path, an unknown parameter or a pair without a colon
 */
export function parseFileSpec(text: string): FileSpec {
  const spec = text.startsWith("file:") ? text.slice("file:".length) : text;
  const [, path, query] = QUERY.exec(spec) ?? [null, spec, null];
  if (path === undefined || path === "")
    throw new UsageError(`--source ${text}: names no file`, "Write file:PATH, as in file:people.csv or file:export/.");
  if (query === null || query === undefined) return { path };
  const map: Record<string, string> = {};
  for (const parameter of query.split("&")) {
    const [name, value] = cut(parameter, "=");
    if (name !== "map") throw new UsageError(`--source ${text}: unknown parameter "${name}"`, "The only one is map=COLUMN:OUR_COLUMN,...");
    for (const pair of value.split(",").filter((pair) => pair.trim() !== "")) {
      const [from, to] = cut(pair, ":").map(decoded);
      if (from === undefined || from === "" || to === undefined || to === "")
        throw new UsageError(`--source ${text}: "${pair}" maps nothing`, "Write map=COLUMN:OUR_COLUMN, as in map=surname:familyName.");
      map[from] = to;
    }
  }
  return { path, map };
}

/**
 * The map with our columns as they are spelt here.
 * @throws UsageError when a column is mapped to one that no table has
 */
export function checkedMap(map: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(map).map(([from, to]) => {
      const column = canonicalColumn(to);
      if (column !== null) return [from, column];
      const meant = nearest(to, IMPORTED_COLUMNS);
      throw new UsageError(
        `the map sends "${from}" to "${to}", which is no column of the import format${meant === null ? "" : `; did you mean "${meant}"?`}`,
        "docs/tables.md lists every column.",
      );
    }),
  );
}

/** A text before and after the first occurrence of a mark; the whole text and nothing where there is none. */
function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** Percent-encoding undone; a stray percent sign stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}
