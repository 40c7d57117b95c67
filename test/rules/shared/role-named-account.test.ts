import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/role-named-account.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const desk = (id: string, row = {}) => account({ id, displayName: id, userName: "reception@corp", kind: "shared", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds logins that are a function's word, alone or with others or a number", async () => {
    const accounts = [
      desk("a word"),
      desk("with a number", { userName: "Admin2@corp" }),
      desk("among others", { userName: "sales-emea@corp" }),
      desk("with an accent", { userName: "équipe@corp" }),
      desk("called human by the source", { kind: "human" }),
      desk("inside a word", { userName: "receptionist.b@corp" }),
      desk("another word", { userName: "jane@corp" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["a word", "among others", "called human by the source", "with a number", "with an accent"]);
  });

  it("leaves people, software and what cannot sign in alone", async () => {
    const accounts = [
      desk("given and family name", { givenName: "Ann", familyName: "Office" }),
      desk("only a given name", { givenName: "Reception" }),
      desk("software", { kind: "service" }),
      desk("an agent", { kind: "agent" }),
      desk("disabled", { active: false }),
      desk("unknown whether active", { active: null }),
      desk("a room", { mailbox: "room" }),
      desk("an emergency account", { userName: "admin@corp" }),
      desk("somebody's family name", { userName: "shift@corp" }),
      account({ id: "Mr Shift", userName: "bob@corp", familyName: "Shift", givenName: "Bob" }),
    ];
    expect(await found(rule, { accounts }, { breakGlass: ["corp/an emergency account"] })).toEqual(["only a given name"]);
  });

  it("is worse with two other signs, or with a role", async () => {
    const accounts = [
      desk("one sign", { mfa: "strong", passwordNeverExpires: true }),
      desk("two signs", { mfa: "strong", passwordNeverExpires: true, mailbox: "shared" }),
      desk("no factor, no manager", { mfa: "none" }),
      desk("a role", { mfa: "strong" }),
    ];
    const grants = [{ principal: "a role", role: "reader" }];
    const roles = [{ id: "reader", displayName: "Reader", tier: 2 }];
    const { findings } = await audit(rule, { accounts, grants, roles }, { facts: { manager: "collected" } });
    expect(findings.map(({ subject }) => subject)).toEqual(["a role", "no factor, no manager", "one sign", "two signs"]);
    expect(await found(rule, { accounts, grants, roles })).toEqual(["a role:high", "no factor, no manager", "one sign", "two signs:high"]);
    expect(findings[1]?.message).toBe(
      "no factor, no manager (reception@corp) is a login for a function, with no strong second factor and no manager: whoever uses it cannot be told apart.",
    );
  });
});
