import { describe, expect, it } from "vitest";
import type { Row } from "../../src/inventory/tables.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { inventoryWith } from "../support/inventory.js";

const now = new Date("2026-01-01T00:00:00Z");
const GIVEN = ["Maria", "Peter", "Aisha", "Tomasz", "Ingrid", "Carlos", "Wei", "Fatima", "Lars", "Sofia"];
const FAMILY = ["Keller", "Novak", "Haddad", "Lindgren", "Moreau", "Okafor", "Tanaka"];

/** Staff in HR, and in a second directory that writes their numbers as `written`. */
const staff = (written: (number: number) => string | null): Row[] =>
  Array.from({ length: 50 }, (_, n): Row[] => {
    const name = { givenName: GIVEN[n % 10] ?? "", familyName: FAMILY[(n * 3) % 7] ?? "" };
    const mail = `${name.givenName}.${name.familyName}${n}@corp.example`.toLowerCase();
    return [
      { source: "hr", id: `h${n}`, employeeNumber: String(5000 + n), emails: [mail], ...name },
      { source: "ad", id: `a${n}`, employeeNumber: written(n), emails: [mail], userName: mail, ...name },
    ];
  }).flat();

async function areTogether(accounts: readonly Row[], a: string, b: string): Promise<boolean> {
  const db = await inventoryWith({ accounts });
  await resolvePeople(db, { now });
  const rows = await db.rows<{ person: string }>("SELECT person FROM person_accounts WHERE id IN ($a, $b)", { a, b });
  await db.close();
  return rows.length === 2 && rows[0]?.person === rows[1]?.person;
}

const quintessa = { givenName: "Quintessa", familyName: "Featherstonehaugh", department: "Legal", title: "Counsel" };
const there: Row = { source: "hr", id: "q1", employeeNumber: "7777", ...quintessa };
const here: Row = { source: "ad", id: "q2", userName: "qf", ...quintessa };

describe("employee numbers", () => {
  it.each<[string, (n: number) => string | null, string, boolean]>([
    ["of one numbering are one person's where they are equal", (n) => String(5000 + n), "7777", true],
    ["with a letter and zeros before them are the same", (n) => `E00${5000 + n}`, "E007777", true],
    ["of one numbering keep people apart where they differ", (n) => String(5000 + n), "8123", false],
    ["with a letter before them keep people apart too", (n) => `E00${5000 + n}`, "E008123", false],
    ["of a bought company say nothing", (n) => `B-${100 + n}`, "B-999", true],
    ["that a bought company gave to somebody else say nothing", (n) => String(5000 + ((n + 17) % 50)), "8123", true],
  ])("%s", async (_, written, number, expected) => {
    expect(await areTogether([...staff(written), there, { ...here, employeeNumber: number }], "q1", "q2")).toBe(expected);
  });
});
