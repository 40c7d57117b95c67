import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { nearest } from "../../config/nearest.js";
import { SourceError } from "../../errors.js";
import { IMPORTED_TABLES, type ImportedTable, normal } from "./columns.js";

/** A file of an import, and the table that it fills. */
export interface ImportFile {
  /** As the user would write it: the path that was given, and the name in that folder. */
  readonly path: string;
  readonly table: ImportedTable;
  /** Without the dot, in lower case. */
  readonly ending: string;
}

export interface ImportFiles {
  readonly files: readonly ImportFile[];
  /** What a reader should know about files that are not read. */
  readonly notes: readonly string[];
}

const ENDINGS: ReadonlySet<string> = new Set(["csv", "tsv", "tab", "txt", "json", "ndjson", "jsonl"]);

/**
 * The files that a path stands for: itself, a folder's files by their names, or what a pattern with `*` and `?` matches.
 * In the order of tables, then of names.
 *
 * @param source whose name errors carry
 * @throws SourceError where there is nothing to read accounts from
 */
export async function importFiles(path: string, source: string): Promise<ImportFiles> {
  const found = await statOf(path, source);
  if (found === "folder") return folder(path, source);
  if (found === "file") return { files: [{ path, table: "accounts", ending: endingOf(path) }], notes: [] };
  if (!isPattern(path)) {
    const hint = path.startsWith("~")
      ? "A shell replaces ~ only at the beginning of a word: write the whole path."
      : "Check the path; it is relative to the working folder.";
    throw new SourceError(source, `${path}: there is no such file or folder`, hint);
  }
  const matches = await matching(path);
  const files = await Promise.all(matches.map(async (match) => ((await statOf(match, source)) === "file" ? [match] : [])));
  const read = files.flat().map((match) => ({ path: match, table: tableNamed(match) ?? "accounts", ending: endingOf(match) }));
  if (!read.some((file) => file.table === "accounts"))
    throw new SourceError(source, `${path}: no file of accounts matches`, "Check the pattern, and quote it so that the shell leaves it alone.");
  return { files: ordered(read), notes: [] };
}

/** What rows without a source of their own stand for: the name of the folder, of the file without its ending, or of the folder before a pattern. */
export function defaultName(path: string, isFolder: boolean): string {
  const whole = resolve(isPattern(path) && !isFolder ? patternRoot(path) : path);
  const name = isFolder || isPattern(path) ? basename(whole) : basename(whole, extname(whole));
  return name === "" ? "file" : name;
}

async function folder(path: string, source: string): Promise<ImportFiles> {
  const names = (await readdir(path)).sort();
  const files: ImportFile[] = [];
  const notes: string[] = [];
  for (const name of names) {
    const table = tableNamed(name);
    const known = ENDINGS.has(endingOf(name));
    if (table !== null && known) files.push({ path: join(path, name), table, ending: endingOf(name) });
    else if (table !== null || known) notes.push(leftOut(path, name, table));
  }
  if (!files.some((file) => file.table === "accounts")) {
    const there = names.length === 0 ? "it is empty" : `it holds ${names.slice(0, 10).join(", ")}${names.length > 10 ? ", ..." : ""}`;
    throw new SourceError(
      source,
      `${path}: the folder has no accounts.csv, accounts.json or accounts.ndjson; ${there}`,
      "Name the file of the accounts so.",
    );
  }
  return { files: ordered(files), notes };
}

function leftOut(path: string, name: string, table: ImportedTable | null): string {
  if (table !== null) return `${join(path, name)} was not read: save it as CSV, JSON or NDJSON.`;
  const meant = nearest(stem(name), IMPORTED_TABLES);
  return `${join(path, name)} was not read: no table is called so${meant === null ? "" : `; did you mean ${meant}.${endingOf(name)}?`}.`;
}

function ordered(files: readonly ImportFile[]): readonly ImportFile[] {
  return [...files].sort((a, b) => IMPORTED_TABLES.indexOf(a.table) - IMPORTED_TABLES.indexOf(b.table) || (a.path < b.path ? -1 : 1));
}

/** The table that a file is named for. */
function tableNamed(path: string): ImportedTable | null {
  const name = normal(stem(path));
  return IMPORTED_TABLES.find((table) => normal(table) === name) ?? null;
}

function stem(path: string): string {
  return basename(path, extname(path));
}

function endingOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

async function statOf(path: string, source: string): Promise<"file" | "folder" | null> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new SourceError(source, `${path}: cannot be read (${code ?? "unknown error"})`, "Check the path and its permissions.", cause);
  }
}

function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** The folders before the first one that is a pattern. */
function patternRoot(pattern: string): string {
  return isPattern(pattern) ? patternRoot(dirname(pattern)) : pattern;
}

/** The paths that match a pattern; `*` and `?` stay inside of one name and do not match hidden files. */
async function matching(pattern: string): Promise<string[]> {
  if (!isPattern(pattern)) return [pattern];
  const folders = await matching(dirname(pattern));
  const name = basename(pattern);
  const expression = new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^/]*")
      .replaceAll("?", "[^/]")}$`,
    "is",
  );
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = isPattern(name) ? (await namesIn(folder)).filter((entry) => expression.test(entry) && !entry.startsWith(".")) : [name];
      // A pattern without a folder matches names without one.
      return names.map((entry) => (folder === "." && !pattern.startsWith("./") ? entry : join(folder, entry)));
    }),
  );
  return found.flat().sort();
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
