import { afterEach, describe, expect, it } from "vitest";
import { mapControl } from "../../src/access/control/map.js";
import { accessLines, explainAccess } from "../../src/access/explain.js";
import { accessGaps } from "../../src/access/gaps.js";
import { comparePeers } from "../../src/access/peers.js";
import { resolveAccess } from "../../src/access/resolve.js";
import { Inventory } from "../../src/inventory/inventory.js";
import { accessOver, NOW } from "./support.js";

let db: Inventory;
afterEach(() => db.close());

/** An inventory whose rows the database makes itself, for there are many. */
async function filled(sql: string): Promise<void> {
  db = await Inventory.open();
  await db.run(`INSERT INTO sources (id, kind) VALUES ('corp', 'entra'); ${sql};
CREATE TABLE account_kinds AS SELECT source, id, coalesce(kind, 'human') AS kind FROM accounts;
CREATE TABLE person_accounts AS SELECT id AS person, source, id, true AS everyday FROM accounts`);
  await resolveAccess(db, { now: NOW });
  await mapControl(db);
  await comparePeers(db, { now: NOW });
}

const count = async (what: string) => Number((await db.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${what}`))[0]?.n);

describe("what directories hold that nobody meant", () => {
  it("a quarter of a million members in one group", async () => {
    await filled(`
INSERT INTO accounts (source, id, active) SELECT 'corp', 'a' || i, true FROM range(250000) AS t(i);
INSERT INTO groups (source, id, displayName) VALUES ('corp', 'all', 'All'), ('corp', 'outer', 'Outer');
INSERT INTO memberships (source, "group", member, memberType) SELECT 'corp', 'all', 'a' || i, 'account' FROM range(250000) AS t(i);
INSERT INTO memberships (source, "group", member, memberType) VALUES ('corp', 'outer', 'all', 'group'), ('corp', 'all', 'outer', 'group');
INSERT INTO roles (source, id, displayName, kind) VALUES ('corp', 'ga', 'Global Administrator', 'directory');
INSERT INTO grants (source, principal, role) VALUES ('corp', 'outer', 'ga');
INSERT INTO owners (source, subject, owner) VALUES ('corp', 'all', 'a7')`);
    expect(await count("access_reached")).toBe(250_000);
    expect(await count("account_tiers WHERE standingTier = 0")).toBe(250_000);
    expect(await count("tier0_reach WHERE type = 'account' AND steps = 0")).toBe(250_000);
    const tree = await explainAccess(db, { source: "corp", id: "a249999" });
    expect(tree === null ? [] : accessLines(tree)).toEqual([
      "a249999 (corp/a249999)",
      "  tier 0  Global Administrator: active, without end",
      "          ← Outer ← All",
    ]);
  });

  it("an account with fifty thousand grants, and one with as many groups", async () => {
    await filled(`
INSERT INTO accounts (source, id, active) VALUES ('corp', 'ann', true), ('corp', 'bob', true);
INSERT INTO groups (source, id) SELECT 'corp', 'g' || i FROM range(50000) AS t(i);
INSERT INTO grants (source, principal, principalType, role, state) SELECT 'corp', 'ann', 'account', 'r' || i, 'active' FROM range(50000) AS t(i);
INSERT INTO memberships (source, "group", member, memberType) SELECT 'corp', 'g' || i, 'bob', 'account' FROM range(50000) AS t(i);
INSERT INTO grants (source, principal, principalType, role, state) SELECT 'corp', 'g' || i, 'group', 'r1', 'active' FROM range(50000) AS t(i)`);
    const lines = async (id: string) => {
      const tree = await explainAccess(db, { source: "corp", id });
      return tree === null ? [] : accessLines(tree);
    };
    const ann = await lines("ann");
    expect([ann.length, ann.at(-1)]).toEqual([82, "  and 49960 more grants, none stronger"]);
    expect(await lines("bob")).toEqual([
      "bob (corp/bob)",
      "  tier 2  r1: active, without end, tier is a guess",
      "          ← g0",
      "          and 49999 other ways",
    ]);
  });

  it("groups in a circle of twenty, each in itself", async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `g${String(i).padStart(2, "0")}`);
    db = await accessOver(
      {
        accounts: [{ id: "ann" }],
        groups: ids.map((id) => ({ id })),
        memberships: [
          { group: "g00", member: "ann" },
          ...ids.flatMap((id, i) => [
            { group: id, member: id },
            { group: ids[(i + 1) % 20] ?? "", member: id },
          ]),
        ],
        grants: [{ principal: "g19", role: "r" }],
        owners: ids.map((id, i) => ({ subject: id, owner: ids[(i + 1) % 20] ?? "" })),
      },
      { control: true },
    );
    expect(await db.rows("SELECT account, len(path)::INTEGER AS length FROM effective_grants")).toEqual([{ account: "ann", length: 20 }]);
    expect((await accessGaps(db)).find(({ gap }) => gap === "groups that contain themselves")?.count).toBe(20);
  });

  it("units, approvers, activations and trusts of what is not there", async () => {
    db = await accessOver(
      {
        sources: [{ id: "corp", kind: "entra" }],
        accounts: [{ id: "ann" }, { id: "boss" }],
        roles: [
          { id: "hd", displayName: "Helpdesk Administrator", kind: "directory" },
          { id: "ga", displayName: "Global Administrator", kind: "directory" },
        ],
        units: [{ id: "/u", complete: true }],
        unit_members: [
          { unit: "/u", member: "gone", memberType: "account" },
          { unit: "/nowhere", member: "boss", memberType: "account" },
          { unit: "/u", member: "no group", memberType: "members" },
        ],
        approvers: [{ role: "gone", approver: "gone" }],
        activations: [{ role: "gone", approval: true }],
        trusts: [
          { id: "t", kind: "federation", peer: "corp" },
          { id: "u", kind: "federation", domain: "corp.example", peer: "https://unread.example" },
        ],
        grants: [
          { principal: "ann", role: "hd", scope: "/u" },
          { principal: "boss", role: "ga", state: "eligible" },
        ],
      },
      { control: true },
    );
    expect(await db.rows("SELECT id, steps FROM tier0_reach WHERE type = 'account' ORDER BY id")).toEqual([{ id: "boss", steps: 1 }]);
  });
});
