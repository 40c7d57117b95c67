import { describe, expect, it } from "vitest";
import rule from "../../../rules/lifecycle/dormant-guest.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const guest = (id: string, row = {}) => account({ id, kind: "guest", status: "Accepted", ...row });
const invited = (id: string, row = {}) => guest(id, { status: "PendingAcceptance", ...row });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it("finds guests who do not come, and invitations that nobody took up", async () => {
    const accounts = [
      guest("90 days", { lastSignIn: "2026-03-03" }),
      guest("89 days", { lastSignIn: "2026-03-04" }),
      guest("never seen, accepted"),
      guest("disabled", { lastSignIn: "2026-01-01", active: false }),
      invited("30 days", { statusChanged: "2026-05-02" }),
      invited("29 days", { statusChanged: "2026-05-03" }),
      invited("by the day it was made", { created: "2026-01-01" }),
      invited("unknown since when"),
      account({ id: "a member", lastSignIn: "2026-01-01" }),
    ];
    expect(await found(rule, { accounts })).toEqual(["30 days", "90 days", "by the day it was made"]);
  });

  it("tells the two apart", async () => {
    const { findings } = await audit(rule, { accounts: [guest("tom", { lastSignIn: "2025-10-02" }), invited("wei", { created: "2026-03-09" })] });
    expect(findings.map(({ message }) => message)).toEqual([
      "The guest tom has not been here since 2025-10-02.",
      "wei was invited on 2026-03-09 and has not accepted.",
    ]);
  });
});
