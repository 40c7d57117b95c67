import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/no-phishing-resistant.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds people whose best factor can be phished", async () => {
    const accounts = [
      account({ id: "strong", mfa: "strong" }),
      account({ id: "weak", mfa: "weak" }),
      account({ id: "an admin", mfa: "strong", kind: "admin" }),
      account({ id: "passkey", mfa: "phishing-resistant" }),
      account({ id: "none", mfa: "none" }),
      account({ id: "a guest", mfa: "weak", kind: "guest" }),
      account({ id: "a desk", mfa: "weak", kind: "shared" }),
      account({ id: "disabled", mfa: "weak", active: false }),
      account({ id: "push listed" }),
      account({ id: "push and key listed" }),
    ];
    const authenticators = [
      { account: "push listed", kind: "push" },
      { account: "push listed", kind: "password" },
      { account: "push and key listed", kind: "push" },
      { account: "push and key listed", kind: "webauthn" },
    ];
    expect(await found(rule, { accounts, authenticators })).toEqual(["an admin", "push listed", "strong", "weak"]);
  });

  it("does not take what is listed for all there is", async () => {
    const authenticators = [{ account: "ann", kind: "push" }];
    expect(await found(rule, { accounts: [account({ id: "ann" })], authenticators }, { facts: { mfa: "partial" } })).toEqual([]);
  });

  it("says how good the best one is", async () => {
    const { findings } = await audit(rule, { accounts: [account({ id: "ann", mfa: "strong" })] });
    expect(findings[0]?.message).toBe("ann's best second factor is one that can be phished.");
  });
});
