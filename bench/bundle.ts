import { mkdir } from "node:fs/promises";
import { build } from "esbuild";
import { DATA, ROOT } from "./measure.js";

/**
 * Bundles a module as the program itself is bundled, and gives the path of the result: what the program stands on has
 * to be packed as well as the program. DuckDB alone stays as it is installed.
 *
 * @param code the text of the module; it may import what the program does
 */
export async function bundled(name: string, code: string): Promise<string> {
  await mkdir(DATA, { recursive: true });
  const outfile = `${DATA}${name}.mjs`;
  await build({
    stdin: { contents: code, resolveDir: ROOT, loader: "js" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    alias: { "node-fetch": "node-fetch/lib/index.js" },
    target: "node20",
    minify: true,
    external: ["@duckdb/node-api"],
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  return outfile;
}
