import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/disabled-with-live-grants.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 2].map((tier) => ({ id: `r${tier}`, displayName: `Role ${tier}`, tier }));
const out = (id: string, row = {}) => account({ id, active: false, ...row });
const consent = (principal: string) => ({ client: "app", principal, resource: "mail", scopes: ["Mail.Read"] });
const app = account({ id: "app", kind: "service" });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds disabled accounts with roles, applications or consents", async () => {
    const accounts = [
      app,
      out("a role"),
      out("tier 0, eligible"),
      out("a role by a group"),
      out("an application"),
      out("a sponsored application"),
      out("a consent, 30 days", { statusChanged: "2026-05-02" }),
      out("a consent, 29 days", { statusChanged: "2026-05-03" }),
      out("a consent, unknown since when"),
      out("nothing"),
      out("about to begin", { hireDate: "2026-06-15" }),
      out("waiting", { status: "STAGED" }),
      out("software", { kind: "service" }),
      account({ id: "active" }),
    ];
    const grants = [
      ...["a role", "about to begin", "waiting", "software", "active"].map((principal) => ({ principal, role: "r2" })),
      { principal: "tier 0, eligible", role: "r0", state: "eligible" },
      { principal: "g", role: "r2", principalType: "group" },
    ];
    const owners = [
      { subject: "app", owner: "an application" },
      { subject: "app", owner: "a sponsored application", role: "sponsor" },
    ];
    const consents = ["a consent, 30 days", "a consent, 29 days", "a consent, unknown since when"].map(consent);
    const memberships = [{ group: "g", member: "a role by a group" }];
    expect(await found(rule, { accounts, roles, grants, owners, consents, memberships })).toEqual([
      "a consent, 30 days",
      "a role",
      "a role by a group",
      "an application",
      "tier 0, eligible:high",
    ]);
  });

  it("says what is left", async () => {
    const tables = {
      accounts: [app, out("ann", { statusChanged: "2026-01-01" })],
      roles,
      grants: [{ principal: "ann", role: "r2" }],
      owners: [{ subject: "app", owner: "ann" }],
      consents: [consent("ann")],
    };
    const { findings } = await audit(rule, tables);
    expect(findings[0]?.message).toBe("ann is disabled and still carries Role 2; the ownership of 1 application; 1 consent.");
  });
});
