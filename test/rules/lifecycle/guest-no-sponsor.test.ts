import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/guest-no-sponsor.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const guest = (id: string, row = {}) => account({ id, kind: "guest", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds guests whom nobody who is there vouches for", async () => {
    const accounts = [
      account({ id: "ann" }),
      account({ id: "left", active: false }),
      guest("nobody"),
      guest("sponsored"),
      guest("sponsored by a group"),
      guest("sponsored by a leaver"),
      guest("sponsored by a guest"),
      guest("disabled", { active: false }),
      account({ id: "a member" }),
    ];
    const owners = [
      { subject: "sponsored", owner: "ann", role: "sponsor" },
      { subject: "sponsored by a group", owner: "team", role: "sponsor" },
      { subject: "sponsored by a leaver", owner: "left", role: "sponsor" },
      { subject: "sponsored by a guest", owner: "sponsored", role: "sponsor" },
    ];
    const result = await found(rule, { accounts, owners, memberships: [{ group: "team", member: "ann" }] });
    expect(result).toEqual(["nobody", "sponsored by a guest", "sponsored by a leaver"]);
  });

  it("concludes nothing from sponsors that are not complete", async () => {
    expect(await found(rule, { accounts: [guest("tom")] }, { facts: { sponsors: "partial" } })).toEqual([]);
  });

  it("says so", async () => {
    const { findings } = await audit(rule, { accounts: [guest("tom")] });
    expect(findings[0]?.message).toBe("Nobody here vouches for the guest tom.");
  });
});
