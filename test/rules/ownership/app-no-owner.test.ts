import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/app-no-owner.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const app = (id: string, row = {}) => account({ id, kind: "service", clientId: `client-${id}`, multiTenant: false, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds applications of the organisation's own that nobody answers for", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "left", active: false }),
      app("nobody"),
      app("owned"),
      app("sponsored"),
      app("owned by a leaver"),
      app("another organisation's", { multiTenant: true }),
      app("its own, open to others", { multiTenant: true }),
      app("not stated whose", { multiTenant: null }),
      app("disabled", { active: false }),
      app("unknown whether active", { active: null }),
      app("managed", { userType: "ManagedIdentity" }),
      app("the vendor's", { firstParty: true }),
      app("an agent", { kind: "agent" }),
      account({ id: "a service login", kind: "service" }),
    ];
    const owners = [
      { subject: "owned", owner: "ann" },
      { subject: "sponsored", owner: "ann", role: "sponsor" },
      { subject: "owned by a leaver", owner: "left" },
    ];
    const secrets = [{ id: "s", holder: "its own, open to others", kind: "client-secret" }];
    expect(await found(rule, { accounts, owners, secrets })).toEqual([
      "its own, open to others",
      "nobody",
      "not stated whose",
      "owned by a leaver",
      "unknown whether active",
    ]);
  });

  it("concludes nothing from owners that are not complete", async () => {
    expect(await found(rule, { accounts: [app("app")] }, { facts: { owners: "partial" } })).toEqual([]);
  });

  it("points to the registration", async () => {
    const { findings } = await audit(rule, { accounts: [app("erp")] }, { service: "entra" });
    expect(findings[0]?.message).toBe("Nobody who is there answers for the application erp.");
    expect(findings[0]?.remediation.commands[0]).toContain("/applications(appId='\\''client-erp'\\'')/owners");
  });
});
