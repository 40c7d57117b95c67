import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/app-password-allowed.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string, state = "enabled") => ({ kind: "app-password", name: `Policy ${value} ${state}`, state, value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["allowed", [policy("on")], ["corp"]],
    ["limited", [policy("limited")], []],
    ["forbidden", [policy("off")], []],
    ["forbidden by a policy that is switched off", [policy("off", "disabled")], ["corp"]],
    ["one policy of two limits them", [policy("on"), policy("limited")], []],
    ["nothing known", [], []],
  ]);

  it("says so", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("on")] });
    expect(findings[0]?.message).toBe("Nothing in corp forbids or limits the secrets of applications.");
  });
});
