import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/over-peer-access.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const job = { department: "Sales", title: "Clerk" };
const clerk = (id: string, row = {}) => account({ id, ...job, ...row });
const peers = (number: number) => Array.from({ length: number }, (_, i) => clerk(`peer${i}`));
const rolesOf = (principal: string, number: number) => Array.from({ length: number }, (_, i) => ({ principal, role: `r${i}` }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (number: number, held: number, row: Change) => {
      const accounts = [...peers(number), clerk("ann", row)];
      const grants = [...rolesOf("ann", held), ...peers(number).flatMap(({ id }) => rolesOf(id, 1))];
      return { accounts, grants };
    },
    [
      ["more than three deviations", 8, 5, {}, ["p-ann"]],
      ["exactly three", 8, 4, {}, []],
      ["too few peers", 6, 5, {}, []],
      ["another job", 8, 5, { title: "Head" }, []],
      ["new in the job", 8, 5, { created: "2026-05-30" }, []],
    ],
  );

  it("leaves managers out", async () => {
    const accounts = [...peers(8).map((peer) => ({ ...peer, manager: "ann" })), clerk("ann")];
    expect(await found(rule, { accounts, grants: rolesOf("ann", 9) })).toEqual([]);
  });

  it("compares with the peers' median", async () => {
    const { findings } = await audit(rule, { accounts: [...peers(8), clerk("ann")], grants: rolesOf("ann", 5) });
    expect(findings[0]).toMatchObject({ severity: "info", people: ["p-ann"] });
    expect(findings[0]?.message).toBe("ann holds 5 grants; of 9 people who are Clerk in Sales, half hold 0 or fewer.");
  });
});
