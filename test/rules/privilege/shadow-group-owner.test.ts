import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/shadow-group-owner.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1, 2].map((tier) => ({ id: `r${tier}`, displayName: `Role ${tier}`, tier }));
const groups = ["outer", "inner", "plain"].map((id) => ({ id, displayName: `Group ${id}` }));
const memberships = [{ group: "outer", member: "inner", memberType: "group" }];
const carrying = { principal: "outer", role: "r1", principalType: "group" };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds owners of groups that carry more than the owner holds", async () => {
    const accounts = [
      account({ id: "owner" }),
      account({ id: "owner of a nested one" }),
      account({ id: "owner of a plain one" }),
      account({ id: "member of an owning group" }),
      account({ id: "holds as much" }),
      account({ id: "holds more" }),
      account({ id: "holds as much on activation" }),
      account({ id: "disabled", active: false }),
      account({ id: "emergency" }),
      account({ id: "sponsor" }),
    ];
    const owning = ["owner", "holds as much", "holds more", "holds as much on activation", "disabled", "emergency", "owners"];
    const owners = [
      ...owning.map((owner) => ({ subject: "outer", owner })),
      { subject: "inner", owner: "owner of a nested one" },
      { subject: "plain", owner: "owner of a plain one" },
      { subject: "outer", owner: "sponsor", role: "sponsor" },
    ];
    const grants = [
      carrying,
      { principal: "plain", role: "r2", principalType: "group" },
      { principal: "holds as much", role: "r1" },
      { principal: "holds more", role: "r0" },
      { principal: "holds as much on activation", role: "r1", state: "eligible" },
    ];
    const tables = {
      accounts,
      roles,
      groups,
      owners,
      grants,
      memberships: [...memberships, { group: "owners", member: "member of an owning group" }],
    };
    expect(await found(rule, tables, { breakGlass: ["corp/emergency"] })).toEqual([
      "holds as much on activation",
      "member of an owning group",
      "owner",
      "owner of a nested one",
    ]);
  });

  it("gives one finding a group", async () => {
    const owners = ["outer", "inner"].map((subject) => ({ subject, owner: "ann" }));
    const { findings } = await audit(
      rule,
      { accounts: [account({ id: "ann" })], roles, groups, owners, memberships, grants: [carrying] },
      { service: "entra" },
    );
    expect(findings.map(({ message }) => message)).toEqual([
      "ann owns the group Group inner, which carries Role 1, and can add themselves to it.",
      "ann owns the group Group outer, which carries Role 1, and can add themselves to it.",
    ]);
    expect(findings[1]?.remediation.commands[1]).toContain("/groups/outer/owners/ann/$ref");
  });
});
