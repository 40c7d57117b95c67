import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/client-secret-expired.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const app = account({ id: "app", kind: "service", clientId: "client-app" });
const secret = (id: string, row = {}) => ({ id, holder: "app", kind: "client-secret", created: "2025-01-01", expires: "2026-01-01", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds secrets that are over", async () => {
    const secrets = [
      secret("over"),
      secret("over this moment", { expires: "2026-06-01" }),
      secret("live", { expires: "2026-06-02", created: "2024-12-01" }),
      secret("without end", { expires: null, created: "2024-12-01" }),
      secret("a certificate", { kind: "certificate" }),
    ];
    expect(await found(rule, { accounts: [app], secrets })).toEqual(["over", "over this moment"]);
  });

  it("gives 30 days to clear away what a newer one has replaced", async () => {
    const newer = secret("newer", { created: "2026-05-01", expires: "2026-10-01" });
    const replaced = (expires: string) => found(rule, { accounts: [app], secrets: [newer, secret("old", { expires })] });
    expect(await replaced("2026-05-03")).toEqual([]);
    expect(await replaced("2026-05-02")).toEqual(["old"]);
    const older = secret("older", { created: "2024-01-01", expires: "2026-10-01" });
    expect(await found(rule, { accounts: [app], secrets: [older, secret("old", { expires: "2026-05-20" })] })).toEqual(["old"]);
  });

  it("names the holder, even one that was not listed", async () => {
    const secrets = [secret("s1", { name: "deploy" }), secret("s2", { holder: "gone" })];
    const { findings } = await audit(rule, { accounts: [app], secrets }, { service: "entra" });
    expect(findings.map(({ message }) => message)).toEqual([
      "app still lists the secret deploy, which expired on 2026-01-01.",
      "gone still lists the secret s2, which expired on 2026-01-01.",
    ]);
    expect(findings[0]?.remediation.commands[0]).toContain(`/removePassword' --body '{"keyId":"s1"}'`);
    expect(findings[1]?.remediation.commands).toEqual([]);
  });
});
