import { describe, expect, it } from "vitest";
import type { Row } from "../../src/inventory/tables.js";
import { type PeopleOptions, resolvePeople } from "../../src/people/resolve.js";
import { inventoryWith } from "../support/inventory.js";

const now = new Date("2026-01-01T00:00:00Z");

/** Colleagues who give the directory its frequencies; each has an account in both directories. */
const GIVEN = ["Maria", "Peter", "Aisha", "Tomasz", "Ingrid", "Carlos", "Wei", "Fatima", "Lars", "Sofia"];
const FAMILY = ["Keller", "Novak", "Haddad", "Lindgren", "Moreau", "Okafor", "Tanaka", "Vargas", "Byrne", "Castellan", "Petrov", "Zielinski"];
const colleagues: Row[] = Array.from({ length: 60 }, (_, n) => {
  const [givenName = "", familyName = ""] = [GIVEN[n % 10], FAMILY[(n * 7) % 12]];
  const mail = `${givenName}.${familyName}.${n}@corp.example`.toLowerCase();
  const both = { givenName, familyName, emails: [mail], userName: mail, department: ["Sales", "IT", "Legal"][n % 3], active: true };
  return [
    { source: "corp", id: `c${n}`, employeeNumber: String(5000 + n), ...both },
    { source: "app", id: `a${n}`, ...both },
  ];
}).flat();

async function resolved(accounts: readonly Row[], options: Partial<PeopleOptions> = {}) {
  const db = await inventoryWith({ accounts: [...colleagues, ...accounts] });
  await resolvePeople(db, { now, ...options });
  const rows = await db.rows<{ key: string; person: string; everyday: boolean }>(
    "SELECT source || '/' || id AS key, person, everyday FROM person_accounts ORDER BY ALL",
  );
  const kinds = await db.rows<{ key: string; kind: string; evidence: string[] }>(
    "SELECT source || '/' || id AS key, kind, evidence FROM account_kinds",
  );
  const links = await db.rows<{ a: string; b: string; decision: string; probability: number; evidence: string }>(
    "SELECT aSource || '/' || aId AS a, bSource || '/' || bId AS b, decision, probability, evidence::VARCHAR AS evidence FROM links ORDER BY ALL",
  );
  await db.close();
  const person = new Map(rows.map((row) => [row.key, row.person]));
  return {
    rows,
    links,
    person,
    kind: (key: string) => kinds.find((row) => row.key === key),
    together: (a: string, b: string) => person.get(a) !== undefined && person.get(a) === person.get(b),
  };
}

const ann: Row = {
  source: "corp",
  id: "x",
  givenName: "Ann",
  familyName: "Bell",
  userName: "ann.bell@corp.example",
  emails: ["ann.bell@corp.example"],
  active: true,
};
const other: Row = { ...ann, source: "app", id: "y" };

describe("one person", () => {
  it.each<[string, Row, Row]>([
    ["by mail and name", ann, other],
    [
      "by employee number, with another family name after a marriage",
      { ...ann, employeeNumber: "0777" },
      { source: "app", id: "y", givenName: "Ann", familyName: "Hart", employeeNumber: "777" },
    ],
    ["by mail, with a casual name", { ...ann, givenName: "Elizabeth" }, { ...other, givenName: "Liz" }],
    ["by immutable id", { ...ann, onPremisesId: "g1", emails: null }, { ...other, onPremisesId: "g1", emails: null, userName: "abell" }],
    ["by the other directory's id", { ...ann, emails: null }, { ...other, externalId: "x", emails: null, userName: "abell" }],
    [
      "across alphabets, by phone",
      { ...ann, givenName: "Юрий", familyName: "Щукин", phoneNumbers: ["+49 171 5550101"] },
      { source: "app", id: "y", givenName: "Yuri", familyName: "Shchukin", phoneNumbers: ["0171 5550101"] },
    ],
    [
      "with a rare name and the same desk",
      { ...ann, familyName: "Featherstonehaugh", department: "Legal", title: "Counsel", emails: null },
      { ...other, familyName: "Featherstonehaugh", department: "Legal", title: "Counsel", emails: null, userName: "abell" },
    ],
  ])("%s", async (_how, a, b) => {
    expect((await resolved([a, b])).together("corp/x", "app/y")).toBe(true);
  });

  it("owns a privileged account beside the everyday one", async () => {
    const admin = { source: "corp", id: "z", userName: "adm-ann.bell@corp.example", displayName: "Ann Bell (Admin)", active: true };
    const { together, kind, rows } = await resolved([ann, other, admin]);
    expect(kind("corp/z")?.kind).toBe("admin");
    expect(together("corp/x", "corp/z")).toBe(true);
    expect(rows.find((row) => row.key === "corp/z")?.everyday).toBe(false);
  });
});

