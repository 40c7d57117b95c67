import { beforeAll, describe, expect, it } from "vitest";
import { missingOf } from "../../src/readiness/gaps.js";
import { GATES, type GateId, type Verdict } from "../../src/readiness/model.js";
import type { Tables } from "../support/inventory.js";
import {
  type Assessed,
  type AssessOptions,
  assess,
  assessAll,
  everythingKnown,
  type Found,
  fingerprintOf,
  human,
  known,
  MFA_FOR_ALL,
  rule,
  type Situation,
} from "../support/readiness.js";

const boss = human("boss");
const ana = human("ana");
const RULES = [
  rule("duplicates/same-source-active", "one-everyday-account"),
  rule("duplicates/review-link-open", "links-settled"),
  rule("shared/role-named-account", "personal-factors"),
  rule("privilege/standing-tier0", "no-standing-privilege"),
  rule("privilege/everyday-admin", "no-standing-privilege"),
  rule("privilege/shadow-group-owner", "no-shadow-path"),
  rule("privilege/shadow-app-owner", "no-shadow-path"),
  rule("privilege/helpdesk-resets-admin", "no-shadow-path"),
  rule("authentication/no-mfa", "second-factor"),
  rule("authentication/no-phishing-resistant", "phishing-resistant"),
  rule("lifecycle/left-still-active", "manager-known"),
  rule("ownership/review-overdue", "reviewed"),
  rule("ownership/app-no-owner", "owned-in-order"),
  rule("secrets/api-token-old", "no-personal-secret"),
  rule("secrets/human-token-used-by-service", "no-personal-secret"),
  rule("directory-posture/audit-not-streamed", "log-names-both", { concerns: "directory" }),
  rule("agents/serves-blocked-human", "governed-agents", { afterReadiness: true }),
  rule("privilege/global-admin-count", null, { concerns: "directory" }),
];

/** What becomes of Ana. */
async function judge(
  tables: Tables,
  found: readonly Found[] = [],
  rest: Omit<Situation, "tables" | "found"> & AssessOptions = {},
): Promise<Assessed> {
  const { same, review, breakGlass, ...options } = rest;
  const people = await assess(situation(tables, found, rest), { rules: RULES, ...options });
  return anaOf(people);
}

function situation(
  tables: Tables,
  found: readonly Found[],
  { same = [], review = [], breakGlass = [] }: Omit<Situation, "tables" | "found">,
): Situation {
  return { tables: { accounts: [boss, ana], ...tables }, found, same, review, breakGlass };
}

function anaOf(people: ReadonlyMap<string, Assessed> | undefined): Assessed {
  const one = people?.get("ana");
  if (one === undefined) throw new Error("there is no Ana");
  return one;
}

describe("a person with everything known and in order", () => {
  it("is READY, and the detail is what the report prints", async () => {
    const { gate, ...whole } = await judge({});
    expect(gate("mfa")).toBe("pass");
    expect(whole).toMatchObject({
      verdict: "READY",
      proven: 100,
      possible: 100,
      conditions: [],
      envelope: "full",
      reachable: "READY",
      obstacles: [],
      pathToReady: [],
    });
    expect(whole.gates).toHaveLength(8);
    expect(whole.gates.every(({ status, findings }) => status === "pass" && findings.length === 0)).toBe(true);
    expect(whole.dimensions[0]).toEqual({ id: "single-identity", proven: 100, possible: 100, weight: 20, reasons: [] });
    expect(whole.dimensions).toHaveLength(7);
  });
});

