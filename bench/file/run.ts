import { mkdir, rm } from "node:fs/promises";
import { Inventory } from "../../src/inventory/inventory.js";
import { bundled } from "../bundle.js";
import { compare, DATA, PROGRAM, printRatios, runNode, runsOf } from "../measure.js";
import { exportTables } from "./export.js";

/** A scan of the sample company from files, for which no SDK is needed, against loading the database. */
export async function run(args: readonly string[]): Promise<void> {
  const folder = `${DATA}sample`;
  await mkdir(DATA, { recursive: true });
  const snapshot = `${DATA}sample.duckdb`;
  await rm(snapshot, { force: true });
  const { exitCode, stderr } = await runNode([PROGRAM, "collect", "--source", "sample", "--snapshot", snapshot]);
  if (exitCode !== 0 && exitCode !== 4) throw new Error(`collect ended with ${exitCode}:\n${stderr}`);
  const db = await Inventory.ofSnapshot(snapshot);
  try {
    await exportTables(db, folder);
  } finally {
    await db.close();
  }
  const floor = await bundled("file-floor", 'import "@duckdb/node-api";');
  const scan = [PROGRAM, "scan", "--source", `file:${folder}`, "--format", "table", "--fail-on", "none", "--allow-incomplete", "--now", "2026-01-01"];
  const results = await compare({ "import DuckDB": [floor], "scan --source file:sample": scan }, runsOf(args, 9));
  printRatios("sample company from files", results, 2);
}
