import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/unused-grant.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "r1", displayName: "Helpdesk Administrator", tier: 1 },
  { id: "r2", displayName: "Reader", tier: 2 },
];
const idle = (id: string, row = {}) => account({ id, lastSignIn: "2026-01-01", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds roles of accounts that have not signed in since", async () => {
    const accounts = [
      idle("tier 1"),
      idle("tier 2"),
      idle("by a group"),
      idle("signed in 90 days ago", { lastSignIn: "2026-03-03" }),
      idle("signed in 91 days ago", { lastSignIn: "2026-03-02" }),
      idle("never seen", { lastSignIn: null }),
      idle("given 89 days ago"),
      idle("given, unknown when"),
      idle("eligible"),
      idle("disabled", { active: false }),
      idle("new", { created: "2026-05-30" }),
      idle("emergency"),
    ];
    const start = "2025-01-01";
    const held = ["tier 1", "signed in 90 days ago", "signed in 91 days ago", "never seen", "disabled", "new", "emergency"];
    const grants = [
      ...held.map((principal) => ({ principal, role: "r1", start })),
      { principal: "tier 2", role: "r2", start },
      { principal: "g", role: "r1", principalType: "group", start },
      { principal: "given 89 days ago", role: "r1", start: "2026-03-04" },
      { principal: "given, unknown when", role: "r1" },
      { principal: "eligible", role: "r1", state: "eligible", start },
    ];
    const memberships = [{ group: "g", member: "by a group" }];
    const result = await found(rule, { accounts, roles, grants, memberships }, { breakGlass: ["corp/emergency"] });
    expect(result).toEqual(["by a group", "signed in 91 days ago", "tier 1", "tier 2:low"]);
  });

  it("gives one finding a role", async () => {
    const grants = ["r1", "r2"].map((role) => ({ principal: "ann", role, start: "2025-01-01" }));
    const { findings } = await audit(rule, { accounts: [idle("ann")], roles, grants });
    expect(findings.map(({ message }) => message)).toEqual([
      "ann has held Helpdesk Administrator since 2025-01-01 and has not signed in since 2026-01-01.",
      "ann has held Reader since 2025-01-01 and has not signed in since 2026-01-01.",
    ]);
  });
});
