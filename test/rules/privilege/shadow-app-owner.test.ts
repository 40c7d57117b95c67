import { describe, expect, it } from "vitest";
import rule from "../../../rules/privilege/shadow-app-owner.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [0, 1].map((tier) => ({ id: `p${tier}`, displayName: `Permission ${tier}`, kind: "application", tier }));
const app = (id: string, row = {}) => account({ id, kind: "service", clientId: `client-${id}`, ...row });
const apps = [app("strong"), app("vendor's", { firstParty: true }), app("weak")];
const permissions = [
  { principal: "strong", role: "p0" },
  { principal: "vendor's", role: "p0" },
  { principal: "weak", role: "p1" },
];

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds owners who can become an application of tier 0", async () => {
    const accounts = [
      ...apps,
      account({ id: "owner" }),
      account({ id: "owner of the weak one" }),
      account({ id: "owner of the vendor's" }),
      account({ id: "tier 0 already" }),
      account({ id: "disabled", active: false }),
      account({ id: "sponsor" }),
      account({ id: "emergency" }),
    ];
    const owners = [
      ...["owner", "tier 0 already", "disabled", "emergency"].map((owner) => ({ subject: "strong", owner })),
      { subject: "weak", owner: "owner of the weak one" },
      { subject: "vendor's", owner: "owner of the vendor's" },
      { subject: "strong", owner: "sponsor", role: "sponsor" },
    ];
    const grants = [...permissions, { principal: "tier 0 already", role: "p0" }];
    expect(await found(rule, { accounts, roles, owners, grants }, { breakGlass: ["corp/emergency"] })).toEqual(["owner"]);
  });

  it("takes the ownership of registration and instance", async () => {
    const owners = [{ subject: "strong", owner: "ann" }];
    const { findings } = await audit(rule, { accounts: [...apps, account({ id: "ann" })], roles, owners, grants: permissions }, { service: "entra" });
    expect(findings).toMatchObject([{ people: ["p-ann"], message: "ann owns strong, which holds Permission 0, and can sign in as it." }]);
    expect(findings[0]?.remediation.commands).toEqual([
      "az rest --method delete --url 'https://graph.microsoft.com/v1.0/applications(appId='\\''client-strong'\\'')/owners/ann/$ref'",
      "az rest --method delete --url 'https://graph.microsoft.com/v1.0/servicePrincipals/strong/owners/ann/$ref'",
    ]);
  });
});
