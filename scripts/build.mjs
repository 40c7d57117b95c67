// Bundles the program into ESM chunks: what a command does not need is not even parsed. The native part of DuckDB stays outside.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildRules } from "./rules-index.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
await rm(`${root}/dist`, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: "src/cli/main.ts", contract: "src/rules/contract.ts", "compare-worker": "src/people/compare-worker.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  mainFields: ["module", "main"],
  // Its ES module has no CommonJS face, which the Okta SDK asks for.
  alias: { "node-fetch": "node-fetch/lib/index.js" },
  target: "node20",
  minify: true,
  keepNames: true,
  external: ["@duckdb/node-bindings"],
  // Some of the bundled packages are CommonJS and ask for Node's own modules by require.
  banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  plugins: [esbuildRules()],
});

// The licences of what is bundled travel with it.
const packages = new Set(Object.keys(metafile.inputs).flatMap((input) => input.match(/^(?:.*node_modules\/)((?:@[^/]+\/)?[^/]+)/)?.[0] ?? []));
const notices = [];
for (const folder of [...packages].sort()) {
  const { name, version, license } = JSON.parse(await readFile(`${root}/${folder}/package.json`, "utf8"));
  const file = (await readdir(`${root}/${folder}`)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? "" : await readFile(`${root}/${folder}/${file}`, "utf8");
  notices.push(`${name} ${version} (${license ?? "see below"})\n\n${text.trim()}\n`);
}
await writeFile(`${root}/dist/THIRD-PARTY.txt`, notices.join(`\n${"-".repeat(80)}\n\n`));
