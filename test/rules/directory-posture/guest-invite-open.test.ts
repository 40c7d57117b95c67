import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/guest-invite-open.js";
import { account, audit, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string | null) => ({ kind: "guest-invite", name: "Authorization policy", state: "enabled", value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (value: string | null) => ({ accounts, policies: [policy(value)] }), [
    ["everyone", "everyone", ["corp"]],
    ["all members", "adminsGuestInvitersAndAllMembers", ["corp"]],
    ["on", "on", ["corp"]],
    ["those with the role for it", "adminsAndGuestInviters", []],
    ["nobody", "none", []],
    ["not stated", null, []],
  ]);

  it("says who may", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("everyone")] }, { service: "entra" });
    expect(findings[0]?.message).toBe("Guests of corp may be invited by everyone, guests too.");
    expect(findings[0]?.remediation.commands[0]).toContain(`"allowInvitesFrom":"adminsAndGuestInviters"`);
  });
});
