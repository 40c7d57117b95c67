import { describe, expect, it } from "vitest";
import { blinded, type Checkup, checkupJson, checkupText } from "../../src/report/checkup.js";
import type { AnyRule } from "../../src/rules/contract.js";

const rule = (id: string, ...needs: string[]) => ({ id, needs }) as unknown as AnyRule;
const RULES = [rule("a/mfa", "mfa"), rule("a/either", "mfa|signin"), rule("a/both", "accounts", "signin")];

const checkup = (state: "granted" | "missing"): Checkup => ({
  source: "entra",
  kind: "entra",
  failure: null,
  diagnosis: {
    tenant: "t1",
    notes: ["a note with \u001b[31mcolour"],
    permissions: [
      { permission: "User.Read.All", state: "granted", gives: ["users"], facts: ["accounts"], reason: null },
      { permission: "AuditLog.Read.All", state, gives: ["sign-ins"], facts: ["signin"], reason: state === "granted" ? null : "/users: 403" },
    ],
  },
});

describe("blinded", () => {
  it.each([
    [["mfa"], ["a/mfa"]],
    [["signin"], ["a/both"]],
    [
      ["mfa", "signin"],
      ["a/mfa", "a/either", "a/both"],
    ],
    [[], []],
  ] as const)("facts %j blind %j", (facts, ids) => {
    expect(blinded(RULES, facts)).toEqual(ids);
  });
});

describe("checkupText", () => {
  it("says what is missing, and what that blinds", () => {
    const text = checkupText("/etc/obo-audit.yaml", [checkup("missing")], RULES);
    expect(text).toContain("configuration: /etc/obo-audit.yaml, is well");
    expect(text).toContain("entra: reachable, directory t1");
    expect(text).toMatch(/granted {5}User\.Read\.All {6}users\n/);
    expect(text).toMatch(
      /MISSING {5}AuditLog\.Read\.All {2}sign-ins\n\s+\/users: 403\n\s+without it, unknown: signin\n\s+rules that see nothing: a\/both\n/,
    );
    expect(text).not.toContain("\u001b");
  });

  it("tells sources that cannot be reached, that ask nothing, and that none is given", () => {
    const failed: Checkup = { source: "okta", kind: "okta", diagnosis: null, failure: { message: "okta: refused", hint: "Check it." } };
    const file: Checkup = { source: "hr", kind: "file", diagnosis: null, failure: null };
    expect(checkupText(null, [failed, file], RULES)).toBe(
      "configuration: none found, defaults apply\n\nokta: refused\n  Check it.\n\nhr: nothing to ask, it needs no permission\n",
    );
    expect(checkupText(null, [], RULES)).toContain("no source is given");
  });
});

describe("checkupJson", () => {
  it("has the same in it", () => {
    const { sources } = JSON.parse(checkupJson(null, [checkup("missing")], RULES));
    expect(sources[0]).toMatchObject({ source: "entra", reachable: true, tenant: "t1" });
    expect(sources[0].permissions.map(({ blinds }: { blinds: string[] }) => blinds)).toEqual([[], ["a/both"]]);
  });
});
