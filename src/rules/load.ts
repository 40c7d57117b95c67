import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nearest } from "../config/nearest.js";
import { UsageError } from "../errors.js";
import { type AnyRule, FAMILIES, SEVERITIES } from "./contract.js";

/**
 * The user's own rules: modules whose default export is a rule, or folders of them.
 * @throws UsageError when one cannot be loaded, or is no rule
 */
export async function loadCustomRules(paths: readonly string[]): Promise<AnyRule[]> {
  const files = (await Promise.all(paths.map(moduleFiles))).flat().sort();
  return Promise.all(files.map(loadRule));
}

async function moduleFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = await readdir(path, { recursive: true });
    return names.filter((name) => /\.m?js$/.test(name)).map((name) => join(path, name));
  } catch (cause) {
    throw new UsageError(
      `customRules: ${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown error"})`,
      "Check customRules in the configuration.",
      cause,
    );
  }
}

async function loadRule(file: string): Promise<AnyRule> {
  let loaded: unknown;
  try {
    loaded = (await import(pathToFileURL(file).href)).default;
  } catch (cause) {
    throw new UsageError(
      `customRules: ${file} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      "It must be an ES module for Node.",
      cause,
    );
  }
  if (!isRule(loaded))
    throw new UsageError(
      `customRules: ${file} exports no rule`,
      "Its default export must have id, title, severity, subject, needs, options, select, message and remediation; see docs/rules.md.",
    );
  return loaded;
}

/** The shape that the engine relies on; what a rule says is its author's. */
function isRule(value: unknown): value is AnyRule {
  if (typeof value !== "object" || value === null) return false;
  const rule = value as Record<string, unknown>;
  return (
    typeof rule["id"] === "string" &&
    /^[a-z-]+\/[a-z0-9-]+$/.test(rule["id"]) &&
    typeof rule["title"] === "string" &&
    (SEVERITIES as readonly unknown[]).includes(rule["severity"]) &&
    typeof rule["subject"] === "string" &&
    typeof rule["concerns"] === "string" &&
    Array.isArray(rule["needs"]) &&
    Array.isArray(rule["controls"]) &&
    typeof rule["options"] === "object" &&
    typeof rule["select"] === "string" &&
    typeof rule["message"] === "function" &&
    typeof rule["remediation"] === "function"
  );
}

/**
 * Refuses names that no rule has, since a misspelt rule would silently not run, or run.
 *
 * @param listed rule ids or families, from flags
 * @param configured rule ids, from the configuration
 * @throws UsageError with the nearest name
 */
export function checkRuleNames(rules: readonly AnyRule[], listed: readonly string[], configured: readonly string[]): void {
  const ids = rules.map((rule) => rule.id as string);
  for (let i = 1; i < ids.length; i++)
    if (ids[i] === ids[i - 1]) throw new UsageError(`two rules are called ${ids[i]}`, "Give the rule in customRules another id.");
  const unknown = [
    ...listed.filter((name) => !ids.includes(name) && !(FAMILIES as readonly string[]).includes(name)),
    ...configured.filter((name) => !ids.includes(name)),
  ];
  const [name] = unknown;
  if (name === undefined) return;
  const meant = nearest(name, [...ids, ...FAMILIES]);
  throw new UsageError(`no rule is called "${name}"${meant === null ? "" : `; did you mean "${meant}"?`}`, "`obo-audit rules` lists them.");
}
