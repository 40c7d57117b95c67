import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/legacy-protocol.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const block = { kind: "legacy-authentication", name: "Block", state: "enabled", include: ["*"], exclude: ["ann", "emergency"], value: "blocked" };
const people = [account({ id: "ann" }), account({ id: "bob" }), account({ id: "emergency" })];
const breakGlass = ["corp/emergency"];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (policies: readonly Change[]) => ({ accounts: people, policies }),
    [
      ["excluded from the block", [block], ["ann"]],
      ["the block only reports", [{ ...block, state: "report-only" }], ["ann", "bob"]],
      ["allowed to all", [{ ...block, exclude: [], value: "allowed" }], ["ann", "bob"]],
      ["a second block for all", [block, { ...block, name: "Second", exclude: [] }], []],
      ["the directory knows no such protocols", [{ ...block, kind: "mfa" }], []],
    ],
    { breakGlass },
  );

  it("is about whatever signs in with a password", async () => {
    const policies = [{ ...block, value: "allowed" }];
    const accounts = [
      account({ id: "a service login", kind: "service" }),
      account({ id: "a client", kind: "service", clientId: "c" }),
      account({ id: "an agent", kind: "agent" }),
      account({ id: "disabled", active: false }),
    ];
    expect(await found(rule, { accounts, policies })).toEqual(["a service login"]);
  });

  it("says which block leaves it out", async () => {
    const { findings } = await audit(rule, { accounts: people, policies: [block] }, { breakGlass });
    expect(findings[0]?.message).toBe("ann may sign in by protocols that know only passwords: it is left out of Block.");
  });
});
