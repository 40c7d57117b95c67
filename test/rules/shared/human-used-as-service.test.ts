import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/human-used-as-service.js";
import { account, audit, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

/** A month of use that shows all three signs; a case says what differs. */
const clockwork = { account: "ann", via: "sync", since: "2026-05-02", events: 1000, unattended: 1000, byProgram: 1000, hours: 24, variation: 1 };
const human = { unattended: 100, byProgram: 0, hours: 9, variation: 140 };
const client = account({ id: "sync", kind: "service", displayName: "Sync Job", clientId: "0f3c" });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (usage: object, holder: object = {}) => ({
      accounts: [account({ id: "ann", ...holder }), client],
      usage: [{ ...clockwork, ...usage }],
    }),
    [
      ["all three signs", {}, {}, ["ann"]],
      ["unattended and by a program", { hours: 9, variation: 140 }, {}, ["ann"]],
      ["unattended, as a clock", { byProgram: 0 }, {}, ["ann"]],
      ["by a program, as a clock", { unattended: 0 }, {}, ["ann"]],
      ["unattended alone", { ...human, unattended: 1000 }, {}, []],
      ["by a program alone", { ...human, byProgram: 1000 }, {}, []],
      ["as a clock alone", { ...human, hours: 24, variation: 1 }, {}, []],
      ["a person's use", human, {}, []],
      ["95 % without a prompt", { ...human, unattended: 950, byProgram: 500 }, {}, ["ann"]],
      ["94.9 % without a prompt", { ...human, unattended: 949, byProgram: 500 }, {}, []],
      ["49.9 % by a program", { ...human, unattended: 950, byProgram: 499 }, {}, []],
      ["a rhythm that varies by 9 %, in 20 hours", { ...human, unattended: 1000, hours: 20, variation: 9 }, {}, ["ann"]],
      ["one that varies by 10 %", { ...human, unattended: 1000, hours: 20, variation: 10 }, {}, []],
      ["one that rests at night", { ...human, unattended: 1000, hours: 19, variation: 9 }, {}, []],
      ["no rhythm to be told", { ...human, unattended: 1000, variation: null }, {}, []],
      ["20 times", { events: 20, unattended: 20, byProgram: 20 }, {}, ["ann"]],
      ["19 times", { events: 19, unattended: 19, byProgram: 19 }, {}, []],
      ["looked at more than a month ago", { since: "2026-05-01" }, {}, []],
      ["by an unknown client, not as a clock: perhaps a mail client", { via: null, hours: 9, variation: 140 }, {}, []],
      ["by an unknown client, as a clock", { via: null }, {}, ["ann"]],
      ["by a mail client", { via: "27922004-5251-4030-b22d-91ecd9a37ea4" }, {}, []],
      ["an admin account", {}, { kind: "admin" }, ["ann"]],
      ["a service account", {}, { kind: "service" }, []],
      ["a disabled account", {}, { active: false }, []],
    ],
  );

  it("knows a mail client by its account, leaves tokens to their rule and emergency accounts alone", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "bob" }),
      account({ id: "emergency" }),
      account({ id: "mail", kind: "service", clientId: "D3590ED6-52B3-4102-AEFF-AAD2292AB01C" }),
    ];
    const usage = [
      { ...clockwork, via: "mail" },
      { ...clockwork, account: "bob", via: "token" },
      { ...clockwork, account: "emergency" },
    ];
    const secrets = [{ id: "token", holder: "bob", kind: "api-token" }];
    expect((await audit(rule, { accounts, usage, secrets }, { breakGlass: ["corp/emergency"] })).findings).toEqual([]);
  });

  it("concerns the person once a client, and says what speaks for software", async () => {
    const usage = [clockwork, { ...clockwork, via: null, byProgram: 0 }];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann", displayName: "Ann Lee" }), client], usage }, { service: "entra" });
    expect(findings.map(({ people }) => people)).toEqual([["p-ann"], ["p-ann"]]);
    expect(findings.map(({ message }) => message)).toEqual([
      "Ann Lee's account works like software, through Sync Job: used 1000 times, hardly ever at a prompt, by what calls itself a program and at all hours, to the minute.",
      "Ann Lee's account works like software: used 1000 times, hardly ever at a prompt and at all hours, to the minute.",
    ]);
    expect(findings[0]?.remediation.commands).toEqual([
      "az rest --method post --url 'https://graph.microsoft.com/v1.0/users/ann/revokeSignInSessions'",
    ]);
  });
});
