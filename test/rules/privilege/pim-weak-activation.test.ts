import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/pim-weak-activation.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const ROLES = [
  { id: "ga", displayName: "Global Administrator", kind: "directory" },
  { id: "rd", displayName: "Reports Reader", kind: "directory" },
];
const STRICT = { role: "ga", mfa: true, justification: true, maxMinutes: 480 };
const eligible = { principal: "ann", role: "ga", state: "eligible" };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (setting: Change, grant: Change) => ({
      accounts: [account({ id: "ann" })],
      roles: ROLES,
      grants: [{ ...eligible, ...grant }],
      activations: [{ ...STRICT, ...setting }],
    }),
    [
      ["everything asked for", {}, {}, []],
      ["no factor", { mfa: false }, {}, ["ga"]],
      ["no reason", { justification: false }, {}, ["ga"]],
      ["a minute too long", { maxMinutes: 481 }, {}, ["ga"]],
      ["not known", { mfa: null, justification: null, maxMinutes: null }, {}, []],
      ["nobody eligible", { mfa: false }, { state: "active" }, []],
      ["eligibility that ended", { mfa: false }, { end: "2026-05-01T00:00:00Z" }, []],
      ["a weak role", { role: "rd", mfa: false }, { role: "rd" }, []],
      ["a setting for another scope", { mfa: false, scope: "/administrativeUnits/1" }, {}, []],
    ],
  );

  it("says all that is missing, and concerns those who are eligible", async () => {
    const { findings } = await audit(
      rule,
      {
        accounts: [account({ id: "ann" }), account({ id: "bob" })],
        roles: ROLES,
        grants: [eligible],
        activations: [{ role: "ga", scope: "/", mfa: false, justification: false, maxMinutes: 1440 }],
      },
      { service: "entra" },
    );
    expect(findings.map(({ message, people }) => [message, people])).toEqual([
      ["Global Administrator is activated without a second factor, a reason and an end within 8 hours.", ["p-ann"]],
    ]);
    expect(findings[0]?.remediation.commands[0]).toContain("roleManagementPolicyAssignments");
  });
});
