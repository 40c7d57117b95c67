import { bundled } from "../bundle.js";
import { compare, PROGRAM, printRatios, runsOf } from "../measure.js";

const IMPORTS = `
import "@duckdb/node-api";
import "@microsoft/microsoft-graph-client";
import "@okta/okta-sdk-nodejs";
`;

/** A scan of the sample company, through the services' own SDKs, against loading the database and those SDKs. */
export async function run(args: readonly string[]): Promise<void> {
  const floor = await bundled("sample-floor", IMPORTS);
  const scan = [PROGRAM, "scan", "--source", "sample", "--format", "table", "--fail-on", "none", "--allow-incomplete", "--now", "2026-01-01"];
  const results = await compare({ "import DuckDB, the Graph and the Okta SDK": [floor], "scan --source sample": scan }, runsOf(args, 9));
  printRatios("sample company", results, 3);
}
