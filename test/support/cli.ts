import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/obo-audit.js", import.meta.url));

/** The Node that runs the built program: another release where OBO_AUDIT_TEST_NODE names one. */
export const NODE = process.env["OBO_AUDIT_TEST_NODE"] ?? process.execPath;

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process once it runs, to close its pipes or kill it. */
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
}

/** Runs the built program as a user would, without the credentials that this machine may hold. */
export function cli(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AZURE|OKTA|OBO_AUDIT|NO_COLOR|FORCE_COLOR|COLUMNS)/.test(name)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [BIN, ...args], { cwd: options.cwd, env: { ...inherited, ...options.env }, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
    options.onStart?.(child);
  });
}
