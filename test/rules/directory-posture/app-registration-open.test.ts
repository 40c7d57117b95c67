import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/app-registration-open.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string | null, row = {}) => ({ kind: "app-registration", name: "Authorization policy", state: "enabled", value, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["on", [policy("on")], ["corp"]],
    ["off", [policy("off")], []],
    ["not stated", [policy(null)], []],
    ["switched off", [policy("on", { state: "disabled" })], []],
    ["nothing known", [], []],
  ]);

  it("takes the right", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("on")] }, { service: "entra" });
    expect(findings[0]?.message).toBe("Every user of corp may register applications.");
    expect(findings[0]?.remediation.commands[0]).toContain(`"allowedToCreateApps":false`);
  });
});
