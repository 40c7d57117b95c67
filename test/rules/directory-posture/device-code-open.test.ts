import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/device-code-open.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string, state = "enabled") => ({ kind: "device-code", name: `Policy ${value} ${state}`, state, value });
const settings = { kind: "user-consent", name: "Authorization policy", state: "enabled", value: "limited" };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["blocked", [policy("blocked")], []],
    ["blocked for everybody by name", [{ ...policy("blocked"), include: ["*"] }], []],
    ["blocked for a pilot group", [{ ...policy("blocked"), include: ["pilot"] }], ["corp"]],
    ["only reported", [policy("blocked", "report-only")], ["corp"]],
    ["allowed", [policy("on")], ["corp"]],
    ["no policy, in a directory whose settings were read", [settings], ["corp"]],
    ["blocked, in such a directory", [settings, policy("blocked")], []],
    ["a directory that has no such switch", [], []],
  ]);

  it("says so", async () => {
    const { findings } = await audit(rule, { accounts, policies: [settings] });
    expect(findings[0]?.message).toBe("No policy of corp blocks sign-in by device code.");
  });
});
