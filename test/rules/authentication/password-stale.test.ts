import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/password-stale.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const old = (id: string, row = {}) => account({ id, mfa: "none", passwordChanged: "2025-05-31", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds old passwords with nothing besides them", async () => {
    const accounts = [
      old("366 days"),
      old("365 days", { passwordChanged: "2025-06-01" }),
      old("a service", { kind: "service" }),
      old("with a factor", { mfa: "weak" }),
      old("never set", { passwordChanged: null }),
      old("disabled", { active: false }),
      old("an agent", { kind: "agent" }),
      old("a managed identity", { kind: "service", userType: "ManagedIdentity" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["366 days", "a service:medium"]);
  });

  it("does not take a factor that was not collected for none", async () => {
    expect(await found(rule, { accounts: [old("ann", { mfa: null })] }, { facts: { mfa: "partial" } })).toEqual([]);
  });

  it("gives the day", async () => {
    const { findings } = await audit(rule, { accounts: [old("ann")] });
    expect(findings[0]?.message).toBe("ann signs in with nothing but a password of 2025-05-31.");
  });
});
