import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/left-still-active.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds accounts that outlive the last day by more than 24 hours", async () => {
    const accounts = [
      account({ id: "25 hours", leaveDate: "2026-05-30T23:00:00Z" }),
      account({ id: "24 hours", leaveDate: "2026-05-31T00:00:00Z" }),
      account({ id: "used since", leaveDate: "2026-05-01", lastSignIn: "2026-05-02T01:00:00Z" }),
      account({ id: "used at a prompt since", leaveDate: "2026-05-01", lastInteractiveSignIn: "2026-05-03" }),
      account({ id: "used on the last day", leaveDate: "2026-05-01", lastSignIn: "2026-05-01T17:00:00Z" }),
      account({ id: "hired again", leaveDate: "2026-01-01", hireDate: "2026-03-01" }),
      account({ id: "hired before", leaveDate: "2026-01-01", hireDate: "2020-03-01" }),
      account({ id: "disabled", leaveDate: "2026-01-01", active: false }),
      account({ id: "unknown", leaveDate: "2026-01-01", active: null }),
      account({ id: "will leave", leaveDate: "2026-06-30" }),
      account({ id: "stays" }),
      account({ id: "a test login", leaveDate: "2026-01-01", kind: "test" }),
    ];
    expect(await found(rule, { accounts })).toEqual([
      "25 hours",
      "hired before",
      "used at a prompt since:critical",
      "used on the last day",
      "used since:critical",
    ]);
  });

  it("takes the person's admin account along", async () => {
    const accounts = [
      account({ id: "ann", person: "ann", leaveDate: "2026-01-01", active: false }),
      account({ id: "adm-ann", kind: "admin", person: "ann" }),
      account({ id: "adm-ann", source: "other", kind: "admin", person: "ann" }),
    ];
    const { findings } = await audit(rule, { accounts }, { service: "entra" });
    expect(findings).toMatchObject([
      { source: "corp", subject: "adm-ann", people: ["ann"], message: "adm-ann left on 2026-01-01, and the account is still enabled." },
    ]);
    expect(findings).toHaveLength(1);
  });

  it("says when it was used since", async () => {
    const { findings } = await audit(rule, { accounts: [account({ id: "fi", leaveDate: "2026-04-30", lastSignIn: "2026-05-18" })] });
    expect(findings[0]?.message).toBe("fi left on 2026-04-30, and the account is still enabled; it was used on 2026-05-18.");
  });
});
