import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Folders of src/ from the source of data to its readers; each may import those before it, and none behind. */
const PIPELINE = ["inventory", "sources", "people", "access", "rules", "readiness", "pipeline", "report", "fix", "cli"];

/** Vocabulary and helpers that stages share, which import nothing of the pipeline but vocabulary. */
const SHARED = new Set(["config", "docs"]);

/** Modules that hold words only: types and constants that other stages may name. */
const VOCABULARY = new Set(["src/rules/contract.ts", "src/readiness/model.ts", "src/report/escape.ts", "src/config/nearest.ts"]);

const files = readdirSync(join(root, "src"), { recursive: true })
  .map((file) => `src/${String(file).replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".ts"));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = Array.from(text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g), (match) => match[1] as string);
  return specifiers.map((specifier) => relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, ".ts"));
}

const stageOf = (file: string) => file.split("/")[1] ?? "";

describe("imports", () => {
  it("point along the pipeline, never back", () => {
    const backwards = files.flatMap((file) => {
      const from = PIPELINE.indexOf(stageOf(file));
      if (from < 0) return [];
      return importsOf(file)
        .filter((target) => !VOCABULARY.has(target) && PIPELINE.indexOf(stageOf(target)) > from)
        .map((target) => `${file} imports ${target}`);
    });
    expect(backwards).toEqual([]);
  });

  it("stay inside known folders", () => {
    const folders = new Set(files.filter((file) => file.split("/").length > 2).map(stageOf));
    for (const folder of folders) expect(PIPELINE.includes(folder) || SHARED.has(folder), folder).toBe(true);
  });

  it("load the heavy SDKs only when a source is read", () => {
    const eager = files.filter((file) => /^import (?!type)[^;]*from "(@okta|@azure|@microsoft)\//m.test(readFileSync(join(root, file), "utf8")));
    expect(eager).toEqual([]);
  });
});

describe("what a stranger gets", () => {
  const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
    devDependencies: Record<string, string>;
    dependencies: Record<string, string>;
  };

  it("installs without scripts that fetch anything", () => {
    for (const name of ["preinstall", "install", "postinstall"]) expect(packageJson.scripts[name]).toBeUndefined();
  });

  it("has a reason for every dependency", () => {
    const reasons = readFileSync(join(root, "docs/dependencies.md"), "utf8");
    for (const name of [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.devDependencies)]) {
      if (!name.startsWith("@types/")) expect(reasons, name).toContain(`\`${name}\``);
    }
  });
});
