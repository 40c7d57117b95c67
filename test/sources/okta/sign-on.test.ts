import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Policy, policyOf, policyRows, type Rule, ruleOf } from "../../../src/sources/okta/sign-on.js";

const policy = (written: Partial<Policy> = {}): Policy => ({
  id: "p1",
  type: "OKTA_SIGN_ON",
  name: "P1",
  isActive: true,
  priority: 1,
  groups: [],
  ...written,
});

const rule = (written: Partial<Rule> = {}): Rule => ({
  policy: "p1",
  id: "r1",
  name: "R",
  isActive: true,
  priority: 1,
  demand: "mfa",
  isConditional: false,
  include: [],
  exclude: [],
  sessionMinutes: null,
  ...written,
});

/** Who must show a second factor: the rows of kind `mfa`. */
const demanded = (policies: readonly Policy[], rules: readonly Rule[], everyone: string | null = null, inForce: ReadonlySet<string> | null = null) =>
  policyRows(policies, rules, everyone, inForce).filter((row) => row["kind"] === "mfa");

describe("a global session policy demands a second factor", () => {
  it.each<[string, Rule[], { include: string[]; exclude: string[]; strength: string } | null]>([
    ["of everybody, by one rule", [rule()], { include: ["*"], exclude: [], strength: "mfa" }],
    ["of nobody, by one rule that does not", [rule({ demand: "password" })], null],
    ["of nobody, by an inactive rule", [rule({ isActive: false })], null],
    ["of nobody, without rules", [], null],
    [
      "of all but those whom the rule leaves out",
      [rule({ exclude: ["u1"] }), rule({ priority: 2, demand: "password" })],
      { include: ["*"], exclude: ["u1"], strength: "mfa" },
    ],
    [
      "of all but those whom an earlier rule lets in",
      [rule({ demand: "password", include: ["g1"] }), rule({ priority: 2 })],
      { include: ["*"], exclude: ["g1"], strength: "mfa" },
    ],
    [
      "of nobody, where an earlier rule lets all in from some places",
      [rule({ demand: "password", isConditional: true }), rule({ priority: 2 })],
      null,
    ],
    ["of nobody, where it depends and the last rule lets all in", [rule({ isConditional: true }), rule({ priority: 2, demand: "password" })], null],
    [
      "of everybody, where it depends and the last rule demands it anyway",
      [rule({ isConditional: true }), rule({ priority: 2 })],
      { include: ["*"], exclude: [], strength: "mfa" },
    ],
    [
      "of nobody, where only some are named and the last rule lets all in",
      [rule({ include: ["g1"] }), rule({ priority: 2, demand: "password" })],
      null,
    ],
    [
      "of everybody, where a later rule would let all in but is never reached",
      [rule({ priority: 2, demand: "password" }), rule({ priority: 1 })],
      { include: ["*"], exclude: [], strength: "mfa" },
    ],
    [
      "as weak as its weakest way",
      [rule({ demand: "phishing-resistant", include: ["g1"] }), rule({ priority: 2 })],
      { include: ["*"], exclude: [], strength: "mfa" },
    ],
    [
      "as strong as its only way",
      [rule({ demand: "deny", isConditional: true }), rule({ priority: 2, demand: "phishing-resistant" })],
      { include: ["*"], exclude: [], strength: "phishing-resistant" },
    ],
  ])("%s", (_name, rules, expected) => {
    expect(demanded([policy()], rules)).toEqual(expected === null ? [] : [{ kind: "mfa", id: "p1", name: "P1", state: "enabled", ...expected }]);
  });

  it("of those whom no earlier policy has taken", () => {
    const policies = [policy({ id: "p2", name: "P2", priority: 2 }), policy({ groups: ["g1"] })];
    expect(demanded(policies, [rule({ demand: "password" }), rule({ policy: "p2" })])).toEqual([
      { kind: "mfa", id: "p2", name: "P2", state: "enabled", include: ["*"], exclude: ["g1"], strength: "mfa" },
    ]);
  });

  it("of nobody, behind a policy for everybody", () => {
    const policies = [policy({ groups: ["g0"] }), policy({ id: "p2", name: "P2", priority: 2 })];
    expect(demanded(policies, [rule({ demand: "password" }), rule({ policy: "p2" })], "g0")).toEqual([
      { kind: "mfa", id: "p2", name: "P2", state: "disabled", include: ["*"], exclude: [], strength: "mfa" },
    ]);
  });

  it("behind an inactive policy as if that were not there", () => {
    const policies = [policy({ isActive: false }), policy({ id: "p2", name: "P2", priority: 2 })];
    expect(demanded(policies, [rule({ demand: "password" }), rule({ policy: "p2" })])).toMatchObject([{ name: "P2", state: "enabled", exclude: [] }]);
  });
});

