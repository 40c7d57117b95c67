import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/token-too-long.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const agent = account({ id: "bot", kind: "agent" });
const consents = [{ client: "bot", principal: "*", resource: "crm", scopes: ["crm.read"] }];
const policy = (value: string | null, row = {}) => ({ kind: "token-lifetime", name: `Rule ${value}`, state: "enabled", value, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts: [agent], consents, policies }), [
    ["61 minutes", [policy("61")], ["corp"]],
    ["60 minutes", [policy("60")], []],
    ["not stated", [policy(null)], []],
    ["no number", [policy("long")], []],
    ["switched off", [policy("600", { state: "disabled" })], []],
    ["sessions, not tokens", [policy("600", { kind: "session-lifetime" })], []],
  ]);

  it("matters where an agent acts for people", async () => {
    expect(await found(rule, { accounts: [{ ...agent, kind: "service" }], consents, policies: [policy("600")] })).toEqual([]);
  });

  it("names the rules, and concerns everybody", async () => {
    const { findings } = await audit(rule, { accounts: [agent], consents, policies: [policy("600"), policy("90"), policy("5")] });
    expect(findings).toMatchObject([
      { everyone: ["corp"], message: "corp gives tokens of up to 600 minutes by Rule 600 and Rule 90; 60 are enough for an agent's task." },
    ]);
  });
});