describe("gates", () => {
  const role = { id: "ga", displayName: "Global Administrator", tier: 0 };
  const toAna = { principal: "ana", role: "ga", scope: "/", state: "active" };
  const carrying = {
    groups: [{ id: "g" }],
    roles: [role],
    grants: [{ principal: "g", principalType: "group", role: "ga", scope: "/", state: "active" }],
  };
  const spare = { ...human("ana2"), employeeNumber: "ana", lastSignIn: null };
  const twin = { same: [["corp/ana", "corp/ana2"]] as const };
  const outside = human("walter");
  const other = human("xenia");
  const inRecord = { ...human("ana-hr"), source: "hr", employeeNumber: "ana", lastSignIn: null };
  const both = { same: [["corp/ana", "hr/ana-hr"]] as const };
  const token = { id: "t", holder: "ana", kind: "api-token" };
  const only = (account: object): Tables => ({ accounts: [boss, { ...ana, ...account }] });

  const cases: readonly (readonly [string, Tables, Omit<Situation, "tables" | "found">, GateId, string, Verdict])[] = [
    ["a person who has only an admin account has none to delegate from", only({ kind: "admin" }), {}, "human", "unknown", "CONDITIONAL"],

    ["two active accounts in one directory", { accounts: [boss, ana, spare] }, twin, "one-identity", "fail", "BLOCKED"],
    ["the other one disabled", { accounts: [boss, ana, { ...spare, active: false }] }, twin, "one-identity", "pass", "READY"],
    ["the other one perhaps active", { accounts: [boss, ana, { ...spare, active: null }] }, twin, "one-identity", "unknown", "CONDITIONAL"],
    ["the other one an admin account", { accounts: [boss, ana, { ...spare, kind: "admin" }] }, twin, "one-identity", "pass", "READY"],
    ["one link open", { accounts: [boss, ana, outside] }, { review: [["corp/ana", "corp/walter"]] }, "one-identity", "unknown", "CONDITIONAL"],
    [
      "two links open",
      { accounts: [boss, ana, outside, other] },
      {
        review: [
          ["corp/ana", "corp/walter"],
          ["corp/ana", "corp/xenia"],
        ],
      },
      "one-identity",
      "fail",
      "BLOCKED",
    ],
    [
      "a link to a disabled account",
      { accounts: [boss, ana, { ...outside, active: false }] },
      { review: [["corp/ana", "corp/walter"]] },
      "one-identity",
      "pass",
      "READY",
    ],

    ["disabled", only({ active: false }), {}, "employed", "fail", "BLOCKED"],
    ["no directory gives a status", { ...only({ active: null }), facts: known({ status: "denied" }) }, {}, "employed", "unknown", "CONDITIONAL"],
    ["the last day is tomorrow", only({ leaveDate: "2026-06-02" }), {}, "employed", "pass", "READY"],
    ["the last day is now", only({ leaveDate: "2026-06-01T09:00:00Z" }), {}, "employed", "fail", "BLOCKED"],
    ["left, and was hired again", only({ leaveDate: "2025-01-01", hireDate: "2025-06-01" }), {}, "employed", "pass", "READY"],
    [
      "left by the source of record",
      { accounts: [boss, ana, { ...inRecord, leaveDate: "2026-01-01" }], facts: everythingKnown("hr", "corp") },
      both,
      "employed",
      "fail",
      "BLOCKED",
    ],

    ["no second factor", only({ mfa: "none" }), {}, "mfa", "fail", "BLOCKED"],
    ["only a weak one", only({ mfa: "weak" }), {}, "mfa", "pass", "READY"],
    ["factors not collected", { ...only({ mfa: null }), facts: known({ mfa: "denied" }) }, {}, "mfa", "unknown", "CONDITIONAL"],
    ["factors not collected, though a column is filled", { facts: known({ mfa: "denied" }) }, {}, "mfa", "unknown", "CONDITIONAL"],
    ["a guest's factor may be at home", only({ kind: "guest", mfa: "none" }), {}, "mfa", "unknown", "CONDITIONAL"],
    ["left out of the only policy", { policies: [{ ...MFA_FOR_ALL, exclude: ["ana"] }] }, {}, "mfa", "fail", "BLOCKED"],
    [
      "left out by a group in a group",
      {
        policies: [{ ...MFA_FOR_ALL, exclude: ["g"] }],
        groups: [{ id: "g" }, { id: "h" }],
        memberships: [
          { group: "g", member: "h" },
          { group: "h", member: "ana" },
        ],
      },
      {},
      "mfa",
      "fail",
      "BLOCKED",
    ],
    [
      "left out of one policy, taken in by another",
      {
        policies: [
          { ...MFA_FOR_ALL, exclude: ["ana"] },
          { ...MFA_FOR_ALL, name: "staff", include: ["g"] },
        ],
        groups: [{ id: "g" }],
        memberships: [{ group: "g", member: "ana" }],
      },
      {},
      "mfa",
      "pass",
      "READY",
    ],
    ["no policy at all", { policies: [] }, {}, "mfa", "fail", "BLOCKED"],
    ["a policy that only reports", { policies: [{ ...MFA_FOR_ALL, state: "report-only" }] }, {}, "mfa", "fail", "BLOCKED"],
    ["policies not collected", { policies: [], facts: known({ policies: "denied" }) }, {}, "mfa", "unknown", "CONDITIONAL"],
    ["groups not collected, by which policies may leave out", { facts: known({ groups: "denied" }) }, {}, "mfa", "unknown", "CONDITIONAL"],

    ["a standing role of tier 0", { roles: [role], grants: [toAna] }, {}, "no-standing-tier0", "fail", "BLOCKED"],
    ["one that ends", { roles: [role], grants: [{ ...toAna, end: "2026-07-01" }] }, {}, "no-standing-tier0", "pass", "READY"],
    ["one to be activated", { roles: [role], grants: [{ ...toAna, state: "eligible" }] }, {}, "no-standing-tier0", "pass", "READY"],
    ["one of tier 1", { roles: [{ ...role, tier: 1 }], grants: [toAna] }, {}, "no-standing-tier0", "pass", "READY"],
    ["through a group", { ...carrying, memberships: [{ group: "g", member: "ana" }] }, {}, "no-standing-tier0", "fail", "BLOCKED"],
    ["by owning the group", { ...carrying, owners: [{ subject: "g", owner: "ana" }] }, {}, "no-standing-tier0", "fail", "BLOCKED"],
    [
      "by owning a group whose role ends",
      {
        ...carrying,
        grants: [{ principal: "g", role: "ga", scope: "/", state: "active", end: "2026-07-01" }],
        owners: [{ subject: "g", owner: "ana" }],
      },
      {},
      "no-standing-tier0",
      "pass",
      "READY",
    ],
    [
      "by sponsoring it, which changes nothing",
      { ...carrying, owners: [{ subject: "g", owner: "ana", role: "sponsor" }] },
      {},
      "no-standing-tier0",
      "pass",
      "READY",
    ],
    [
      "by owning an application",
      {
        accounts: [boss, ana, { id: "app", kind: "service" }],
        roles: [role],
        grants: [{ ...toAna, principal: "app" }],
        owners: [{ subject: "app", owner: "ana" }],
      },
      {},
      "no-standing-tier0",
      "fail",
      "BLOCKED",
    ],
    ["roles not collected", { facts: known({ roles: "denied" }) }, {}, "no-standing-tier0", "unknown", "CONDITIONAL"],
    ["owners not collected", { facts: known({ owners: "failed" }) }, {}, "no-standing-tier0", "unknown", "CONDITIONAL"],
    ["groups not collected, through which a role may come", { facts: known({ groups: null }) }, {}, "no-standing-tier0", "unknown", "CONDITIONAL"],

    ["high risk", only({ risk: "high" }), {}, "not-compromised", "fail", "BLOCKED"],
    ["medium risk", only({ risk: "medium" }), {}, "not-compromised", "pass", "READY"],
    ["risk not collected", { facts: known({ risk: "denied" }) }, {}, "not-compromised", "pass", "READY"],

    [
      "a live token, and no sign-ins seen",
      { ...only({ lastSignIn: null }), secrets: [token], facts: known({ signin: "denied" }) },
      {},
      "not-an-impersonation-vehicle",
      "unknown",
      "CONDITIONAL",
    ],
    [
      "a token that has expired",
      { ...only({ lastSignIn: null }), secrets: [{ ...token, expires: "2026-01-01" }], facts: known({ signin: "denied" }) },
      {},
      "not-an-impersonation-vehicle",
      "pass",
      "READY",
    ],
    ["tokens not collected", { facts: known({ tokens: "denied" }) }, {}, "not-an-impersonation-vehicle", "unknown", "CONDITIONAL"],
    ["tokens that the directory does not have", { facts: known({ tokens: "unsupported" }) }, {}, "not-an-impersonation-vehicle", "pass", "READY"],

    [
      "a login named for a function, of which nothing is seen",
      {
        ...only({ userName: "reception@corp.example", givenName: null, familyName: null, mfa: null, lastSignIn: null }),
        facts: known({ mfa: "denied", signin: "denied" }),
      },
      {},
      "not-shared",
      "unknown",
      "CONDITIONAL",
    ],
    [
      "the same with sign-ins seen",
      { ...only({ userName: "reception@corp.example", givenName: null, familyName: null, mfa: null }), facts: known({ mfa: "denied" }) },
      {},
      "not-shared",
      "pass",
      "CONDITIONAL",
    ],
  ];
  let judged: ReadonlyMap<string, Assessed>[] = [];
  beforeAll(async () => {
    judged = await assessAll(
      cases.map(([, tables, rest]) => situation(tables, [], rest)),
      { rules: RULES },
    );
  });

  it.each(cases.map(([reason, , , gate, status, verdict], index) => ({ reason, index, gate, status, verdict })))(
    "$reason",
    ({ index, gate, status, verdict }) => {
      const one = anaOf(judged[index]);
      expect({ status: one.gate(gate), verdict: one.verdict }).toEqual({ status, verdict });
    },
  );

  it("nothing is known of a person without an everyday account", () => {
    const row = { source: null, account: null, missing: 0, flags: 0, gaps: null };
    const { gaps } = missingOf(row, { hasTwinPerhaps: false, isRoleNamed: false, requireRisk: false });
    expect(gaps).toMatchObject([{ fact: "an everyday account", obtainable: false, gates: GATES }]);
  });

  it("a missing risk state opens its gate where the configuration asks for it", async () => {
    const facts = known({ risk: "denied" });
    expect((await judge({ facts })).gate("not-compromised")).toBe("pass");
    expect(await judge({ facts }, [], { requireRisk: true })).toMatchObject({
      verdict: "CONDITIONAL",
      conditions: ["gate not-compromised is unknown"],
    });
  });
});

