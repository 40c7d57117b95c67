import { describe, expect, it } from "vitest";
import type { Row } from "../../src/inventory/tables.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { inventoryWith } from "../support/inventory.js";

// A directory of a handful of accounts gives estimation nothing to learn from: what is believed there must still be sane.
const ann = {
  id: "1",
  userName: "ann@corp.example",
  displayName: "Ann Bell",
  givenName: "Ann",
  familyName: "Bell",
  emails: ["ann@corp.example"],
  employeeNumber: "1001",
  department: "IT",
  title: "Head",
  hireDate: "2020-01-01",
};
const bob = {
  id: "2",
  userName: "bob@corp.example",
  displayName: "Bob Cole",
  givenName: "Bob",
  familyName: "Cole",
  emails: ["bob@corp.example"],
  employeeNumber: "1002",
  department: "IT",
  title: "Chief",
  manager: "1",
  hireDate: "2020-01-01",
};
const cy = {
  id: "3",
  userName: "cy@corp.example",
  displayName: "Cy Dorn",
  givenName: "Cy",
  familyName: "Dorn",
  emails: ["cy@corp.example"],
  employeeNumber: "1003",
  department: "IT",
  title: "Dev",
  manager: "1",
  hireDate: "2020-01-01",
};

const without = (account: Row, ...names: string[]): Row => Object.fromEntries(Object.entries(account).filter(([name]) => !names.includes(name)));

/** Which accounts are one person, as sorted lists of `source/id`. */
async function people(accounts: readonly Row[]): Promise<string[][]> {
  const db = await inventoryWith({ accounts: accounts.map((account) => ({ active: true, ...account })) });
  await resolvePeople(db, { now: new Date("2026-06-01") });
  const rows = await db.rows<{ keys: string[] }>(
    "SELECT list(source || '/' || id ORDER BY source, id) AS keys FROM person_accounts GROUP BY person ORDER BY keys",
  );
  await db.close();
  return rows.map((row) => row.keys);
}

const apart = [["corp/1"], ["corp/2"], ["corp/3"]];

describe("a handful of accounts", () => {
  it.each([
    ["colleagues with everything about their work in common", [ann, bob, cy], apart],
    ["colleagues without employee numbers", [ann, bob, cy].map((account) => without(account, "employeeNumber")), apart],
    [
      "colleagues with names only",
      [ann, bob, cy].map(({ id, displayName, givenName, familyName }) => ({ id, displayName, givenName, familyName })),
      apart,
    ],
    ["colleagues with a department only", [1, 2, 3].map((id) => ({ id: String(id), department: "IT", hireDate: "2020-01-01" })), apart],
    [
      "namesakes with different employee numbers",
      [ann, { ...ann, id: "2", userName: "ann.bell2@corp.example", emails: ["ann.bell2@corp.example"], employeeNumber: "1009" }],
      [["corp/1"], ["corp/2"]],
    ],
    ["one account", [ann], [["corp/1"]]],
    ["no account", [], []],
    ["accounts of whom nothing is known", [{ id: "1" }, { id: "2" }], [["corp/1"], ["corp/2"]]],
    ["one person in two directories, by employee number and name", [ann, { ...ann, source: "app", id: "a" }, bob], [["app/a", "corp/1"], ["corp/2"]]],
    [
      "one person in two directories, by mail and name",
      [without(ann, "employeeNumber"), { source: "app", id: "a", displayName: "Ann Bell", emails: ["ann@corp.example"] }, bob],
      [["app/a", "corp/1"], ["corp/2"]],
    ],
  ])("%s", async (_what, accounts, expected) => {
    expect(await people(accounts as Row[])).toEqual(expected);
  });
});
