import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Inventory } from "../../src/inventory/inventory.js";
import { readBaseline } from "../../src/report/baseline.js";
import { jsonReport } from "../../src/report/json.js";
import { testFolder } from "../support/folder.js";
import { finding, person, reportWith, textOf } from "../support/report.js";

const folder = testFolder();
const ANN = "p-0123456789abcdef";
const account = (id: string) => ({ source: "corp", id, userName: null, kind: "human", active: true });

async function reportFile(name: string, people: Parameters<typeof reportWith>[0]): Promise<string> {
  return folder.write(name, await textOf(jsonReport(reportWith(people, [finding()]))));
}

describe("a baseline", () => {
  it("of a report: known findings, and who holds which account", async () => {
    const path = await reportFile("report.json", [person({ id: ANN, accounts: [account("ann"), account("adm-ann")] })]);
    const baseline = await readBaseline(path);
    expect([...baseline.fingerprints]).toEqual(["0123456789abcdef"]);
    expect(baseline.people).toEqual([
      { person: ANN, source: "corp", id: "ann" },
      { person: ANN, source: "corp", id: "adm-ann" },
    ]);
    expect(baseline.hidden).toBe(0);
  });

  it("of a redacted report: pseudonyms name no account", async () => {
    const hidden = { ...account("redacted-0123456789"), userName: "redacted-0123456789" };
    const other = "p-00000000000000aa";
    const path = await reportFile("redacted.json", [
      person({ id: ANN, accounts: [hidden] }),
      person({ id: other, accounts: [hidden, account("7c2f")] }),
    ]);
    const baseline = await readBaseline(path);
    expect(baseline.people).toEqual([
      { person: ANN, source: "corp", id: null },
      { person: other, source: "corp", id: null },
      { person: other, source: "corp", id: "7c2f" },
    ]);
    expect(baseline.hidden).toBe(1);
  });

  it("takes no id over that is none, since ids are printed as they are", async () => {
    const path = await reportFile("edited.json", [person({ id: "p-\u001b[31m" })]);
    expect((await readBaseline(path)).people).toEqual([]);
  });

  it("of a snapshot: its people and findings where it was audited", async () => {
    const path = join(folder.path, "audited.duckdb");
    const db = await Inventory.open(path);
    await db.run(`
      CREATE TABLE person_accounts AS SELECT '${ANN}' AS person, 'corp' AS source, 'ann' AS id, true AS everyday;
      CREATE TABLE findings AS SELECT unnest(['one', 'two']) AS fingerprint, unnest([NULL, 'one']) AS silencedBy;`);
    await db.close();
    expect(await readBaseline(path)).toEqual({ fingerprints: new Set(["one"]), people: [{ person: ANN, source: "corp", id: "ann" }], hidden: 0 });
    const collected = join(folder.path, "collected.duckdb");
    await (await Inventory.open(collected)).close();
    expect(await readBaseline(collected)).toEqual({ fingerprints: new Set(), people: [], hidden: 0 });
  });

  it.each([
    ["nothing", "missing.json", undefined, /cannot be read/],
    ["another file", "other.json", "[1]", /is no report/],
  ])("of %s is refused", async (_what, name, content, message) => {
    const path = content === undefined ? join(folder.path, name) : folder.write(name, content);
    await expect(readBaseline(path)).rejects.toThrow(message);
  });
});
