import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/tier0-app-secret.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [
  { id: "p0", kind: "application", tier: 0 },
  { id: "p1", kind: "application", tier: 1 },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds shared secrets of software of tier 0", async () => {
    const app = (id: string, row = {}) => account({ id, kind: "service", clientId: `client-${id}`, ...row });
    const accounts = [
      app("with a secret"),
      app("an agent", { kind: "agent" }),
      app("over"),
      app("with a certificate"),
      app("tier 1"),
      app("vendor's", { firstParty: true }),
      app("without"),
    ];
    const grants = accounts.map(({ id }) => ({ principal: id, role: id === "tier 1" ? "p1" : "p0" }));
    const secrets = [
      { id: "s1", holder: "with a secret", kind: "client-secret", expires: "2026-07-01" },
      { id: "s2", holder: "with a secret", kind: "password" },
      { id: "s3", holder: "an agent", kind: "client-secret" },
      { id: "s4", holder: "over", kind: "client-secret", expires: "2026-06-01" },
      { id: "s5", holder: "with a certificate", kind: "certificate" },
      { id: "s6", holder: "tier 1", kind: "client-secret" },
      { id: "s7", holder: "vendor's", kind: "client-secret" },
    ];
    const { findings } = await audit(rule, { accounts, roles, grants, secrets }, { service: "entra" });
    expect(findings.map(({ subject, severity }) => [subject, severity])).toEqual([
      ["an agent", "critical"],
      ["with a secret", "critical"],
    ]);
    expect(findings[1]?.message).toBe("with a secret can take over the directory and signs in with 2 shared secrets.");
    expect(findings[1]?.remediation.commands.filter((command) => command.includes("removePassword"))).toHaveLength(2);
  });
});
