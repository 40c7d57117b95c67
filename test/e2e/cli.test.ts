import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const folder = testFolder();
const NOW = ["--now", "2026-06-01"];

/** What no output may ever hold. */
const STACK = /\n\s+at .*\(?.*:\d+:\d+\)?/;

/** A small directory in which everything that matters is known, and one account lacks a factor. */
function company(name: string, accounts: string): string {
  folder.write(`${name}/accounts.csv`, accounts);
  return `file:${join(folder.path, name)}`;
}

const PLAIN =
  "id,userName,displayName,givenName,familyName,active,mfa\n1,ann@corp.example,Ann Bell,Ann,Bell,true,strong\n2,bob@corp.example,Bob Cole,Bob,Cole,true,strong\n";

describe("usage", () => {
  it.each([
    ["an unknown source", ["scan", "-s", "oktaa"], 2, /unknown kind of source "oktaa"; did you mean "okta"\?/],
    ["no source", ["scan"], 2, /no source is given/],
    ["an unknown flag", ["scan", "--sorce", "sample"], 2, /unknown option '--sorce'/],
    ["an unknown command", ["scna"], 2, /unknown command 'scna'/],
    ["an unknown format", ["scan", "-s", "sample", "-f", "xml"], 2, /'xml' is invalid/],
    ["an output of no format", ["scan", "-s", "sample", "-o", "report.docx"], 2, /"\.docx" names no format/],
    [
      "an output that cannot be written",
      ["scan", "-s", "sample", "-o", "/nowhere/report.json"],
      2,
      /\/nowhere\/report\.json: cannot be written \(ENOENT\)/,
    ],
    ["a date that is none", ["scan", "-s", "sample", "--now", "2026-02-30"], 2, /Give an ISO date/],
    ["a share above all", ["scan", "-s", "sample", "--min-ready", "101"], 2, /percentage from 0 to 100/],
    [
      "a rule that does not exist",
      ["scan", "-s", "sample", "--rules", "authentication/no-mfaa"],
      2,
      /no rule is called "authentication\/no-mfaa"; did you mean "authentication\/no-mfa"\?/,
    ],
    ["a configuration that does not exist", ["scan", "-s", "sample", "--config", "nowhere.yaml"], 2, /nowhere\.yaml: cannot be read \(ENOENT\)/],
    ["a snapshot that does not exist", ["audit", "nowhere.duckdb"], 2, /nowhere\.duckdb: no such snapshot/],
    ["a report that is none", ["report", join(folder.path, "none.json")], 2, /cannot be read/],
    ["nothing to explain from", ["explain", "somebody"], 2, /nothing to explain from/],
    ["a missing file", ["scan", "-s", "file:/nowhere/accounts.csv"], 3, /\/nowhere\/accounts\.csv/],
    ["a refused connection", ["scan", "-s", "okta:http://127.0.0.1:9"], 3, /ECONNREFUSED/],
  ])("%s: one clear line, exit code", async (_what, args, code, message) => {
    const run = await cli(args, { cwd: folder.path, env: { OKTA_CLIENT_TOKEN: "00secret-token", OBO_AUDIT_ENTRA_TOKEN: "eyJsecret" } });
    expect(run.stderr).toMatch(message);
    expect(run.code).toBe(code);
    expect(run.stdout).toBe("");
    expect(run.stderr).not.toMatch(STACK);
    expect(run.stderr).not.toMatch(/secret/);
  });

  it("prints help and version to standard output", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
    expect(await cli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    for (const args of [["--help"], ["scan", "--help"], ["help", "scan"]]) {
      const run = await cli(args);
      expect(run).toMatchObject({ code: 0, stderr: "" });
      expect(run.stdout).toContain("Usage: obo-audit");
    }
  });

  it("lists the rules, and prints one's page", async () => {
    expect((await cli(["rules"])).stdout).toContain("authentication/no-mfa");
    const page = await cli(["rules", "authentication/no-mfa"]);
    expect(page.stdout).toMatch(/^# /);
    expect((await cli(["rules", "authentication/no-mfa", "--json"])).stdout).toMatch(/^\{\n {2}"id": "authentication\/no-mfa"/);
  });
});

describe("bad records", () => {
  it.each([
    ["a ragged row", `${PLAIN}3,carl\n`, /"row":4.*2 cells/],
    ["a duplicate id", `${PLAIN}1,carl@corp.example,Carl Dean,Carl,Dean,true,strong\n`, /duplicate|twice/i],
    ["a missing id", `${PLAIN},carl@corp.example,Carl Dean,Carl,Dean,true,strong\n`, /id/],
    ["a boolean that is none", `${PLAIN}3,carl@corp.example,Carl Dean,Carl,Dean,perhaps,strong\n`, /active/],
    ["a factor that is none", `${PLAIN}3,carl@corp.example,Carl Dean,Carl,Dean,true,sometimes\n`, /mfa/],
  ])("%s is left out, counted and listed; the good ones are kept", async (what, csv, reason) => {
    const run = await cli(["scan", "-s", company(`bad-${what.replaceAll(" ", "-")}`, csv), "--fail-on", "none", "-f", "json", ...NOW]);
    expect(run.code).toBe(4);
    const report = JSON.parse(run.stdout);
    expect(report.summary.accounts).toBe(2);
    expect(report.sources[0].rejected.count).toBe(1);
    expect(JSON.stringify(report.sources[0].rejected.records)).toMatch(reason);
    expect(run.stderr).toContain("incomplete");
  });

  it("a date that is none, and invalid UTF-8, name row and column", async () => {
    const lines = Buffer.concat([
      Buffer.from("id,userName,displayName,created\n1,ann,Ann Bell,2026-01-01\n2,bob,Bob Cole,2026-02-30\n3,carl,Carl "),
      Buffer.from([0xe9]),
      Buffer.from(",2026-01-01\n"),
    ]);
    folder.write("bytes/accounts.csv", lines);
    const run = await cli(["scan", "-s", `file:${join(folder.path, "bytes")}`, "--fail-on", "none", "-f", "json", ...NOW]);
    const [source] = JSON.parse(run.stdout).sources;
    expect(source.counts.accounts).toBe(1);
    expect(source.rejected.records).toMatchObject([{ row: 3, column: "created" }, { row: 4 }]);
    expect(source.rejected.records[1].reason).toMatch(/UTF-8/);
  });

  it("a truncated JSON array keeps what came before", async () => {
    folder.write("cut/accounts.json", '[{"id":"1","userName":"ann"},{"id":"2","userName":"bob"},{"id":"3","user');
    const run = await cli(["scan", "-s", `file:${join(folder.path, "cut")}`, "--fail-on", "none", "-f", "json", ...NOW]);
    expect(run.code).toBe(4);
    const [source] = JSON.parse(run.stdout).sources;
    expect(source.counts.accounts).toBe(2);
    expect(source.rejected.count).toBe(1);
  });

  it.each([
    ["a CSV without the id column", "userName\nann\n", /id/],
    ["an empty file", "", /no account could be read/],
  ])("%s cannot be read at all", async (what, csv, message) => {
    const run = await cli(["scan", "-s", company(`none-${what.length}`, csv), ...NOW]);
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(STACK);
  });
});

describe("a directory that refuses", () => {
  it.each([
    ["entra", 401, JSON.stringify({ error: { code: "InvalidAuthenticationToken", message: "expired" } })],
    ["okta", 401, JSON.stringify({ errorCode: "E0000011", errorSummary: "Invalid token provided" })],
  ])("%s with a wrong token: exit code 3, no token in the message", async (kind, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status, { "content-type": "application/json" }).end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const base = `http://127.0.0.1:${port}`;
    const run = await cli(["scan", "-s", kind === "okta" ? `okta:${base}` : "entra"], {
      env: { OBO_AUDIT_ENTRA_BASE_URL: base, OBO_AUDIT_ENTRA_TOKEN: "eyJsecret", OKTA_CLIENT_TOKEN: "00secret" },
    });
    server.close();
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/401/);
    expect(run.stderr).not.toMatch(/secret/);
    expect(run.stderr).not.toMatch(STACK);
  });
});

