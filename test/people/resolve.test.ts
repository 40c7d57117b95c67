import { describe, expect, it } from "vitest";
import { resolvePeople } from "../../src/people/resolve.js";
import { inventoryWith } from "../support/inventory.js";

const now = new Date("2026-01-01T00:00:00Z");

describe("resolvePeople", () => {
  it("links accounts by a shared anchor and keeps service accounts out", async () => {
    const db = await inventoryWith({
      accounts: [
        { source: "entra", id: "1", userName: "ana@corp.example", givenName: "Ana", familyName: "Lima", employeeNumber: "7" },
        { source: "okta", id: "2", userName: "ana@corp.example", givenName: "Ana", familyName: "Lima", employeeNumber: "7" },
        { source: "okta", id: "3", userName: "svc-backup@corp.example", displayName: "Backup" },
      ],
    });
    await resolvePeople(db, { now });
    const people = await db.rows("SELECT person, source, id FROM person_accounts ORDER BY source, id");
    expect(people).toMatchObject([
      { source: "entra", id: "1" },
      { source: "okta", id: "2" },
    ]);
    expect(await db.rows("SELECT kind FROM account_kinds WHERE id = '3'")).toEqual([{ kind: "service" }]);
    await db.close();
  });
});
