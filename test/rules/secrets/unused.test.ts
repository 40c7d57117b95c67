import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/unused.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const client = (id: string, row = {}) => account({ id, kind: "service", clientId: id, ...row });
const secret = (holder: string, row = {}) => ({ id: holder, holder, kind: "client-secret", created: "2026-01-01", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds live secrets that were last used 90 days ago or earlier", async () => {
    const used = {
      "90 days ago": "2026-03-03",
      "89 days ago": "2026-03-04",
    };
    const accounts = [...Object.keys(used), "just made", "over", "federated"].map((id) => client(id));
    const secrets = [
      ...Object.entries(used).map(([id, lastUsed]) => secret(id, { lastUsed })),
      secret("just made", { created: "2026-03-04", lastUsed: "2026-03-04" }),
      secret("over", { expires: "2026-06-01", lastUsed: "2026-02-01" }),
      secret("federated", { kind: "federated", lastUsed: "2026-02-01" }),
    ];
    expect(await found(rule, { accounts, secrets })).toEqual(["90 days ago"]);
  });

  it("takes no use on record for none only where clients' sign-ins are recorded", async () => {
    const silent = client("silent");
    const secrets = [secret("silent")];
    expect(await found(rule, { accounts: [silent], secrets })).toEqual([]);
    const recorded = client("recorded", { lastSignIn: "2026-05-30" });
    expect(await found(rule, { accounts: [silent, recorded], secrets })).toEqual(["silent"]);
    expect(await found(rule, { accounts: [silent, { ...recorded, lastSignIn: "2026-01-01" }], secrets })).toEqual([]);
    expect(await found(rule, { accounts: [silent, recorded], secrets }, { facts: { signin: "partial" } })).toEqual([]);
  });

  it("takes the holder's sign-in for a use", async () => {
    const accounts = [
      client("signed in 89 days ago", { lastSignIn: "2026-03-04" }),
      client("signed in 90 days ago", { lastSignIn: "2026-03-03" }),
      account({ id: "a login that never signed in", kind: "service" }),
    ];
    const secrets = accounts.map(({ id }) => secret(id));
    expect(await found(rule, { accounts, secrets })).toEqual(["a login that never signed in", "signed in 90 days ago"]);
  });

  it("says since when", async () => {
    const { findings } = await audit(rule, { accounts: [client("app")], secrets: [secret("app", { name: "erp", lastUsed: "2026-02-01" })] });
    expect(findings[0]?.message).toBe("app: the client-secret erp of 2026-01-01 was last used on 2026-02-01.");
  });
});
