import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COLLECTIONS } from "../../../src/sources/entra/collections.js";

const text = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const PERMISSIONS = [...new Set(COLLECTIONS.map(({ permission }) => permission))];

describe("the permissions that are asked for", () => {
  it("are listed in the README, and granted by the script, no more and no fewer", () => {
    const named = (section: string | undefined) => [...new Set(section?.match(/\b[A-Z][A-Za-z-]*\.Read\.(All|Directory)\b/g))].sort();
    const [, readme] = /### Connect Entra ID([\s\S]*?)### /.exec(text("README.md")) ?? [];
    expect(named(readme)).toEqual([...PERMISSIONS].sort());
    const [, script] = /for PERMISSION in([\s\S]*?)\ndo/.exec(text("docs/entra.md")) ?? [];
    expect(named(script)).toEqual([...PERMISSIONS].sort());
  });
});
