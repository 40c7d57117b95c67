import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { ZodError, ZodType } from "zod";
import { UsageError } from "../errors.js";
import type { Waiver } from "../rules/runner.js";
import { nearest } from "./nearest.js";
import type { Config } from "./schema.js";

const NAMES = ["obo-audit.yaml", "obo-audit.yml", "obo-audit.json"];

/** A configuration and the folder that its paths are relative to. */
export interface LoadedConfig {
  readonly config: Config;
  readonly folder: string;
  readonly path: string | null;
}

/**
 * The configuration: the file that is named, else the nearest one in the folder or its parents, else an empty one.
 * @throws UsageError when it cannot be read, or says something that has no meaning
 */
export async function loadConfig(cwd: string, named: string | undefined): Promise<LoadedConfig> {
  const path = named === undefined ? findConfig(cwd) : resolve(cwd, named);
  if (path === null) return { config: {}, folder: cwd, path: null };
  const { configSchema } = await import("./schema.js");
  return { config: await readStructured(path, configSchema), folder: dirname(path), path };
}

function findConfig(cwd: string): string | null {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name);
    if (dirname(folder) === folder) return null;
  }
}

/** The accepted findings of a waivers file. @throws UsageError */
export async function loadWaivers(path: string): Promise<Waiver[]> {
  const { waiversSchema } = await import("./schema.js");
  const entries = await readStructured(path, waiversSchema);
  return entries.map((entry, i) => {
    const expires = new Date(entry.expires);
    if (Number.isNaN(expires.getTime())) throw new UsageError(`${path}: waiver ${i + 1}: "${entry.expires}" is no date`, "Write it as 2026-12-31.");
    return { ...entry, expires };
  });
}

/** A YAML or JSON file that follows a schema. @throws UsageError that names the file, the field and what to do */
async function readStructured<T>(path: string, schema: ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new UsageError(`${path}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown error"})`, "Check the path.", cause);
  }
  const { parseDocument } = await import("./yaml.js");
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new UsageError(`${path}: ${error.message.split("\n")[0] ?? "is no YAML"}`, "Mend the file's syntax there.");
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!parsed.success) throw new UsageError(`${path}: ${complaint(parsed.error)}`, "docs/configuration.md lists every key.");
  return parsed.data;
}

/** Keys of the configuration, for did-you-mean. */
const KEYS = [
  "sources",
  "sourceOfRecord",
  "breakGlass",
  "people",
  "same",
  "different",
  "decisions",
  "rules",
  "severity",
  "options",
  "customRules",
  "separationOfDuties",
  "tiers",
  "readiness",
  "profile",
  "weights",
  "thresholds",
  "requireRisk",
  "waivers",
  "failOn",
  "fingerprint",
  "reason",
  "owner",
  "expires",
  "file",
  "name",
  "map",
];

function complaint(error: ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "is not valid";
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    const meant = nearest(key, KEYS);
    return `unknown key "${where === "" ? key : `${where}.${key}`}"${meant === null ? "" : `; did you mean "${meant}"?`}`;
  }
  return `${where === "" ? "the file" : where}: ${issue.message}`;
}
