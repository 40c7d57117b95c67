import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/risky-agents-not-blocked.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const agent = account({ id: "bot", kind: "agent" });
const policy = (value: string, state = "enabled") => ({ kind: "agent-risk", name: `Policy ${value} ${state}`, state, value });
const settings = { kind: "user-consent", name: "Authorization policy", state: "enabled", value: "limited" };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts: [agent], policies }), [
    ["blocked", [policy("high")], []],
    ["blocked from medium on", [policy("medium,high")], []],
    ["blocked at low risk only", [policy("low,medium")], ["corp"]],
    ["only reported", [policy("high", "report-only")], ["corp"]],
    ["switched off", [policy("off")], ["corp"]],
    ["no policy, in a directory whose settings were read", [settings], ["corp"]],
    ["a directory that judges no agents", [], []],
  ]);

  it("matters where there are agents", async () => {
    expect(await found(rule, { accounts: [{ ...agent, kind: "service" }], policies: [settings] })).toEqual([]);
    expect(await found(rule, { accounts: [{ ...agent, active: false }], policies: [settings] })).toEqual([]);
  });

  it("counts them", async () => {
    const { findings } = await audit(rule, { accounts: [agent, { ...agent, id: "bot2" }], policies: [settings] });
    expect(findings[0]?.message).toBe("corp has 2 agents, and no policy blocks those at high risk.");
  });
});
