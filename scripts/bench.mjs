// Bundles the benchmarks, which are TypeScript, and runs them: `npm run bench`, or `npm run bench -- start sample --runs 20`.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildRules } from "./rules-index.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outfile = `${root}bench/data/run.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: { run: "bench/run.ts", "compare-worker": "src/people/compare-worker.ts", "okta-collector": "bench/okta/collector.ts" },
  outdir: `${root}bench/data`,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  mainFields: ["module", "main"],
  target: "node20",
  external: ["@duckdb/node-bindings", "esbuild"],
  banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  logLevel: "warning",
  plugins: [esbuildRules()],
});
// A process of its own: what the bundler has left in memory is none of the benchmarks' business.
process.exitCode = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit", cwd: root }).status ?? 1;
