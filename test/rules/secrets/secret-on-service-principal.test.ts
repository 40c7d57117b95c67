import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/secret-on-service-principal.js";
import { account, audit, type Change, isUnknownWithoutFacts } from "../../support/rule.js";

const foreign = account({ id: "app", kind: "service", clientId: "c", firstParty: false, extra: { appOwnerOrganizationId: "theirs" } });
const secret = { id: "k", holder: "app", kind: "client-secret", created: "2026-01-01", expires: "2027-01-01" };
const sources = [{ id: "corp", kind: "entra", tenant: "ours" }];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each<[string, { app?: Change; key?: Change; tenant?: string | null }, readonly string[]]>([
    ["a secret on another tenant's application", {}, ["app"]],
    ["a certificate", { key: { kind: "certificate" } }, ["app"]],
    ["on one of Microsoft's", { app: { firstParty: true } }, ["app"]],
    ["a key of single sign-on", { key: { kind: "key" } }, []],
    ["one that is over", { key: { expires: "2026-06-01" } }, []],
    ["an application of our own", { app: { extra: { appOwnerOrganizationId: "ours" } } }, []],
    ["nobody knows whose it is", { app: { extra: null } }, []],
    ["nobody knows who we are", { tenant: null }, []],
    ["a managed identity", { app: { userType: "ManagedIdentity" } }, []],
  ])("%s", async (_case, { app = {}, key = {}, tenant = "ours" }, found) => {
    const tables = { sources: [{ id: "corp", kind: "entra", tenant }], accounts: [{ ...foreign, ...app }], secrets: [{ ...secret, ...key }] };
    expect((await audit(rule, tables)).findings.map(({ subject }) => subject)).toEqual(found);
  });

  it("removes passwords by their ids", async () => {
    const secrets = [secret, { ...secret, id: "c", kind: "certificate" }];
    const { findings } = await audit(rule, { sources, accounts: [foreign], secrets });
    expect(findings[0]?.message).toBe("app is registered in another tenant (theirs) and has 2 live credentials that were added here.");
    expect(findings[0]?.remediation.commands.join("\n")).toMatch(/servicePrincipals\/app\/removePassword.*k/s);
  });
});
