import { describe, expect, it } from "vitest";
import rule from "../../../rules/ownership/single-owner.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds what one person alone answers for", async () => {
    const accounts = [
      account({ id: "ann", person: "ann", displayName: "Ann" }),
      account({ id: "ann's admin account", kind: "admin", person: "ann", displayName: "Ann" }),
      account({ id: "bob" }),
      account({ id: "left", active: false }),
      ...["one", "two", "one with two accounts", "one and a leaver", "none"].map((id) => account({ id, kind: "service" })),
    ];
    const owners = [
      { subject: "one", owner: "ann" },
      { subject: "two", owner: "ann" },
      { subject: "two", owner: "bob" },
      { subject: "one with two accounts", owner: "ann" },
      { subject: "one with two accounts", owner: "ann's admin account" },
      { subject: "one and a leaver", owner: "ann" },
      { subject: "one and a leaver", owner: "left" },
    ];
    const { findings } = await audit(rule, { accounts, owners });
    expect(findings.map(({ message }) => message)).toEqual([
      "Ann alone answers for one.",
      "Ann alone answers for one and a leaver.",
      "Ann alone answers for one with two accounts.",
    ]);
  });
});
