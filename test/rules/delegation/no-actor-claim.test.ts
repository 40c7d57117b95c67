import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/no-actor-claim.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (row = {}) => ({ kind: "actor-claim", name: "Agents", state: "enabled", value: "no", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["no claim", [policy()], ["corp"]],
    ["a claim", [policy({ value: "yes" })], []],
    ["not stated", [policy({ value: null })], []],
    ["an issuer that is switched off", [policy({ state: "disabled" })], []],
    ["one issuer of two", [policy(), policy({ name: "Other", value: "yes" })], ["corp"]],
    ["another kind of policy", [policy({ kind: "mfa" })], []],
    ["nothing known", [], []],
  ]);

  it("names the issuers, and concerns everybody", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy(), policy({ name: "Tools" })] });
    expect(findings).toMatchObject([{ everyone: ["corp"], message: "Tokens that Agents and Tools exchange do not say which agent acts." }]);
  });
});