describe("findings and gates", () => {
  const role = {
    roles: [{ id: "ga", displayName: "Global Administrator", tier: 0 }],
    grants: [{ principal: "ana", role: "ga", scope: "/", state: "active" }],
  };
  const standing: Found = { ruleId: "privilege/standing-tier0", severity: "critical", account: "ana" };

  it("a finding stands for what the inventory shows, and carries its fingerprint", async () => {
    const one = await judge(role, [standing]);
    expect(one.gates.find(({ id }) => id === "no-standing-tier0")).toEqual({ id: "no-standing-tier0", status: "fail", findings: [fingerprintOf(0)] });
    expect(one).toMatchObject({ verdict: "BLOCKED", proven: 91, conditions: ["gate no-standing-tier0 fails"], reachable: "READY" });
    expect(one.pathToReady).toEqual([
      {
        action: "Move the privileged role to a separate admin account, eligible instead of permanent",
        subject: "corp/ana",
        finding: fingerprintOf(0),
        gain: 9,
        upTo: false,
      },
    ]);
  });

  it("without a finding the gate fails all the same, and there is still a way", async () => {
    const one = await judge(role);
    expect(one).toMatchObject({ verdict: "BLOCKED", proven: 100, reachable: "READY" });
    expect(one.pathToReady).toMatchObject([{ subject: "corp/ana", finding: null, gain: 0 }]);
  });

  it("a waiver turns the failure into a condition", async () => {
    const one = await judge(role, [{ ...standing, status: "waived" }]);
    expect(one).toMatchObject({
      verdict: "CONDITIONAL",
      proven: 100,
      conditions: ["gate no-standing-tier0 passes only by a waiver"],
      envelope: "read",
    });
    expect(one.gates.find(({ id }) => id === "no-standing-tier0")).toMatchObject({ status: "pass", findings: [fingerprintOf(0)] });
  });

  it("an emergency account is never delegated from, and nobody is asked to take its role", async () => {
    const one = await judge(role, [], { breakGlass: ["corp/ana"] });
    expect(one).toMatchObject({ verdict: "BLOCKED", pathToReady: [], reachable: "BLOCKED", obstacles: ["gate no-standing-tier0 fails"] });
  });

  it("what was silenced weighs nothing, and comes back when only the louder goes", async () => {
    const one = await judge(role, [standing, { ruleId: "privilege/everyday-admin", severity: "high", account: "ana", silencedBy: 0 }]);
    expect(one.proven).toBe(91);
    expect(one.dimensions.find(({ id }) => id === "least-privilege")?.reasons).toEqual(["no standing tier 0 or 1: 1 critical"]);
    // One action settles both.
    expect(one.pathToReady).toMatchObject([{ gain: 9 }]);
  });

  it.each<readonly [string, Found, GateId, string]>([
    ["a shared login of high severity", { ruleId: "shared/role-named-account", severity: "high", account: "ana" }, "not-shared", "fail"],
    ["of medium severity", { ruleId: "shared/role-named-account", severity: "medium", account: "ana" }, "not-shared", "pass"],
    [
      "software on the person's token",
      { ruleId: "secrets/human-token-used-by-service", severity: "critical", account: "ana" },
      "not-an-impersonation-vehicle",
      "fail",
    ],
    [
      "a reset right over tier 0",
      { ruleId: "privilege/helpdesk-resets-admin", severity: "high", account: "ana", row: { tier: 0 } },
      "no-standing-tier0",
      "fail",
    ],
    [
      "a reset right over tier 1",
      { ruleId: "privilege/helpdesk-resets-admin", severity: "high", account: "ana", row: { tier: 1 } },
      "no-standing-tier0",
      "pass",
    ],
    [
      "owning a group of tier 1",
      { ruleId: "privilege/shadow-group-owner", severity: "high", account: "ana", row: { tier: 1 } },
      "no-standing-tier0",
      "pass",
    ],
  ])("%s", async (_reason, one, gate, status) => {
    expect((await judge({}, [one])).gate(gate)).toBe(status);
  });

  it("a shared login that is not the everyday one lowers the score only", async () => {
    const admin = { ...human("adm"), kind: "admin", employeeNumber: "ana" };
    const one = await judge({ accounts: [boss, ana, admin] }, [{ ruleId: "shared/role-named-account", severity: "high", account: "adm" }], {
      same: [["corp/ana", "corp/adm"]],
    });
    expect(one).toMatchObject({ verdict: "READY", proven: 98.8 });
  });

  it("each possible double is one question, whatever number of links asks it", async () => {
    const links: Found[] = ["w-1", "w-2"].map((subjectId) => ({
      ruleId: "duplicates/review-link-open",
      account: "ana",
      subjectId,
      row: { people: ["?"] },
    }));
    const one = await judge({ accounts: [boss, ana, human("walter")] }, links, { review: [["corp/ana", "corp/walter"]] });
    expect(one.gate("one-identity")).toBe("unknown");
    // 30 × 0.7 × 0.7 of links settled.
    expect(one.proven).toBe(96.9);
  });

  it("a duplicate that is disabled takes its own findings with it", async () => {
    const spare = { ...human("spare"), employeeNumber: "ana", lastSignIn: "2025-01-01" };
    const found: Found[] = [
      { ruleId: "duplicates/same-source-active", severity: "high", account: "ana" },
      { ruleId: "authentication/no-phishing-resistant", account: "spare" },
    ];
    const one = await judge({ accounts: [boss, ana, spare] }, found, { same: [["corp/ana", "corp/spare"]] });
    expect(one.pathToReady).toEqual([
      { action: "Move what the duplicate account holds, then disable it", subject: "corp/spare", finding: fingerprintOf(0), gain: 6.6, upTo: false },
    ]);
  });

  it("an application that is given up takes what is wrong with it along", async () => {
    const tables: Tables = {
      ...role,
      grants: [{ principal: "app", role: "ga", scope: "/", state: "active" }],
      accounts: [boss, ana, { id: "app", kind: "service" }],
      owners: [{ subject: "app", owner: "ana" }],
    };
    const one = await judge(tables, [
      { ruleId: "privilege/shadow-app-owner", severity: "critical", account: "ana", row: { app: "app" } },
      { ruleId: "ownership/app-no-owner", severity: "high", account: "app", concerns: "ana" },
    ]);
    expect(one.pathToReady).toMatchObject([{ subject: "corp/ana", finding: fingerprintOf(0), gain: 7.2 }]);
  });

  it("who has left cannot be made ready", async () => {
    const left = { accounts: [boss, { ...ana, leaveDate: "2026-01-01" }] };
    const one = await judge(left, [
      { ruleId: "lifecycle/left-still-active", severity: "critical", account: "ana" },
      { ruleId: "ownership/review-overdue", account: "ana" },
    ]);
    expect(one).toMatchObject({ verdict: "BLOCKED", pathToReady: [], reachable: "BLOCKED", obstacles: ["gate employed fails"] });
    expect(one.gates.find(({ id }) => id === "employed")?.findings).toEqual([fingerprintOf(0)]);
  });
});

