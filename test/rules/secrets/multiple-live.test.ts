import { describe, expect, it } from "vitest";
import rule from "../../../rules/secrets/multiple-live.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const app = account({ id: "app", kind: "service" });
const secret = (id: string, created: string | null, expires: string | null, kind = "client-secret") => ({
  id,
  holder: "app",
  kind,
  created,
  expires,
});
const first = secret("first", "2026-01-01", "2026-07-01");

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (secrets: readonly Change[]) => ({ accounts: [app], secrets }), [
    ["overlap of 31 days", [first, secret("second", "2026-05-31", "2026-12-01")], ["app"]],
    ["overlap of 30 days", [first, secret("second", "2026-06-01", "2026-12-01")], []],
    ["one alone", [first], []],
    ["the first is over", [secret("first", "2026-01-01", "2026-06-01"), secret("second", "2026-02-01", "2026-12-01")], []],
    ["of different kinds", [first, secret("second", "2026-02-01", "2026-12-01", "certificate")], []],
    ["two certificates", [secret("c1", "2026-01-01", "2027-01-01", "certificate"), secret("c2", "2026-02-01", "2027-02-01", "certificate")], ["app"]],
    ["federated ones are no secrets", [secret("f1", "2026-01-01", null, "federated"), secret("f2", "2026-01-01", null, "federated")], []],
    ["nobody knows since when", [first, secret("second", null, "2026-12-01")], []],
    ["a long one over two short ones", [secret("long", "2025-01-01", "2030-01-01"), first, secret("third", "2026-06-25", "2026-12-01")], ["app"]],
  ]);

  it("says how long they overlap", async () => {
    const forever = [secret("a", "2026-01-01", null), secret("b", "2026-01-02", null)];
    expect((await audit(rule, { accounts: [app], secrets: forever })).findings[0]?.message).toBe(
      "app has 2 secrets that work at the same time for ever.",
    );
    const bounded = [first, secret("second", "2026-05-01", "2026-12-01")];
    expect((await audit(rule, { accounts: [app], secrets: bounded })).findings[0]?.message).toBe(
      "app has 2 secrets that work at the same time for 61 days.",
    );
  });
});
