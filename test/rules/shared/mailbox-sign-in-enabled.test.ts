import { describe, expect, it } from "vitest";
import rule from "../../../rules/shared/mailbox-sign-in-enabled.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds shared mailboxes whose account can sign in", async () => {
    const accounts = [
      account({ id: "open", mailbox: "shared", kind: "shared" }),
      account({ id: "blocked", mailbox: "shared", active: false }),
      account({ id: "unknown", mailbox: "shared", active: null }),
      account({ id: "a person's", mailbox: "user" }),
      account({ id: "a room", mailbox: "room" }),
      account({ id: "7 days old", mailbox: "shared", created: "2026-05-25" }),
      account({ id: "6 days old", mailbox: "shared", created: "2026-05-26" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["7 days old", "open"]);
  });

  it("blocks it from signing in", async () => {
    const { findings } = await audit(rule, { accounts: [account({ id: "info", mailbox: "shared" })] }, { service: "entra" });
    expect(findings[0]?.message).toBe("info is a shared mailbox, and its account can sign in.");
    expect(findings[0]?.remediation.commands[0]).toContain(`/users/info' --body '{"accountEnabled":false}'`);
  });
});
