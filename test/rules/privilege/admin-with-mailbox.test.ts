import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/admin-with-mailbox.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "r1", tier: 1 },
  { id: "r2", tier: 2 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds admin accounts that get mail", async () => {
    const admin = (id: string, row = {}) => account({ id, kind: "admin", mailbox: "user", ...row });
    const accounts = [
      admin("with mail"),
      admin("without", { mailbox: "none" }),
      admin("not stated", { mailbox: null }),
      admin("disabled", { active: false }),
      admin("an everyday account", { kind: "human" }),
      admin("tier 2"),
      admin("no role"),
    ];
    const holders = accounts.filter(({ id }) => !["tier 2", "no role"].includes(id)).map(({ id }) => ({ principal: id, role: "r1" }));
    const { findings } = await audit(rule, { accounts, roles, grants: [...holders, { principal: "tier 2", role: "r2" }] });
    expect(findings.map(({ message }) => message)).toEqual(["The admin account with mail (tier 1) has a mailbox."]);
  });
});
