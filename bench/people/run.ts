import { Inventory } from "../../src/inventory/inventory.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { runsOf } from "../measure.js";
import { exportSet } from "./blind/export.js";
import { BLIND_SETS } from "./blind/sets.js";
import { DIRECTORY_SETS, directories } from "./directory.js";
import { NOW, type Quality, qualityOf } from "./quality.js";
import { HISTORY_SETS, historicalRecords, type LabelledSet, personRecords, RECORD_SETS } from "./records.js";
import { measureScale, resolveSize, SIZES } from "./scale.js";

/** The sets by name; each is made when it is asked for. */
const SETS: Readonly<Record<string, () => LabelledSet>> = {
  ...Object.fromEntries(RECORD_SETS.map((options) => [options.name, () => personRecords(options)])),
  ...Object.fromEntries(DIRECTORY_SETS.map((options) => [options.name, () => directories(options)])),
  ...Object.fromEntries(HISTORY_SETS.map((options) => [options.name, () => historicalRecords(options)])),
  ...BLIND_SETS,
};

/**
 * Measures people: names of sets print the quality of their resolution; `10k`, `100k` and `1m` the seconds for so many
 * accounts. Without arguments: all sets, 10k and 100k. `export:SET FOLDER` writes a set as an import with its truth.
 */
export async function run(args: readonly string[]): Promise<void> {
  const own = args.find((arg) => arg.startsWith("resolve:"));
  if (own !== undefined) return resolveSize(own.slice("resolve:".length));
  const [first = "", folder] = args;
  const exported = first.startsWith("export:") ? SETS[first.slice("export:".length)] : undefined;
  if (exported !== undefined && folder !== undefined) return exportSet(exported(), folder);
  const sets = args.length === 0 ? Object.keys(SETS) : args.filter((arg) => arg in SETS);
  const sizes = args.length === 0 ? ["10k", "100k"] : args.filter((arg) => arg in SIZES);
  if (sets.length > 0)
    console.log("set                  accounts      s  precision  recall      F1  B-cubed  false merges     ECE   kinds   links  candidates");
  for (const name of sets) {
    const set = SETS[name]?.();
    if (set === undefined) continue;
    const { seconds, quality } = await measure(set);
    console.log(line(name, seconds, quality));
  }
  for (const size of sizes) await measureScale(size, runsOf(args, 1));
}

async function loaded(set: LabelledSet): Promise<Inventory> {
  const db = await Inventory.open();
  const writer = db.writer("accounts");
  for (const row of set.accounts) {
    const written = writer.append(row);
    if (written !== undefined) await written;
  }
  await writer.close();
  return db;
}

async function measure(set: LabelledSet): Promise<{ seconds: number; quality: Quality }> {
  const db = await loaded(set);
  const start = performance.now();
  await resolvePeople(db, { now: NOW });
  const seconds = (performance.now() - start) / 1000;
  const quality = await qualityOf(db, set);
  await db.close();
  return { seconds, quality };
}

function line(name: string, seconds: number, quality: Quality): string {
  const share = (value: number) => value.toFixed(4);
  return [
    name.padEnd(20),
    String(quality.accounts).padStart(8),
    seconds.toFixed(2).padStart(6),
    share(quality.precision).padStart(10),
    share(quality.recall).padStart(7),
    share(quality.f1).padStart(7),
    share(quality.bcubed).padStart(8),
    String(quality.falseMerges).padStart(13),
    share(quality.calibration).padStart(7),
    share(quality.kinds).padStart(7),
    String(quality.links).padStart(7),
    share(quality.candidates).padStart(11),
  ].join(" ");
}
