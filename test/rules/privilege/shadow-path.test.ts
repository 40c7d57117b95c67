import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/shadow-path.js";
import type { Row } from "../../../src/inventory/tables.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const ROLES = [
  { id: "ga", displayName: "Global Administrator", kind: "directory" },
  { id: "ua", displayName: "User Administrator", kind: "directory" },
  { id: "gr", displayName: "Groups Administrator", kind: "directory" },
  { id: "rm", displayName: "RoleManagement.ReadWrite.Directory", kind: "application" },
];
const GROUPS = [{ id: "admins", displayName: "Admins" }];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (mei: Change, grants: readonly Row[]) => ({
      accounts: [account({ id: "mei", ...mei }), account({ id: "sam" }), account({ id: "app", kind: "service", clientId: "x" })],
      roles: ROLES,
      groups: GROUPS,
      grants: [{ principal: "admins", role: "ga" }, { principal: "app", role: "rm" }, ...grants],
      owners: [{ subject: "app", owner: "sam" }],
    }),
    [
      ["adding oneself to a group", {}, [{ principal: "mei", role: "gr" }], ["mei:high"]],
      ["the same, to be activated first", {}, [{ principal: "mei", role: "gr", state: "eligible" }], ["mei"]],
      ["through somebody who owns an application", { id: "mei" }, [{ principal: "mei", role: "ua", scope: "sam" }], ["mei"]],
      ["holding tier 0", {}, [{ principal: "mei", role: "ga" }], []],
      ["activating it", {}, [{ principal: "mei", role: "ga", state: "eligible" }], []],
      ["nothing", {}, [], []],
      ["disabled", { active: false }, [{ principal: "mei", role: "gr" }], []],
      ["an agent, which has a rule of its own", { kind: "agent" }, [{ principal: "mei", role: "gr" }], []],
    ],
    { service: "entra" },
  );

  it("leaves emergency accounts out, and ways that are longer than asked for", async () => {
    const tables = {
      accounts: [account({ id: "mei" })],
      roles: ROLES,
      groups: GROUPS,
      grants: [
        { principal: "admins", role: "ga" },
        { principal: "mei", role: "gr", state: "eligible" },
      ],
    };
    expect(await found(rule, tables, { service: "entra" })).toEqual(["mei"]);
    expect(await found(rule, tables, { service: "entra", options: { mostSteps: 2 } })).toEqual(["mei"]);
    expect(await found(rule, tables, { service: "entra", options: { mostSteps: 1 } })).toEqual([]);
    expect(await found(rule, tables, { service: "entra", breakGlass: ["corp/mei"] })).toEqual([]);
  });

  it("says what lies on the way, also into another directory", async () => {
    const { findings } = await audit(rule, {
      sources: [
        { id: "corp", kind: "okta" },
        { id: "cloud", kind: "entra" },
      ],
      accounts: [
        account({ id: "root", displayName: "Root" }),
        account({ id: "sam", source: "cloud", userName: "sam@corp.example", displayName: "Sam" }),
      ],
      roles: [
        { id: "SUPER_ADMIN", displayName: "Super Administrator", kind: "directory" },
        { source: "cloud", id: "ga", displayName: "Global Administrator", kind: "directory" },
      ],
      grants: [
        { principal: "root", role: "SUPER_ADMIN" },
        { source: "cloud", principal: "sam", role: "ga" },
      ],
      trusts: [{ source: "cloud", id: "corp.example", kind: "federation", domain: "corp.example", peer: "corp" }],
    });
    expect(findings.map(({ subject, severity, message }) => [subject, severity, message])).toEqual([
      ["root", "high", "Root can take over cloud in 1 step, through corp → Sam, by Global Administrator."],
    ]);
    expect(findings[0]?.evidence).toMatchObject({ directory: "cloud", steps: 1, tier: 0 });
  });
});
