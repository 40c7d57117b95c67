import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/pim-weak-activation.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const role = { id: "ga", displayName: "Global Administrator" };
const eligible = { principal: "ann", role: "ga", state: "eligible" };
const strict = { role: "ga", approval: true, mfa: true, justification: true, maxMinutes: 480 };

const company = (activation: Change, grant: Change = eligible, named: Change = role) => ({
  accounts: [account({ id: "ann" })],
  roles: [named],
  grants: [grant],
  activations: [activation],
});

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (tables: ReturnType<typeof company>) => tables, [
    ["everything is demanded", company(strict), []],
    ["no second factor", company({ ...strict, mfa: false }), ["ga"]],
    ["no reason", company({ ...strict, justification: false }), ["ga"]],
    ["a minute longer than a working day", company({ ...strict, maxMinutes: 481 }), ["ga"]],
    ["nothing is known of it", company({ role: "ga" }), []],
    ["nobody may activate it", company({ ...strict, mfa: false }, { ...eligible, state: "active" }), []],
    ["who might, may no longer", company({ ...strict, mfa: false }, { ...eligible, end: "2026-06-01" }), []],
    ["a role of little reach", company({ ...strict, mfa: false }, eligible, { id: "ga", displayName: "Message Center Reader", tier: 2 }), []],
    ["weak elsewhere only", company({ ...strict, mfa: false, scope: "/administrativeUnits/x" }), []],
  ]);

  it("says everything that is weak", async () => {
    const { findings } = await audit(rule, company({ ...strict, mfa: false, justification: false, maxMinutes: 1440 }));
    expect(findings[0]?.message).toBe(
      "Global Administrator can be activated by 1 principal without a second factor, without a reason and for 24 hours.",
    );
  });
});