describe("authentication policies", () => {
  const two = [policy({ type: "ACCESS_POLICY" }), policy({ type: "ACCESS_POLICY", id: "p2", name: "P2" })];

  it.each<[string, Rule[], ReadonlySet<string> | null, { exclude: string[]; strength: string } | null]>([
    ["demand what the weakest demands", [rule({ demand: "phishing-resistant" }), rule({ policy: "p2" })], null, { exclude: [], strength: "mfa" }],
    ["demand nothing where one demands nothing", [rule(), rule({ policy: "p2", demand: "password" })], null, null],
    ["demand nothing where one could not be read", [rule()], null, null],
    [
      "count only where they guard an application",
      [rule(), rule({ policy: "p2", demand: "password" })],
      new Set(["p1"]),
      { exclude: [], strength: "mfa" },
    ],
    [
      "leave out whom any of them leaves out",
      [rule({ exclude: ["u2"] }), rule({ policy: "p2", exclude: ["u1"] })],
      null,
      { exclude: ["u1", "u2"], strength: "mfa" },
    ],
  ])("%s", (_name, rules, inForce, expected) => {
    const row = { kind: "mfa", name: "All authentication policies in force", state: "enabled", include: ["*"] };
    expect(demanded(two, rules, null, inForce)).toEqual(expected === null ? [] : [{ ...row, ...expected }]);
  });
});

describe("sessions", () => {
  it("last as long as each rule says", () => {
    const rules = [
      rule({ sessionMinutes: 720 }),
      rule({ id: "r2", name: "S", priority: 2, sessionMinutes: 0, include: ["g2"], exclude: ["u1"] }),
      rule({ name: "T", demand: "deny", sessionMinutes: 5 }),
    ];
    expect(policyRows([policy({ groups: ["g1"] })], rules, null, null).filter((row) => row["kind"] === "session-lifetime")).toEqual([
      { kind: "session-lifetime", id: "r1", name: "P1 / R", state: "enabled", include: ["g1"], exclude: [], value: "720" },
      { kind: "session-lifetime", id: "r2", name: "P1 / S", state: "enabled", include: ["g2"], exclude: ["u1"], value: "unlimited" },
    ]);
  });
});

