import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { envelope, type Standing } from "../../src/access/envelope.js";
import { scopeTier } from "../../src/access/tiers.js";

const asked = ["User.Read", "Mail.Read", "Tasks.ReadWrite", "Mail.Send", "Directory.AccessAsUser.All", "offline_access"];
const scopesOf = (standing: Standing | null, scopes = asked) =>
  envelope(
    scopes.map((scope) => ({ resource: "Graph", scope })),
    standing,
  ).scopes.map(({ scope }) => scope);

const standing = (verdict: Standing["verdict"], gates: Standing["gates"] = []): Standing => ({ verdict, gates });

describe("what an agent may get for a human", () => {
  it.each<[string, Standing | null, string[]]>([
    ["READY: all but tier 0, tier 1 and what lasts", standing("READY"), ["User.Read", "Mail.Read", "Tasks.ReadWrite"]],
    ["CONDITIONAL: reading", standing("CONDITIONAL", [{ id: "employed", status: "pass" }]), ["User.Read", "Mail.Read"]],
    ["CONDITIONAL, with a gate that could not be checked: nothing", standing("CONDITIONAL", [{ id: "employed", status: "unknown" }]), []],
    ["CONDITIONAL for the second factor: nothing", standing("CONDITIONAL", [{ id: "mfa", status: "fail" }]), []],
    ["BLOCKED: nothing", standing("BLOCKED"), []],
    ["not assessed: nothing", null, []],
  ])("%s", (_what, human, expected) => {
    expect(scopesOf(human)).toEqual(expected);
  });

  it("says why each of the others is withheld", () => {
    const { withheld } = envelope([{ resource: "Graph", scope: "Mail.Send" }], standing("READY"));
    expect(withheld).toEqual([{ resource: "Graph", scope: "Mail.Send", reason: "needs a fresh approval for each task" }]);
  });

  it("never holds more than was asked for, nothing of tier 0, and never grows when evidence is lost", () => {
    const scopes = fc.subarray([...asked, "okta.users.manage", "okta.users.read", "*"]);
    const gates = fc.array(fc.record({ id: fc.constantFrom("mfa", "employed"), status: fc.constantFrom("pass" as const, "unknown" as const) }), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(scopes, fc.constantFrom("READY" as const, "CONDITIONAL" as const, "BLOCKED" as const), gates, (requested, verdict, held) => {
        const given = scopesOf({ verdict, gates: held }, requested);
        expect(requested).toEqual(expect.arrayContaining(given));
        expect(given.filter((scope) => scopeTier(scope) === 0)).toEqual([]);
        const blind = scopesOf(
          { verdict: verdict === "READY" ? "CONDITIONAL" : verdict, gates: held.map((gate) => ({ ...gate, status: "unknown" })) },
          requested,
        );
        expect(given).toEqual(expect.arrayContaining(blind));
      }),
    );
  });
});
