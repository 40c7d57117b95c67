#!/usr/bin/env node
import process from "node:process";

// What is deprecated inside bundled packages is ours to mend, not the user's to read.
process.noDeprecation = true;

const args = process.argv.slice(2);
if (args.length === 1 && args[0] === "--version") {
  // Asked for by scripts, so it does not load the program.
  const { readFileSync } = await import("node:fs");
  process.stdout.write(`${JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version}\n`);
} else {
  const { main } = await import("../dist/main.js");
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  // A reader that has gone away, as `| head` does, is no error.
  process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
  const { stdin, stdout, stderr, env } = process;
  process.exitCode = await main(args, { stdin, stdout, stderr, env, cwd: process.cwd(), signal: stop.signal, now: () => new Date() });
  process.off("SIGINT", interrupt);
  process.off("SIGTERM", interrupt);
}
