import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configSchema } from "../../../src/config/schema.js";
import { fixturesFolder } from "../../../src/sources/sample/fixtures.js";
import { sampleNow, sampleSettings } from "../../../src/sources/sample/source.js";
import { collectSample } from "./export.js";

const folder = fixturesFolder();

describe("the sample company's files", () => {
  it("are what the description gives", () => {
    execFileSync(process.execPath, [join(folder, "../scripts/sample-company.mjs"), "--check"]);
  });

  it("hold the clock and the configuration that a scan without one uses", () => {
    const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as { now: string };
    expect(new Date(truth.now)).toEqual(sampleNow);
    const configuration = configSchema.parse(parse(readFileSync(join(folder, "obo-audit.yaml"), "utf8")));
    expect(configuration).toEqual({ sources: ["sample"], ...sampleSettings });
  });
});

describe("collecting the sample company", () => {
  it("leaves nothing behind but what no licence gives", async () => {
    const inventory = await collectSample();
    try {
      expect(await inventory.rows("SELECT source, place, reason FROM rejects")).toEqual([]);
      const refused = "SELECT source, fact, state FROM facts WHERE state IN ('denied', 'failed') OR reason LIKE '%403%' ORDER BY ALL";
      expect(await inventory.rows(refused)).toEqual([
        { source: "entra", fact: "reviews", state: "unsupported" },
        { source: "entra", fact: "risk", state: "unsupported" },
      ]);
      // A grant or a membership of somebody whom no listing has would be a slip of the fixtures.
      const strangers = `
SELECT source, principal AS id FROM grants WHERE (source, principal) NOT IN (SELECT (source, id) FROM accounts UNION SELECT (source, id) FROM groups)
UNION SELECT source, member FROM memberships WHERE (source, member) NOT IN (SELECT (source, id) FROM accounts UNION SELECT (source, id) FROM groups)
UNION SELECT source, owner FROM owners WHERE (source, owner) NOT IN (SELECT (source, id) FROM accounts)
UNION SELECT source, role FROM grants WHERE (source, role) NOT IN (SELECT (source, id) FROM roles)
UNION SELECT source, manager FROM accounts WHERE manager IS NOT NULL AND (source, manager) NOT IN (SELECT (source, id) FROM accounts)`;
      expect(await inventory.rows(strangers)).toEqual([]);
    } finally {
      await inventory.close();
    }
  });
});
