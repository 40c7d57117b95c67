import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/tier0-scope.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const SCOPE = "RoleManagement.ReadWrite.Directory";
const app = (row = {}) => account({ id: "app", kind: "service", ...row });
const consent = (principal: string, ...scopes: string[]) => ({ id: "c1", client: "app", principal, resource: "graph", scopes });
const roles = [{ id: "r0", tier: 0 }];
const people = [account({ id: "ann" }), account({ id: "admin", kind: "admin" })];
const grants = [{ principal: "admin", role: "r0" }];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (row: Change, granted: Change) => ({ accounts: [app(row), ...people], roles, grants, consents: [granted] }), [
    ["of one without privilege", {}, consent("ann", SCOPE), ["c1"]],
    ["of an administrator", {}, consent("admin", SCOPE), ["c1:critical"]],
    ["for everybody, administrators too", {}, consent("*", SCOPE), ["c1:critical"]],
    ["for everybody who is assigned", { assignmentRequired: true }, consent("*", SCOPE), ["c1"]],
    ["a narrow scope", {}, consent("admin", "User.Read"), []],
    ["the vendor's tool, for those assigned", { firstParty: true, assignmentRequired: true }, consent("*", SCOPE), []],
    ["the vendor's tool, for everybody", { firstParty: true }, consent("*", SCOPE), ["c1:critical"]],
    ["disabled", { active: false }, consent("admin", SCOPE), []],
  ]);

  it("is not critical where nobody holds tier 0", async () => {
    expect(await found(rule, { accounts: [app(), ...people], consents: [consent("*", SCOPE)] })).toEqual(["c1"]);
  });

  it("concerns the one who consented, and names only what is too much", async () => {
    const consents = [consent("ann", "User.Read", SCOPE), { ...consent("admin", "User.Read"), id: "c2" }];
    const { findings } = await audit(rule, { accounts: [app(), ...people], consents }, { service: "entra" });
    expect(findings).toMatchObject([{ people: ["p-ann"], everyone: [], message: `app may use ${SCOPE} of graph for ann.` }]);
    expect(findings[0]?.remediation.commands).toEqual(["az rest --method delete --url 'https://graph.microsoft.com/v1.0/oauth2PermissionGrants/c1'"]);
  });

  it("concerns everybody where it is for everybody", async () => {
    const { findings } = await audit(rule, { accounts: [app(), ...people], roles, grants, consents: [consent("*", SCOPE)] });
    expect(findings[0]).toMatchObject({ everyone: ["corp"], message: `app may use ${SCOPE} of graph for everybody.` });
  });
});