describe("what a rule demands", () => {
  const demand = (actions: unknown) => ruleOf("p1", { actions })["demand"];
  const assurance = (factorMode: string, ...possession: readonly object[]) => ({
    appSignOn: {
      access: "ALLOW",
      verificationMethod: { type: "ASSURANCE", factorMode, constraints: possession.map((one) => ({ possession: one })) },
    },
  });
  const resistant = { phishingResistant: "REQUIRED" };
  const verified = { userVerification: "REQUIRED" };

  it.each([
    ["a factor", { signon: { access: "ALLOW", requireFactor: true } }, "mfa"],
    ["no factor", { signon: { access: "ALLOW", requireFactor: false } }, "password"],
    ["nothing said", { signon: { access: "ALLOW" } }, "password"],
    ["no access", { signon: { access: "DENY" } }, "deny"],
    ["no access to an application", { appSignOn: { access: "DENY" } }, "deny"],
    ["any two factors", assurance("2FA"), "mfa"],
    ["one factor", assurance("1FA"), "password"],
    ["one factor of any hardware", assurance("1FA", { hardwareProtection: "REQUIRED" }), "password"],
    ["one factor that proves its user", assurance("1FA", verified), "mfa"],
    ["one factor that proves its user and resists phishing", assurance("1FA", { ...verified, ...resistant }), "phishing-resistant"],
    ["one factor that resists phishing", assurance("1FA", resistant), "password"],
    ["two factors, one resisting phishing", assurance("2FA", resistant), "phishing-resistant"],
    ["two ways, of which one resists phishing", assurance("2FA", resistant, verified), "mfa"],
    ["a chain of two steps", { appSignOn: { access: "ALLOW", verificationMethod: { type: "AUTH_METHOD_CHAIN", chains: [{ next: [{}] }] } } }, "mfa"],
    [
      "two chains, one of a single step",
      { appSignOn: { access: "ALLOW", verificationMethod: { type: "AUTH_METHOD_CHAIN", chains: [{ next: [{}] }, {}] } } },
      "password",
    ],
    ["something not understood", { appSignOn: { access: "ALLOW", verificationMethod: { type: "TELEPATHY" } } }, "password"],
    ["nothing", undefined, "password"],
  ])("%s", (_name, actions, expected) => {
    expect(demand(actions)).toBe(expected);
  });

  it.each([
    [{}, false],
    [
      { network: { connection: "ANYWHERE" }, authContext: { authType: "ANY" }, riskScore: { level: "ANY" }, identityProvider: { provider: "ANY" } },
      false,
    ],
    [
      { platform: { include: [{ type: "ANY" }] }, risk: { behaviors: [] }, userType: { include: [], exclude: [] }, elCondition: { condition: "" } },
      false,
    ],
    [{ network: { connection: "ZONE", include: ["z1"] } }, true],
    [{ authContext: { authType: "RADIUS" } }, true],
    [{ riskScore: { level: "HIGH" } }, true],
    [{ identityProvider: { provider: "SPECIFIC_IDP" } }, true],
    [{ risk: { behaviors: ["b1"] } }, true],
    [{ userType: { include: ["t1"] } }, true],
    [{ device: { registered: true } }, true],
    [{ device: { managed: true } }, true],
    [{ elCondition: { condition: "security.risk.level == 'HIGH'" } }, true],
    [{ platform: { include: [{ type: "MOBILE" }] } }, true],
  ])("%j depends on more than the person: %s", (conditions, expected) => {
    expect(ruleOf("p1", { conditions })["isConditional"]).toBe(expected);
  });
});

describe("whatever the rules", () => {
  const ids = fc.subarray(["u1", "g1", "g2"]);
  const rules = fc.array(
    fc.record({
      policy: fc.constant("p1"),
      id: fc.constant("r1"),
      name: fc.constantFrom("A", "B", "C"),
      isActive: fc.boolean(),
      priority: fc.integer({ min: 1, max: 5 }),
      demand: fc.constantFrom("password" as const, "mfa" as const, "phishing-resistant" as const, "deny" as const),
      isConditional: fc.boolean(),
      include: ids,
      exclude: ids,
      sessionMinutes: fc.constant(null),
    }),
    { maxLength: 6 },
  );
  const isFor = (one: Rule, person: string) => (one.include.length === 0 || one.include.includes(person)) && !one.exclude.includes(person);

  it("nobody who gets in with a password is said to be held to a factor", () => {
    fc.assert(
      fc.property(rules, fc.constantFrom("u1", "g1", "g2", "somebody else"), (written, person) => {
        const [row] = demanded([policy()], written) as unknown as { include: string[]; exclude: string[] }[];
        if (row === undefined || row.exclude.includes(person)) return;
        // As Okta goes through the rules, with every condition met or not, as suits whoever wants in.
        const inOrder = written.filter((one) => one.isActive).sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
        for (const one of inOrder.filter((one) => isFor(one, person))) {
          expect(one.demand).not.toBe("password");
          if (!one.isConditional) break;
        }
      }),
    );
  });

  it("they may be listed in any order", () => {
    fc.assert(
      fc.property(
        rules.map((written) => written.map((one, index) => ({ ...one, name: `${one.name}${index}` }))),
        (written) => {
          expect(demanded([policy()], [...written].reverse())).toEqual(demanded([policy()], written));
        },
      ),
    );
  });

  it("a policy and a rule survive being kept", () => {
    const kept = JSON.parse(JSON.stringify(policyOf("OKTA_SIGN_ON", { id: "p1", name: "P", conditions: null }))) as unknown;
    expect(kept).toEqual({ id: "p1", type: "OKTA_SIGN_ON", name: "P", isActive: true, priority: Number.MAX_SAFE_INTEGER, groups: [] });
  });
});
