import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { directories } from "../../bench/people/directory.js";
import type { Row } from "../../src/inventory/tables.js";
import { cli } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();

interface ReportJson {
  readonly people: readonly { readonly id: string; readonly accounts: readonly { readonly source: string; readonly id: string }[] }[];
  readonly duplicates: readonly { readonly a: string; readonly b: string; readonly people: readonly string[]; readonly question: string }[];
  readonly findings: readonly {
    readonly ruleId: string;
    readonly fingerprint: string;
    readonly status: string;
    readonly people: readonly string[];
  }[];
}

const company = directories({ name: "company", seed: 5, people: 60, anchors: 0.8 }).accounts;
const featherstone = { givenName: "Ann", familyName: "Featherstone", active: true };
const ann = { source: "entra", employeeNumber: "77001", birthDate: "1980-03-04", ...featherstone };
/** Ann has two active accounts in one directory; she, or a namesake there, may be somebody of another. */
const more: Row[] = [
  { ...ann, id: "a-1", userName: "ann.featherstone@corp.example" },
  { ...ann, id: "a-2", userName: "ann.featherstone2@corp.example" },
  { ...ann, id: "b-1", userName: "ann.featherstone3@corp.example", employeeNumber: "91234", birthDate: "1997-11-28" },
  { source: "okta", id: "a-3", userName: "af", ...featherstone },
  // Somebody else, whom a redacted report hides altogether.
  { source: "okta", id: "zebulon@corp.example", userName: "zebulon@corp.example", givenName: "Zebulon", familyName: "Quartermain", active: true },
];

function source(name: string, accounts: readonly Row[]): string {
  folder.write(`${name}/accounts.ndjson`, accounts.map((row) => JSON.stringify(row)).join("\n"));
  folder.write(
    `${name}/facts.csv`,
    ["entra", "okta", "hr"]
      .flatMap((of) => ["accounts", "status"].map((fact) => `${of},${fact},collected`))
      .reduce((csv, row) => `${csv}${row}\n`, "source,fact,state\n"),
  );
  return `file:${join(folder.path, name)}`;
}

const reportAt = (name: string) => JSON.parse(readFileSync(join(folder.path, name), "utf8")) as ReportJson;

async function scan(spec: string, name: string, ...flags: string[]): Promise<ReportJson> {
  const run = await cli(["scan", "-s", spec, "-o", join(folder.path, name), "--fail-on", "none", "--allow-incomplete", "-q", ...flags], {
    cwd: folder.path,
  });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  return reportAt(name);
}

const personOf = (report: ReportJson, id: string) => report.people.find((person) => person.accounts.some((account) => account.id === id))?.id;
const duplicateOfAnn = (report: ReportJson) =>
  report.findings.find((finding) => finding.ruleId === "duplicates/same-source-active" && finding.people.includes(personOf(report, "a-2") ?? ""));

let first: ReportJson;
let spec: string;
beforeAll(async () => {
  spec = source("first", [...company, ...more]);
  first = await scan(spec, "first.json", "--snapshot", join(folder.path, "first.duckdb"));
});

describe("ids of people", () => {
  const later = () => source("later", [...company, ...more.slice(1), { ...ann, id: "a-0", userName: "featherstone.ann@corp.example" }]);

  it.each(["first.json", "first.duckdb"])("and fingerprints of findings about them stay, by --baseline %s", async (baseline) => {
    const second = await scan(later(), "second.json", "--baseline", join(folder.path, baseline));
    expect(personOf(first, "a-1")).toBe(personOf(first, "a-2"));
    expect(personOf(second, "a-2")).toBe(personOf(first, "a-2"));
    expect(duplicateOfAnn(second)).toMatchObject({ fingerprint: duplicateOfAnn(first)?.fingerprint, status: "known" });
  });

  it("are others without it, where the first account is another", async () => {
    const second = await scan(later(), "fresh.json");
    expect(personOf(second, "a-2")).not.toBe(personOf(first, "a-2"));
  });

  it("stay in what is audited again from the snapshot of a scan", async () => {
    const kept = join(folder.path, "kept.duckdb");
    const second = await scan(later(), "second.json", "--baseline", join(folder.path, "first.json"), "--snapshot", kept);
    await cli(["audit", kept, "-o", join(folder.path, "again.json"), "--fail-on", "none", "--allow-incomplete", "-q"]);
    const identities = (report: ReportJson) => report.people.map(({ id, accounts }) => ({ id, accounts }));
    expect(identities(reportAt("again.json"))).toEqual(identities(second));
  });

  it("of a redacted baseline stay where the first account does, and it is said that no more can be done", async () => {
    await scan(spec, "redacted.json", "--redact");
    const run = await cli([
      "scan",
      "-s",
      spec,
      "--baseline",
      join(folder.path, "redacted.json"),
      "-o",
      join(folder.path, "after.json"),
      "--fail-on",
      "none",
      "--allow-incomplete",
    ]);
    expect(run.code).toBe(0);
    expect(reportAt("after.json").people.map((person) => person.id)).toEqual(first.people.map((person) => person.id));
    expect(run.stderr).toMatch(/The baseline is redacted: 1 person in it cannot be recognised/);
  });
});

