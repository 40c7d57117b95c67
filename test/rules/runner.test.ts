import { afterEach, describe, expect, it } from "vitest";
import type { Inventory } from "../../src/inventory/inventory.js";
import { auditAccounts } from "../../src/rules/audited.js";
import type { AnyRule } from "../../src/rules/contract.js";
import { type RunOptions, runRules } from "../../src/rules/runner.js";
import { collected, inventoryWith, type Tables } from "../support/inventory.js";

const now = new Date("2026-06-01");
const options: RunOptions = { now, settings: {}, only: [], skip: [], waivers: [], baseline: null };

/** A rule on accounts whose title is a word: the title's severity, if it names one, is the finding's. */
const titled: AnyRule = {
  id: "lifecycle/titled",
  title: "Titled",
  severity: "medium",
  subject: "account",
  rationale: "",
  needs: ["status", "people"],
  controls: [],
  check: null,
  concerns: "self",
  raisedByReach: true,
  options: { word: "boss" },
  optionSources: { word: "ours" },
  select:
    "SELECT a.source, a.id AS subjectId, a.displayName AS subjectName, a.title, a.nickName AS severity FROM audited_accounts AS a WHERE a.title = $word",
  message: () => "",
  remediation: () => ({ summary: "", steps: [], commands: [] }),
};

let db: Inventory;
afterEach(() => db.close());

/** An inventory with people p-ID for human accounts, and tiers where given. */
async function prepared(tables: Tables, tiers: Readonly<Record<string, number>> = {}): Promise<void> {
  db = await inventoryWith({ sources: [{ id: "corp", kind: "file" }], facts: collected(["status"]), ...tables });
  await db.run(`
    CREATE TABLE account_kinds AS SELECT source, id, coalesce(kind, 'human') AS kind, 1.0 AS confidence, ['given'] AS evidence FROM accounts;
    CREATE TABLE person_accounts AS SELECT 'p-' || id AS person, source, id, true AS everyday FROM accounts WHERE kind IS NULL;
    CREATE TABLE account_tiers (source VARCHAR, id VARCHAR, standingTier INTEGER, activeTier INTEGER, eligibleTier INTEGER);
    CREATE TABLE role_tiers (source VARCHAR, role VARCHAR, displayName VARCHAR);
    CREATE TABLE effective_grants (source VARCHAR, account VARCHAR, role VARCHAR);
    CREATE TABLE delegations (source VARCHAR, agent VARCHAR, principal VARCHAR, person VARCHAR);`);
  for (const [id, tier] of Object.entries(tiers)) await db.run("INSERT INTO account_tiers VALUES ('corp', $id, $tier, $tier, $tier)", { id, tier });
  await auditAccounts(db, { now, breakGlass: [] });
}

const findings = () =>
  db.rows<{ fingerprint: string; ruleId: string; subjectId: string; severity: string; status: string; silencedBy: string | null }>(
    "SELECT * FROM findings ORDER BY ruleId, subjectId",
  );
const severities = async () => Object.fromEntries((await findings()).map((row) => [row.subjectId, row.severity]));

