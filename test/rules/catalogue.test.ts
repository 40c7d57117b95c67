import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rules } from "virtual:rules";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FACTS } from "../../src/inventory/facts.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { DIMENSIONS } from "../../src/readiness/model.js";
import { FAMILIES, SEVERITIES } from "../../src/rules/contract.js";
import { runRules } from "../../src/rules/runner.js";
import { collected } from "../support/inventory.js";
import { account, audited, RUN } from "../support/rule.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = readdirSync(`${root}/rules`, { recursive: true })
  .map((file) => String(file).replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"))
  .sort();

const ids = new Set<string>(rules.map((rule) => rule.id));
const facts = new Set<string>([...FACTS, "people", "access"]);
const checks = new Set<string>(DIMENSIONS.flatMap((dimension) => dimension.checks.map((check) => check.id)));

/** How each standard is cited. */
const CONTROL = new RegExp(
  [
    "NHI(10|[1-9]):2025",
    "NIST-800-53:[A-Z]{2}-\\d+(\\(\\d+\\))?",
    "NIST-800-63[AB]:\\S+",
    "SCuBA:MS\\.AAD\\.\\d+\\.\\d+",
    "CIS-M365:\\d+(\\.\\d+)+",
    "Okta-STIG:OKTA-APP-\\d{6}",
    "ATT&CK:T\\d{4}(\\.\\d{3})?",
    "RFC:\\d{4}(#[\\d.]+)?",
  ]
    .map((form) => `^${form}$`)
    .join("|"),
);

let db: Inventory;
beforeAll(async () => {
  db = await audited({ accounts: [account({ id: "ann", active: false, kind: "unknown" })] }, collected(FACTS));
});
afterAll(() => db.close());

it("has every rule named after its place, in a known family", () => {
  expect(rules.map((rule) => `${rule.id}.ts`)).toEqual(files);
  expect(rules.filter((rule) => !(FAMILIES as readonly string[]).includes(rule.id.split("/")[0] ?? ""))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  it("says what it is, in whole sentences", () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.rationale).toMatch(/^[A-Z].*\.$/);
    expect(SEVERITIES).toContain(rule.severity);
  });

  it("names facts, controls, checks and rules that exist", () => {
    expect(rule.needs.flatMap((need: string) => need.split("|")).filter((fact: string) => !facts.has(fact))).toEqual([]);
    expect(rule.controls.filter((control: string) => !CONTROL.test(control))).toEqual([]);
    if (rule.check !== null) expect(checks).toContain(rule.check);
    expect((rule.silencedBy ?? []).filter((id: string) => !ids.has(id))).toEqual([]);
  });

  it("says where each default comes from, and uses each", () => {
    const options = rule.options as Record<string, unknown>;
    const sources = rule.optionSources as Record<string, string>;
    expect(Object.keys(sources)).toEqual(Object.keys(options));
    for (const [name, source] of Object.entries(sources)) expect(source, name).not.toBe("");
    for (const name of Object.keys(options)) expect(rule.select, name).toMatch(new RegExp(`\\$${name}\\b`));
  });

  it("has a query that runs over an inventory, and finds nothing in an empty one", async () => {
    await runRules(db, [rule], RUN);
    expect(await db.rows("SELECT status FROM rule_runs WHERE ruleId = $id", { id: rule.id })).toEqual([{ status: "run" }]);
    expect(await db.rows("SELECT * FROM findings WHERE ruleId = $id", { id: rule.id })).toEqual([]);
  });

  it("has tests of its own", () => {
    expect(existsSync(`${root}/test/rules/${rule.id}.test.ts`)).toBe(true);
  });
});
