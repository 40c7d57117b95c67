import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/app-tier0.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "p0", displayName: "RoleManagement.ReadWrite.Directory", kind: "application", tier: 0 },
  { id: "p1", displayName: "User.ReadWrite.All", kind: "application", tier: 1 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds software of tier 0, worst with a shared secret", async () => {
    const accounts = [
      account({ id: "federated", kind: "service" }),
      account({ id: "with a secret", kind: "service" }),
      account({ id: "with an expired one", kind: "service" }),
      account({ id: "with a certificate", kind: "service" }),
      account({ id: "tier 1", kind: "service" }),
      account({ id: "disabled", kind: "service", active: false }),
      account({ id: "vendor's", kind: "service", firstParty: true }),
      account({ id: "an agent", kind: "agent" }),
      account({ id: "a human" }),
    ];
    const grants = accounts.map(({ id }) => ({ principal: id, role: id === "tier 1" ? "p1" : "p0" }));
    const secrets = [
      { id: "s1", holder: "with a secret", kind: "client-secret", expires: "2026-06-02" },
      { id: "s2", holder: "with an expired one", kind: "client-secret", expires: "2026-06-01" },
      { id: "s3", holder: "with a certificate", kind: "certificate" },
    ];
    expect(await found(rule, { accounts, roles, grants, secrets })).toEqual([
      "federated",
      "with a certificate",
      "with a secret:critical",
      "with an expired one",
    ]);
  });

  it("concerns those who answer for it", async () => {
    const accounts = [account({ id: "app", kind: "service" }), account({ id: "ann" })];
    const owners = [{ subject: "app", owner: "ann", role: "sponsor" }];
    const { findings } = await audit(rule, { accounts, roles, owners, grants: [{ principal: "app", role: "p0" }] });
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "app holds RoleManagement.ReadWrite.Directory." }]);
  });
});