describe("rule runner", () => {
  it("is unknown for a source whose fact was refused, and runs for the other", async () => {
    await prepared({
      sources: [
        { id: "corp", kind: "file" },
        { id: "other", kind: "file" },
      ],
      accounts: [
        { id: "1", title: "boss" },
        { source: "other", id: "2", title: "boss" },
      ],
      facts: [...collected(["status"]), { source: "other", fact: "status", state: "denied" }],
    });
    await runRules(db, [titled, { ...titled, id: "lifecycle/blind", needs: ["mfa"] }], options);
    expect((await findings()).map((row) => row.subjectId)).toEqual(["1"]);
    expect(await db.rows("SELECT ruleId, status, reason FROM rule_runs ORDER BY ruleId")).toEqual([
      { ruleId: "lifecycle/blind", status: "unknown", reason: "corp: mfa not collected; other: mfa not collected" },
      { ruleId: "lifecycle/titled", status: "run", reason: "other: status not collected" },
    ]);
  });

  it("takes either fact of a|b", async () => {
    await prepared({ accounts: [{ id: "1", title: "boss" }] });
    await runRules(db, [{ ...titled, needs: ["mfa|status"] }], options);
    expect(await findings()).toHaveLength(1);
  });

  it("raises by reach, up to critical, and lets the configuration have the last word", async () => {
    const accounts = [
      { id: "1", title: "boss" },
      { id: "2", title: "boss" },
      { id: "3", title: "boss", nickName: "critical" },
    ];
    await prepared({ accounts }, { 2: 0, 3: 0 });
    await runRules(db, [titled], options);
    expect(await severities()).toEqual({ 1: "medium", 2: "high", 3: "critical" });
    await db.run("DELETE FROM findings");
    await runRules(db, [titled], { ...options, settings: { [titled.id]: { severity: "low" } } });
    expect(await severities()).toEqual({ 1: "low", 2: "low", 3: "low" });
  });

  it("raises for a person whom an agent acts for", async () => {
    await prepared({
      accounts: [
        { id: "1", title: "boss" },
        { id: "bot", kind: "agent" },
        { id: "app", kind: "service" },
        { id: "2", title: "boss" },
      ],
    });
    await db.run("INSERT INTO delegations VALUES ('corp', 'bot', '1', 'p-1'), ('corp', 'app', '2', 'p-2')");
    await runRules(db, [titled], options);
    expect(await severities()).toEqual({ 1: "high", 2: "medium" });
  });

  it("takes options from the configuration", async () => {
    await prepared({
      accounts: [
        { id: "1", title: "boss" },
        { id: "2", title: "clerk" },
      ],
    });
    await runRules(db, [titled], { ...options, settings: { [titled.id]: { options: { word: "clerk" } } } });
    expect((await findings()).map((row) => row.subjectId)).toEqual(["2"]);
  });

  it.each([
    ["off", { settings: { [titled.id]: "off" as const } }, "off in the configuration"],
    ["not chosen", { only: ["secrets"] }, "not among --rules"],
    ["left out", { skip: [titled.id] }, "in --skip-rules"],
    ["left out with its family", { skip: ["lifecycle"] }, "in --skip-rules"],
  ])("skips a rule that is %s", async (_what, changes, reason) => {
    await prepared({ accounts: [{ id: "1", title: "boss" }] });
    await runRules(db, [titled], { ...options, ...changes });
    expect(await findings()).toEqual([]);
    expect(await db.rows("SELECT status, reason FROM rule_runs")).toEqual([{ status: "skipped", reason }]);
  });

  it("keeps a fingerprint while rule and subject stay the same, whatever else changes", async () => {
    await prepared({ accounts: [{ id: "1", title: "boss", displayName: "Ann" }] });
    await runRules(db, [titled], options);
    const [first] = await findings();
    await db.close();
    await prepared({ accounts: [{ id: "0" }, { id: "1", title: "boss", displayName: "Beth" }] }, { 1: 0 });
    await runRules(db, [titled], options);
    expect((await findings())[0]?.fingerprint).toBe(first?.fingerprint);
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  it("marks what is known, and what is waived until the waiver ends", async () => {
    await prepared({
      accounts: [
        { id: "1", title: "boss" },
        { id: "2", title: "boss" },
        { id: "3", title: "boss" },
      ],
    });
    await runRules(db, [titled], options);
    const [one, two, three] = (await findings()).map((row) => row.fingerprint);
    await db.run("DELETE FROM findings");
    const waiver = { reason: "r", owner: "o" };
    await runRules(db, [titled], {
      ...options,
      baseline: new Set([one ?? "", two ?? ""]),
      waivers: [
        { ...waiver, fingerprint: two ?? "", expires: new Date("2026-06-02") },
        { ...waiver, fingerprint: three ?? "", expires: now },
      ],
    });
    expect((await findings()).map((row) => row.status)).toEqual(["known", "waived", "new"]);
  });

  it("lets one cause speak once, unless the louder finding is waived", async () => {
    const quiet: AnyRule = { ...titled, id: "lifecycle/quiet", severity: "low", silencedBy: [titled.id] };
    await prepared({ accounts: [{ id: "1", title: "boss" }] });
    await runRules(db, [titled, quiet], options);
    const [silenced, loud] = await findings();
    expect(silenced).toMatchObject({ ruleId: quiet.id, silencedBy: loud?.fingerprint });
    await db.run("DELETE FROM findings");
    await runRules(db, [titled, quiet], {
      ...options,
      waivers: [{ fingerprint: loud?.fingerprint ?? "", reason: "r", owner: "o", expires: new Date("2027-01-01") }],
    });
    expect((await findings())[0]).toMatchObject({ ruleId: quiet.id, silencedBy: null });
  });

  it.each([
    ["self", [{ person: "p-1" }], []],
    ["responsible", [{ person: "p-2" }, { person: "p-3" }], []],
    ["delegators", [{ person: "p-3" }], [{ source: "corp" }]],
    ["directory", [], [{ source: "corp" }]],
  ] as const)("says whom a finding concerns: %s", async (concerns, people, sources) => {
    await prepared({
      accounts: [{ id: "1", title: "boss" }, { id: "2" }, { id: "3" }, { id: "4" }],
      owners: [
        { subject: "1", owner: "2", role: "owner" },
        { subject: "1", owner: "g", role: "sponsor" },
        { subject: "1", owner: "4", role: "manager" },
      ],
      memberships: [
        { group: "g", member: "3" },
        { group: "g", member: "g" },
      ],
    });
    await db.run("INSERT INTO delegations VALUES ('corp', '1', '3', 'p-3'), ('corp', '1', NULL, NULL)");
    await runRules(db, [{ ...titled, concerns }], options);
    expect(await db.rows("SELECT person FROM finding_people ORDER BY person")).toEqual(people);
    expect(await db.rows("SELECT source FROM finding_sources")).toEqual(sources);
  });
});
