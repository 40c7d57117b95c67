import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/exchange-client-unrestricted.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const gateway = (row = {}) => account({ id: "gateway", kind: "agent", ...row });
const consent = (resource: string, ...scopes: string[]) => ({ client: "gateway", principal: "*", resource, scopes });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (row: Change, granted: Change) => ({ accounts: [gateway(row)], consents: [granted] }), [
    ["any scope", {}, consent("https://as", "*"), ["gateway"]],
    ["the default scopes of an application", {}, consent("https://as", "api://crm/.default"), ["gateway"]],
    ["any audience", {}, consent("*", "crm.read"), ["gateway:critical"]],
    ["listed scopes", {}, consent("https://as", "crm.read", "crm.default"), []],
    ["no agent", { kind: "service" }, consent("https://as", "*"), []],
    ["disabled", { active: false }, consent("https://as", "*"), []],
  ]);

  it("concerns those in whose name it gets tokens", async () => {
    const consents = [
      { ...consent("https://as", "*"), principal: "ann" },
      { ...consent("https://other", "*"), principal: "ann" },
    ];
    const { findings } = await audit(rule, { accounts: [gateway(), account({ id: "ann" })], consents });
    expect(findings).toMatchObject([
      { people: ["p-ann"], message: "The agent gateway may get tokens of any scope for https://as and https://other." },
    ]);
  });
});
