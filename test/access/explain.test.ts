import { afterEach, describe, expect, it } from "vitest";
import { accessLines, explainAccess } from "../../src/access/explain.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Tables } from "../support/inventory.js";
import { accessOver } from "./support.js";

let db: Inventory;
afterEach(() => db.close());

async function lines(tables: Tables, limit?: number): Promise<string[]> {
  db = await accessOver({ accounts: [{ id: "ann", userName: "ann@corp.example" }], ...tables }, { control: true });
  const tree = await explainAccess(db, { source: "corp", id: "ann" });
  return tree === null ? [] : accessLines(tree, limit);
}

describe("why an account can do what it can", () => {
  it("is told grant by grant, strongest first, along the shortest path, with the others counted", async () => {
    expect(
      await lines({
        groups: [
          { id: "it", displayName: "IT", dynamicRule: 'user.department -eq "IT"' },
          { id: "ops", displayName: "Operations" },
          { id: "dev", displayName: "Devices" },
        ],
        memberships: [
          { group: "it", member: "ann" },
          { group: "ops", member: "ann" },
          { group: "dev", member: "ops" },
          { group: "dev", member: "it" },
        ],
        roles: [
          { id: "ia", displayName: "Intune Administrator", kind: "directory" },
          { id: "ga", displayName: "Global Administrator", kind: "directory" },
          { id: "crm", displayName: "CRM", kind: "entitlement" },
        ],
        grants: [
          { principal: "dev", role: "ia" },
          { principal: "ann", role: "ga", state: "eligible", end: "2026-12-31", approval: true },
          { principal: "it", role: "crm", scope: "/sales" },
        ],
      }),
    ).toEqual([
      "ann@corp.example (corp/ann)",
      "  tier 0  Global Administrator: to be activated with approval, until 2026-12-31",
      "          ← its own",
      "  tier 1  Intune Administrator: active, without end",
      "          ← Devices ← IT",
      '          ← rule user.department -eq "IT"',
      "          and 1 other way",
      "  tier 2  CRM: active, without end, on /sales, tier is a guess",
      "          ← IT",
      '          ← rule user.department -eq "IT"',
    ]);
  });

  it("names who may approve, what is unusual among peers, and what could be taken over", async () => {
    const peers = Array.from({ length: 12 }, (_, i) => ({ id: `peer${i}`, department: "IT", title: "Clerk" }));
    expect(
      await lines({
        accounts: [{ id: "ann", department: "IT", title: "Clerk", lastSignIn: "2026-05-31" }, ...peers, { id: "bob", displayName: "Bob" }],
        groups: [
          { id: "board", displayName: "Board" },
          { id: "admins", displayName: "Admins" },
        ],
        roles: [
          { id: "gr", displayName: "Groups Administrator", kind: "directory" },
          { id: "ga", displayName: "Global Administrator", kind: "directory" },
          { id: "mail", displayName: "Mail", kind: "entitlement" },
        ],
        approvers: [
          { role: "gr", approver: "bob" },
          { role: "gr", scope: "/", approver: "board" },
          { role: "gr", scope: "/elsewhere", approver: "ann" },
        ],
        activations: [{ role: "gr", approval: true }],
        grants: [
          { principal: "ann", role: "gr", state: "eligible" },
          { principal: "admins", role: "ga" },
          ...[...peers, { id: "ann" }].map(({ id }) => ({ principal: id, role: "mail" })),
        ],
        sources: [{ id: "corp", kind: "entra" }],
      }),
    ).toEqual([
      "ann (corp/ann)",
      "  tier 1  Groups Administrator: to be activated with approval by Bob or the group Board, without end",
      "          ← its own",
      "          unusual: none of 12 others with the same department and title has it (0 to 24 % of such people); the account was used 1 day ago",
      "  tier 2  Mail: active, without end, tier is a guess",
      "          ← its own",
      "  could take over",
      "    tier 0 of corp in 3 steps: ann —as Groups Administrator adds members to→ Admins —carries Global Administrator",
    ]);
  });

  it("ends after what a screen holds", async () => {
    const grants = Array.from({ length: 50 }, (_, i) => ({ principal: "ann", role: `r${i}` }));
    const shown = await lines({ grants });
    expect(shown).toHaveLength(1 + 40 * 2 + 1);
    expect(shown.at(-1)).toBe("  and 10 more grants, none stronger");
    await db.close();
    expect(await lines({ grants }, 50)).toHaveLength(1 + 50 * 2);
  });

  it("is short for somebody who holds nothing, and nothing for nobody", async () => {
    expect(await lines({ accounts: [{ id: "ann", active: false }] })).toEqual(["ann (corp/ann), not active", "  holds nothing"]);
    expect(await explainAccess(db, { source: "corp", id: "gone" })).toBeNull();
  });

  it("shows hostile names as text", async () => {
    expect(await lines({ accounts: [{ id: "ann", userName: "\u001b[31mred\u202e" }] })).toEqual([
      "\\u{1b}[31mred\\u{202e} (corp/ann)",
      "  holds nothing",
    ]);
  });
});
