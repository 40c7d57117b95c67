import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/service-account-no-owner.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const service = (id: string, row = {}) => account({ id, kind: "service", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds service accounts that nobody who is there owns", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "left", active: false }),
      service("nobody"),
      service("owned"),
      service("sponsored"),
      service("owned by a group"),
      service("owned by an empty group"),
      service("owned by software"),
      service("owned by a leaver"),
      service("managed by ann"),
      service("disabled", { active: false }),
      service("a client", { clientId: "c" }),
      service("a managed identity", { userType: "ManagedIdentity" }),
      service("the vendor's", { firstParty: true }),
      service("the synchronisation"),
      account({ id: "a human" }),
    ];
    const owners = [
      { subject: "owned", owner: "ann" },
      { subject: "sponsored", owner: "ann", role: "sponsor" },
      { subject: "owned by a group", owner: "team" },
      { subject: "owned by an empty group", owner: "empty" },
      { subject: "owned by software", owner: "owned" },
      { subject: "owned by a leaver", owner: "left" },
      { subject: "managed by ann", owner: "ann", role: "manager" },
    ];
    const roles = [{ id: "sync", displayName: "Directory Synchronization Accounts" }];
    const tables = {
      accounts,
      owners,
      roles,
      grants: [{ principal: "the synchronisation", role: "sync" }],
      memberships: [{ group: "team", member: "ann" }],
    };
    expect(await found(rule, tables)).toEqual(["managed by ann", "nobody", "owned by a leaver", "owned by an empty group", "owned by software"]);
  });

  it("is critical with privilege", async () => {
    const roles = [{ id: "r1", tier: 1 }];
    const { findings } = await audit(rule, { accounts: [service("svc")], roles, grants: [{ principal: "svc", role: "r1" }] }, { service: "entra" });
    expect(findings).toMatchObject([{ severity: "critical", message: "Nobody who is there owns the service account svc." }]);
  });

  it("concludes nothing from owners that are not complete", async () => {
    expect(await found(rule, { accounts: [service("svc")] }, { facts: { owners: "partial" } })).toEqual([]);
  });

  it("is silent where owner-left says it", () => {
    expect(rule.silencedBy).toEqual(["ownership/owner-left"]);
  });
});
