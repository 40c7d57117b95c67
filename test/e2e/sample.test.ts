import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { fixturesFolder } from "../../src/sources/sample/fixtures.js";
import { cli } from "../support/cli.js";

interface Truth {
  people: { person: string; accounts: string[]; verdict: string }[];
  accounts: { key: string; login: string; kind: string; person: string | null }[];
  findings: { rule: string; source: string; subject: string; on: string }[];
}

interface Account {
  source: string;
  id: string;
  kind: string;
  person: string | null;
}

interface Report {
  scannedAt: string;
  sources: { id: string; kind: string; facts: Record<string, string>; reasons: Record<string, string>; rejected: { count: number } }[];
  summary: Record<string, unknown>;
  accounts: Account[];
  people: { id: string; accounts: Account[]; readiness: { verdict: string } }[];
  findings: { ruleId: string; subject: { source: string; id: string; name: string | null } }[];
  rules: { id: string; status: string }[];
}

const truth = JSON.parse(readFileSync(join(fixturesFolder(), "truth.json"), "utf8")) as Truth;
let report: Report;

const keyOf = ({ source, id }: { source: string; id: string }) => `${source}/${id}`;
const logins = new Map(truth.accounts.map((account) => [account.key, `${account.login} in ${account.key.split("/")[0]}`]));
const loginOf = (key: string) => logins.get(key) ?? key;
const handles = new Map(truth.people.flatMap((person) => person.accounts.map((key) => [key, person.person])));

/** The person of a report in the description's words, by their accounts. */
const handleOf = (person: Report["people"][number]) => handles.get(keyOf(person.accounts[0] ?? { source: "", id: "" })) ?? person.id;

beforeAll(async () => {
  const run = await cli(["scan", "--source", "sample", "--format", "json", "--fail-on", "none"]);
  expect(run.stderr).not.toMatch(/error/i);
  expect(run.code).toBe(0);
  report = JSON.parse(run.stdout) as Report;
});

describe("the sample company", () => {
  it("is two directories, read without a record rejected", () => {
    expect(report.sources.map(({ id, kind, rejected }) => ({ id, kind, rejected: rejected.count }))).toEqual([
      { id: "entra", kind: "entra", rejected: 0 },
      { id: "okta", kind: "okta", rejected: 0 },
    ]);
  });

  it("knows every account for what it is", () => {
    const kinds = (accounts: readonly { key: string; kind: string }[]) => accounts.map(({ key, kind }) => `${loginOf(key)}: ${kind}`).sort();
    expect(kinds(report.accounts.map((account) => ({ key: keyOf(account), kind: account.kind })))).toEqual(kinds(truth.accounts));
  });

  it("gives every person their accounts and nobody else's", () => {
    const people = (list: readonly { accounts: readonly string[] }[]) => list.map(({ accounts }) => accounts.map(loginOf).sort().join(" + ")).sort();
    expect(people(report.people.map((person) => ({ accounts: person.accounts.map(keyOf) })))).toEqual(people(truth.people));
  });

  it("reaches every verdict", () => {
    const verdicts = Object.fromEntries(report.people.map((person) => [handleOf(person), person.readiness.verdict]));
    expect(verdicts).toEqual(Object.fromEntries(truth.people.map(({ person, verdict }) => [person, verdict])));
  });

  it("finds what was planted and nothing else", () => {
    const people = new Map(report.people.map((person) => [person.id, handleOf(person)]));
    const planted = new Map(truth.findings.map(({ subject, on }) => [subject, on]));
    const found = report.findings.map(({ ruleId, subject }) => {
      const id = people.get(subject.id) ?? subject.id;
      return `${ruleId}: ${planted.get(id) ?? subject.name ?? id}`;
    });
    expect(found.sort()).toEqual(truth.findings.map(({ rule, on }) => `${rule}: ${on}`).sort());
  });

  it("gives the same by its own configuration as without one", async () => {
    const configuration = join(fixturesFolder(), "obo-audit.yaml");
    const run = await cli(["scan", "--config", configuration, "--format", "json", "--fail-on", "none"]);
    expect({ ...(JSON.parse(run.stdout) as Report), scannedAt: report.scannedAt }).toEqual(report);
  });

  it("says what it could not see", () => {
    const [entra] = report.sources;
    expect(entra?.facts["risk"]).toBe("unsupported");
    expect(entra?.reasons["risk"]).toMatch(/riskyUsers: 403 .*no licence/);
    expect(report.rules).toContainEqual(expect.objectContaining({ id: "authentication/risk-not-cleared", status: "unknown" }));
  });
});
