import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/many-persons-factors.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

/** Factors of one account: `kind:device`. */
const factors = (id: string, ...written: string[]) =>
  written.map((factor) => ({ account: id, kind: factor.split(":")[0], device: factor.split(":")[1] }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("counts phones that are not the account's own, and devices where nobody's name is on the account", async () => {
    const accounts = [
      account({ id: "three phones" }),
      account({ id: "two phones" }),
      account({ id: "three, one its own", phoneNumbers: ["+44 1003"] }),
      account({ id: "desk with three devices", kind: "shared" }),
      account({ id: "desk with two devices", kind: "shared" }),
      account({ id: "person with three devices" }),
      account({ id: "three passkeys", kind: "shared" }),
      account({ id: "disabled", active: false }),
    ];
    const authenticators = [
      ...factors("three phones", "sms:+44 1001", "sms:+44 1002", "voice:+44 1003"),
      ...factors("two phones", "sms:+44 1001", "voice:+441001", "sms:+44 1002"),
      ...factors("three, one its own", "sms:+44 1001", "sms:+44 1002", "voice:+441003"),
      ...factors("desk with three devices", "push:a", "push:b", "totp:c"),
      ...factors("desk with two devices", "push:a", "push:b"),
      ...factors("person with three devices", "push:a", "push:b", "push:c"),
      ...factors("three passkeys", "passkey:a", "passkey:b", "passkey:c"),
      ...factors("disabled", "sms:1", "sms:2", "sms:3"),
    ];
    expect(await found(rule, { accounts, authenticators })).toEqual(["desk with three devices", "three phones"]);
  });

  it("leaves out a handset that has not been used for 30 days", async () => {
    const accounts = [account({ id: "replaced", kind: "shared" }), account({ id: "in use", kind: "shared" })];
    const authenticators = [
      ...factors("replaced", "push:a", "push:b"),
      { account: "replaced", kind: "push", device: "c", lastUsed: "2026-05-02" },
      ...factors("in use", "push:a", "push:b"),
      { account: "in use", kind: "push", device: "c", lastUsed: "2026-05-03" },
    ];
    expect(await found(rule, { accounts, authenticators })).toEqual(["in use"]);
  });

  it("finds another person's phone, unless several list it", async () => {
    const accounts = [
      account({ id: "ann", phoneNumbers: ["+44 20 555 0001"] }),
      account({ id: "bob's login" }),
      account({ id: "ann's other login", person: "p-ann" }),
      account({ id: "father", phoneNumbers: ["+44 20 555 0002"] }),
      account({ id: "son", phoneNumbers: ["+44 20 555 0002"] }),
      account({ id: "mother" }),
    ];
    const authenticators = [
      ...factors("bob's login", "sms:+44205550001"),
      ...factors("ann's other login", "sms:+44205550001"),
      ...factors("mother", "sms:+44205550002"),
      ...factors("son", "sms:+44205550002"),
    ];
    const { findings } = await audit(rule, { accounts, authenticators });
    expect(findings).toMatchObject([{ subject: "bob's login", message: "bob's login can be signed in to with the phone of corp/ann." }]);
  });
});
