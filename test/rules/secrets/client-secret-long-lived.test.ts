import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/client-secret-long-lived.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const app = account({ id: "app", kind: "service", clientId: "client-app" });
const secret = (id: string, created: string | null, expires: string | null, row = {}) => ({
  id,
  holder: "app",
  kind: "client-secret",
  created,
  expires,
  ...row,
});

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds lifetimes beyond 180 days, worst beyond two years or without an end", async () => {
    const secrets = [
      secret("180 days", "2026-01-01", "2026-06-30"),
      secret("181 days", "2026-01-01", "2026-07-01"),
      secret("730 days", "2025-01-01", "2027-01-01"),
      secret("731 days", "2025-01-01", "2027-01-02"),
      secret("no end, 180 days old", "2025-12-03", null),
      secret("no end, 181 days old", "2025-12-02", null),
      secret("over", "2020-01-01", "2025-01-01"),
      secret("nobody knows since when", null, "2030-01-01"),
      secret("a certificate", "2020-01-01", "2030-01-01", { kind: "certificate" }),
    ];
    expect(await found(rule, { accounts: [app], secrets })).toEqual(["181 days", "730 days", "731 days:high", "no end, 181 days old:high"]);
  });

  it("leaves what the platform or the vendor looks after", async () => {
    const accounts = [
      account({ id: "managed", kind: "service", userType: "ManagedIdentity" }),
      account({ id: "vendor's", kind: "service", firstParty: true }),
    ];
    const secrets = accounts.map(({ id }) => secret(id, "2020-01-01", "2030-01-01", { holder: id }));
    expect(await found(rule, { accounts, secrets })).toEqual([]);
  });

  it("takes the limit from the configuration, and says how long", async () => {
    const secrets = [secret("s", "2026-05-01", "2026-06-30", { name: "erp" })];
    const { findings } = await audit(
      rule,
      { accounts: [app, account({ id: "ann" })], secrets, owners: [{ subject: "app", owner: "ann" }] },
      { options: { secretMaxDays: 30 } },
    );
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "app: the secret erp is valid for 60 days, until 2026-06-30." }]);
    expect(findings[0]?.remediation.summary).toContain("at most 30 days");
  });
});
