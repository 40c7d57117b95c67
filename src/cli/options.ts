import { type Command, InvalidArgumentError, Option } from "commander";
import { FORMATS, type Format } from "../report/output.js";
import { SEVERITIES, type Severity } from "../rules/contract.js";

/** The flags that scan and audit share, as commander hands them over. */
export interface AuditFlags {
  readonly format?: Format;
  readonly output: readonly string[];
  readonly failOn?: Severity | "none";
  readonly minReady?: number;
  readonly rules: readonly string[];
  readonly skipRules: readonly string[];
  readonly baseline?: string;
  readonly waivers?: string;
  readonly config?: string;
  readonly now?: Date;
  readonly redact: boolean;
  readonly allowIncomplete: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

/** A flag that can be given several times. */
export const repeated = (value: string, previous: readonly string[]) => [...previous, value];
const list = (value: string, previous: readonly string[]) => [...previous, ...value.split(",").map((item) => item.trim())];

/** A moment in ISO 8601; a date alone is midnight UTC. */
function isoDate(value: string): Date {
  const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(value)
    ? new Date(/T.*[^Z\d:.+-]|T[^Z+-]*$/.test(value) ? `${value}Z` : value)
    : new Date(Number.NaN);
  if (Number.isNaN(date.getTime()) || (/^\d{4}-\d{2}-\d{2}$/.test(value) && date.toISOString().slice(0, 10) !== value))
    throw new InvalidArgumentError("Give an ISO date such as 2026-01-31 or 2026-01-31T12:00:00Z.");
  return date;
}

export function percent(value: string): number {
  const number = Number(value.replace(/%$/, ""));
  if (value.trim() === "" || !Number.isFinite(number) || number < 0 || number > 100)
    throw new InvalidArgumentError("Give a percentage from 0 to 100.");
  return number;
}

/** Adds the flags that both scan and audit take. */
export function withAuditFlags(command: Command): Command {
  return withQuietFlags(
    command
      .addOption(new Option("-f, --format <format>", "format of what is printed; default table on a terminal, json in a pipe").choices(FORMATS))
      .option(
        "-o, --output <path>",
        "also write a report to a file (.json, .csv, .txt; people*.csv, accounts*.csv and review*.csv hold those); repeatable",
        repeated,
        [],
      )
      .addOption(
        new Option("--fail-on <severity>", "exit with 1 on findings at or above this severity (default: high)").choices([
          ...SEVERITIES.filter((severity) => severity !== "info"),
          "none",
        ]),
      )
      .option("--min-ready <percent>", "exit with 1 when fewer people are READY", percent)
      .option("--rules <ids>", "run only these rules or families, comma-separated", list, [])
      .option("--skip-rules <ids>", "leave these rules or families out, comma-separated", list, [])
      .option(
        "--baseline <file>",
        "an earlier JSON report, or audited snapshot: only findings that it does not have count, and people keep their ids",
      )
      .option("--waivers <file>", "accepted findings (YAML or JSON)")
      .option("--config <file>", "configuration file (default: obo-audit.yaml here or in a parent folder)")
      .option("--now <date>", "the clock for every age, for reproducible runs (ISO 8601)", isoDate)
      .option("--redact", "replace personal data by stable pseudonyms", false)
      .option("--allow-incomplete", "exit with 0 instead of 4 when only something could not be read", false),
  );
}

/** Adds the flag that says how much of a directory's rate limits a collection may use. */
export function withRate(command: Command): Command {
  return command.option("--rate <percent>", "how much of each of Okta's rate limits may be used, 0 to 100 (default: 50)", percent);
}

/** Adds the flags that say how much is printed. */
export function withQuietFlags(command: Command): Command {
  return command
    .option("-q, --quiet", "print no notices", false)
    .option("-v, --verbose", "print each stage's time, and stacks of errors", false)
    .option("--no-color", "no colour")
    .option("--no-progress", "no progress line");
}
