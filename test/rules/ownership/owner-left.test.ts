import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/owner-left.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const app = (id: string, row = {}) => account({ id, kind: "service", ...row });
const people = [
  account({ id: "ann" }),
  account({ id: "left", active: false, displayName: "Karen" }),
  account({ id: "left too", active: false, displayName: "Stefan" }),
  account({ id: "software", kind: "service" }),
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds what only leavers answer for", async () => {
    const accounts = [
      ...people,
      app("one leaver"),
      app("two leavers"),
      app("a leaver and ann"),
      app("a leaver and software"),
      app("nobody"),
      app("disabled", { active: false }),
      app("the vendor's", { firstParty: true }),
      app("a desk", { kind: "shared" }),
      app("an agent", { kind: "agent" }),
    ];
    const owned = ["one leaver", "two leavers", "a leaver and ann", "a leaver and software", "disabled", "the vendor's", "a desk", "an agent"];
    const owners = [
      ...owned.map((subject) => ({ subject, owner: "left" })),
      { subject: "two leavers", owner: "left too", role: "sponsor" },
      { subject: "a leaver and ann", owner: "ann" },
      { subject: "a leaver and software", owner: "software" },
    ];
    const { findings } = await audit(rule, { accounts, owners });
    expect(findings.map(({ message }) => message)).toEqual([
      "Karen, who answered for a desk, has left.",
      "Karen, who answered for a leaver and software, has left.",
      "Karen, who answered for one leaver, has left.",
      "Karen and Stefan, who answered for two leavers, have all left.",
    ]);
  });

  it("asks the source of record who has left", async () => {
    const accounts = [
      app("app"),
      account({ id: "bob", person: "bob" }),
      account({ id: "1", source: "hr", person: "bob", active: false, hireDate: "2020-01-01" }),
    ];
    expect(await found(rule, { accounts, owners: [{ subject: "app", owner: "bob" }] }, { sourceOfRecord: "hr" })).toEqual(["app"]);
    expect(await found(rule, { accounts, owners: [{ subject: "app", owner: "bob" }] }, { sourceOfRecord: "corp" })).toEqual([]);
  });

  it("does not take an account that waits for its first sign-in for a leaver's", async () => {
    const accounts = [app("app"), account({ id: "bob", active: false, status: "PROVISIONED" })];
    expect(await found(rule, { accounts, owners: [{ subject: "app", owner: "bob" }] })).toEqual([]);
  });
});
