import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/excluded-from-mfa.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const everybody = { kind: "mfa", name: "Everybody", state: "enabled", include: ["*"], exclude: [] };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("follows exclusions by name, group, nested group and role", async () => {
    const accounts = ["covered", "by name", "by group", "by nested group", "by role", "emergency"].map((id) => account({ id }));
    const others = [
      account({ id: "software", kind: "service" }),
      account({ id: "disabled", active: false }),
      account({ id: "a guest", kind: "guest" }),
    ];
    const memberships = [
      { group: "exceptions", member: "by group" },
      { group: "exceptions", member: "inner" },
      { group: "inner", member: "by nested group" },
      { group: "inner", member: "exceptions" },
    ];
    const policies = [{ ...everybody, exclude: ["by name", "exceptions", "role-1", "emergency", "software", "disabled", "a guest"] }];
    const grants = [{ principal: "by role", role: "role-1" }];
    const result = await found(rule, { accounts: [...accounts, ...others], memberships, policies, grants }, { breakGlass: ["corp/emergency"] });
    expect(result).toEqual(["a guest", "by group", "by name", "by nested group", "by role"]);
  });

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts: [account({ id: "ann" })], policies }), [
    ["one policy for everybody", [everybody], []],
    [
      "two policies, one excludes him",
      [
        { ...everybody, exclude: ["ann"] },
        { ...everybody, name: "Second" },
      ],
      [],
    ],
    [
      "both exclude him",
      [
        { ...everybody, exclude: ["ann"] },
        { ...everybody, name: "Second", exclude: ["ann"] },
      ],
      ["ann"],
    ],
    [
      "excluded from the one for all, and named by another",
      [
        { ...everybody, exclude: ["ann"] },
        { ...everybody, name: "Named", include: ["ann"] },
      ],
      [],
    ],
    ["named and excluded at once", [{ ...everybody, include: ["ann"], exclude: ["ann"] }], ["ann"]],
    ["it only reports", [{ ...everybody, state: "report-only" }], ["ann"]],
    ["it is switched off", [{ ...everybody, state: "disabled" }], ["ann"]],
    ["it is satisfied by a password", [{ ...everybody, strength: "password" }], ["ann"]],
    ["it demands better", [{ ...everybody, strength: "phishing-resistant" }], []],
    ["it is about something else", [{ ...everybody, kind: "session-lifetime" }], ["ann"]],
    ["there is no policy", [], ["ann"]],
  ]);

  it("concludes nothing from policies or groups that are not complete", async () => {
    const accounts = [account({ id: "ann" })];
    expect(await found(rule, { accounts }, { facts: { policies: "partial" } })).toEqual([]);
    expect(await found(rule, { accounts }, { facts: { groups: "partial" } })).toEqual([]);
  });

  it("says which policies leave the account out", async () => {
    const { findings } = await audit(rule, { accounts: [account({ id: "ann" })], policies: [{ ...everybody, exclude: ["ann"] }] });
    expect(findings[0]?.message).toBe("No policy demands a second factor of ann, who is left out of Everybody.");
  });
});
