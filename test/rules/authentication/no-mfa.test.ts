import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/no-mfa.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const bare = (id: string, row = {}) => account({ id, mfa: "none", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds people who have no factor", async () => {
    const accounts = [
      bare("no factor"),
      bare("nothing listed, and the list is complete", { mfa: null }),
      bare("an admin", { kind: "admin" }),
      bare("a guest", { kind: "guest" }),
      bare("an invitation", { kind: "guest", status: "PendingAcceptance" }),
      bare("weak", { mfa: "weak" }),
      bare("disabled", { active: false }),
      bare("software", { kind: "service" }),
      bare("a desk", { kind: "shared" }),
      bare("a room", { mailbox: "room" }),
      bare("7 days old", { created: "2026-05-25" }),
      bare("6 days old", { created: "2026-05-26" }),
      bare("not begun", { hireDate: "2026-06-02" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["7 days old", "a guest", "an admin", "no factor", "nothing listed, and the list is complete"]);
  });

  it("does not take a missing factor for none where the list is not complete", async () => {
    expect(await found(rule, { accounts: [bare("silent", { mfa: null }), bare("stated")] }, { facts: { mfa: "partial" } })).toEqual(["stated"]);
  });

  it("is critical on administrators", async () => {
    const accounts = [bare("tier 1"), bare("eligible for tier 0"), bare("tier 2")];
    const roles = [0, 1, 2].map((tier) => ({ id: `r${tier}`, tier }));
    const grants = [
      { principal: "tier 1", role: "r1" },
      { principal: "eligible for tier 0", role: "r0", state: "eligible" },
      { principal: "tier 2", role: "r2" },
    ];
    expect(await found(rule, { accounts, roles, grants })).toEqual(["eligible for tier 0:critical", "tier 1:critical", "tier 2"]);
  });

  it("hands over a one-time pass", async () => {
    const { findings } = await audit(rule, { accounts: [bare("ann")] }, { service: "entra" });
    expect(findings[0]).toMatchObject({ message: "ann signs in with a password alone.", people: ["p-ann"] });
    expect(findings[0]?.remediation.commands[0]).toContain("/users/ann/authentication/temporaryAccessPassMethods");
  });
});
