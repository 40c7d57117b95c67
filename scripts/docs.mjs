// Writes what is generated from the code: a page per rule, the list of rules, the schemas. With --check it fails while one is stale.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { esbuildRules } from "./rules-index.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(tmpdir(), `obo-audit-docs-${process.pid}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: ["src/docs/generate.ts"],
  outfile: bundle,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: ["@duckdb/node-api"],
  logLevel: "warning",
  plugins: [esbuildRules()],
});
const { generated } = await import(pathToFileURL(bundle).href);
await rm(bundle);

const files = new Map(Object.entries(generated()));
const present = (await readdir(join(root, "docs/rules"), { recursive: true }).catch(() => []))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/rules/${name}`);
const stale = present.filter((path) => !files.has(path));
for (const [path, text] of files) {
  const current = await readFile(join(root, path), "utf8").catch(() => null);
  if (current === text) continue;
  stale.push(path);
  if (process.argv.includes("--check")) continue;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
if (process.argv.includes("--check")) {
  if (stale.length > 0) {
    console.error(`stale, run "npm run docs": ${stale.sort().join(", ")}`);
    process.exitCode = 1;
  }
} else {
  for (const path of present) if (!files.has(path)) await rm(join(root, path));
  console.log(`${files.size} files, ${stale.length} changed`);
}