describe("whose findings count", () => {
  it("directory-wide ones for everyone whose everyday account is in the source", async () => {
    const tables = {
      accounts: [boss, ana, { ...human("olaf"), source: "okta" }],
      facts: everythingKnown("corp", "okta"),
      policies: [MFA_FOR_ALL, { ...MFA_FOR_ALL, source: "okta" }],
    };
    const people = await assess({ tables, found: [{ ruleId: "directory-posture/audit-not-streamed", everyoneOf: "corp" }] }, { rules: RULES });
    expect([...people].map(([id, { proven }]) => [id, proven])).toEqual([
      ["ana", 99.1],
      ["boss", 99.1],
      ["olaf", 100],
    ]);
  });

  it("a finding that concerns a person in two ways counts once", async () => {
    expect((await judge({}, [{ ruleId: "directory-posture/audit-not-streamed", account: "ana", everyoneOf: "corp" }])).proven).toBe(99.1);
  });

  it("what one is responsible for", async () => {
    expect((await judge({}, [{ ruleId: "ownership/app-no-owner", severity: "high", subjectId: "app", concerns: "ana" }])).proven).toBe(98.2);
  });

  it.each<readonly [string, Found]>([
    ["rules that run after readiness", { ruleId: "agents/serves-blocked-human", severity: "critical", account: "ana" }],
    ["rules that lower no check", { ruleId: "privilege/global-admin-count", severity: "high", everyoneOf: "corp" }],
    ["accepted findings", { ruleId: "ownership/review-overdue", status: "waived", account: "ana" }],
    ["what only informs", { ruleId: "ownership/review-overdue", severity: "info", account: "ana" }],
    ["rules that are not there any more", { ruleId: "ownership/forgotten", severity: "critical", account: "ana" }],
  ])("not %s", async (_reason, one) => {
    expect((await judge({}, [one])).proven).toBe(100);
  });
});

