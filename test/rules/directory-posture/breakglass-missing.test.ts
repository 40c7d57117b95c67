import { describe, expect, it } from "vitest";
import rule from "../../../rules/directory-posture/breakglass-missing.js";
import { account, audit, found, isUnknownWithoutFacts } from "../../support/rule.js";

const roles = [{ id: "r0", tier: 0 }];
const key = { mfa: "phishing-resistant" };
const accounts = [account({ id: "admin", kind: "admin" }), account({ id: "e1", ...key }), account({ id: "e2", ...key })];
const tables = { accounts, roles, grants: [{ principal: "admin", role: "r0" }] };

describe(rule.id, () => {
  isUnknownWithoutFacts(rule);

  it.each([
    ["two declared", ["corp/e1", "corp/e2"], []],
    ["one declared", ["corp/e1"], ["corp"]],
    ["none declared", [], ["corp"]],
    ["one declared that does not exist", ["corp/e1", "corp/e3"], ["corp"]],
  ])("%s", async (_why, breakGlass, expected) => {
    expect(await found(rule, tables, { breakGlass })).toEqual(expected);
  });

  it("asks for a key on each, where it is known", async () => {
    const breakGlass = ["corp/e1", "corp/e2"];
    const weaker = (mfa: string | null) => ({ ...tables, accounts: [...accounts.slice(0, 2), account({ id: "e2", mfa, userName: "e2@corp" })] });
    const { findings } = await audit(rule, weaker("strong"), { breakGlass });
    expect(findings[0]?.message).toBe("Emergency accounts of corp have no factor that cannot be phished: e2@corp.");
    expect(await found(rule, weaker(null), { breakGlass, facts: { mfa: "partial" } })).toEqual([]);
  });

  it("does not count a disabled one, nor ask where nobody can take over the directory", async () => {
    const breakGlass = ["corp/e1", "corp/e2"];
    const disabled = [...accounts.slice(0, 2), account({ id: "e2", active: false, ...key })];
    expect(await found(rule, { ...tables, accounts: disabled }, { breakGlass })).toEqual(["corp"]);
    expect(await found(rule, { accounts })).toEqual([]);
  });
});
