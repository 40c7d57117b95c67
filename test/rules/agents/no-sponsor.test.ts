import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/no-sponsor.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const agent = (id: string, row = {}) => account({ id, kind: "agent", clientId: `client-${id}`, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds agents that no human who is there answers for", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "left", active: false }),
      agent("nobody"),
      agent("sponsored"),
      agent("owned"),
      agent("sponsored by a group"),
      agent("sponsored by an agent"),
      agent("sponsored by a leaver"),
      agent("without a client id", { clientId: null }),
      agent("an agent's user", { clientId: null, userType: "member" }),
      agent("the vendor's", { firstParty: true }),
      agent("disabled", { active: false }),
      account({ id: "software", kind: "service" }),
    ];
    const owners = [
      { subject: "sponsored", owner: "ann", role: "sponsor" },
      { subject: "owned", owner: "ann" },
      { subject: "sponsored by a group", owner: "team", role: "sponsor" },
      { subject: "sponsored by an agent", owner: "owned", role: "sponsor" },
      { subject: "sponsored by a leaver", owner: "left", role: "sponsor" },
    ];
    expect(await found(rule, { accounts, owners, memberships: [{ group: "team", member: "ann" }] })).toEqual([
      "nobody",
      "sponsored by a leaver",
      "sponsored by an agent",
      "the vendor's:info",
      "without a client id",
    ]);
  });

  it("concludes nothing while sponsors or owners are not complete", async () => {
    expect(await found(rule, { accounts: [agent("bot")] }, { facts: { sponsors: "partial" } })).toEqual([]);
    expect(await found(rule, { accounts: [agent("bot")] }, { facts: { owners: "partial" } })).toEqual([]);
  });

  it("concerns those whom the agent acts for", async () => {
    const consents = [{ client: "bot", principal: "ann", resource: "mail", scopes: ["Mail.Read"] }];
    const { findings } = await audit(rule, { accounts: [agent("bot"), account({ id: "ann" })], consents }, { service: "entra" });
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "No human who is there answers for the agent bot." }]);
  });

  it("is silent where sponsor-left says it", () => {
    expect(rule.silencedBy).toEqual(["agents/sponsor-left"]);
  });
});
