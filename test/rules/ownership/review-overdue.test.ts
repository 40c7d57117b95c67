import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/review-overdue.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1, 2].map((tier) => ({ id: `r${tier}`, displayName: `Role ${tier}`, tier }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds access that nobody reviewed in 90 days with privilege, in 180 without", async () => {
    const accounts = [
      account({ id: "tier 1, 89 days" }),
      account({ id: "tier 1, 90 days" }),
      account({ id: "tier 0, never" }),
      account({ id: "tier 2, 179 days" }),
      account({ id: "tier 2, 180 days" }),
      account({ id: "by a group" }),
      account({ id: "new", created: "2026-03-04" }),
      account({ id: "no longer new", created: "2026-03-03" }),
      account({ id: "disabled", active: false }),
      account({ id: "software", kind: "service" }),
      account({ id: "no role" }),
    ];
    const grants = [
      { principal: "tier 1, 89 days", role: "r1", lastReviewed: "2026-03-04" },
      { principal: "tier 1, 90 days", role: "r1", lastReviewed: "2026-03-03" },
      { principal: "tier 0, never", role: "r0", scope: "/" },
      { principal: "tier 2, 179 days", role: "r2", lastReviewed: "2025-12-04" },
      { principal: "tier 2, 180 days", role: "r2", lastReviewed: "2025-12-03", state: "eligible" },
      { principal: "g", role: "r1", principalType: "group" },
      ...["new", "no longer new", "disabled", "software"].map((principal) => ({ principal, role: "r1" })),
    ];
    const memberships = [{ group: "g", member: "by a group" }];
    expect(await found(rule, { accounts, roles, grants, memberships })).toEqual([
      "by a group",
      "no longer new",
      "tier 0, never:high",
      "tier 1, 90 days",
      "tier 2, 180 days",
    ]);
  });

  it("speaks of the roles that are overdue, and of the one that has waited longest", async () => {
    const grants = [
      { principal: "ann", role: "r1", lastReviewed: "2026-01-01" },
      { principal: "ann", role: "r2", lastReviewed: "2026-05-01" },
    ];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann" })], roles, grants });
    expect(findings[0]?.message).toBe("1 role of ann (Role 1) was last reviewed on 2026-01-01.");
  });

  it("concludes nothing from reviews that are not complete", async () => {
    const tables = { accounts: [account({ id: "ann" })], roles, grants: [{ principal: "ann", role: "r1" }] };
    expect(await found(rule, tables, { facts: { reviews: "partial" } })).toEqual([]);
  });
});
