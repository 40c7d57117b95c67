import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/risk-not-cleared.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds accounts at risk, worst where it is certain", async () => {
    const accounts = ["none", "low", "medium", "high", "compromised"].map((risk) => account({ id: risk, risk }));
    const others = [account({ id: "disabled", risk: "high", active: false }), account({ id: "not stated" })];
    expect(await found(rule, { accounts: [...accounts, ...others] })).toEqual(["compromised:critical", "high:critical", "low", "medium"]);
  });

  it("revokes the sessions first", async () => {
    const { findings } = await audit(rule, { accounts: [account({ id: "ann", risk: "compromised" })] }, { service: "okta" });
    expect(findings[0]?.message).toBe("ann is marked as compromised.");
    expect(findings[0]?.remediation.commands[0]).toContain("-X DELETE");
  });
});
