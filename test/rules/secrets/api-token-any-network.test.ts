import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/api-token-any-network.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds tokens that work from anywhere", async () => {
    const token = (id: string, network: string | null, row = {}) => ({ id, holder: "ann", kind: "api-token", network, ...row });
    const secrets = [
      token("anywhere", "ANYWHERE"),
      token("in a zone", "zone-1"),
      token("not stated", null),
      token("over", "ANYWHERE", { expires: "2026-06-01" }),
      token("a secret", "ANYWHERE", { kind: "client-secret" }),
    ];
    const { findings } = await audit(rule, { accounts: [account({ id: "ann", displayName: "Ann" })], secrets });
    expect(findings).toMatchObject([{ subject: "anywhere", people: ["p-ann"], message: "Ann's API token anywhere works from any network." }]);
    expect(findings).toHaveLength(1);
  });
});
