import { describe, expect, it } from "vitest";
import rule from "../../../rules/authentication/password-not-required.js";
import { account, audit, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds accounts that are exempt", async () => {
    const accounts = [
      account({ id: "exempt", passwordNotRequired: true }),
      account({ id: "bound", passwordNotRequired: false }),
      account({ id: "not stated" }),
      account({ id: "disabled", passwordNotRequired: true, active: false }),
    ];
    const { findings } = await audit(rule, { accounts });
    expect(findings).toMatchObject([{ subject: "exempt", severity: "high", message: "exempt is exempt from having a proper password." }]);
    expect(findings).toHaveLength(1);
  });
});
