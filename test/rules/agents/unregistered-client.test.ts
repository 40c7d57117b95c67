import { describe, expect, it } from "vitest";
import rule from "../../../rules/agents/unregistered-client.js";
import type { Row } from "../../../src/inventory/tables.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const client = (row: Change = {}) => account({ id: "bot", kind: "service", clientId: "x", lastSignIn: "2026-05-20", ...row });
const consent = (row: Row = {}) => ({ client: "bot", principal: "ann", resource: "Graph", scopes: ["Files.Read.All", "offline_access"], ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (row: Change, lent: Row, owners: readonly Row[]) => ({ accounts: [client(row), account({ id: "ann" })], consents: [consent(lent)], owners }),
    [
      ["works while nobody is there", {}, {}, [], ["bot"]],
      ["only while they are there", {}, { scopes: ["Files.Read.All"] }, [], []],
      ["reaches no data", {}, { scopes: ["User.Read", "offline_access"] }, [], []],
      ["a client for mail", {}, { scopes: ["Mail.ReadWrite", "Calendars.Read", "offline_access"] }, [], []],
      ["mail and files", {}, { scopes: ["Mail.Read", "Files.Read", "offline_access"] }, [], ["bot"]],
      ["not used for a month", { lastSignIn: "2026-05-01" }, {}, [], []],
      ["use is not known", { lastSignIn: null }, {}, [], []],
      ["used at a prompt", { lastInteractiveSignIn: "2026-05-20" }, {}, [], []],
      ["a registered agent", { kind: "agent" }, {}, [], []],
      ["of the vendor", { firstParty: true }, {}, [], []],
      ["disabled", { active: false }, {}, [], []],
      ["somebody answers for it", {}, {}, [{ subject: "bot", owner: "ann", role: "sponsor" }], []],
    ],
  );

  it("says for whom", async () => {
    const { findings } = await audit(rule, { accounts: [client(), account({ id: "ann" })], consents: [consent({ principal: "*" })] });
    expect(findings.map(({ message }) => message)).toEqual([
      "bot uses Files.Read.All for everybody while nobody is there, last on 2026-05-20; it is no registered agent, and nobody answers for it.",
    ]);
  });
});
