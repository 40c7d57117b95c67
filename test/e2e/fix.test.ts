import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawn } from "@lydell/node-pty";
import { beforeAll, describe, expect, it } from "vitest";
import { cli, NODE } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const BIN = fileURLToPath(new URL("../../bin/obo-audit.js", import.meta.url));
const folder = testFolder();
let report: string;

beforeAll(async () => {
  report = join(folder.path, "report.json");
  await cli(["scan", "--source", "sample", "--fail-on", "none", "-o", report, "-q"]);
});

/** A person at a terminal: what is on it, and a way to wait for it and to type. */
function atTerminal(args: readonly string[], columns = 100) {
  const env = { ...process.env, TERM: "xterm-256color" } as Record<string, string>;
  delete env["NO_COLOR"];
  delete env["CI"];
  const terminal = spawn(NODE, [BIN, ...args], { cols: columns, rows: 40, cwd: folder.path, env });
  let screen = "";
  terminal.onData((text) => {
    screen += text;
  });
  const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  return {
    ended,
    screen: () => screen,
    type: (keys: string) => terminal.write(keys),
    /** Waits until the screen, from where the last wait ended, shows the text. */
    async shows(text: string, from = 0): Promise<number> {
      for (let waited = 0; waited < 20_000; waited += 20) {
        const at = screen.indexOf(text, from);
        if (at >= 0) return at + text.length;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`the terminal never showed "${text}":\n${screen.slice(from)}`);
    },
  };
}

const ENTER = "\r";
const DOWN = "\u001b[B";
const CTRL_C = "\u0003";

/** The marker of the question that is open; clack redraws the question for every key, so its first word is not enough. */
const QUESTION = "Stop here";

describe("fix at a terminal", () => {
  it("puts into the plan what is chosen, says why, skips, and stops", async () => {
    const terminal = atTerminal(["fix", report, "--plan", "chosen.md"]);
    let at = await terminal.shows(QUESTION);
    expect(terminal.screen()).toMatch(/1 of \d+, makes \d+ (person|people) READY/);
    terminal.type(DOWN + DOWN + ENTER);
    at = await terminal.shows("Asked for by", at);
    at = await terminal.shows(QUESTION, at);
    terminal.type(ENTER);
    at = await terminal.shows("2 of ", at);
    at = await terminal.shows(QUESTION, at);
    terminal.type(DOWN + ENTER);
    at = await terminal.shows("3 of ", at);
    at = await terminal.shows(QUESTION, at);
    terminal.type(DOWN + DOWN + DOWN + ENTER);
    expect(await terminal.ended).toBe(0);
    const plan = JSON.parse(readFileSync(join(folder.path, "chosen.json"), "utf8"));
    expect(plan.fixes).toHaveLength(1);
    expect(plan.makesReady).toBeGreaterThan(0);
    const markdown = readFileSync(join(folder.path, "chosen.md"), "utf8");
    expect(markdown).toMatch(/^# Fix plan/);
    expect(statSync(join(folder.path, "chosen.md")).mode & 0o777).toBe(0o600);
  });

  it("keeps what was chosen when it is broken off, in a narrow terminal too", async () => {
    const terminal = atTerminal(["fix", report, "--plan", "broken-off"], 40);
    let at = await terminal.shows(QUESTION);
    terminal.type(ENTER);
    at = await terminal.shows("2 of ", at);
    await terminal.shows(QUESTION, at);
    terminal.type(CTRL_C);
    expect(await terminal.ended).toBe(0);
    expect(JSON.parse(readFileSync(join(folder.path, "broken-off.json"), "utf8")).fixes).toHaveLength(1);
  });
});

describe("fix elsewhere", () => {
  it("writes every suggestion, those that make most people READY first", async () => {
    const run = await cli(["fix", report, "--plan", join(folder.path, "all.json")]);
    expect(run.code).toBe(0);
    const plan = JSON.parse(readFileSync(join(folder.path, "all.json"), "utf8"));
    expect(plan.fixes.length).toBeGreaterThan(10);
    const ready = plan.fixes.map((fix: { makesReady: string[] }) => fix.makesReady.length);
    expect(plan.makesReady).toBe(ready.reduce((sum: number, n: number) => sum + n, 0));
    for (const fix of plan.fixes) expect(fix.summary).not.toBe("");
  });

  it("needs somebody to ask, or a file to write", async () => {
    const run = await cli(["fix", report]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/no terminal/);
  });
});
