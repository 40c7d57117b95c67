import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/certificate-long-lived.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

const app = account({ id: "app", kind: "service" });
const certificate = (id: string, created: string | null, expires: string | null, row = {}) => ({
  id,
  holder: "app",
  kind: "certificate",
  created,
  expires,
  ...row,
});

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds validity beyond 365 days, worse beyond three years", async () => {
    const secrets = [
      certificate("365 days", "2026-01-01", "2027-01-01"),
      certificate("366 days", "2026-01-01", "2027-01-02"),
      certificate("1095 days", "2025-01-01", "2028-01-01"),
      certificate("1096 days", "2025-01-01", "2028-01-02"),
      certificate("over", "2020-01-01", "2026-06-01"),
      certificate("without a start", null, "2030-01-01"),
      certificate("without an end", "2020-01-01", null),
      certificate("a secret", "2020-01-01", "2030-01-01", { kind: "client-secret" }),
      certificate("a signing key", "2020-01-01", "2030-01-01", { kind: "key" }),
    ];
    const { findings } = await audit(rule, { accounts: [app], secrets });
    expect(findings.map(({ subject, severity }) => [subject, severity])).toEqual([
      ["1095 days", "low"],
      ["1096 days", "medium"],
      ["366 days", "low"],
    ]);
    expect(findings[0]?.message).toBe("app: the certificate 1095 days is valid for 1095 days, until 2028-01-01.");
  });

  it("leaves managed identities to the platform", async () => {
    const accounts = [account({ id: "app", kind: "service", userType: "ManagedIdentity" })];
    expect((await audit(rule, { accounts, secrets: [certificate("c", "2020-01-01", "2030-01-01")] })).findings).toEqual([]);
  });
});
