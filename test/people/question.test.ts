import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Inventory } from "../../src/inventory/inventory.js";
import { type AskedAccount, askedAccount, questionOf } from "../../src/people/question.js";
import { inventoryWith } from "../support/inventory.js";

const ann: AskedAccount = { key: "entra/1", name: "Ann Lee", userName: "ann.lee@corp.example", knows: ["an employee number", "a mail address"] };
const other: AskedAccount = { key: "okta/9", name: "Ann Lee", userName: "alee", knows: [] };
const equal = (field: string) => ({ field, outcome: "equal", weight: 5 });
const names = [{ field: "prior", outcome: "two human accounts of two directories", weight: -9 }, equal("given name"), equal("family name")];

describe("a question", () => {
  it.each<[string, AskedAccount, AskedAccount, Parameters<typeof questionOf>[2], string]>([
    [
      "says what agrees, what differs, and what would settle it",
      ann,
      other,
      [...names, equal("department"), { field: "login", outcome: "different", weight: -1.5 }],
      "Ask Ann Lee and HR whether entra/1 (ann.lee@corp.example) and okta/9 (alee) are one person: given name, family name and department agree; login differs. What would settle it: an employee number in okta/9, as entra/1 has one; or a mail address in okta/9, as entra/1 has one.",
    ],
    [
      "names both where they are called differently, and how far they agree",
      ann,
      { ...other, name: "Anna Leigh", knows: ann.knows },
      [
        { field: "given name", outcome: "same name, other form", weight: 3 },
        { field: "birth date", outcome: "one slip apart", weight: 8 },
      ],
      "Ask Ann Lee, Anna Leigh and HR whether entra/1 (ann.lee@corp.example) and okta/9 (alee) are one person: given name (same name, other form) and birth date (one slip apart) agree. What would settle it: a birth date in both.",
    ],
    [
      "leaves out agreement on what is so common that it says nothing",
      { ...ann, knows: [] },
      other,
      [equal("locality"), { field: "locality", outcome: "common value", weight: -6 }, equal("phone")],
      "Ask Ann Lee and HR whether entra/1 (ann.lee@corp.example) and okta/9 (alee) are one person: phone agrees. What would settle it: an employee number in both.",
    ],
    [
      "says that another account fits too",
      ann,
      { ...other, knows: ann.knows },
      [...names, { field: "rivals", outcome: "other accounts of one of the directories fit too", weight: -1 }],
      "Ask Ann Lee and HR whether entra/1 (ann.lee@corp.example) and okta/9 (alee) are one person: given name and family name agree. Another account fits as well, and at most one of them is right. What would settle it: a birth date in both.",
    ],
    [
      "says what would have to be a mistake",
      ann,
      other,
      [...names, { field: "conflict", outcome: "different birth dates", weight: -10 }],
      "Ask Ann Lee and HR whether entra/1 (ann.lee@corp.example) and okta/9 (alee) are one person: given name and family name agree. They can be one person only if this is a mistake: different birth dates.",
    ],
    [
      "of accounts without names goes to HR",
      { key: "a/1", name: null, userName: null, knows: [] },
      { key: "b/x", name: " ", userName: "x", knows: [] },
      [],
      "Ask HR whether a/1 and b/x are one person. What would settle it: an employee number in both.",
    ],
  ])("%s", (_what, a, b, evidence, expected) => {
    expect(questionOf(a, b, evidence)).toBe(expected);
  });
});

describe("what a question says of an account", () => {
  let db: Inventory;
  beforeAll(async () => {
    db = await inventoryWith({
      accounts: [
        { id: "1", displayName: "Ann Lee", userName: "alee", employeeNumber: " 7", emails: ["ann@corp.example"], phoneNumbers: [] },
        { id: "2", displayName: "x".repeat(1_000_000), birthDate: "1980-01-01", employeeNumber: " " },
      ],
    });
  });
  afterAll(() => db.close());

  it("comes from the inventory, without names that would drown it", async () => {
    const rows = await db.rows<{ asked: string }>(`SELECT to_json(${askedAccount("a")})::VARCHAR AS asked FROM accounts AS a ORDER BY id`);
    expect(rows.map((row) => JSON.parse(row.asked) as unknown)).toEqual([
      { key: "corp/1", name: "Ann Lee", userName: "alee", knows: ["an employee number", "a mail address"] },
      { key: "corp/2", name: null, userName: null, knows: ["a birth date"] },
    ]);
  });
});
