import { CommanderError } from "commander";
import { AuditError } from "../errors.js";
import { printable } from "../report/escape.js";
import type { Io } from "./io.js";
import { program } from "./program.js";

/**
 * Runs one command line.
 *
 * @param args the arguments behind the program's name
 * @returns the exit code of the contract
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const verbose = args.includes("--verbose") || args.includes("-v");
  const result = { exitCode: 0 };
  try {
    await program(io, result).parseAsync([...args], { from: "user" });
    return result.exitCode;
  } catch (error) {
    // Commander has already printed its own message, and help is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr.write(explainFailure(error, verbose));
    return error instanceof AuditError ? error.exitCode : 70;
  }
}

/** One clear line and what to do; the stack only for who asked for it. */
function explainFailure(error: unknown, verbose: boolean): string {
  const stack = verbose && error instanceof Error ? `${printable(withCauses(error)).replaceAll("\\u{a}", "\n")}\n` : "";
  if (error instanceof AuditError) {
    const hint = error.hint === undefined ? "" : `  ${printable(error.hint)}\n`;
    return `obo-audit: ${printable(error.message)}\n${hint}${stack}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `obo-audit: internal error: ${printable(message).slice(0, 500)}\n  This is a bug. Run again with --verbose and report what it prints.\n${stack}`;
}

function withCauses(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${withCauses(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
