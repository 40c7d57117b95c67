import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/standing-app-permission.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const permission = (displayName: string, tier = 2) => ({ id: displayName, displayName, kind: "application", tier });
const roles = [
  permission("Mail.Read"),
  permission("Directory.ReadWrite.All", 0),
  permission("Sites.Selected"),
  { id: "reader", displayName: "Reader", kind: "directory", tier: 2 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds agents that act for people and hold permissions of their own", async () => {
    const agent = (id: string, row = {}) => account({ id, kind: "agent", ...row });
    const accounts = [
      account({ id: "ann" }),
      agent("reads mail"),
      agent("tier 0"),
      agent("chosen sites only"),
      agent("a directory role"),
      agent("one mailbox"),
      agent("acts for nobody"),
      agent("disabled", { active: false }),
      agent("the vendor's", { firstParty: true }),
      agent("software", { kind: "service" }),
    ];
    const held = ["reads mail", "acts for nobody", "disabled", "the vendor's", "software"];
    const grants = [
      ...held.map((principal) => ({ principal, role: "Mail.Read", scope: "/" })),
      { principal: "tier 0", role: "Directory.ReadWrite.All", scope: "/" },
      { principal: "chosen sites only", role: "Sites.Selected", scope: "/" },
      { principal: "a directory role", role: "reader", scope: "/" },
      { principal: "one mailbox", role: "Mail.Read", scope: "/mailboxes/1" },
    ];
    const consents = accounts
      .filter(({ id }) => !["ann", "acts for nobody"].includes(id))
      .map(({ id }) => ({ client: id, principal: "ann", resource: "graph", scopes: ["User.Read"] }));
    expect(await found(rule, { accounts, roles, grants, consents })).toEqual(["reads mail", "tier 0:critical"]);
  });

  it("names the permission, and concerns those it acts for", async () => {
    const accounts = [account({ id: "bot", kind: "agent" }), account({ id: "ann" })];
    const consents = [{ client: "bot", principal: "ann", resource: "graph", scopes: ["User.Read"] }];
    const { findings } = await audit(rule, { accounts, roles, grants: [{ principal: "bot", role: "Mail.Read" }], consents });
    expect(findings).toMatchObject([
      { people: ["p-ann"], message: "The agent bot acts for people and holds Mail.Read of its own, for everybody's data." },
    ]);
  });
});
