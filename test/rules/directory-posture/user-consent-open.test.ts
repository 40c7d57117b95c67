import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/user-consent-open.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string | null, row = {}) => ({ kind: "user-consent", name: "Authorization policy", state: "enabled", value, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["open", [policy("open")], ["corp"]],
    ["limited", [policy("limited")], []],
    ["off", [policy("off")], []],
    ["not stated", [policy(null)], []],
    ["switched off", [policy("open", { state: "disabled" })], []],
    ["about something else", [policy("open", { kind: "app-registration" })], []],
  ]);

  it("limits it to low risk", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("open")] }, { service: "entra" });
    expect(findings).toMatchObject([{ severity: "high", everyone: ["corp"], message: "Users of corp may consent to any application." }]);
    expect(findings[0]?.remediation.commands[0]).toContain("microsoft-user-default-low");
  });
});