describe("outputs", () => {
  it("writes several reports from one scan, the same bytes each time, readable by their owner only", async () => {
    const source = company("twice", PLAIN);
    const names = ["out.json", "people.csv", "findings.csv", "accounts.csv", "out.txt"];
    const scan = async (name: string) => {
      folder.write(`${name}/.keep`, "");
      const cwd = join(folder.path, name);
      const run = await cli(["scan", "-s", source, "--fail-on", "none", "--allow-incomplete", ...names.flatMap((file) => ["-o", file]), ...NOW], {
        cwd,
      });
      expect(run).toMatchObject({ code: 0, stdout: "" });
      return names.map((file) => join(cwd, file));
    };
    const first = await scan("first");
    const second = await scan("second");
    first.forEach((file, i) => {
      expect(readFileSync(file).equals(readFileSync(second[i] ?? ""))).toBe(true);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });
    expect(readdirSync(join(folder.path, "first")).sort()).toEqual([".keep", "accounts.csv", "findings.csv", "out.json", "out.txt", "people.csv"]);
  });

  it("ends quietly when the reader of its output has gone", async () => {
    const accounts = Array.from({ length: 5000 }, (_, i) => `${i},user${i},User ${i},User,Number${i},true,strong`);
    const source = company("large", `id,userName,displayName,givenName,familyName,active,mfa\n${accounts.join("\n")}\n`);
    const run = await cli(["scan", "-s", source, "--fail-on", "none", "-f", "json", ...NOW], {
      onStart: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
    });
    expect(run.stderr).not.toMatch(/EPIPE|Error/);
    expect(run.code).toBe(0);
  });

  it("says JSON in a pipe, and has no colour there", async () => {
    const source = company("pipe", PLAIN);
    expect(JSON.parse((await cli(["scan", "-s", source, "--fail-on", "none", ...NOW])).stdout).schemaVersion).toBe(1);
    expect((await cli(["scan", "-s", source, "--fail-on", "none", "-f", "table", ...NOW])).stdout).not.toContain("\u001b");
    expect((await cli(["scan", "-s", source, "--fail-on", "none", "-f", "table", ...NOW], { env: { FORCE_COLOR: "1" } })).stdout).toContain("\u001b");
    expect(
      (await cli(["scan", "-s", source, "--fail-on", "none", "-f", "table", ...NOW], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout,
    ).not.toContain("\u001b");
  });
});

describe("snapshots", () => {
  it("collected once, audited later, say the same", async () => {
    const source = company("kept", PLAIN);
    const snapshot = join(folder.path, "kept.duckdb");
    expect((await cli(["collect", "-s", source, "--snapshot", snapshot])).code).toBe(0);
    const scanned = JSON.parse((await cli(["scan", "-s", source, "--fail-on", "none", ...NOW])).stdout);
    const audited = JSON.parse((await cli(["audit", snapshot, "--fail-on", "none", ...NOW])).stdout);
    for (const list of ["people", "accounts", "findings", "rules"]) expect(audited[list]).toEqual(scanned[list]);
    const again = await cli(["collect", "-s", source, "--snapshot", snapshot]);
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toMatch(/exists already/);
  });

  it("of a source that cannot be read is not left behind", async () => {
    const snapshot = join(folder.path, "half.duckdb");
    expect((await cli(["collect", "-s", "file:/nowhere.csv", "--snapshot", snapshot])).code).toBe(3);
    expect(existsSync(snapshot)).toBe(false);
  });
});

describe("exit codes", () => {
  const known = (mfa: string) =>
    folder.write(`codes-${mfa}/facts.csv`, "fact,state\nmfa,collected\nstatus,collected\n") &&
    company(`codes-${mfa}`, `id,userName,displayName,givenName,familyName,active,mfa\n1,ann@corp.example,Ann Bell,Ann,Bell,true,${mfa}\n`);

  it.each([
    ["a finding at --fail-on", "none", ["--fail-on", "high"], 1],
    ["nothing that severe", "phishing-resistant", ["--fail-on", "high"], 0],
    ["--fail-on none", "none", ["--fail-on", "none"], 0],
    ["too few people READY", "phishing-resistant", ["--fail-on", "none", "--min-ready", "50"], 1],
    ["none demanded", "phishing-resistant", ["--fail-on", "none", "--min-ready", "0"], 0],
  ])("%s", async (_what, mfa, flags, code) => {
    expect((await cli(["scan", "-s", known(mfa), ...flags, ...NOW])).code).toBe(code);
  });

  it("4 for what was refused, 0 with --allow-incomplete, and 1 where findings are worse", async () => {
    folder.write("denied/facts.csv", "fact,state\nmfa,collected\nsecrets,denied\n");
    const source = company("denied", "id,userName,displayName,givenName,familyName,active,mfa\n1,ann@corp.example,Ann Bell,Ann,Bell,true,none\n");
    expect((await cli(["scan", "-s", source, "--fail-on", "none", ...NOW])).code).toBe(4);
    expect((await cli(["scan", "-s", source, "--fail-on", "none", "--allow-incomplete", ...NOW])).code).toBe(0);
    expect((await cli(["scan", "-s", source, "--fail-on", "high", ...NOW])).code).toBe(1);
  });

  it("130 when it is interrupted", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const run = await cli(["scan", "-s", `okta:http://127.0.0.1:${port}`], {
      env: { OKTA_CLIENT_TOKEN: "00secret" },
      onStart: (child) => server.once("connection", () => child.kill("SIGINT")),
    });
    server.closeAllConnections();
    server.close();
    expect(run.code).toBe(130);
    expect(run.stderr).not.toMatch(STACK);
  });

  it("known findings do not count, waived ones neither", async () => {
    const source = known("none");
    const report = folder.write("baseline.json", (await cli(["scan", "-s", source, "--fail-on", "none", ...NOW])).stdout);
    expect((await cli(["scan", "-s", source, "--baseline", report, ...NOW])).code).toBe(0);
    const { findings } = JSON.parse(readFileSync(report, "utf8"));
    const waivers = findings.map((finding: { fingerprint: string }) => ({
      fingerprint: finding.fingerprint,
      reason: "test",
      owner: "ann",
      expires: "2026-12-31",
    }));
    const file = folder.write("waivers.json", JSON.stringify(waivers));
    const run = await cli(["scan", "-s", source, "--waivers", file, ...NOW]);
    expect(run.code).toBe(0);
    expect(
      JSON.parse(run.stdout).findings.every((finding: { status: string; waiver: unknown }) => finding.status === "waived" && finding.waiver !== null),
    ).toBe(true);
  });
});
