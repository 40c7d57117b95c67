import { afterEach, describe, expect, it } from "vitest";
import type { Inventory } from "../../src/inventory/inventory.js";
import { auditAccounts } from "../../src/rules/audited.js";
import { collected, inventoryWith, type Tables } from "../support/inventory.js";

const now = new Date("2026-06-15");
let db: Inventory;
afterEach(() => db.close());

/** The audited accounts of these tables, with what people and access would have made. */
async function audited(tables: Tables, breakGlass: readonly string[] = []): Promise<Record<string, unknown>[]> {
  db = await inventoryWith(tables);
  await db.run(`
    CREATE TABLE account_kinds AS SELECT source, id, coalesce(kind, 'human') AS kind FROM accounts;
    CREATE TABLE person_accounts AS SELECT 'p-' || id AS person, source, id, id = '1' AS everyday FROM accounts WHERE kind IS NULL;
    CREATE TABLE account_tiers AS SELECT source, principal AS id, 0 AS standingTier, 0 AS activeTier, NULL::INTEGER AS eligibleTier FROM grants;
    CREATE TABLE role_tiers AS SELECT source, id AS role, displayName FROM roles;
    CREATE TABLE effective_grants AS SELECT source, principal AS account, role FROM grants;`);
  await auditAccounts(db, { now, breakGlass });
  return db.rows("SELECT * FROM audited_accounts ORDER BY source, id");
}

describe("audited accounts", () => {
  it.each([
    ["stated", { mfa: "weak" }, [{ kind: "passkey" }], [], "weak", true],
    ["the strongest factor", {}, [{ kind: "sms" }, { kind: "totp" }, { kind: "password" }], ["mfa"], "strong", true],
    ["a passkey among others", {}, [{ kind: "sms" }, { kind: "WebAuthn" }], [], "phishing-resistant", true],
    ["a factor of unknown kind", {}, [{ kind: "carrier-pigeon" }], ["mfa"], "weak", true],
    ["a password only", {}, [{ kind: "password" }], ["mfa"], "none", true],
    ["nothing, completely collected", {}, [], ["mfa"], "none", true],
    ["nothing, not completely collected", {}, [], [], null, false],
    ["a weak factor, where a better one may be missing from the list", {}, [{ kind: "sms" }], [], "weak", false],
  ])("strength: %s", async (_what, account, factors, facts, strength, knows) => {
    const rows = await audited({
      accounts: [{ id: "1", ...account }],
      authenticators: factors.map((factor) => ({ account: "1", ...factor })),
      facts: collected(facts),
    });
    expect(rows).toMatchObject([{ strength, knowsMfa: knows }]);
  });

  it("knows of an account what it has, or what its source declares complete", async () => {
    const rows = await audited({
      accounts: [{ id: "1", active: true, manager: "2" }, { id: "2" }, { source: "other", id: "3" }],
      facts: [
        ...collected(["status", "secrets"]),
        { source: "other", fact: "status", state: "collected", complete: false },
        { source: "other", fact: "secrets", state: "denied", complete: true },
      ],
    });
    expect(rows).toMatchObject([
      { id: "1", knowsStatus: true, knowsManager: true, knowsSecrets: true, knowsConsents: false },
      { id: "2", knowsStatus: true, knowsManager: false, knowsSecrets: true },
      { id: "3", knowsStatus: false, knowsManager: false, knowsSecrets: false },
    ]);
  });

  it.each([
    ["13 days old", { created: "2026-06-02" }, { isNew: true }],
    ["14 days old", { created: "2026-06-01" }, { isNew: false }],
    ["of unknown age", {}, { isNew: false }],
    ["hired tomorrow", { hireDate: "2026-06-16" }, { isPrehire: true }],
    ["hired today", { hireDate: "2026-06-15" }, { isPrehire: false }],
    ["a room", { mailbox: "room" }, { isRoom: true }],
    ["a managed identity", { userType: "ManagedIdentity" }, { isManaged: true }],
    ["the vendor's own", { firstParty: true }, { isFirstParty: true }],
  ])("%s", async (_what, account, expected) => {
    expect(await audited({ accounts: [{ id: "1", ...account }] })).toMatchObject([expected]);
  });

  it("honours declared emergency accounts by key or user name, and no others", async () => {
    const rows = await audited(
      { accounts: [{ id: "1" }, { id: "2", userName: "glass@corp.example" }, { id: "3", userName: "break-glass@corp.example" }] },
      ["corp/1", "glass@corp.example"],
    );
    expect(rows.map((row) => row["isBreakGlass"])).toEqual([true, true, false]);
  });

  it("knows the synchronisation account by its role", async () => {
    const rows = await audited({
      accounts: [{ id: "1" }, { id: "2", userName: "Sync_DC1" }],
      roles: [{ id: "r", displayName: "Directory Synchronization Accounts" }],
      grants: [{ principal: "1", role: "r" }],
    });
    expect(rows.map((row) => row["isSync"])).toEqual([true, false]);
  });

  it("expands owning groups, nested and circular ones too", async () => {
    await audited({
      accounts: [{ id: "1" }, { id: "2", active: false }, { id: "app", kind: "service" }],
      owners: [{ subject: "app", owner: "g" }],
      memberships: [
        { group: "g", member: "h" },
        { group: "h", member: "g" },
        { group: "h", member: "1" },
        { group: "g", member: "2" },
      ],
    });
    expect(await db.rows("SELECT id, person, account, role, active FROM responsible ORDER BY account")).toEqual([
      { id: "app", person: "p-1", account: "1", role: "owner", active: null },
      { id: "app", person: "p-2", account: "2", role: "owner", active: false },
    ]);
  });
});
