import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/broad-user-consent.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const app = (row = {}) => account({ id: "app", kind: "service", multiTenant: true, displayName: "MailMerge", ...row });
const consent = (...scopes: string[]) => ({ id: "c1", client: "app", principal: "ann", resource: "graph", scopes });
const ann = account({ id: "ann", displayName: "Ann" });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (row: Change, granted: Change) => ({ accounts: [app(row), ann], consents: [granted] }), [
    ["beyond who the person is", {}, consent("User.Read", "Contacts.Read"), ["c1"]],
    ["writes mail", {}, consent("Mail.ReadWrite"), ["c1:high"]],
    ["sends mail", {}, consent("Mail.Send"), ["c1:high"]],
    ["writes all files", {}, consent("Files.ReadWrite.All"), ["c1:high"]],
    ["reads mail", {}, consent("Mail.Read"), ["c1"]],
    ["who the person is, at any hour", {}, consent("openid", "profile", "email", "User.Read", "offline_access"), []],
    ["a verified publisher", { publisher: "Contoso" }, consent("Mail.Read"), []],
    ["the organisation's own", { multiTenant: false }, consent("Mail.Read"), []],
    ["not stated whose", { multiTenant: null }, consent("Mail.Read"), []],
    ["the vendor's", { firstParty: true }, consent("Mail.Read"), []],
    ["disabled", { active: false }, consent("Mail.Read"), []],
    ["for everybody: not a user's", {}, { ...consent("Mail.Read"), principal: "*" }, []],
  ]);

  it("concerns the one who consented", async () => {
    const { findings } = await audit(rule, { accounts: [app(), ann], consents: [consent("User.Read", "Mail.Read")] }, { service: "entra" });
    expect(findings).toMatchObject([
      { people: ["p-ann"], everyone: [], message: "Ann lets MailMerge, whose publisher is not verified, use Mail.Read of graph." },
    ]);
    expect(findings[0]?.remediation.commands).toHaveLength(2);
  });
});
