import { describe, expect, it } from "vitest";
import rule from "../../../rules/duplicates/guest-and-member.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (second: Change) => {
      const accounts = [account({ id: "member", person: "ann" }), account({ id: "guest", kind: "guest", person: "ann", ...second })];
      return { accounts };
    },
    [
      ["guest and member", {}, ["ann"]],
      ["the guest is disabled", { active: false }, []],
      ["guest of another directory", { source: "other" }, []],
      ["somebody else's guest account", { person: "bob" }, []],
      ["an admin account is no guest", { kind: "admin" }, []],
    ],
  );

  it("names both accounts", async () => {
    const accounts = [account({ id: "member", person: "ann" }), account({ id: "guest", kind: "guest", person: "ann" })];
    const { findings } = await audit(rule, { accounts });
    expect(findings).toMatchObject([{ message: "member is a member (member) and a guest (guest) of corp at once.", people: ["ann"] }]);
  });
});
