import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/everyday-admin.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1, 2].map((tier) => ({ id: `r${tier}`, displayName: `Role ${tier}`, tier }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds administrators on the account for everyday work", async () => {
    const accounts = [
      account({ id: "tier 1" }),
      account({ id: "eligible for tier 0" }),
      account({ id: "tier 2" }),
      account({ id: "an admin account", kind: "admin" }),
      account({ id: "a guest", kind: "guest" }),
      account({ id: "disabled", active: false }),
      account({ id: "everyday", person: "bob" }),
      account({ id: "second without mail", person: "bob" }),
      account({ id: "second with mail", person: "bob", mailbox: "user" }),
      account({ id: "only one here", source: "other", person: "bob" }),
      account({ id: "emergency" }),
    ];
    const administering = ["tier 1", "an admin account", "a guest", "disabled", "second without mail", "second with mail", "emergency"];
    const grants = [
      ...administering.map((principal) => ({ principal, role: "r1" })),
      { principal: "eligible for tier 0", role: "r0", state: "eligible" },
      { principal: "tier 2", role: "r2" },
      { source: "other", principal: "only one here", role: "r1" },
    ];
    const tables = { accounts, grants, roles: [...roles, ...roles.map((role) => ({ ...role, source: "other" }))] };
    expect(await found(rule, tables, { breakGlass: ["corp/emergency"] })).toEqual([
      "eligible for tier 0",
      "second with mail",
      "tier 1",
      "only one here",
    ]);
  });

  it("is silent where the role is permanent tier 0", () => {
    expect(rule.silencedBy).toEqual(["privilege/standing-tier0"]);
  });

  it("names the roles and where they come from", async () => {
    const grants = [{ principal: "g", role: "r1", principalType: "group" }];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann" })], roles, grants, memberships: [{ group: "g", member: "ann" }] });
    expect(findings).toMatchObject([{ message: "ann reads mail and holds Role 1 on the same account, through g.", people: ["p-ann"] }]);
  });
});