describe("two people", () => {
  it.each<[string, Row, Row]>([
    [
      "namesakes with different employee numbers",
      { ...ann, employeeNumber: "7001" },
      { ...other, employeeNumber: "8955", emails: ["ann.bell2@corp.example"], userName: "ann.bell2@corp.example" },
    ],
    ["different employee numbers under one mail address", { ...ann, employeeNumber: "7001" }, { ...other, employeeNumber: "8955" }],
    ["different birth dates under one mail address", { ...ann, birthDate: "1961-02-03" }, { ...other, birthDate: "1994-11-27" }],
    [
      "father and son",
      { ...ann, displayName: "John Smith Sr", givenName: "John", familyName: "Smith" },
      { ...other, displayName: "John Smith Jr", givenName: "John", familyName: "Smith" },
    ],
    [
      "spouses at one address",
      { ...ann, streetAddress: "12 Mill Lane", locality: "Ely", postalCode: "CB6", phoneNumbers: ["01353 555010"], emails: null, userName: "ann" },
      {
        source: "app",
        id: "y",
        givenName: "George",
        familyName: "Bell",
        streetAddress: "12 Mill Lane",
        locality: "Ely",
        postalCode: "CB6",
        phoneNumbers: ["01353 555010"],
      },
    ],
    [
      "a manager and a report of one name",
      { ...ann, emails: null, department: "IT" },
      { ...ann, id: "y", source: "corp", userName: "ann.bell2@corp.example", emails: null, department: "IT", manager: "x" },
    ],
    [
      "the filler 0000 for a number",
      { ...ann, employeeNumber: "0000" },
      { source: "app", id: "y", givenName: "George", familyName: "Hart", employeeNumber: "0000" },
    ],
    ["accounts of which little is known", { source: "corp", id: "x", department: "IT" }, { source: "app", id: "y", department: "IT" }],
  ])("%s", async (_what, a, b) => {
    const result = await resolved([a, b]);
    expect(result.person.get(`${a["source"]}/x`)).toBeDefined();
    expect(result.together(`${a["source"]}/x`, `${b["source"]}/y`)).toBe(false);
  });

  it("are left to a human where an account fits both", async () => {
    const first = { ...ann, employeeNumber: "7001", emails: null };
    const second = { ...ann, id: "w", employeeNumber: "8955", emails: null, userName: "ann.bell2@corp.example" };
    const result = await resolved([first, second, { source: "app", id: "y", givenName: "Ann", familyName: "Bell", active: true }]);
    expect(result.together("corp/x", "app/y")).toBe(false);
    expect(result.together("corp/w", "app/y")).toBe(false);
  });
});

describe("nobody", () => {
  it.each<[string, Row]>([
    ["a service account", { source: "corp", id: "x", userName: "svc-backup@corp.example", displayName: "Backup" }],
    ["a shared account", { source: "corp", id: "x", userName: "reception@corp.example", displayName: "Reception" }],
    ["a test account", { source: "corp", id: "x", userName: "test01@corp.example", displayName: "Test 01" }],
    ["an agent", { source: "corp", id: "x", displayName: "Travel agent", kind: "agent" }],
  ])("%s makes no person", async (_what, account) => {
    expect((await resolved([account])).person.get("corp/x")).toBeUndefined();
  });

  it("a declared emergency account makes no person", async () => {
    const result = await resolved([ann], { breakGlass: ["ann.bell@corp.example"] });
    expect(result.person.get("corp/x")).toBeUndefined();
    expect(result.kind("corp/x")?.evidence).toEqual(["the configuration declares it an emergency account"]);
  });
});

