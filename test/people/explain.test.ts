import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { directories } from "../../bench/people/directory.js";
import { UsageError } from "../../src/errors.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import { explainAccount, explainPair, explainPerson, waterfall } from "../../src/people/explain.js";
import { resolvePeople } from "../../src/people/resolve.js";
import { inventoryWith } from "../support/inventory.js";

const options = { now: new Date("2026-01-01T00:00:00Z") };
const same = { givenName: "Ann", familyName: "Bell", emails: ["ann.bell@corp.example"], active: true };
const accounts = [
  ...directories({ name: "company", seed: 7, people: 40, anchors: 0.8 }).accounts,
  { source: "entra", id: "x", userName: "ann.bell@corp.example", ...same, lastSignIn: new Date("2025-12-01") },
  { source: "okta", id: "y", userName: "abell@corp.example", ...same },
  { source: "entra", id: "svc", userName: "svc-backup@corp.example", displayName: "Backup" },
];

let db: Inventory;
beforeAll(async () => {
  db = await inventoryWith({ accounts });
  await resolvePeople(db, options);
});
afterAll(() => db.close());

describe("explainPair", () => {
  it("reads the link that was kept", async () => {
    const pair = await explainPair(db, "okta/y", "ann.bell@corp.example", options);
    expect(pair).toMatchObject({ a: "entra/x", b: "okta/y", decision: "match" });
    expect(pair.evidence.map((row) => row.field)).toContain("login");
    const [row] = await db.rows<{ probability: number }>("SELECT probability FROM links WHERE aId = 'x' AND bId = 'y'");
    expect(pair.probability).toBe(row?.probability);
  });

  it("scores a pair that was never a candidate, with the same arithmetic", async () => {
    const [stranger] = await db.rows<{ key: string }>(
      "SELECT source || '/' || id AS key FROM person_accounts WHERE source = 'hr' ORDER BY id LIMIT 1",
    );
    const pair = await explainPair(db, "entra/x", stranger?.key ?? "", options);
    expect(pair.decision).toBe("apart");
    const bits = pair.evidence.reduce((sum, row) => sum + (row.weight ?? 0), 0);
    expect(Math.abs(1 / (1 + 2 ** -bits) - pair.probability)).toBeLessThan(1e-9);
    expect(pair.probability).toBeLessThan(0.01);
  });

  it.each([
    ["entra/nobody", "entra/x", "there is no account entra/nobody"],
    ["entra/x", "ann.bell@corp.example", "entra/x and ann.bell@corp.example are the same account"],
    ["entra/svc", "entra/x", "entra/svc is nobody's own account"],
  ])("refuses %s, %s", async (a, b, message) => {
    await expect(explainPair(db, a, b, options)).rejects.toThrow(message);
    await expect(explainPair(db, a, b, options)).rejects.toBeInstanceOf(UsageError);
  });
});

describe("explainAccount and explainPerson", () => {
  it("say what an account is and whose", async () => {
    const account = await explainAccount(db, "abell@corp.example");
    expect(account).toMatchObject({
      account: "okta/y",
      kind: "human",
      person: { displayName: "Ann Bell", everyday: { account: "entra/x", why: "it was signed in to last" } },
    });
    expect(account?.kindEvidence[0]).toBe("it has a given and a family name");
    expect(account?.person?.accounts).toMatchObject([
      { account: "entra/x", everyday: true, advice: "delegate from this one" },
      { account: "okta/y", everyday: false, advice: "keep; tie it to the everyday account by a shared anchor" },
    ]);
    expect(account?.person?.links).toHaveLength(1);
  });

  it("say that a service account is nobody's", async () => {
    expect(await explainAccount(db, "entra/svc")).toMatchObject({ kind: "service", person: null });
  });

  it("know nobody of another name", async () => {
    expect(await explainAccount(db, "nobody")).toBeNull();
    expect(await explainPerson(db, "p-000000000000")).toBeNull();
  });
});

describe("waterfall", () => {
  it("adds up line by line", () => {
    const lines = waterfall({
      a: "corp/1",
      b: "app/2",
      probability: 1 / (1 + 2 ** -3),
      decision: "review",
      evidence: [
        { field: "prior", outcome: "two human accounts of two directories", weight: -9.5 },
        { field: "family name", outcome: "equal", weight: 10 },
        { field: "family name", outcome: "rare value", weight: 2.5 },
      ],
    });
    expect(lines).toEqual([
      "corp/1 and app/2",
      "                                                 bits      sum",
      "prior: two human accounts of two directories    -9.50    -9.50",
      "family name: equal                             +10.00    +0.50",
      "family name: rare value                         +2.50    +3.00",
      "probability 1 / (1 + 2^-sum)                             88.9%  for a human to decide",
    ]);
  });

  it("never rounds to certainty", () => {
    const last = (probability: number) =>
      waterfall({ a: "a/1", b: "b/2", probability, decision: "match", evidence: [{ field: "prior", outcome: "", weight: 0 }] }).at(-1);
    expect(last(0.99999)).toContain(">99.9%");
    expect(last(0.00001)).toContain("<0.1%");
    expect(last(1)).toContain("100%");
  });
});
