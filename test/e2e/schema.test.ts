import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { cli } from "../support/cli.js";
import { testFolder } from "../support/folder.js";

const schema = JSON.parse(readFileSync(fileURLToPath(new URL("../../schema/report.schema.json", import.meta.url)), "utf8"));
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);
const folder = testFolder();

/** The report of a scan, once it has been held against the published schema. */
async function report(...args: string[]) {
  const run = await cli(["scan", "--fail-on", "none", "--allow-incomplete", "-f", "json", "--now", "2026-06-01", ...args]);
  const json = JSON.parse(run.stdout);
  validate(json);
  expect(validate.errors).toBeNull();
  return json;
}

describe("every report follows its schema", () => {
  it("of the sample company", async () => {
    expect((await report("--source", "sample")).findings.length).toBeGreaterThan(50);
  });

  it("of the sample company, redacted", async () => {
    const json = await report("--source", "sample", "--redact");
    expect(JSON.stringify(json)).not.toMatch(/larkfield\.example|Viktor|Mbeki/);
  });

  it("of one account that nothing is known of", async () => {
    const json = await report("--source", `file:${folder.write("one/accounts.csv", "id\n1\n")}`);
    expect(json.summary).toEqual({
      people: 1,
      accounts: 1,
      agents: 0,
      ready: 0,
      conditional: 1,
      blocked: 0,
      findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    });
  });

  it("of records that cannot be read, redacted", async () => {
    const json = await report("--redact", "--source", `file:${folder.write("odd/accounts.csv", "id,active\n1,true\n2,Grace Mbeki\n")}`);
    expect(json.sources[0].rejected.records[0].reason).not.toContain("Mbeki");
  });

  it("of records that cannot be read", async () => {
    const json = await report("--source", `file:${folder.write("bad/accounts.csv", "id,active\n1,true\n2,perhaps\n2\n")}`);
    expect(json.sources[0].rejected.count).toBe(2);
  });
});
