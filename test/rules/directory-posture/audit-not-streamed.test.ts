import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/audit-not-streamed.js";
import { account, audit, type Change, isUnknownWithoutFacts, tellsApart } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string, state = "enabled") => ({ kind: "audit-log", name: `Stream ${value} ${state}`, state, value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  tellsApart(rule, (policies: readonly Change[]) => ({ accounts, policies }), [
    ["local", [policy("local")], ["corp"]],
    ["streamed", [policy("streamed")], []],
    ["the stream is switched off", [policy("streamed", "disabled")], ["corp"]],
    ["one of two streams works", [policy("streamed", "disabled"), policy("streamed")], []],
    ["nothing known", [], []],
  ]);

  it("concerns everybody", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("local")] });
    expect(findings).toMatchObject([{ everyone: ["corp"], message: "The log of corp is not kept anywhere else." }]);
  });
});
