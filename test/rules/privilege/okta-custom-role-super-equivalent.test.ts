import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/okta-custom-role-super-equivalent.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const custom = (id: string, ...permissions: string[]) => ({ id, displayName: `Role ${id}`, kind: "custom", permissions });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds custom roles that may change roles, and whom they make what", async () => {
    const roles = [
      custom("roles", "okta.users.read", "okta.iam.roles.manage"),
      custom("all of iam", "okta.iam.manage"),
      custom("reads", "okta.iam.read"),
      custom("users", "okta.users.manage"),
      custom("held by nobody", "okta.iam.manage"),
      custom("held by a disabled one", "okta.iam.manage"),
      { ...custom("standard", "okta.iam.manage"), kind: "directory" },
    ];
    const accounts = [account({ id: "ann" }), account({ id: "gone", active: false }), account({ id: "client", kind: "service" })];
    const grants = [
      ...["roles", "reads", "users", "standard"].map((role) => ({ principal: "ann", role })),
      { principal: "client", role: "all of iam" },
      { principal: "gone", role: "held by a disabled one" },
    ];
    const { findings } = await audit(rule, { accounts, roles, grants }, { service: "okta" });
    expect(findings.map(({ subject, people }) => [subject, people])).toEqual([
      ["all of iam", []],
      ["roles", ["p-ann"]],
    ]);
    expect(findings[1]?.message).toBe(
      "The custom role Role roles holds okta.iam.roles.manage, and 1 account can thereby become super administrator.",
    );
    expect(findings[1]?.remediation.commands[0]).toContain("/iam/roles/roles/permissions/okta.iam.roles.manage");
  });
});