describe("the review list", () => {
  it("goes out with questions, and comes back with answers", async () => {
    await cli(["scan", "-s", spec, "-o", "review.csv", "--fail-on", "none", "--allow-incomplete", "-q"], { cwd: folder.path });
    const csv = readFileSync(join(folder.path, "review.csv"), "utf8");
    expect(csv.split("\r\n")[0]).toBe("a,b,probability,question,decision");
    const row = csv.split("\r\n").find((line) => line.includes("okta/a-3")) ?? "";
    expect(row).toMatch(/^entra\/a-[12],okta\/a-3,0\.\d+,"Ask A.* and HR whether .* are one person: .*",$/);

    // One answer, and one row that is still open.
    folder.write("answers.csv", `${csv.split("\r\n")[0]}\r\n${row}same\r\nentra/a-2,hr/x,0.5,who?,\r\n`);
    folder.write("obo-audit.yaml", "people: {decisions: answers.csv}\n");
    const answered = await scan(spec, "answered.json");
    expect(personOf(answered, "a-3")).toBe(personOf(answered, "a-1"));
    expect(answered.duplicates.filter((pair) => pair.b === "okta/a-3")).toEqual([]);

    const again = await cli(["scan", "-s", spec, "-o", "review-answers.csv", "--fail-on", "none", "--allow-incomplete"], { cwd: folder.path });
    expect(again.code).toBe(0);
    folder.write("review-answers.csv", readFileSync(join(folder.path, "answers.csv"), "utf8"));
    const refused = await cli(["scan", "-s", spec, "-o", "review-answers.csv"], { cwd: folder.path });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/review-answers\.csv: holds decisions that would be lost/);
  });

  it.each([
    [
      "contradictory decisions are an error before anything is read",
      "same: [[entra/a-1, entra/a-2], [entra/a-2, okta/a-3]], different: [[entra/a-1, okta/a-3]]",
      2,
      /entra\/a-1 and okta\/a-3 are decided to be different people, and to be the same: entra\/a-1 = entra\/a-2 = okta\/a-3/,
    ],
    [
      "and after it, where names are one account's",
      "same: [[entra/a-1, okta/a-3]], different: [[entra/a-1, af]]",
      2,
      /entra\/a-1 and okta\/a-3 are decided to be different people/,
    ],
    [
      "a decision about nobody is a notice",
      'same: [[entra/a-1, "okta/no\\e[31mbody"]]',
      0,
      /people: a decision is about okta\/no\\u\{1b\}\[31mbody, and there is no such account; it is left out/,
    ],
  ])("%s", async (_what, people, code, message) => {
    const config = folder.write("decided/obo-audit.yaml", `people: {${people}}\n`);
    const run = await cli([
      "scan",
      "-s",
      spec,
      "--config",
      config,
      "-o",
      join(folder.path, "decided.json"),
      "--fail-on",
      "none",
      "--allow-incomplete",
    ]);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(message);
  });
});

describe("explain", () => {
  const snapshot = () => ["--snapshot", join(folder.path, "first.duckdb")];

  it("reads what the scan left in its snapshot, and audits nothing again", async () => {
    const run = await cli(["explain", "ann.featherstone@corp.example", ...snapshot(), "-v"], {
      env: { COLUMNS: "80", FORCE_COLOR: "1", NO_COLOR: "1" },
    });
    expect(run.stderr).not.toMatch(/stage/);
    expect(run.stdout).toMatch(/Who may be the same person[\s\S]*Ask [\s\S]*Gates[\s\S]*one-identity/);
    expect(run.stdout).not.toContain("\u001b");
    for (const line of run.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("runs only the stage of people for a pair, or for who somebody is, where nothing was audited", async () => {
    const collected = join(folder.path, "collected.duckdb");
    await cli(["collect", "-s", spec, "--snapshot", collected, "-q"]);
    for (const args of [
      ["entra/a-1", "okta/a-3"],
      ["entra/a-1", "--identity"],
    ]) {
      const run = await cli(["explain", ...args, "--snapshot", collected, "-v"]);
      expect(run.code).toBe(0);
      expect(run.stderr.match(/stage \w+/g)).toEqual(["stage people"]);
      expect(run.stdout).toContain("bits");
    }
  });

  it("says the same in JSON, on the screen or in a file, from a snapshot or a report", async () => {
    const fromSnapshot = await cli(["explain", "ann.featherstone@corp.example", ...snapshot(), "--format", "json"]);
    const page = JSON.parse(fromSnapshot.stdout) as { people: { links: { probability: number; bits: number; evidence: { weight: number }[] }[] }[] };
    for (const { probability, bits, evidence } of page.people.flatMap((person) => person.links)) {
      expect(evidence.reduce((sum, row) => sum + row.weight, 0)).toBeCloseTo(bits, 9);
      expect(Math.abs(1 / (1 + 2 ** -bits) - probability)).toBeLessThan(1e-9);
    }
    const file = join(folder.path, "page.json");
    await cli(["explain", "ann.featherstone@corp.example", "--report", join(folder.path, "first.json"), "-o", file, "-q"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(page);
    const pair = await cli(["explain", "entra/a-1", "entra/a-2", "--report", join(folder.path, "first.json"), "--format", "json"]);
    expect(JSON.parse(pair.stdout)).toMatchObject({
      pair: { a: "entra/a-1", b: "entra/a-2", decision: "match", probability: expect.any(Number), bits: expect.any(Number) },
    });
  });

  it("says when a report does not hold the pair", async () => {
    const run = await cli(["explain", "entra/a-1", "hr/nobody", "--report", join(folder.path, "first.json")]);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/the report holds no link between entra\/a-1 and hr\/nobody/);
  });
});
