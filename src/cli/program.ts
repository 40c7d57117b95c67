import { Command } from "commander";
import { VERSION } from "../version.js";
import { auditCommand } from "./audit.js";
import { blastCommand } from "./blast.js";
import { collectCommand } from "./collect.js";
import { doctorCommand } from "./doctor.js";
import { explainCommand } from "./explain.js";
import { fixCommand } from "./fix.js";
import type { Io } from "./io.js";
import { reportCommand } from "./report.js";
import { rulesCommand } from "./rules.js";
import { scanCommand } from "./scan.js";

/** Where a command leaves its exit code. */
export interface Result {
  exitCode: number;
}

/** The command line: one command per file, each of which parses, calls and prints. */
export function program(io: Io, result: Result): Command {
  const root = new Command("obo-audit")
    .description("Audit identity directories before AI agents may act on behalf of people.")
    .version(VERSION, "--version", "print the version")
    .helpOption("-h, --help", "show help")
    .showHelpAfterError("(add --help for usage)")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
    })
    .addHelpText(
      "after",
      `
Examples:
  $ obo-audit scan --source sample                 try it on the bundled sample company
  $ obo-audit scan -s entra -s okta -o report.json audit two directories
  $ obo-audit scan -s file:export/ -o people.csv   audit an export`,
    );
  for (const command of [
    scanCommand,
    collectCommand,
    auditCommand,
    reportCommand,
    explainCommand,
    blastCommand,
    fixCommand,
    rulesCommand,
    doctorCommand,
  ]) {
    const sub = command(io, result);
    sub.copyInheritedSettings(root).exitOverride();
    root.addCommand(sub);
  }
  return root;
}
