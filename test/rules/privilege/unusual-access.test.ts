import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/unusual-access.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const job = { department: "Sales", title: "Clerk" };
const peers = (number: number) => Array.from({ length: number }, (_, i) => account({ id: `peer${i}`, ...job }));
const common = (number: number) => peers(number).map(({ id }) => ({ principal: id, role: "common" }));

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(
    rule,
    (number: number, others: number, row: Change) => ({
      accounts: [...peers(number), account({ id: "ann", ...job, ...row })],
      grants: [
        ...common(number),
        { principal: "ann", role: "common" },
        { principal: "ann", role: "rare" },
        ...peers(others).map(({ id }) => ({ principal: id, role: "rare" })),
      ],
      roles: [{ id: "rare", displayName: "Vault", tier: 1 }],
    }),
    [
      ["none of ten peers has it", 10, 0, {}, ["p-ann"]],
      ["none of six: it may still be four in ten", 6, 0, {}, []],
      ["half of twenty have it", 20, 10, {}, []],
      ["another job", 10, 0, { title: "Head", department: "Board" }, []],
      ["new in the job", 10, 0, { created: "2026-05-30" }, []],
    ],
  );

  it("gives the share with its interval, the strongest grant first, and leaves managers out", async () => {
    const tables = (manager: string | null) => ({
      accounts: [...peers(20).map((peer) => ({ ...peer, manager })), account({ id: "ann", ...job, lastSignIn: "2026-05-22" })],
      roles: [
        { id: "rare", displayName: "Payroll", tier: 2 },
        { id: "strong", displayName: "Vault", tier: 1 },
      ],
      grants: [...common(20), ...["common", "rare", "strong"].map((role) => ({ principal: "ann", role }))],
    });
    const { findings } = await audit(rule, tables(null), { options: { weakestTier: 2 } });
    expect(findings.map(({ message }) => message)).toEqual([
      "ann holds Vault, and 1 more grant like it; of 20 others with the same department and title none does: between 0 and 16 % of such people, with 95 % confidence.",
    ]);
    expect(findings[0]?.evidence["unusual"]).toMatchObject([
      { role: "Vault", tier: 1, holders: 0, peers: 20, low: 0, high: 16, idleDays: 10 },
      { role: "Payroll", tier: 2 },
    ]);
    const [strong] = (await audit(rule, tables(null))).findings;
    expect(strong?.evidence["unusual"]).toMatchObject([{ role: "Vault" }]);
    expect((await audit(rule, tables("ann"))).findings).toEqual([]);
  });
});
