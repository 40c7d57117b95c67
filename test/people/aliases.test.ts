import { describe, expect, it } from "vitest";
import type { Row } from "../../src/inventory/tables.js";
import { aliasDomains } from "../../src/people/aliases.js";
import { inventoryWith } from "../support/inventory.js";

/** People with an address of each company; `same`: under the same name. */
const both = (count: number, same: (n: number) => boolean): Row[] =>
  Array.from({ length: count }, (_, n) => ({
    source: "corp",
    id: `b${n}`,
    emails: [`person${n}@new.example`, `${same(n) ? "person" : "other"}${n}@old.example`],
  }));

describe("aliasDomains", () => {
  it.each<[string, Row[], [string, string][]]>([
    ["five people with both addresses", both(5, () => true), [["old.example", "new.example"]]],
    ["four are too few", both(4, () => true), []],
    ["most have other names there", both(20, (n) => n < 17), []],
    ["a name in ten may differ", both(20, (n) => n < 18), [["old.example", "new.example"]]],
    [
      "the same name is two people's",
      [...both(5, () => true), { source: "corp", id: "x", emails: ["ann@new.example"] }, { source: "corp", id: "y", emails: ["ann@old.example"] }],
      [],
    ],
    [
      "two accounts of two directories may be one person's",
      [...both(5, () => true), { source: "corp", id: "x", emails: ["ann@new.example"] }, { source: "app", id: "y", emails: ["ann@old.example"] }],
      [["old.example", "new.example"]],
    ],
    ["no mail at all", [{ source: "corp", id: "x" }], []],
  ])("%s", async (_, accounts, expected) => {
    const db = await inventoryWith({ accounts });
    expect([...(await aliasDomains(db))]).toEqual(expected);
    await db.close();
  });
});
