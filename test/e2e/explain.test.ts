import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
let report: string;

beforeAll(async () => {
  report = join(folder.path, "report.json");
  await cli(["scan", "--source", "sample", "--fail-on", "none", "-o", report, "-q"]);
});

describe("explain", () => {
  it.each([
    ["a person by name", "Grace Mbeki", /BLOCKED[\s\S]*Why these are one person[\s\S]*fail +not-an-impersonation-vehicle[\s\S]*Path to READY/],
    ["a person by user name", "viktor.petrov@larkfield.example", /fail +no-standing-tier0/],
    ["a shared account", "reception@larkfield.example", /shared account and\s+belongs to no\s+person/],
    ["a rule", "authentication/no-mfa", /^# No second factor/],
  ])("%s", async (_what, name, expected) => {
    const run = await cli(["explain", name, "--report", report]);
    expect(run.stdout).toMatch(expected);
    expect(run.code).toBe(0);
  });

  it("a finding that a person's page names", async () => {
    const page = await cli(["explain", "Grace Mbeki", "--report", report]);
    const [, fingerprint = ""] = /critical (\w{16})/.exec(page.stdout) ?? [];
    expect((await cli(["explain", fingerprint, "--report", report])).stdout).toMatch(/What to do[\s\S]*Asked for by/);
  });

  it("what an account can do, and how it got there", async () => {
    const run = await cli(["explain", "arjun.nair@larkfield.example", "--access", "--source", "sample"]);
    expect(run.stdout).toMatch(/Intune Administrator: active, without end\n +← Device Operations ← Platform Engineering/);
  });

  it.each([
    [
      "one person under two names",
      "anna.lindqvist@larkfield.example",
      "anna.bergstrom@larkfield.example",
      /^entra\S+ and okta\S+: one person\n[\s\S]*family name: different[\s\S]*>99\.9%$/,
    ],
    [
      "father and son",
      "robert.hale@larkfield.example",
      "rob.hale@larkfield.example",
      /^\S+ and \S+: two people\n[\s\S]*conflict: different employee numbers[\s\S]*%$/,
    ],
  ])("two accounts: %s", async (_what, a, b, expected) => {
    expect((await cli(["explain", a, b, "--source", "sample"])).stdout.trimEnd()).toMatch(expected);
  });

  it("adds up, for every link of the sample", () => {
    const { people } = JSON.parse(readFileSync(report, "utf8")) as {
      people: { links: { probability: number; evidence: { weight: number | null }[] }[] }[];
    };
    const links = people.flatMap((person) => person.links);
    expect(links.length).toBeGreaterThan(50);
    for (const { probability, evidence } of links) {
      const bits = evidence.reduce((sum, row) => sum + (row.weight ?? 0), 0);
      expect(Math.abs(1 / (1 + 2 ** -bits) - probability)).toBeLessThan(1e-9);
    }
  });

  it("says when nobody is called that", async () => {
    const run = await cli(["explain", "Nobody Here", "--report", report]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain('nothing is called "Nobody Here"');
  });
});

describe("blast", () => {
  it("says what an agent was given, and for whom", async () => {
    const run = await cli(["blast", "--agent", "Inbox Copilot Instance", "--source", "sample"]);
    expect(run.stdout).toMatch(/Mail\.Read offline_access on Microsoft Graph, for everybody/);
  });

  it("says what any agent could do for one person", async () => {
    const run = await cli(["blast", "--user", "emma.thornton@larkfield.example", "--source", "sample"]);
    expect(run.stdout).toMatch(/acting for Emma Thornton[\s\S]*Envelope/);
  });

  it("proposes scopes for an agent, for everybody or for one person", async () => {
    const flags = ["blast", "--agent", "Inbox Copilot Instance", "--max-scope", "--source", "sample"];
    const everybody = await cli(flags);
    expect(everybody.stdout).toBe("Microsoft Graph: Calendars.Read Mail.Read\n  without offline_access: keeps what it has while nobody is there\n");
    expect((await cli([...flags, "--user", "emma.thornton@larkfield.example"])).stdout).toBe(everybody.stdout);
  });

  it.each([
    ["scopes for nobody", ["--user", "emma.thornton@larkfield.example", "--max-scope"], /Give --agent, too/],
    ["neither", [], /Give --agent, --user or both/],
    ["several of one name", ["--agent", "Travel Booking Agent"], /2 go by the name/],
    ["nobody", ["--user", "nobody"], /no person is called "nobody"/],
  ])("%s is an error that says what to do", async (_what, flags, message) => {
    const run = await cli(["blast", ...flags, "--source", "sample"]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

describe("a snapshot that a scan left", () => {
  const question = ["explain", "arjun.nair@larkfield.example", "--access", "--verbose"];

  it("answers as it is, and is audited again where the configuration asks for something else", async () => {
    const snapshot = `${folder.path}/sample.duckdb`;
    await cli(["scan", "--source", "sample", "--snapshot", snapshot, "--fail-on", "none", "--quiet"]);
    const asIs = await cli([...question, "--snapshot", snapshot], { cwd: folder.path });
    expect(asIs.stderr).toBe("");
    expect(asIs.stdout).toMatch(/tier 1 {2}Intune Administrator[\s\S]*← .*Platform Engineering/);
    const config = `${folder.path}/obo-audit.yaml`;
    await writeFile(config, "tiers: {Intune Administrator: 0}\n");
    const otherwise = await cli([...question, "--snapshot", snapshot, "--config", config]);
    expect(otherwise.stderr).toContain("stage access");
    expect(otherwise.stdout).toMatch(/tier 0 {2}Intune Administrator/);
  });
});
