import { describe, expect, it } from "vitest";
import rule from "../../../rules/delegation/unused-consent.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const app = (id: string, row = {}) => account({ id, kind: "service", lastSignIn: "2026-01-01", ...row });
const consent = (client: string, row = {}) => ({ id: client, client, principal: "ann", resource: "graph", scopes: ["Mail.Read"], ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds consents to clients without a sign-in for 90 days", async () => {
    const accounts = [
      account({ id: "ann" }),
      app("91 days", { lastSignIn: "2026-03-02" }),
      app("90 days", { lastSignIn: "2026-03-03" }),
      app("never seen", { lastSignIn: null }),
      app("new", { created: "2026-05-30" }),
      app("the vendor's", { firstParty: true }),
      app("at any hour"),
      app("without a consent"),
    ];
    const consents = [
      ...["91 days", "90 days", "never seen", "new", "the vendor's"].map((id) => consent(id)),
      consent("at any hour", { scopes: ["Mail.Read", "offline_access"] }),
    ];
    expect(await found(rule, { accounts, consents })).toEqual(["91 days", "at any hour:medium"]);
  });

  it("concerns the one who consented, or everybody", async () => {
    const accounts = [app("a"), app("b"), account({ id: "ann" })];
    const { findings } = await audit(rule, { accounts, consents: [consent("a"), consent("b", { principal: "*" })] });
    expect(findings).toMatchObject([
      { people: ["p-ann"], everyone: [], message: "a may use Mail.Read of graph and has not signed in since 2026-01-01." },
      { people: [], everyone: ["corp"] },
    ]);
  });
});
