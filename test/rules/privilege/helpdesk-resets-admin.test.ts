import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/helpdesk-resets-admin.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const ROLES = [
  { id: "hd", displayName: "Helpdesk Administrator", kind: "directory" },
  { id: "ga", displayName: "Global Administrator", kind: "directory" },
  { id: "rd", displayName: "Reports Reader", kind: "directory" },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (desk: Change, boss: Change, grants: readonly Change[]) => ({
      accounts: [account({ id: "desk", ...desk }), account({ id: "boss", ...boss })],
      roles: ROLES,
      grants: [{ principal: "desk", role: "hd" }, ...grants],
    }),
    [
      ["eligible for tier 0, which spares from nothing", {}, {}, [{ principal: "boss", role: "ga", state: "eligible" }], ["desk"]],
      ["active in tier 0, whom the product spares", {}, {}, [{ principal: "boss", role: "ga" }], []],
      ["nobody strong", {}, {}, [{ principal: "boss", role: "rd" }], []],
      ["the same person's other account", { person: "p" }, { person: "p" }, [{ principal: "boss", role: "ga", state: "eligible" }], []],
      ["a disabled help desk", { active: false }, {}, [{ principal: "boss", role: "ga", state: "eligible" }], []],
      ["a disabled administrator", {}, { active: false }, [{ principal: "boss", role: "ga", state: "eligible" }], []],
      [
        "who stands in tier 0 already",
        {},
        {},
        [
          { principal: "boss", role: "ga", state: "eligible" },
          { principal: "desk", role: "ga" },
        ],
        [],
      ],
      ["software without a password", {}, { kind: "service", clientId: "x" }, [{ principal: "boss", role: "ga", state: "eligible" }], []],
    ],
    { service: "entra" },
  );

  it("leaves emergency accounts out, and stays inside a unit", async () => {
    const tables = (scope: string) => ({
      accounts: [account({ id: "desk" }), account({ id: "boss" })],
      roles: ROLES,
      units: [{ id: "/administrativeUnits/shop", complete: true }],
      grants: [
        { principal: "desk", role: "hd", scope },
        { principal: "boss", role: "ga", state: "eligible" },
      ],
    });
    expect(await found(rule, tables("/"), { service: "entra" })).toEqual(["desk"]);
    expect(await found(rule, tables("/"), { service: "entra", breakGlass: ["corp/desk"] })).toEqual([]);
    expect(await found(rule, tables("/administrativeUnits/shop"), { service: "entra" })).toEqual([]);
  });

  it("names those whom it reaches, once for each role", async () => {
    const { findings } = await audit(
      rule,
      {
        accounts: [account({ id: "desk" }), account({ id: "a", displayName: "Ann" }), account({ id: "b", displayName: "Bo" })],
        roles: ROLES,
        grants: [
          { principal: "desk", role: "hd", state: "eligible" },
          { principal: "a", role: "ga", state: "eligible" },
          { principal: "b", role: "ga", state: "eligible" },
        ],
      },
      { service: "entra" },
    );
    expect(findings.map(({ message }) => message)).toEqual([
      "desk, once active as Helpdesk Administrator, can reset the password or factors of Ann and Bo, who can take over the directory.",
    ]);
    expect(findings[0]?.evidence).toMatchObject({ tier: 0, number: 2, isEligible: true });
    expect(findings[0]?.people).toEqual(["p-desk"]);
  });

  it("counts whom it does not name", async () => {
    const bosses = Array.from({ length: 25 }, (_, i) => account({ id: `boss${String(i).padStart(2, "0")}` }));
    const { findings } = await audit(
      rule,
      {
        accounts: [account({ id: "desk" }), ...bosses],
        roles: ROLES,
        grants: [{ principal: "desk", role: "hd" }, ...bosses.map(({ id }) => ({ principal: id, role: "ga", state: "eligible" }))],
      },
      { service: "entra" },
    );
    expect(findings.map(({ message }) => message)).toEqual([
      "desk, as Helpdesk Administrator, can reset the password or factors of 25 administrators, among them boss00, boss01 and boss02, who can take over the directory.",
    ]);
  });
});
