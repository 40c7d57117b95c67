import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/api-token-owner-inactive.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const token = (holder: string, row = {}) => ({ id: holder, holder, kind: "api-token", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds tokens of people who are out, milder where the directory has stopped them", async () => {
    const accounts = [
      account({ id: "active" }),
      account({ id: "suspended", active: false, status: "SUSPENDED" }),
      account({ id: "deactivated", active: false, status: "DEPROVISIONED" }),
      account({ id: "disabled", active: false }),
      account({ id: "unknown", active: null }),
      account({ id: "over", active: false }),
      account({ id: "a key", active: false }),
    ];
    const secrets = [
      ...["active", "suspended", "deactivated", "disabled", "unknown"].map((id) => token(id)),
      token("over", { expires: "2026-06-01" }),
      token("a key", { kind: "key" }),
    ];
    expect(await found(rule, { accounts, secrets })).toEqual(["deactivated:medium", "disabled", "suspended"]);
  });

  it("finds those of people who have left by the source of record", async () => {
    const accounts = [
      account({ id: "hr-ann", source: "hr", person: "ann", active: false, hireDate: "2020-01-01" }),
      account({ id: "ann", person: "ann", displayName: "Ann" }),
    ];
    const { findings } = await audit(rule, { accounts, secrets: [token("ann", { name: "export" })] }, { service: "okta" });
    expect(findings).toMatchObject([{ people: ["ann"], message: "The API token export belongs to Ann, who has left elsewhere." }]);
    expect(findings[0]?.remediation.commands[0]).toContain("/api/v1/api-tokens/ann");
  });
});
