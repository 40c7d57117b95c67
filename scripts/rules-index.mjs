// The folder is the registry: `virtual:rules` is a module that exports every `rules/<family>/<name>.ts`, in order of id.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../rules", import.meta.url));
const VIRTUAL = "virtual:rules";

/** The text of the virtual module. */
function rulesModule() {
  const files = readdirSync(root, { recursive: true })
    .map((file) => String(file).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .sort();
  const imports = files.map((file, i) => `import r${i} from ${JSON.stringify(`${root}/${file}`)};`);
  return `${imports.join("\n")}\nexport const rules = [${files.map((_, i) => `r${i}`).join(", ")}];\n`;
}

/** For the bundler. */
export function esbuildRules() {
  return {
    name: "rules",
    setup(build) {
      build.onResolve({ filter: /^virtual:rules$/ }, () => ({ path: VIRTUAL, namespace: "rules" }));
      build.onLoad({ filter: /.*/, namespace: "rules" }, () => ({ contents: rulesModule(), resolveDir: root, watchDirs: [root] }));
    },
  };
}

/** For tests. */
export function viteRules() {
  return {
    name: "rules",
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load: (id) => (id === `\0${VIRTUAL}` ? rulesModule() : undefined),
  };
}
