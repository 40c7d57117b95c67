import { describe, expect, it } from "vitest";
import { Random } from "../../bench/people/random.js";
import type { Row } from "../../src/inventory/tables.js";
import { explainPair, explainPerson, peopleCalled } from "../../src/people/explain.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { explanationText } from "../../src/report/explain-text.js";
import { inventoryWith } from "../support/inventory.js";

const now = new Date("2026-01-01T00:00:00Z");

async function peopleOf(accounts: readonly Row[]): Promise<number> {
  const db = await inventoryWith({ accounts });
  await resolvePeople(db, { now });
  const [row] = await db.rows<{ people: number }>("SELECT count(*)::INTEGER AS people FROM people");
  await db.close();
  return row?.people ?? -1;
}

const many = (count: number, row: (n: number) => Row): Row[] => Array.from({ length: count }, (_, n) => ({ id: String(n), ...row(n) }));

/** A name unlike the others. */
function somebody(n: number): Row {
  const random = new Random(n);
  const letters = () => Array.from({ length: 9 }, () => random.pick([..."abcdefghijklmnopqrstuvwxyz"])).join("");
  return { givenName: letters(), familyName: letters() };
}

const huge = "x".repeat(10_000_000);

describe("hostile input", () => {
  it.each<[string, Row[], number]>([
    ["one account", [{ id: "1", displayName: "Ann Bell" }], 1],
    ["nothing but ids: no merge on emptiness", many(3000, () => ({})), 3000],
    ["empty texts", many(300, () => ({ givenName: "", familyName: " ", userName: "", emails: [""], phoneNumbers: ["-"], birthDate: "" })), 300],
    [
      "fields of ten megabytes",
      many(3, (n) => ({ ...somebody(n), displayName: huge, streetAddress: huge, title: huge, middleName: huge, externalId: `${n}${huge}` })),
      3,
    ],
    [
      "NUL, lone surrogates and separators",
      many(4, (n) => ({ givenName: `A\u0000\ud800${n}`, familyName: `\u001f\u001d\udc00`, userName: `u\u001f${n}` })),
      4,
    ],
    ["one name on all accounts of one directory", many(20_000, (n) => ({ displayName: "John Smith", userName: `u${n}@corp.example` })), 20_000],
    ["one phone number on all accounts", many(20_000, (n) => ({ ...somebody(n), phoneNumbers: ["+49 69 5550100"] })), 20_000],
    ["one mail address on all accounts", many(5000, (n) => ({ ...somebody(n), emails: ["zq@corp.example"] })), 5000],
    ["one employee number on all accounts: a filler", many(5000, (n) => ({ ...somebody(n), employeeNumber: "1" })), 5000],
    ["everybody their own manager", many(300, (n) => ({ ...somebody(n), manager: String(n) })), 300],
    ["managers in a circle", many(300, (n) => ({ ...somebody(n), manager: String((n + 1) % 300) })), 300],
    [
      "ids and sources that are no text to print",
      [
        { id: "\u0000", source: "\u001b[2J", ...somebody(1) },
        { id: "/", source: "/", ...somebody(2) },
      ],
      2,
    ],
    ["dates that are none", many(50, (n) => ({ ...somebody(n), birthDate: "99999999" })), 50],
  ])("%s", async (_what, accounts, people) => {
    expect(await peopleOf(accounts)).toBe(people);
  });
});

describe("hostile accounts explained", () => {
  it("stay what they are, and every answer stays short", async () => {
    const db = await inventoryWith({
      accounts: [
        { source: "a\u001b[2J", id: "\u0000/\u202e", givenName: huge, familyName: huge, displayName: huge, userName: "one", employeeNumber: "1" },
        { source: "b", id: huge.slice(0, 1000), givenName: huge, familyName: huge, displayName: huge, userName: "two", employeeNumber: "1" },
      ],
    });
    await resolvePeople(db, { now });
    const style = { width: 80, color: false };
    const pair = explanationText({ pair: await explainPair(db, "one", "two") }, style);
    const identities = [];
    for (const id of [...(await peopleCalled(db, "one")), ...(await peopleCalled(db, "two"))]) identities.push(await explainPerson(db, id));
    const pages = explanationText(
      { people: identities.flatMap((identity) => (identity === null ? [] : [{ identity, readiness: null, findings: [] }])) },
      style,
    );
    await db.close();
    for (const text of [pair, pages]) {
      expect(text.length).toBeLessThan(20_000);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    }
  });
});
