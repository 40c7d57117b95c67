import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/synced-admin.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "r0", tier: 0 },
  { id: "r1", tier: 1 },
  { id: "r2", tier: 2 },
  { id: "sync", displayName: "Directory Synchronization Accounts", tier: 0 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds synchronised accounts with privilege", async () => {
    const accounts = [
      account({ id: "tier 0", synced: true }),
      account({ id: "eligible for tier 1", synced: true }),
      account({ id: "tier 2", synced: true }),
      account({ id: "cloud only", synced: false }),
      account({ id: "not stated" }),
      account({ id: "disabled", synced: true, active: false }),
      account({ id: "the synchronisation itself", kind: "service", synced: true }),
    ];
    const grants = [
      ...["tier 0", "cloud only", "not stated", "disabled"].map((principal) => ({ principal, role: "r0" })),
      { principal: "eligible for tier 1", role: "r1", state: "eligible" },
      { principal: "tier 2", role: "r2" },
      { principal: "the synchronisation itself", role: "sync" },
    ];
    const { findings } = await audit(rule, { accounts, roles, grants });
    expect(findings.map(({ message }) => message)).toEqual([
      "eligible for tier 1 holds a role of tier 1 and is synchronised from an on-premises directory.",
      "tier 0 holds a role of tier 0 and is synchronised from an on-premises directory.",
    ]);
  });
});
