import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/factor-on-many-accounts.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const sms = (id: string, device: string) => ({ account: id, kind: "sms", device });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds one device on accounts of two people", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "bob" }),
      account({ id: "cy" }),
      account({ id: "cy-admin", kind: "admin", person: "p-cy" }),
      account({ id: "dee" }),
      account({ id: "dee-left", active: false }),
      account({ id: "eve" }),
      account({ id: "desk", kind: "shared" }),
    ];
    const authenticators = [
      sms("ann", "+44 1"),
      sms("bob", "+441"),
      sms("cy", "+44 2"),
      sms("cy-admin", "+44 2"),
      sms("dee", "+44 3"),
      sms("dee-left", "+44 3"),
      sms("eve", "+44 4"),
      sms("desk", "+44 4"),
    ];
    const { findings } = await audit(rule, { accounts, authenticators });
    expect(findings).toMatchObject([
      { subject: "ann", severity: "medium", people: ["p-ann", "p-bob"], evidence: { accounts: ["corp/ann", "corp/bob"] } },
    ]);
    expect(findings[0]?.message).toBe("The phone ending in 441 is a factor of 2 accounts of different people: ann and bob.");
  });

  it("is worse where one of them is privileged, and knows desk phones", async () => {
    const accounts = [account({ id: "ann" }), account({ id: "bob" })];
    const authenticators = [sms("ann", "+44 1"), sms("bob", "+44 1")];
    const grants = [{ principal: "bob", role: "r" }];
    const roles = [{ id: "r", tier: 1 }];
    expect(await found(rule, { accounts, authenticators, grants, roles })).toEqual(["ann:high"]);
    expect(await found(rule, { accounts, authenticators }, { options: { deskPhones: ["+44-1"] } })).toEqual([]);
  });
});
