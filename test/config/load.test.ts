import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig, loadWaivers } from "../../src/config/load.js";
import { nearest } from "../../src/config/nearest.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "obo-audit-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (text: string, name = "obo-audit.yaml") => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

describe("configuration", () => {
  it("reads every key of the documented example", async () => {
    await write(`sources: [entra, okta:https://corp.okta.com, {file: hr/*.csv, name: hr}]
sourceOfRecord: hr
breakGlass: [entra/1]
people: {same: [[a, b]], different: [[a, c]], decisions: decisions.csv}
rules: {secrets/client-secret-long-lived: {severity: low, options: {secretMaxDays: 90}}, directory-posture/guest-invite-open: off}
customRules: [./audit-rules]
separationOfDuties: [[roleA, roleB]]
tiers: {"App/Payroll admin": 0}
readiness: {profile: default, weights: {}, thresholds: {}}
waivers: waivers.yaml
failOn: high
`);
    const { config } = await loadConfig(folder, undefined);
    expect(config.rules).toEqual({
      "secrets/client-secret-long-lived": { severity: "low", options: { secretMaxDays: 90 } },
      "directory-posture/guest-invite-open": "off",
    });
    expect(config.tiers).toEqual({ "App/Payroll admin": 0 });
  });

  it.each([
    ["an unknown key", "sorces: [entra]", /unknown key "sorces"; did you mean "sources"\?/],
    ["an unknown key inside", "people: {sane: []}", /unknown key "people\.sane"; did you mean "same"\?/],
    ["a wrong value", "failOn: severe", /failOn: /],
    ["no YAML", "a: [", /obo-audit\.yaml: /],
    ["a list", "- a", /the file: /],
  ])("refuses %s", async (_what, text, expected) => {
    await write(text);
    await expect(loadConfig(folder, undefined)).rejects.toThrow(expected);
  });

  it("takes an empty file, and none, for an empty configuration", async () => {
    await write("");
    expect((await loadConfig(folder, undefined)).config).toEqual({});
    expect((await loadConfig(tmpdir(), undefined)).config).toEqual({});
  });

  it("names a file that is missing", async () => {
    await expect(loadConfig(folder, "nowhere.yaml")).rejects.toThrow(/nowhere\.yaml: cannot be read \(ENOENT\)/);
  });
});

describe("waivers", () => {
  it("reads reason, owner and expiry", async () => {
    const path = await write("- {fingerprint: 0123456789abcdef, reason: migration, owner: ann, expires: 2026-12-31}", "waivers.yaml");
    expect(await loadWaivers(path)).toEqual([
      { fingerprint: "0123456789abcdef", reason: "migration", owner: "ann", expires: new Date("2026-12-31") },
    ]);
  });

  it.each([
    ["no reason", "- {fingerprint: a, owner: b, expires: 2026-12-31}", /0\.reason/],
    ["an impossible date", "- {fingerprint: a, reason: r, owner: b, expires: 2026-13-31}", /waiver 1: "2026-13-31" is no date/],
  ])("refuses %s", async (_what, text, expected) => {
    await expect(loadWaivers(await write(text, "waivers.yaml"))).rejects.toThrow(expected);
  });
});

describe("nearest", () => {
  it.each([
    ["sampel", "sample"],
    ["oktta", "okta"],
    ["kubernetes", null],
  ])("%s → %s", (word, expected) => {
    expect(nearest(word, ["entra", "okta", "file", "sample"])).toBe(expected);
  });
});
