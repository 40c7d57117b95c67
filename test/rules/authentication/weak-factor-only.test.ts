import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/weak-factor-only.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds people all of whose factors are weak", async () => {
    const accounts = [
      account({ id: "stated", mfa: "weak" }),
      account({ id: "sms and voice" }),
      account({ id: "sms and app" }),
      account({ id: "none", mfa: "none" }),
      account({ id: "a guest", mfa: "weak", kind: "guest" }),
      account({ id: "a desk", mfa: "weak", kind: "shared" }),
      account({ id: "disabled", mfa: "weak", active: false }),
    ];
    const authenticators = [
      { account: "sms and voice", kind: "sms" },
      { account: "sms and voice", kind: "voice" },
      { account: "sms and app", kind: "sms" },
      { account: "sms and app", kind: "push" },
    ];
    const { findings } = await audit(rule, { accounts, authenticators });
    expect(findings.map(({ subject, message }) => [subject, message])).toEqual([
      ["a guest", "a guest has only weak second factors."],
      ["sms and voice", "sms and voice has only weak second factors: sms and voice."],
      ["stated", "stated has only weak second factors."],
    ]);
  });

  it("does not take what is listed for all there is", async () => {
    const authenticators = [{ account: "ann", kind: "sms" }];
    expect(await found(rule, { accounts: [account({ id: "ann" })], authenticators }, { facts: { mfa: "partial" } })).toEqual([]);
  });
});
