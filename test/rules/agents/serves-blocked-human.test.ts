import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/serves-blocked-human.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const accounts = [account({ id: "bot", kind: "agent" }), account({ id: "ann", displayName: "Ann" })];
const consents = (...scopes: string[]) => [{ id: "c1", client: "bot", principal: "ann", resource: "mail", scopes }];
const verdict = (name: string) => ({ "p-ann": { verdict: name } });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["BLOCKED", ["Mail.Read"], ["bot"]],
    ["CONDITIONAL", ["Mail.Read"], []],
    ["CONDITIONAL", ["Mail.Read", "Mail.Send"], ["bot:medium"]],
    ["READY", ["Mail.ReadWrite"], []],
  ])("%s with %s", async (name, scopes, expected) => {
    expect(await found(rule, { accounts, consents: consents(...scopes) }, { readiness: verdict(name) })).toEqual(expected);
  });

  it("is about agents that act, for consents that live", async () => {
    const readiness = verdict("BLOCKED");
    const over = consents("Mail.Read").map((consent) => ({ ...consent, expires: "2026-06-01" }));
    expect(await found(rule, { accounts, consents: over }, { readiness })).toEqual([]);
    const [agent, ann] = accounts;
    if (agent === undefined || ann === undefined) throw new Error("unreachable");
    expect(await found(rule, { accounts: [{ ...agent, kind: "service" }, ann], consents: consents("Mail.Read") }, { readiness })).toEqual([]);
    expect(await found(rule, { accounts: [{ ...agent, active: false }, ann], consents: consents("Mail.Read") }, { readiness })).toEqual([]);
  });

  it("concerns those people, and takes the consent back", async () => {
    const { findings } = await audit(rule, { accounts, consents: consents("Mail.Read") }, { readiness: verdict("BLOCKED"), service: "entra" });
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "The agent bot acts for 1 person who is BLOCKED: Ann." }]);
    expect(findings[0]?.remediation.commands).toEqual(["az rest --method delete --url 'https://graph.microsoft.com/v1.0/oauth2PermissionGrants/c1'"]);
    expect(rule).toMatchObject({ afterReadiness: true, check: null });
  });
});
