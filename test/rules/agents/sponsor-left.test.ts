import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/sponsor-left.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const agent = account({ id: "bot", kind: "agent" });
const sponsor = (owner: string) => ({ subject: "bot", owner, role: "sponsor" });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (row: Change) => ({ accounts: [agent, account({ id: "ann", ...row })], owners: [sponsor("ann")] }), [
    ["left 14 days ago", { active: false, leaveDate: "2026-05-18" }, ["bot"]],
    ["left 13 days ago: being handed over", { active: false, leaveDate: "2026-05-19" }, []],
    ["left, unknown when", { active: false }, ["bot"]],
    ["there", {}, []],
    ["about to come", { active: false, status: "STAGED" }, []],
  ]);

  it("needs everybody to have left", async () => {
    const left = { active: false, leaveDate: "2026-01-01" };
    const accounts = [agent, account({ id: "ann", displayName: "Ann", ...left }), account({ id: "bob", displayName: "Bob", ...left })];
    const owners = [sponsor("ann"), sponsor("bob")];
    const { findings } = await audit(rule, { accounts, owners }, { service: "entra" });
    expect(findings[0]?.message).toBe("Ann and Bob, who answered for the agent bot, have all left.");
    expect(await found(rule, { accounts: [...accounts, account({ id: "cy" })], owners: [...owners, sponsor("cy")] })).toEqual([]);
  });

  it("is about agents in use that somebody answered for", async () => {
    const left = account({ id: "ann", active: false });
    expect(await found(rule, { accounts: [agent, left] })).toEqual([]);
    expect(await found(rule, { accounts: [{ ...agent, active: false }, left], owners: [sponsor("ann")] })).toEqual([]);
    expect(await found(rule, { accounts: [{ ...agent, kind: "service" }, left], owners: [sponsor("ann")] })).toEqual([]);
  });
});
