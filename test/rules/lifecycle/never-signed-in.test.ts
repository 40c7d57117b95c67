import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/never-signed-in.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const fresh = (id: string, row = {}) => account({ id, created: "2026-01-01", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds accounts of 30 days and more that were never used", async () => {
    const accounts = [
      fresh("30 days", { created: "2026-05-02" }),
      fresh("29 days", { created: "2026-05-03" }),
      fresh("unknown since when", { created: null }),
      fresh("signed in", { lastSignIn: "2026-02-01" }),
      fresh("signed in at a prompt", { lastInteractiveSignIn: "2026-02-01" }),
      fresh("an admin account", { kind: "admin" }),
      fresh("waiting", { active: false, status: "PROVISIONED" }),
      fresh("disabled", { active: false }),
      fresh("a service", { kind: "service" }),
      fresh("a guest", { kind: "guest" }),
      fresh("a room", { mailbox: "room" }),
      fresh("about to begin", { hireDate: "2026-06-15" }),
      fresh("emergency"),
    ];
    expect(await found(rule, { accounts }, { breakGlass: ["corp/emergency"] })).toEqual(["30 days", "an admin account", "waiting"]);
  });

  it("does not take a sign-in that was not collected for none", async () => {
    expect(await found(rule, { accounts: [fresh("ann")] }, { facts: { signin: "partial" } })).toEqual([]);
  });

  it("gives the day", async () => {
    const { findings } = await audit(rule, { accounts: [fresh("ann")] });
    expect(findings[0]?.message).toBe("ann was made on 2026-01-01 and has never signed in.");
  });
});
