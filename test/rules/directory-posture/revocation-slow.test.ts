import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/revocation-slow.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (kind: string, value: string | null, state = "enabled") => ({ kind, name: `${kind} ${value}`, state, value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["sessions of 18 hours", [policy("session-lifetime", "1080")], []],
    ["a minute more", [policy("session-lifetime", "1081")], ["corp"]],
    ["revocation within the hour", [policy("revocation", "60")], []],
    ["a minute later", [policy("revocation", "61")], ["corp"]],
    ["without end", [policy("session-lifetime", "unlimited")], ["corp"]],
    ["not stated", [policy("session-lifetime", null)], []],
    ["switched off", [policy("session-lifetime", "5000", "disabled")], []],
    ["only reported", [policy("session-lifetime", "5000", "report-only")], []],
    ["tokens, not sessions", [policy("token-lifetime", "5000")], []],
  ]);

  it("says that there is no end", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("session-lifetime", "unlimited"), policy("session-lifetime", "2000")] });
    expect(findings[0]?.message).toContain("last without end by");
  });

  it("names the policies", async () => {
    const policies = [policy("session-lifetime", "2000"), policy("session-lifetime", "30")];
    const { findings } = await audit(rule, { accounts, policies });
    expect(findings).toMatchObject([
      { everyone: ["corp"], message: "Sessions of corp last up to 2000 minutes by session-lifetime 2000, whatever is revoked meanwhile." },
    ]);
  });
});
