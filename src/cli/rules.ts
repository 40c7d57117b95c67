import { Command } from "commander";
import { UsageError } from "../errors.js";
import type { Io } from "./io.js";
import type { Result } from "./program.js";

export interface RulesFlags {
  readonly json: boolean;
}

export function rulesCommand(io: Io, result: Result, run = runRules): Command {
  return new Command("rules")
    .description("List the rules, or show one rule's page")
    .argument("[id]", "a rule's id, such as authentication/no-mfa")
    .option("--json", "print as JSON", false)
    .addHelpText("after", "\nExamples:\n  $ obo-audit rules\n  $ obo-audit rules authentication/no-mfa")
    .action(async (id: string | undefined, flags: RulesFlags) => {
      result.exitCode = await run(id, flags, io);
    });
}

/** @returns 0; @throws UsageError when no rule has that id */
export async function runRules(id: string | undefined, flags: RulesFlags, io: Io): Promise<number> {
  const { allRules } = await import("../pipeline/audit.js");
  const { ruleList, rulePage } = await import("../report/rule-page.js");
  const rules = allRules();
  if (id !== undefined) {
    const { checkRuleNames } = await import("../rules/load.js");
    checkRuleNames(rules, [], [id]);
  }
  const chosen = id === undefined ? rules : rules.filter((rule) => rule.id === id);
  const [only] = chosen;
  if (only === undefined) throw new UsageError("there are no rules");
  if (flags.json) io.stdout.write(`${JSON.stringify(id === undefined ? chosen : only, null, 2)}\n`);
  else io.stdout.write(id === undefined ? ruleList(chosen) : rulePage(only));
  return 0;
}
