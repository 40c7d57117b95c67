import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/exchange-client-unrestricted.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const gateway = (row = {}) => account({ id: "gateway", kind: "agent", ...row });
const consent = (resource: string, ...scopes: string[]) => ({ client: "gateway", principal: "*", resource, scopes });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["any scope", {}, consent("https://as", "*"), ["gateway"]],
    ["the default scopes of an application", {}, consent("https://as", "api://crm/.default"), ["gateway"]],
    ["any audience", {}, consent("*", "crm.read"), ["gateway:critical"]],
    ["listed scopes", {}, consent("https://as", "crm.read", "crm.default"), []],
    ["no agent", { kind: "service" }, consent("https://as", "*"), []],
    ["disabled", { active: false }, consent("https://as", "*"), []],
  ])("%s", async (_why, row, granted, expected) => {
    expect(await found(rule, { accounts: [gateway(row)], consents: [granted] })).toEqual(expected);
  });

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
