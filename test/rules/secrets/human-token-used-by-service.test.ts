import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/human-token-used-by-service.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "super", tier: 0 },
  { id: "helpdesk", tier: 1 },
];
const token = (holder: string, row = {}) => ({ id: holder, holder, kind: "api-token", name: "Deployment pipeline", lastUsed: "2026-05-30", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds tokens of administrators that software uses", async () => {
    const accounts = [
      account({ id: "human", displayName: "human" }),
      account({ id: "admin account", kind: "admin" }),
      account({ id: "software", kind: "service" }),
      account({ id: "tier 1" }),
      account({ id: "only eligible" }),
      account({ id: "used 30 days ago" }),
      account({ id: "used 31 days ago" }),
      account({ id: "never used" }),
      account({ id: "named for a person" }),
      account({ id: "word inside another" }),
      account({ id: "no name" }),
      account({ id: "over" }),
    ];
    const grants = accounts.map(({ id }) => ({
      principal: id,
      role: id === "tier 1" ? "helpdesk" : "super",
      state: id === "only eligible" ? "eligible" : "active",
    }));
    const secrets = [
      ...["human", "admin account", "software", "tier 1", "only eligible"].map((id) => token(id)),
      token("used 30 days ago", { lastUsed: "2026-05-02" }),
      token("used 31 days ago", { lastUsed: "2026-05-01" }),
      token("never used", { lastUsed: null }),
      token("named for a person", { name: "Grace's laptop" }),
      token("word inside another", { name: "Cite" }),
      token("no name", { name: null }),
      token("over", { expires: "2026-05-31" }),
    ];
    expect(await found(rule, { accounts, roles, grants, secrets })).toEqual(["admin account", "human", "used 30 days ago"]);
  });

  it.each([
    ["at nearly every hour of the day", { events: 20, hours: 20, variation: 90 }, ["grace"]],
    ["with the rhythm of a clock", { events: 20, hours: 1, variation: 9 }, ["grace"]],
    ["at hours when people work", { events: 500, hours: 19, variation: 10 }, []],
    ["too seldom to tell", { events: 19, hours: 24, variation: 0 }, []],
  ])("tells software by its rhythm where the name says nothing: used %s", async (_name, use, expected) => {
    const tables = {
      accounts: [account({ id: "grace" })],
      roles,
      grants: [{ principal: "grace", role: "super" }],
      secrets: [token("grace", { name: "Grace's token" })],
      usage: [{ account: "grace", via: "grace", ...use }],
    };
    expect(await found(rule, tables)).toEqual(expected);
  });

  it("concerns the human", async () => {
    const tables = {
      accounts: [account({ id: "grace", userName: "grace" })],
      roles,
      grants: [{ principal: "grace", role: "super" }],
      secrets: [token("grace")],
    };
    const { findings } = await audit(rule, tables);
    expect(findings).toMatchObject([
      {
        people: ["p-grace"],
        message: "Software uses grace's API token Deployment pipeline, last on 2026-05-30, with all rights over the directory.",
      },
    ]);
  });
});
