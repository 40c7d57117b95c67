import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/ad-replication-rights.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const ROLES = [
  { id: "all", displayName: "GetChangesAll" },
  { id: "some", displayName: "GetChanges" },
  { id: "both", displayName: "DCSync" },
  { id: "dc", displayName: "Domain Controllers" },
  { id: "sync", displayName: "Directory Synchronization Accounts" },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (roles: readonly string[], grant: Change, row: Change) => ({
      accounts: [account({ id: "svc", kind: "service", ...row })],
      roles: ROLES,
      grants: roles.map((role) => ({ principal: "svc", role, ...grant })),
    }),
    [
      ["both rights", ["all", "some"], {}, {}, ["svc"]],
      ["both under one name", ["both"], {}, {}, ["svc"]],
      ["one of them", ["all"], {}, {}, []],
      ["the other", ["some"], {}, {}, []],
      ["on one object only", ["all", "some"], { scope: "someone" }, {}, []],
      ["a domain controller", ["all", "some", "dc"], {}, {}, []],
      ["disabled", ["both"], {}, { active: false }, []],
      ["the account that synchronises, alone", ["both", "sync"], {}, {}, []],
    ],
  );

  it("finds them through groups, and the synchronising account where it is not the only one", async () => {
    const { findings } = await audit(rule, {
      accounts: [account({ id: "sync", kind: "service" }), account({ id: "ann" })],
      roles: ROLES,
      groups: [{ id: "g", displayName: "Backup" }],
      memberships: [{ group: "g", member: "ann" }],
      grants: [
        { principal: "g", role: "both" },
        { principal: "sync", role: "both" },
        { principal: "sync", role: "sync" },
      ],
    });
    expect(findings.map(({ subject, message }) => [subject, message])).toEqual([
      ["ann", "ann holds DCSync on the whole directory, through Backup."],
      ["sync", "sync holds DCSync on the whole directory."],
    ]);
  });
});
