import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/guest-invite-open.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string | null) => ({ kind: "guest-invite", name: "Authorization policy", state: "enabled", value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["everyone", ["corp"]],
    ["adminsGuestInvitersAndAllMembers", ["corp"]],
    ["on", ["corp"]],
    ["adminsAndGuestInviters", []],
    ["none", []],
    [null, []],
  ])("%s", async (value, expected) => {
    expect(await found(rule, { accounts, policies: [policy(value)] })).toEqual(expected);
  });

  it("says who may", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("everyone")] }, { service: "entra" });
    expect(findings[0]?.message).toBe("Guests of corp may be invited by everyone, guests too.");
    expect(findings[0]?.remediation.commands[0]).toContain(`"allowInvitesFrom":"adminsAndGuestInviters"`);
  });
});
