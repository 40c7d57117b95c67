import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/app-password-allowed.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string, state = "enabled") => ({ kind: "app-password", name: `Policy ${value} ${state}`, state, value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["allowed", [policy("on")], ["corp"]],
    ["limited", [policy("limited")], []],
    ["forbidden", [policy("off")], []],
    ["forbidden by a policy that is switched off", [policy("off", "disabled")], ["corp"]],
    ["one policy of two limits them", [policy("on"), policy("limited")], []],
    ["nothing known", [], []],
  ])("%s", async (_why, policies, expected) => {
    expect(await found(rule, { accounts, policies })).toEqual(expected);
  });

  it("says so", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("on")] });
    expect(findings[0]?.message).toBe("Nothing in corp forbids or limits the secrets of applications.");
  });
});
