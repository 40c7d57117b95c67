import { Inventory } from "../../src/inventory/inventory.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { DIRECTORY_SETS, directories } from "./directory.js";
import { qualityOf } from "./quality.js";
import { historicalRecords, type LabelledSet, personRecords, RECORD_SETS } from "./records.js";

const NOW = new Date("2026-01-01T00:00:00Z");

/** The sets by name; each is made when it is asked for. */
const SETS: Readonly<Record<string, () => LabelledSet>> = {
  ...Object.fromEntries(RECORD_SETS.map((options) => [options.name, () => personRecords(options)])),
  ...Object.fromEntries(DIRECTORY_SETS.map((options) => [options.name, () => directories(options)])),
  historical: () => historicalRecords("historical", 21, 50_000),
};

/** Resolves the sets named in `args`, or all, and prints what the result is worth. */
export async function run(args: readonly string[]): Promise<void> {
  console.log("set                  accounts     s  precision  recall      F1  B-cubed  false merges    ECE   kinds   links");
  for (const [name, make] of Object.entries(SETS)) {
    if (args.length > 0 && !args.includes(name)) continue;
    const set = make();
    const db = await Inventory.open();
    const writer = db.writer("accounts");
    for (const row of set.accounts) await writer.append(row);
    await writer.close();
    const start = performance.now();
    await resolvePeople(db, { now: NOW });
    const seconds = (performance.now() - start) / 1000;
    const q = await qualityOf(db, set);
    await db.close();
    const share = (value: number) => value.toFixed(4);
    console.log(
      `${name.padEnd(20)} ${String(q.accounts).padStart(8)} ${seconds.toFixed(2).padStart(5)}  ${share(q.precision).padStart(9)}  ${share(q.recall)}  ${share(q.f1)}  ${share(q.bcubed).padStart(7)}  ${String(q.falseMerges).padStart(12)}  ${share(q.calibration).padStart(5)}  ${share(q.kinds)}  ${String(q.links).padStart(6)}`,
    );
  }
}
