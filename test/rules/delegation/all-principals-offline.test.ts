import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/all-principals-offline.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const app = (row = {}) => account({ id: "app", kind: "service", ...row });
const consent = (principal: string, ...scopes: string[]) => ({ id: "c1", client: "app", principal, resource: "graph", scopes });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (row: Change, granted: Change) => ({ accounts: [app(row), account({ id: "ann" })], consents: [granted] }), [
    ["reads for everybody at any hour", {}, consent("*", "Mail.Read", "offline_access"), ["c1"]],
    ["writes", {}, consent("*", "Mail.Send", "offline_access"), ["c1:critical"]],
    ["reaches tier 0", {}, consent("*", "RoleManagement.ReadWrite.Directory", "offline_access"), ["c1:critical"]],
    ["only those who are assigned", { assignmentRequired: true }, consent("*", "Mail.Send", "offline_access"), ["c1:medium"]],
    ["only while they are there", {}, consent("*", "Mail.Read"), []],
    ["no data", {}, consent("*", "openid", "profile", "offline_access"), []],
    ["one person", {}, consent("ann", "Mail.Read", "offline_access"), []],
    ["the vendor's own", { firstParty: true }, consent("*", "Mail.Read", "offline_access"), []],
    ["disabled", { active: false }, consent("*", "Mail.Read", "offline_access"), []],
    ["over", {}, { ...consent("*", "Mail.Read", "offline_access"), expires: "2026-06-01" }, []],
  ]);

  it("concerns everybody, and takes offline access out", async () => {
    const consents = [consent("*", "offline_access", "Mail.Read")];
    const { findings } = await audit(rule, { accounts: [app()], consents }, { service: "entra" });
    expect(findings).toMatchObject([
      { everyone: ["corp"], message: "app may use Mail.Read and offline_access of graph for everybody, at any hour." },
    ]);
    expect(findings[0]?.remediation.commands[1]).toContain(`/oauth2PermissionGrants/c1' --body '{"scope":"Mail.Read"}'`);
    const assigned = await audit(rule, { accounts: [app({ assignmentRequired: true })], consents });
    expect(assigned.findings[0]?.everyone).toEqual([]);
  });

  it("names a consent that has no id by client and resource", async () => {
    const consents = [{ ...consent("*", "Mail.Read", "offline_access"), id: null }];
    expect(await found(rule, { accounts: [app()], consents })).toEqual(["app → graph"]);
  });
});
