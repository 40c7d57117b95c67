import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/dormant-account.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const idle = (id: string, row = {}) => account({ id, lastSignIn: "2026-01-01", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds accounts without a sign-in of any kind for 90 days", async () => {
    const accounts = [
      idle("91 days", { lastSignIn: "2026-03-02" }),
      idle("90 days", { lastSignIn: "2026-03-03" }),
      idle("at a prompt, lately", { lastInteractiveSignIn: "2026-05-01" }),
      idle("only at a prompt, long ago", { lastSignIn: null, lastInteractiveSignIn: "2026-01-01" }),
      idle("never", { lastSignIn: null }),
      idle("a service login", { kind: "service" }),
      idle("a client", { kind: "service", clientId: "c" }),
      idle("an agent", { kind: "agent" }),
      idle("a guest", { kind: "guest" }),
      idle("disabled", { active: false }),
      idle("unknown", { active: null }),
      idle("new", { created: "2026-05-30" }),
      idle("about to begin", { hireDate: "2026-06-15" }),
      idle("emergency"),
    ];
    const result = await found(rule, { accounts }, { breakGlass: ["corp/emergency"] });
    expect(result).toEqual(["91 days", "a service login", "only at a prompt, long ago"]);
  });

  it("is worse with privilege", async () => {
    const roles = [1, 2].map((tier) => ({ id: `r${tier}`, tier }));
    const grants = [
      { principal: "tier 1", role: "r1" },
      { principal: "tier 2", role: "r2" },
    ];
    expect(await found(rule, { accounts: [idle("tier 1"), idle("tier 2")], roles, grants })).toEqual(["tier 1:high", "tier 2"]);
  });

  it("gives the day, and takes the period from the configuration", async () => {
    const { findings } = await audit(rule, { accounts: [idle("ann", { lastSignIn: "2026-04-20" })] }, { options: { dormantDays: 35 } });
    expect(findings[0]?.message).toBe("ann has not signed in since 2026-04-20.");
  });
});
