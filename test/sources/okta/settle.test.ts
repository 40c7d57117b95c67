import { afterEach, describe, expect, it } from "vitest";
import type { Inventory } from "../../../src/inventory/inventory.js";
import type { Row } from "../../../src/inventory/tables.js";
import { groupRoles } from "../../../src/sources/okta/roles.js";
import { SETTLE, settlePolicies } from "../../../src/sources/okta/settle.js";
import { inventoryWith, type Tables } from "../../support/inventory.js";

const opened: Inventory[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((inventory) => inventory.close()));
});

async function open(tables: Tables): Promise<Inventory> {
  const inventory = await inventoryWith(tables);
  opened.push(inventory);
  return inventory;
}

async function settled(tables: Tables): Promise<Inventory> {
  const inventory = await open(tables);
  await inventory.runSteps(SETTLE, { source: "corp" });
  await settlePolicies(inventory, "corp");
  return inventory;
}

describe("who a manager is", () => {
  const people: readonly Row[] = [
    { id: "00uBoss", userName: "Boss@corp.example", emails: ["the.boss@corp.example"], employeeNumber: "E7", displayName: "Bea Boss" },
    { id: "00uTwin1", userName: "twin1@corp.example", emails: ["twins@corp.example"], employeeNumber: "0000", displayName: "Tim Twin" },
    { id: "00uTwin2", userName: "twin2@corp.example", emails: ["twins@corp.example"], employeeNumber: "0000", displayName: "Tim Twin" },
    { id: "00uTricky", userName: "tricky@corp.example", displayName: "boss@corp.example" },
    { id: "0oaApp", userName: "app", clientId: "app", displayName: "App" },
  ];

  it.each([
    ["an id", "00uBoss", "00uBoss"],
    ["a login, however written", "BOSS@CORP.example", "00uBoss"],
    ["a mail address", "the.boss@corp.example", "00uBoss"],
    ["an employee number", "e7", "00uBoss"],
    ["a name", "bea boss", "00uBoss"],
    ["a login before a name that looks like it", "boss@corp.example", "00uBoss"],
    ["a name that two have", "Tim Twin", "Tim Twin"],
    ["a number that two have", "0000", "0000"],
    ["an application's name", "App", "App"],
    ["nobody here", "Charlie Chief", "Charlie Chief"],
    ["nobody", null, null],
  ])("%s", async (_name, manager, expected) => {
    const inventory = await settled({ accounts: [...people, { id: "00uNew", userName: "new@corp.example", manager }] });
    expect(await inventory.rows("SELECT manager FROM accounts WHERE id = '00uNew'")).toEqual([{ manager: expected }]);
  });

  it("is looked for in the same source only", async () => {
    const inventory = await settled({
      accounts: [
        { id: "u1", manager: "chief@corp.example" },
        { source: "other", id: "u2", userName: "chief@corp.example" },
      ],
    });
    expect(await inventory.rows("SELECT manager FROM accounts WHERE id = 'u1'")).toEqual([{ manager: "chief@corp.example" }]);
  });
});

describe("whose roles come through groups", () => {
  const through = (id: string, detail: Row): Row => ({ kind: "role-through-group", id, detail });
  const memberships: readonly Row[] = [
    { group: "g1", member: "u1" },
    { group: "g2", member: "u1" },
    { group: "g3", member: "u2" },
  ];
  const query = typeof groupRoles.start === "string" ? "" : groupRoles.start.query;

  it.each([
    ["the group that the role names", [through("u1/r1", { group: "g9", member: "u1" })], ["g9"]],
    ["all groups of the user, where it names none", [through("u1/r1", { group: null, member: "u1" })], ["g1", "g2"]],
    ["both, and each once", [through("u1/r1", { group: null, member: "u1" }), through("u1/r2", { group: "g1", member: "u1" })], ["g1", "g2"]],
    ["none of a user who is in none", [through("u9/r1", { group: null, member: "u9" })], []],
  ])("%s", async (_name, parents, expected) => {
    const inventory = await open({ memberships, parents });
    expect((await inventory.rows<{ id: string }>(query, { source: "corp" })).map(({ id }) => id)).toEqual(expected);
  });
});

describe("consents by rules of authorization servers", () => {
  const agents: readonly Row[] = [
    { id: "a1", kind: "agent", clientId: "c1" },
    { id: "a2", kind: "agent", clientId: "c2" },
    { id: "a3", kind: "service", clientId: "c3" },
  ];
  const memberships: readonly Row[] = [
    { group: "g1", member: "u1" },
    { group: "g1", member: "u2" },
  ];
  const parents = (clients: readonly string[], people: readonly string[], scopes: readonly string[] = ["s"]): Row[] => [
    { kind: "server-policy", id: "as/p", detail: { issuer: "https://as", clients } },
    { kind: "exchange-rule", id: "as/p/r", detail: { policy: "as/p", people, scopes } },
  ];

  it.each<[string, readonly string[], readonly string[], readonly [string, string][]]>([
    ["one client, everybody", ["c1"], ["*"], [["a1", "*"]]],
    [
      "one client, the members of a group",
      ["c1"],
      ["g1"],
      [
        ["a1", "u1"],
        ["a1", "u2"],
      ],
    ],
    [
      "one client, a user and a group that has that user",
      ["c1"],
      ["u1", "g1"],
      [
        ["a1", "u1"],
        ["a1", "u2"],
      ],
    ],
    [
      "all clients: those that can act for others",
      ["ALL_CLIENTS"],
      ["*"],
      [
        ["a1", "*"],
        ["a2", "*"],
      ],
    ],
    ["a client that cannot", ["c3"], ["*"], []],
    ["a client that is gone", ["c9"], ["*"], []],
  ])("%s", async (_name, clients, people, expected) => {
    const inventory = await settled({ accounts: agents, memberships, parents: parents(clients, people) });
    const rows = await inventory.rows<{ client: string; principal: string }>("SELECT client, principal FROM consents ORDER BY client, principal");
    expect(rows.map(({ client, principal }) => [client, principal])).toEqual(expected);
  });

  it("name every scope once, in one order", async () => {
    const inventory = await settled({ accounts: agents, parents: parents(["c1"], ["*"], ["z", "a", "z"]) });
    expect(await inventory.rows("SELECT resource, scopes FROM consents")).toEqual([{ resource: "https://as", scopes: ["a", "z"] }]);
  });
});

describe("policies of orgs without any", () => {
  it("come to nothing, and working data is gone", async () => {
    const inventory = await settled({ parents: [{ kind: "resource-set", id: "iam1" }] });
    expect(await inventory.rows("SELECT * FROM policies")).toEqual([]);
    expect(await inventory.rows("SELECT * FROM parents")).toEqual([]);
  });
});