describe("facts", () => {
  const okta = { ...human("ana-okta"), source: "okta", employeeNumber: "ana", lastSignIn: "2026-01-01" };
  const two = { accounts: [boss, ana, okta], policies: [MFA_FOR_ALL, { ...MFA_FOR_ALL, source: "okta" }] };
  const same = { same: [["corp/ana", "okta/ana-okta"]] as const };
  const reasons = (one: Assessed) => one.dimensions.flatMap((dimension) => dimension.reasons);

  it("is the worked example of Ben: factors and policies refused, reviews not offered", async () => {
    const found: Found[] = [
      { ruleId: "privilege/shadow-group-owner", severity: "high", account: "ana", row: { tier: 1 } },
      { ruleId: "secrets/api-token-old", severity: "high", account: "ana", subjectId: "t" },
    ];
    const facts = known({ mfa: "denied", policies: "denied", reviews: "unsupported" });
    const one = await judge({ accounts: [boss, { ...ana, mfa: null }], policies: [], facts }, found);
    expect(one).toMatchObject({ verdict: "CONDITIONAL", proven: 64.4, possible: 93.4, envelope: "none", reachable: "READY" });
    expect(one.pathToReady).toEqual([{ action: "Collect mfa, policies", subject: "corp", finding: null, gain: 26, upTo: true }]);
  });

  it.each<readonly [string, Tables, readonly string[]]>([
    [
      "what the other directory refuses is missing",
      { ...two, facts: [...everythingKnown("corp"), ...known({ reviews: "denied" }, "okta")] },
      ["reviewed in time: reviews not known of okta"],
    ],
    [
      "what it was not asked for, too",
      { ...two, facts: [...everythingKnown("corp"), ...known({ reviews: "not-requested" }, "okta")] },
      ["reviewed in time: reviews not known of okta"],
    ],
    ["what it cannot say is not asked of it", { ...two, facts: [...everythingKnown("corp"), ...known({ reviews: "unsupported" }, "okta")] }, []],
    [
      "a disabled account is asked nothing",
      { ...two, accounts: [boss, ana, { ...okta, active: false }], facts: [...everythingKnown("corp"), ...known({ reviews: "denied" }, "okta")] },
      [],
    ],
    [
      "a list of people is asked nothing",
      {
        ...two,
        facts: [
          ...everythingKnown("corp"),
          ...everythingKnown("okta").filter((row) => ["accounts", "status", "hr", "manager"].includes(String(row["fact"]))),
        ],
      },
      [],
    ],
    [
      "the everyday account's directory is, whatever the reason",
      { ...two, facts: [...known({ reviews: "unsupported" }), ...everythingKnown("okta")] },
      ["reviewed in time: reviews not known of corp"],
    ],
  ])("%s", async (_reason, tables, expected) => {
    expect(reasons(await judge(tables, [], same))).toEqual(expected);
  });

  it("the secrets of things are needed only from who owns things", async () => {
    const facts = known({ secrets: "denied" });
    expect(reasons(await judge({ facts }))).toEqual([]);
    const owning = { facts, accounts: [boss, ana, { id: "app", kind: "service" }], owners: [{ subject: "app", owner: "ana" }] };
    expect(reasons(await judge(owning))).toEqual(["secrets of what they own: secrets not known of corp"]);
    expect(reasons(await judge({ facts: known({ secrets: "denied", sponsors: "denied" }) }))).toEqual([
      "what they own is in order: sponsors not known of corp",
      "secrets of what they own: secrets not known of corp",
    ]);
  });

  it("agents are needed only from who lets somebody act for them", async () => {
    const facts = known({ agents: "denied" });
    expect(reasons(await judge({ facts }))).toEqual([]);
    const consents = [{ client: "app", principal: "ana", resource: "mail", scopes: ["Mail.Read"] }];
    expect(reasons(await judge({ facts, consents }))).toEqual(["their agents are governed: agents not known of corp"]);
    expect(reasons(await judge({ facts, consents: [{ ...(consents[0] as object), principal: "*" }] } as Tables))).toEqual([
      "their agents are governed: agents not known of corp",
    ]);
  });

  it("names what no permission can give, and how far one gets without", async () => {
    const one = await judge({ facts: known({ mfa: "unsupported" }), accounts: [boss, { ...ana, mfa: null }] });
    expect(one).toMatchObject({ verdict: "CONDITIONAL", pathToReady: [], reachable: "CONDITIONAL" });
    expect(one.obstacles).toEqual(["gate mfa is unknown", "0 of strong-authentication is proven, below 50", "mfa cannot be collected from corp"]);
  });
});

describe("settings", () => {
  it("weights, thresholds and requireRisk come from the configuration", async () => {
    const found: Found[] = [{ ruleId: "ownership/review-overdue", severity: "high", account: "ana" }];
    expect((await judge({}, found)).proven).toBe(98.2);
    const weights = {
      "single-identity": 0,
      "strong-authentication": 0,
      "least-privilege": 0,
      "credential-hygiene": 0,
      "delegation-hygiene": 0,
      containment: 0,
    };
    expect(await judge({}, found, { weights })).toMatchObject({ proven: 82, verdict: "READY" });
    expect(await judge({}, found, { weights, thresholds: { ready: 82.1 } })).toMatchObject({
      verdict: "CONDITIONAL",
      conditions: ["82 of the score is proven, below 82.1"],
    });
  });

  it("refuses names that nothing has", async () => {
    await expect(judge({}, [], { thresholds: { good: 1 } })).rejects.toThrow("readiness.thresholds: nothing is called good");
  });
});
