import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { CONTROL_KINDS } from "../../../src/access/control/kinds.js";

const guide = readFileSync(fileURLToPath(new URL("../../../docs/access.md", import.meta.url)), "utf8");

it.each(CONTROL_KINDS.map(({ kind, source }) => [kind, source] as const))(
  "the guide has the edge `%s` with where it is published",
  (kind, source) => {
    const row = guide.split("\n").find((line) => line.startsWith(`| \`${kind}\` |`));
    expect(row).toBeDefined();
    expect(source).toMatch(/^https:\/\//);
    expect(guide).toContain(source);
  },
);
