import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/no-consent-workflow.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (state: string, value: string | null = null) => ({ kind: "consent-workflow", name: "Requests", state, value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["disabled", [policy("disabled")], ["corp"]],
    ["enabled, off", [policy("enabled", "off")], ["corp"]],
    ["enabled, on", [policy("enabled", "on")], []],
    ["enabled", [policy("enabled")], []],
    ["nothing known", [], []],
  ]);

  it("says so", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("disabled")] });
    expect(findings[0]?.message).toBe("Users of corp cannot ask for consent to an application.");
  });
});