describe("decisions", () => {
  const stranger = { source: "app", id: "y", givenName: "George", familyName: "Hart", userName: "hart@app.example", employeeNumber: "8955" };

  it("join what differs, even against a conflict, and are shown as evidence", async () => {
    const result = await resolved([{ ...ann, employeeNumber: "7001" }, stranger], { same: [["corp/x", "hart@app.example"]] });
    expect(result.together("corp/x", "app/y")).toBe(true);
    const link = result.links.find((row) => row.a === "app/y" && row.b === "corp/x");
    expect(link).toMatchObject({ probability: 1, decision: "match" });
    expect(JSON.parse(link?.evidence ?? "[]")).toContainEqual({ field: "decision", outcome: "same person", weight: null });
  });

  it("part what agrees", async () => {
    const result = await resolved([ann, other], { different: [["app/y", "corp/x"]] });
    expect(result.together("corp/x", "app/y")).toBe(false);
  });

  it("about accounts that are not here, or nobody's, change nothing, and are told", async () => {
    const notices: string[] = [];
    const service = { source: "corp", id: "s", userName: "svc-ledger@corp.example", displayName: "Ledger" };
    const result = await resolved([ann, other, service], {
      different: [["app/nobody", "corp/x"]],
      same: [
        ["corp/x", "corp/x"],
        ["corp/x", "svc-ledger@corp.example"],
      ],
      notice: (text) => notices.push(text),
    });
    expect(result.together("corp/x", "app/y")).toBe(true);
    expect(notices).toEqual([
      "people: a decision is about svc-ledger@corp.example, a service account, which belongs to nobody; it is left out",
      "people: a decision is about app/nobody, and there is no such account; it is left out",
    ]);
  });

  it("about two people are not asked again by their other accounts", async () => {
    const twice = { ...ann, source: "app", id: "y2", userName: "ann.bell@corp.example" };
    const third = { source: "hr", id: "z", givenName: "A", familyName: "Bell", userName: "abell" };
    const asked = (links: readonly { a: string; b: string; decision: string }[]) =>
      links.filter((row) => row.decision === "review" && (row.a === "hr/z" || row.b === "hr/z")).length;
    const open = await resolved([ann, twice, third]);
    expect(asked(open.links)).toBeGreaterThan(0);
    const decided = await resolved([ann, twice, third], { different: [["corp/x", "hr/z"]] });
    expect(asked(decided.links)).toBe(0);
  });

  it.each<[string, Partial<PeopleOptions>]>([
    ["of one pair", { same: [["corp/x", "app/y"]], different: [["app/y", "corp/x"]] }],
    [
      "through a third account",
      {
        same: [
          ["corp/x", "corp/c0"],
          ["corp/c0", "app/y"],
        ],
        different: [["app/y", "corp/x"]],
      },
    ],
    ["under another name", { same: [["corp/x", "app/y"]], different: [["bell.ann", "corp/x"]] }],
  ])("that contradict each other are refused: %s", async (_what, options) => {
    await expect(resolved([ann, { ...other, userName: "bell.ann" }], options)).rejects.toThrow(
      /app\/y and corp\/x are decided to be different people, and to be the same: app\/y = .*corp\/x/,
    );
  });
});

describe("the everyday account", () => {
  const everyday = async (a: Row, b: Row, options: Partial<PeopleOptions> = {}) =>
    (
      await resolved(
        [
          { ...ann, ...a },
          { ...other, ...b },
        ],
        options,
      )
    ).rows
      .filter((row) => row.everyday)
      .map((row) => row.key)
      .filter((key) => key === "corp/x" || key === "app/y");

  it.each<[string, Row, Row, Partial<PeopleOptions>, string]>([
    ["is active", { active: false }, {}, {}, "app/y"],
    ["is in the source of record", { lastSignIn: "2025-12-01" }, { lastSignIn: "2025-01-01" }, { sourceOfRecord: "app" }, "app/y"],
    ["was used last", { lastSignIn: "2025-12-01" }, { lastSignIn: "2025-12-02" }, {}, "app/y"],
    ["has the stronger factor", { mfa: "strong" }, { mfa: "weak" }, {}, "corp/x"],
    ["comes first by name where nothing else differs", {}, {}, {}, "app/y"],
    ["is active before it is in the source of record", { active: false }, {}, { sourceOfRecord: "corp" }, "app/y"],
  ])("%s", async (_why, a, b, options, expected) => {
    expect(await everyday(a, b, options)).toEqual([expected]);
  });
});

describe("ids of people", () => {
  it("are the same in each scan, and stay when an earlier account comes", async () => {
    const before = await resolved([ann]);
    const again = await resolved([ann]);
    expect(again.person.get("corp/x")).toBe(before.person.get("corp/x"));
    const previous = [{ person: before.person.get("corp/x") ?? "", source: "corp", id: "x" }];
    const later = await resolved([ann, other], { previous });
    expect(later.person.get("app/y")).toBe(before.person.get("corp/x"));
    expect((await resolved([ann, other])).person.get("app/y")).not.toBe(before.person.get("corp/x"));
  });

  it("go to the larger part when a person is split, and are never given twice", async () => {
    const before = await resolved([ann, other]);
    const id = before.person.get("corp/x") ?? "";
    const previous = [...before.rows.map((row) => ({ person: row.person, source: row.key.split("/")[0] ?? "", id: row.key.split("/")[1] ?? "" }))];
    const later = await resolved([ann, other], { previous, different: [["app/y", "corp/x"]] });
    expect([later.person.get("corp/x"), later.person.get("app/y")].filter((person) => person === id)).toHaveLength(1);
    expect(new Set(later.rows.map((row) => row.person)).size).toBe(new Set(before.rows.map((row) => row.person)).size + 1);
  });
});
