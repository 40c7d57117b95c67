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
    const accounts = [account({ id: "ann" }), account({ id: "gone", active: false }), account({ id: "client", kind: "service", clientId: "x" })];
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

  it.each<[string, string, boolean | null, readonly { member: string; memberType: string }[], string[]]>([
    ["resets one over everybody", "okta.users.credentials.manage", null, [], ["desk:critical the reset of Boss"]],
    ["over a set with one", "okta.users.credentials.manage", true, [{ member: "boss", memberType: "account" }], ["desk:critical the reset of Boss"]],
    ["over a set without one", "okta.users.credentials.manage", true, [{ member: "ann", memberType: "account" }], []],
    [
      "over a set that was not read in full",
      "okta.users.credentials.manage",
      false,
      [{ member: "ann", memberType: "account" }],
      ["desk:high the reset of Boss"],
    ],
    [
      "manages an application that is one",
      "okta.apps.manage",
      true,
      [{ member: "sync", memberType: "application" }],
      ["desk:critical control of Sync"],
    ],
    ["manages another application", "okta.apps.manage", true, [{ member: "wiki", memberType: "application" }], []],
    ["reads", "okta.users.read", null, [], []],
  ])("reaches super administrators: %s", async (_what, permission, complete, members, expected) => {
    const { findings } = await audit(
      rule,
      {
        accounts: [
          account({ id: "ann" }),
          account({ id: "boss", displayName: "Boss" }),
          account({ id: "sync", displayName: "Sync", kind: "service", clientId: "y" }),
        ],
        roles: [custom("desk", permission), { id: "SUPER_ADMIN", displayName: "Super Administrator", kind: "directory" }],
        units: complete === null ? [] : [{ id: "set", complete }],
        unit_members: members.map((row) => ({ unit: "set", ...row })),
        grants: [
          { principal: "ann", role: "desk", scope: complete === null ? "/" : "set" },
          { principal: "boss", role: "SUPER_ADMIN" },
          { principal: "sync", role: "SUPER_ADMIN" },
        ],
      },
      { service: "okta" },
    );
    expect(findings.map(({ subject, severity, evidence }) => `${subject}:${severity} ${(evidence["ways"] as string[]).join(", ")}`)).toEqual(
      expected,
    );
  });
});
