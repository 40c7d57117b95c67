import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/owner-left.js";
import { account, audit, type Change, found, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const app = account({ id: "app", kind: "service" });
const leaver = account({ id: "ann", active: false, hireDate: "2020-01-01", leaveDate: "2026-03-01" });
const secret = { id: "s", holder: "app", kind: "client-secret", created: "2026-01-01", expires: "2026-12-01" };
const owners = [{ subject: "app", owner: "ann" }];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (changed: Change, owner: Change) => ({ accounts: [app, { ...leaver, ...owner }], secrets: [{ ...secret, ...changed }], owners }), [
    ["made before the owner left", {}, {}, ["app"]],
    ["made on the last day", { created: "2026-03-01" }, {}, ["app"]],
    ["made afterwards", { created: "2026-03-02" }, {}, []],
    ["over", { expires: "2026-06-01" }, {}, []],
    ["without an end", { expires: null }, {}, ["app"]],
    ["federated: nothing to take along", { kind: "federated" }, {}, []],
    ["the owner is there", {}, { active: true, leaveDate: null }, []],
    ["left, unknown when, but seen after it was made", {}, { leaveDate: null, lastSignIn: "2026-02-01" }, ["app"]],
    ["left, unknown when, last seen before it was made", {}, { leaveDate: null, lastSignIn: "2025-12-31" }, []],
    ["left, and nothing is known", {}, { leaveDate: null }, []],
  ]);

  it("asks owners, not sponsors, who cannot read secrets", async () => {
    expect(await found(rule, { accounts: [app, leaver], secrets: [secret], owners: [{ subject: "app", owner: "ann", role: "sponsor" }] })).toEqual(
      [],
    );
  });

  it("names who left, and concerns those who are there as well", async () => {
    const accounts = [app, { ...leaver, displayName: "Ann" }, account({ id: "bob" })];
    const { findings } = await audit(rule, { accounts, secrets: [secret], owners: [...owners, { subject: "app", owner: "bob" }] });
    expect(findings).toMatchObject([
      { people: ["p-ann", "p-bob"], message: "app still uses 1 secret that Ann, who left on 2026-03-01, could read." },
    ]);
  });
});
