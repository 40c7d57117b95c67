import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/too-many-humans.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const agent = (row = {}) => account({ id: "bot", kind: "agent", ...row });
const consent = (principal: string, ...scopes: string[]) => ({ client: "bot", principal, resource: "mail", scopes });
const people = (number: number) => Array.from({ length: number }, (_, i) => account({ id: `a${i}` }));
const read = (principal: string) => consent(principal, "Mail.Read");

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (number: number, row: Change) => ({ accounts: [agent(row), ...people(number)], consents: people(number).map(({ id }) => read(id)) }),
    [
      ["50 people", 50, {}, []],
      ["51 people", 51, {}, ["bot"]],
      ["software that is no agent", 51, { kind: "service" }, []],
      ["disabled", 51, { active: false }, []],
      ["the vendor's own", 51, { firstParty: true }, []],
    ],
  );

  it("counts people who are there, each once", async () => {
    const humans = [...people(2).map((row) => ({ ...row, person: "ann" })), account({ id: "gone", active: false })];
    const consents = humans.map(({ id }) => read(id));
    expect(await found(rule, { accounts: [agent(), ...humans], consents }, { options: { maxHumansPerAgent: 1 } })).toEqual([]);
    expect(await found(rule, { accounts: [agent(), ...humans], consents }, { options: { maxHumansPerAgent: 0 } })).toEqual(["bot"]);
  });

  tellsApart(rule, (row: Change, scopes: readonly string[]) => ({ accounts: [agent(row)], consents: [consent("*", ...scopes)] }), [
    ["everybody, reading", {}, ["Mail.Read"], ["bot"]],
    ["everybody, writing", {}, ["Mail.ReadWrite"], ["bot:high"]],
    ["everybody who is assigned", { assignmentRequired: true }, ["Mail.ReadWrite"], []],
  ]);

  it("concerns everybody of the directory where it may act for everybody", async () => {
    const { findings } = await audit(rule, { accounts: [agent()], consents: [read("*")] }, { service: "entra" });
    expect(findings).toMatchObject([{ everyone: ["corp"], message: "The agent bot may act for everybody in corp." }]);
    expect(findings[0]?.remediation.commands[0]).toContain(`--body '{"appRoleAssignmentRequired":true}'`);
  });
});
