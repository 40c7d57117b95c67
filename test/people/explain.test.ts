import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { directories } from "../../bench/people/directory.js";
import { UsageError } from "../../src/errors.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row } from "../../src/inventory/tables.js";
import { explainPair, explainPerson, nobodysCalled, peopleCalled } from "../../src/people/explain.js";
import { type PeopleOptions, resolvePeople } from "../../src/people/resolve.js";
import { inventoryWith } from "../support/inventory.js";

const same = { givenName: "Ann", familyName: "Bell", emails: ["ann.bell@corp.example"], active: true };
const chain = { givenName: "Zoltan", familyName: "Quimby", active: true };
const accounts: Row[] = [
  ...directories({ name: "company", seed: 7, people: 40, anchors: 0.8 }).accounts,
  { source: "entra", id: "x", userName: "ann.bell@corp.example", ...same, lastSignIn: new Date("2025-12-01") },
  { source: "okta", id: "y", userName: "abell@corp.example", ...same },
  { source: "entra", id: "svc", userName: "svc-ledger@corp.example", displayName: "Ledger" },
  // One person by two decisions: nothing but these joins the first and the last.
  { source: "entra", id: "c1", userName: "quimby@corp.example", employeeNumber: "77001", ...chain },
  { source: "hr", id: "c2", userName: "zq", ...chain, givenName: "Xanthippe", familyName: "Vandersloot" },
  { source: "okta", id: "c3", userName: "rasputin", ...chain, givenName: "Grigori", familyName: "Featherstone" },
  // Father and son.
  { source: "entra", id: "n1", userName: "olaf.nygard@corp.example", displayName: "Olaf Nygard Sr" },
  { source: "okta", id: "n2", userName: "o.nygard@corp.example", displayName: "Olaf Nygard Jr" },
];
const options: PeopleOptions = {
  now: new Date("2026-01-01T00:00:00Z"),
  same: [
    ["entra/c1", "hr/c2"],
    ["hr/c2", "okta/c3"],
  ],
  different: [["entra/x", "entra/c1"]],
};

let db: Inventory;
beforeAll(async () => {
  db = await inventoryWith({ accounts });
  await resolvePeople(db, options);
});
afterAll(() => db.close());

/** The probability that a waterfall's rows come to. */
const summed = (evidence: readonly { readonly weight: number | null }[]) => 1 / (1 + 2 ** -evidence.reduce((sum, row) => sum + (row.weight ?? 0), 0));

describe("explainPair", () => {
  it("reads the link that was kept", async () => {
    const pair = await explainPair(db, "okta/y", "ann.bell@corp.example");
    expect(pair).toMatchObject({ a: "entra/x", b: "okta/y", decision: "match" });
    expect(pair.evidence.map((row) => row.field)).toContain("login");
    const [row] = await db.rows<{ probability: number }>("SELECT probability FROM links WHERE aId = 'x' AND bId = 'y'");
    expect(pair.probability).toBe(row?.probability);
  });

  it("scores a pair that was never a candidate, with the same arithmetic", async () => {
    const [stranger] = await db.rows<{ key: string }>(
      "SELECT source || '/' || id AS key FROM person_accounts WHERE source = 'hr' ORDER BY id LIMIT 1",
    );
    const pair = await explainPair(db, "entra/x", stranger?.key ?? "");
    expect(pair.decision).toBe("apart");
    expect(summed(pair.evidence)).toBeCloseTo(pair.probability ?? Number.NaN, 9);
    expect(pair.probability).toBeLessThan(0.01);
  });

  it("shows the chain by which two accounts came to be one person, and what they are to each other", async () => {
    const pair = await explainPair(db, "entra/c1", "okta/c3");
    expect(pair.decision).toBe("match");
    expect(pair.probability).toBeLessThan(0.01);
    expect(pair.chain.map(({ a, b, probability }) => [a, b, probability])).toEqual([
      ["entra/c1", "hr/c2", 1],
      ["hr/c2", "okta/c3", 1],
    ]);
  });

  it("says that a human decided", async () => {
    const same = await explainPair(db, "hr/c2", "entra/c1");
    expect(same).toMatchObject({ decision: "match", probability: 1 });
    expect(same.evidence.at(-1)).toEqual({ field: "decision", outcome: "same person", weight: null });
    const different = await explainPair(db, "entra/x", "entra/c1");
    expect(different).toMatchObject({ decision: "apart", probability: 0 });
    expect(different.evidence.at(-1)).toEqual({ field: "decision", outcome: "different people", weight: null });
  });

  it("names the conflict that keeps two apart", async () => {
    const pair = await explainPair(db, "entra/n1", "okta/n2");
    expect(pair.decision).not.toBe("match");
    expect(pair.evidence.at(-1)).toMatchObject({ field: "conflict", outcome: "different generations of one name (Jr., Sr.)" });
    expect(summed(pair.evidence)).toBeCloseTo(pair.probability ?? Number.NaN, 9);
  });

  it("says which of the two is nobody's, and why", async () => {
    expect(await explainPair(db, "entra/x", "svc-ledger@corp.example")).toEqual({
      a: "entra/svc",
      b: "entra/x",
      probability: null,
      decision: "apart",
      evidence: [],
      chain: [],
      nobodys: [
        {
          account: "entra/svc",
          userName: "svc-ledger@corp.example",
          active: null,
          kind: "service",
          confidence: expect.any(Number),
          kindEvidence: expect.arrayContaining(["the login begins or ends like a service's"]),
        },
      ],
    });
  });

  it.each([
    ["entra/nobody", "entra/x", "there is no account entra/nobody"],
    ["entra/x", "ann.bell@corp.example", "entra/x and ann.bell@corp.example are the same account"],
  ])("refuses %s, %s", async (a, b, message) => {
    await expect(explainPair(db, a, b)).rejects.toThrow(message);
    await expect(explainPair(db, a, b)).rejects.toBeInstanceOf(UsageError);
  });
});

describe("explainPerson", () => {
  it("says who somebody is, by any of their names", async () => {
    for (const what of ["abell@corp.example", "ABELL@corp.example", "okta/y", "ann bell"]) {
      const [id = ""] = await peopleCalled(db, what);
      const person = await explainPerson(db, id);
      expect(person).toMatchObject({
        displayName: "Ann Bell",
        everyday: { account: "entra/x", why: "it was signed in to last" },
        accounts: [
          { account: "entra/x", everyday: true, advice: "delegate from this one", kind: "human" },
          { account: "okta/y", everyday: false, advice: "keep; tie it to the everyday account by a shared anchor" },
        ],
      });
      expect(person?.accounts[0]?.kindEvidence[0]).toBe("it has a given and a family name");
      expect(person?.links.filter((link) => link.decision === "match")).toHaveLength(1);
    }
  });

  it("says that a service account is nobody's", async () => {
    expect(await peopleCalled(db, "svc-ledger@corp.example")).toEqual([]);
    expect(await nobodysCalled(db, "svc-ledger@corp.example")).toMatchObject([{ account: "entra/svc", kind: "service" }]);
  });

  it("knows nobody of another name", async () => {
    expect(await peopleCalled(db, "nobody")).toEqual([]);
    expect(await nobodysCalled(db, "nobody")).toEqual([]);
    expect(await explainPerson(db, "p-0000000000000000")).toBeNull();
  });
});
