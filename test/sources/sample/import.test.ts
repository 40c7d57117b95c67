import { describe, expect, it } from "vitest";
import { Inventory } from "../../../src/inventory/inventory.js";
import { audit } from "../../../src/pipeline/audit.js";
import { fileSource } from "../../../src/sources/file/source.js";
import { sampleNow, sampleSettings } from "../../../src/sources/sample/source.js";
import { testFolder } from "../../support/folder.js";
import { collectSample, exportSample } from "./export.js";

const folder = testFolder();

const SETTINGS = {
  now: sampleNow,
  ...sampleSettings,
  same: [],
  different: [],
  tiers: {},
  settings: {},
  onlyRules: [],
  skipRules: [],
  customRules: [],
  waivers: [],
  baseline: null,
  readiness: {},
};

/** People by their accounts, with their verdict. */
async function verdicts(inventory: Inventory): Promise<unknown> {
  await audit(inventory, SETTINGS, () => {});
  return inventory.rows(`
SELECT r.verdict, list(p.source || '/' || p.id ORDER BY p.source, p.id) AS accounts
FROM readiness AS r JOIN person_accounts AS p ON p.person = r.person
GROUP BY r.person, r.verdict ORDER BY accounts`);
}

describe("the sample company as an import", () => {
  it("gives the same people and verdicts as its directories do", async () => {
    await exportSample(folder.path);
    const imported = await Inventory.open();
    const collected = await collectSample();
    try {
      await fileSource({ path: folder.path }).collect({
        inventory: imported,
        signal: new AbortController().signal,
        progress: { read() {}, waiting() {}, finished() {} },
        now: sampleNow,
        env: {},
      });
      expect(await imported.rows("SELECT place, reason FROM rejects")).toEqual([]);
      expect(await verdicts(imported)).toEqual(await verdicts(collected));
    } finally {
      await imported.close();
      await collected.close();
    }
  });
});
