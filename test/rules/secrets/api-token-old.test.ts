import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/api-token-old.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const token = (id: string, created: string | null, row = {}) => ({ id, holder: "ann", kind: "api-token", created, ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds tokens of 90 days and more that still work", async () => {
    const accounts = [account({ id: "ann" }), account({ id: "svc", kind: "service" })];
    const secrets = [
      token("90 days", "2026-03-03"),
      token("89 days", "2026-03-04"),
      token("a service's", "2025-01-01", { holder: "svc" }),
      token("somebody's who is not listed", "2025-01-01", { holder: "gone" }),
      token("over", "2025-01-01", { expires: "2026-06-01" }),
      token("sliding", "2025-01-01", { expires: "2026-06-30" }),
      token("unknown age", null),
      token("a secret", "2025-01-01", { kind: "client-secret" }),
    ];
    expect(await found(rule, { accounts, secrets })).toEqual(["90 days", "a service's:medium", "sliding", "somebody's who is not listed:medium"]);
  });

  it("gives the age", async () => {
    const accounts = [account({ id: "ann", displayName: "Ann" })];
    const { findings } = await audit(rule, { accounts, secrets: [token("t", "2026-01-01", { name: "export" })] });
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "Ann's API token export is 151 days old." }]);
  });
});
