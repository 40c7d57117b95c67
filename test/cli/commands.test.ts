import { describe, expect, it } from "vitest";
import { colorOf, widthOf } from "../../src/cli/io.js";
import { progressLine } from "../../src/cli/progress.js";
import { quoted } from "../../src/cli/run.js";
import { type ScanFlags, scanCommand } from "../../src/cli/scan.js";
import { fakeIo } from "../support/io.js";

/** What `run` receives for a command line of scan. */
async function parsed(...args: string[]): Promise<ScanFlags> {
  let received: ScanFlags | undefined;
  const command = scanCommand(fakeIo().io, { exitCode: 0 }, async (flags) => {
    received = flags;
    return 0;
  });
  await command
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(args, { from: "user" });
  if (received === undefined) throw new Error("the command did not run");
  return received;
}

describe("flags of scan", () => {
  it("have these defaults", async () => {
    expect(await parsed()).toEqual({
      source: [],
      output: [],
      rules: [],
      skipRules: [],
      redact: false,
      allowIncomplete: false,
      quiet: false,
      verbose: false,
      color: true,
      progress: true,
    });
  });

  it.each([
    ["repeatable", ["-s", "entra", "--source", "okta", "-o", "a.json", "-o", "b.csv"], { source: ["entra", "okta"], output: ["a.json", "b.csv"] }],
    ["lists", ["--rules", "secrets,agents/no-sponsor", "--rules", "shared"], { rules: ["secrets", "agents/no-sponsor", "shared"] }],
    ["a date alone is midnight UTC", ["--now", "2026-06-01"], { now: new Date("2026-06-01T00:00:00Z") }],
    ["a time without zone is UTC", ["--now", "2026-06-01T10:30"], { now: new Date("2026-06-01T10:30:00Z") }],
    ["a time with zone", ["--now", "2026-06-01T10:30:00+02:00"], { now: new Date("2026-06-01T08:30:00Z") }],
    ["a share with its sign", ["--min-ready", "80%"], { minReady: 80 }],
    ["negations", ["--no-color", "--no-progress"], { color: false, progress: false }],
  ])("%s", async (_what, args, expected) => {
    expect(await parsed(...args)).toMatchObject(expected);
  });

  it.each([["2026-02-30"], ["2026-13-01"], ["yesterday"], ["2026-06-01T25:00"], ["1748736000"]])("--now %s is no date", async (date) => {
    await expect(parsed("--now", date)).rejects.toThrow(/ISO date/);
  });
});

describe("colour", () => {
  const terminal = { isTTY: true };
  it.each([
    ["a terminal", {}, terminal, true, true],
    ["a pipe", {}, {}, true, false],
    ["--no-color", {}, terminal, false, false],
    ["NO_COLOR", { NO_COLOR: "1" }, terminal, true, false],
    ["an empty NO_COLOR says nothing", { NO_COLOR: "" }, terminal, true, true],
    ["FORCE_COLOR in a pipe", { FORCE_COLOR: "1" }, {}, true, true],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, terminal, true, false],
    ["NO_COLOR wins", { FORCE_COLOR: "1", NO_COLOR: "1" }, terminal, true, false],
    ["a dumb terminal", { TERM: "dumb" }, terminal, true, false],
  ])("%s", (_what, env, stream, flag, expected) => {
    expect(colorOf(fakeIo({ env }).io, stream, flag)).toBe(expected);
  });
});

describe("width", () => {
  it.each([
    ["COLUMNS", { COLUMNS: "60" }, 60],
    ["neither terminal nor COLUMNS", {}, 100],
    ["nonsense", { COLUMNS: "wide" }, 100],
  ])("%s", (_what, env, expected) => {
    expect(widthOf(fakeIo({ env }).io)).toBe(expected);
  });
});

describe("progress line", () => {
  it("says what is read, and waited for, without obeying what a source is called", () => {
    const { io, stderr } = fakeIo();
    const line = progressLine(io);
    line.read("ok\u001b[31mta", "users", 1200);
    line.waiting("okta", "users", 12.2, "rate limit");
    line.finished("okta", "users", "denied", 3);
    line.clear();
    const written = stderr();
    expect(written).toContain("reading ok\\u{1b}[31mta users: 1,200");
    expect(written).toContain("waiting 13 s, rate limit");
    expect(written.endsWith("\r\u001b[2K")).toBe(true);
  });
});

describe("quoted", () => {
  it.each([
    ["report.json", "report.json"],
    ["file:a b.csv", "'file:a b.csv'"],
    ["it's", "'it'\\''s'"],
    ["file:x?map=a:b", "'file:x?map=a:b'"],
  ])("%s", (word, expected) => {
    expect(quoted(word)).toBe(expected);
  });
});
