import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/audit-not-streamed.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const accounts = [account({ id: "ann" })];
const policy = (value: string, state = "enabled") => ({ kind: "audit-log", name: `Stream ${value} ${state}`, state, value });

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["local", [policy("local")], ["corp"]],
    ["streamed", [policy("streamed")], []],
    ["the stream is switched off", [policy("streamed", "disabled")], ["corp"]],
    ["one of two streams works", [policy("streamed", "disabled"), policy("streamed")], []],
    ["nothing known", [], []],
  ])("%s", async (_why, policies, expected) => {
    expect(await found(rule, { accounts, policies })).toEqual(expected);
  });

  it("concerns everybody", async () => {
    const { findings } = await audit(rule, { accounts, policies: [policy("local")] });
    expect(findings).toMatchObject([{ everyone: ["corp"], message: "The log of corp is not kept anywhere else." }]);
  });
});
