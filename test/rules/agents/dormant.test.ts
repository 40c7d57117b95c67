import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/dormant.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const agent = (id: string, row = {}) => account({ id, kind: "agent", clientId: id, created: "2025-01-01", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds agents without a sign-in for 90 days", async () => {
    const accounts = [
      agent("91 days", { lastSignIn: "2026-03-02" }),
      agent("90 days", { lastSignIn: "2026-03-03" }),
      agent("made 29 days ago", { lastSignIn: "2026-02-01", created: "2026-05-03" }),
      agent("made 30 days ago", { lastSignIn: "2026-02-01", created: "2026-05-02" }),
      agent("unknown since when", { lastSignIn: "2026-02-01", created: null }),
      agent("disabled", { lastSignIn: "2026-02-01", active: false }),
      agent("the vendor's", { lastSignIn: "2026-02-01", firstParty: true }),
      agent("an agent's user", { lastSignIn: "2026-02-01", clientId: null, userType: "member" }),
      agent("software", { lastSignIn: "2026-02-01", kind: "service" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["91 days", "made 30 days ago"]);
  });

  it("takes no sign-in for never only where clients' sign-ins are recorded", async () => {
    const silent = agent("silent");
    expect(await found(rule, { accounts: [silent] })).toEqual([]);
    const recorded = account({ id: "app", kind: "service", clientId: "app", lastSignIn: "2026-05-30" });
    expect(await found(rule, { accounts: [silent, recorded] })).toEqual(["silent"]);
    expect(await found(rule, { accounts: [silent, recorded] }, { facts: { signin: "partial" } })).toEqual([]);
    expect(await found(rule, { accounts: [agent("a login", { clientId: null })] })).toEqual(["a login"]);
  });

  it("says since when", async () => {
    const { findings } = await audit(rule, { accounts: [agent("bot", { lastSignIn: "2026-01-01" })] });
    expect(findings[0]?.message).toBe("The agent bot has not signed in since 2026-01-01.");
  });
});
