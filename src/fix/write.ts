import { rename, rm, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { UsageError } from "../errors.js";
import { printable, shortened } from "../report/escape.js";
import { count } from "../rules/text.js";
import type { FixPlan } from "./plan.js";

/** The plan as JSON: exact, for programs. */
export function planJson(plan: FixPlan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** The plan as Markdown: to review, discuss and tick off. */
export function planMarkdown(plan: FixPlan): string {
  const lines = [
    "# Fix plan",
    "",
    `From the scan of ${inline(plan.scannedAt)}. Fixes: ${plan.fixes.length}; people whom they make READY: ${plan.makesReady}. Nothing has been changed yet.`,
    "",
  ];
  plan.fixes.forEach((fix, index) => {
    lines.push(`## ${index + 1}. ${inline(fix.title)}`, "");
    lines.push(`- [ ] done`, `- Subject: ${code(fix.subject)}`);
    if (fix.ruleId !== null) lines.push(`- Rule: ${code(fix.ruleId)}, severity ${fix.severity}, finding ${code(fix.finding ?? "")}`);
    if (fix.makesReady.length > 0) lines.push(`- With what is above it makes READY: ${names(fix)}`);
    else if (fix.helps.length > 0) lines.push(`- A step on the way of ${count(fix.helps.length, "person", "people")}`);
    lines.push("", inline(fix.message), "", `**${inline(fix.summary)}**`, "");
    fix.steps.forEach((step, place) => {
      lines.push(`${place + 1}. ${inline(step)}`);
    });
    if (fix.commands.length > 0) lines.push("", ...fenced(fix.commands));
    lines.push("");
  });
  return `${lines.join("\n").trimEnd()}\n`;
}

/**
 * Writes the plan as JSON and as Markdown, beside each other under one name; the path may end in `.json`, `.md` or neither.
 * Both are readable by their owner only, and appear whole or not at all.
 *
 * @returns the two paths
 * @throws UsageError when they cannot be written
 */
export async function writePlan(path: string, plan: FixPlan): Promise<readonly [json: string, markdown: string]> {
  const ending = extname(path).toLowerCase();
  const stem = [".json", ".md"].includes(ending) ? path.slice(0, -ending.length) : path;
  const [json, markdown] = [`${stem}.json`, `${stem}.md`] as const;
  await write(json, planJson(plan));
  await write(markdown, planMarkdown(plan));
  return [json, markdown];
}

async function write(path: string, text: string): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    await writeFile(partial, text, { mode: 0o600 });
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    const reason = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UsageError(`--plan ${path}: cannot be written (${reason})`, "Give a path in a folder that exists and that you may write to.", cause);
  }
}

/** How many names are written out. */
const NAMED = 10;

function names({ helps, makesReady }: FixPlan["fixes"][number]): string {
  const byId = new Map(helps.map(({ id, name }) => [id, name]));
  const named = makesReady.slice(0, NAMED).map((id) => inline(byId.get(id) ?? id));
  return makesReady.length > NAMED ? `${named.join(", ")} and ${makesReady.length - NAMED} more` : named.join(", ");
}

/** Characters by which Markdown or HTML begins something inside a line, and what makes an address a link. */
const SPECIAL = /[\\`*_{}[\]<>|~&!]|:(?=\/\/)|(?<=www)\./gi;

/** What makes a line a heading, an item, a rule or the underline of a heading. */
const LEADING = /^\s*(?:[-+#=]|\d+(?=[.)]))/;

/** Text that stays text in Markdown. */
function inline(text: string): string {
  const safe = shortened(text, 500).replace(SPECIAL, "\\$&");
  return safe.replace(LEADING, (start) => (/\d$/.test(start) ? `${start}\\` : `${start.slice(0, -1)}\\${start.slice(-1)}`));
}

/** Text as code: the fence is longer than any run of backticks inside. */
function code(text: string): string {
  const safe = shortened(text);
  const fence = "`".repeat(longestRun(safe) + 1);
  return safe.startsWith("`") || safe.endsWith("`") || safe === "" ? `${fence} ${safe} ${fence}` : `${fence}${safe}${fence}`;
}

function fenced(commands: readonly string[]): string[] {
  const safe = commands.map(printable);
  const fence = "`".repeat(Math.max(3, longestRun(safe.join("\n")) + 1));
  return [`${fence}sh`, ...safe, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
