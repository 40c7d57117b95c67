import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/sponsor-blocked.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const agent = account({ id: "bot", kind: "agent" });
const people = [account({ id: "ann", displayName: "Ann" }), account({ id: "bob", displayName: "Bob" })];
const owners = ["ann", "bob"].map((owner) => ({ subject: "bot", owner, role: "sponsor" }));
const blocked = { verdict: "BLOCKED", gates: ["mfa"] };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["both BLOCKED by a gate", { "p-ann": blocked, "p-bob": blocked }, ["bot"]],
    ["both BLOCKED by the score alone", { "p-ann": { verdict: "BLOCKED" }, "p-bob": { verdict: "BLOCKED" } }, ["bot:low"]],
    ["one of them by a gate", { "p-ann": blocked, "p-bob": { verdict: "BLOCKED" } }, ["bot"]],
    ["one CONDITIONAL", { "p-ann": blocked, "p-bob": { verdict: "CONDITIONAL" } }, []],
    ["one READY", { "p-ann": blocked, "p-bob": { verdict: "READY" } }, []],
    ["no verdict", {}, []],
  ])("%s", async (_why, readiness, expected) => {
    expect(await found(rule, { accounts: [agent, ...people], owners }, { readiness })).toEqual(expected);
  });

  it("runs after readiness, and enters no score", () => {
    expect(rule).toMatchObject({ afterReadiness: true, check: null });
  });

  it("names the sponsors and the gates", async () => {
    const { findings } = await audit(rule, { accounts: [agent, ...people], owners }, { readiness: { "p-ann": blocked, "p-bob": blocked } });
    expect(findings[0]?.message).toBe("Ann and Bob, who answer for the agent bot, are BLOCKED by mfa.");
  });
});
