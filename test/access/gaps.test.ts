import { afterEach, expect, it } from "vitest";
import { accessGaps, gapLine } from "../../src/access/gaps.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { accessOver } from "./support.js";

let db: Inventory;
afterEach(() => db.close());

it("counts what names something that nobody listed, and keeps the rest working", async () => {
  db = await accessOver({
    accounts: [{ id: "ann" }],
    groups: [{ id: "team" }],
    roles: [{ id: "r" }],
    memberships: [
      { group: "team", member: "ann" },
      { group: "team", member: "team" },
      { group: "team", member: "gone-2" },
      { group: "team", member: "gone-1" },
      { group: "lost", member: "ann" },
    ],
    grants: [
      { principal: "team", role: "r" },
      { principal: "lost", role: "unlisted" },
      { principal: "gone", role: "r" },
    ],
    owners: [
      { subject: "team", owner: "left" },
      { subject: "lost", owner: "ann" },
    ],
  });
  expect(await accessGaps(db)).toEqual([
    { source: "corp", gap: "grants of roles that are in no listing", count: 1, examples: ["unlisted"] },
    { source: "corp", gap: "grants to nobody known", count: 2, examples: ["gone", "lost"] },
    { source: "corp", gap: "groups that contain themselves", count: 1, examples: ["team"] },
    { source: "corp", gap: "memberships of groups that are in no listing", count: 1, examples: ["lost"] },
    { source: "corp", gap: "memberships of nobody known", count: 2, examples: ["gone-1", "gone-2"] },
    { source: "corp", gap: "owners of what is gone", count: 1, examples: ["lost"] },
    { source: "corp", gap: "owners that are gone", count: 1, examples: ["left"] },
  ]);
  expect(gapLine((await accessGaps(db))[1] ?? { source: "", gap: "", count: 0, examples: [] })).toBe(
    "Grants to nobody known: 2. They are kept, and give nothing.",
  );
  expect(await db.rows("SELECT account, role, path FROM effective_grants ORDER BY role")).toEqual([
    { account: "ann", role: "r", path: ["team"] },
    { account: "ann", role: "unlisted", path: ["lost"] },
  ]);
});

it("finds nothing missing where nothing is", async () => {
  db = await accessOver({ accounts: [{ id: "ann" }], groups: [{ id: "team" }], memberships: [{ group: "team", member: "ann" }] });
  expect(await accessGaps(db)).toEqual([]);
});
