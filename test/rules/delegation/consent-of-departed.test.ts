import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/consent-of-departed.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const app = account({ id: "app", kind: "service", displayName: "Planner" });
const consent = (principal: string) => ({ id: `c-${principal}`, client: "app", principal, resource: "graph", scopes: ["Mail.Read"] });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds consents of people who have left", async () => {
    const accounts = [
      app,
      account({ id: "disabled", active: false }),
      account({ id: "past the last day", leaveDate: "2026-01-01" }),
      account({ id: "there" }),
      account({ id: "waiting", active: false, status: "STAGED" }),
      account({ id: "a guest", kind: "guest", active: false }),
    ];
    const consents = ["disabled", "past the last day", "there", "waiting", "a guest", "*"].map(consent);
    expect(await found(rule, { accounts, consents }, { sourceOfRecord: "corp" })).toEqual(["c-disabled", "c-past the last day"]);
  });

  it("hears from the source of record", async () => {
    const accounts = [
      app,
      account({ id: "ann", person: "ann", displayName: "Ann" }),
      account({ id: "1", source: "hr", person: "ann", active: false, hireDate: "2020-01-01", everyday: false }),
    ];
    const { findings } = await audit(rule, { accounts, consents: [consent("ann")] }, { service: "okta" });
    expect(findings).toMatchObject([{ people: ["ann"], message: "Planner may still use Mail.Read of graph for Ann, who has left." }]);
    expect(findings[0]?.remediation.commands[0]).toContain("/api/v1/users/ann/grants/c-ann");
  });
});
