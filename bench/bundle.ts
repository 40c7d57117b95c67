import { mkdir } from "node:fs/promises";
import { build } from "esbuild";
import { DATA, ROOT } from "./measure.js";

/**
 * Bundles a module as the program itself is bundled, and gives the path of the result: a floor has to be as well
 * packed as what stands on it.
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
    external: ["@duckdb/node-bindings"],
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  return outfile;
}
