import { describe, expect, it } from "vitest";
import type { Row } from "../../src/inventory/tables.js";
import type { Envelope } from "../../src/readiness/evaluate.js";
import { NEEDED_FACTS } from "../../src/readiness/facts.js";
import type { Tables } from "../support/inventory.js";
import { type Assessed, assess, assessAll, everythingKnown, type Found, human, MFA_FOR_ALL, rule, type Situation } from "../support/readiness.js";

/** A company in two directories whose people have something of everything. */
const tables = {
  accounts: [
    human("boss"),
    human("ana"),
    { ...human("ana-okta"), source: "okta", lastSignIn: null },
    human("ben", { mfa: "none" }),
    human("cy"),
    { ...human("cy-okta", { mfa: "weak" }), source: "okta" },
    human("dee", { mfa: null }),
    human("eli", { active: false }),
    human("gus", { kind: "guest", mfa: null }),
    { id: "app", kind: "service", active: true },
  ],
  groups: [{ id: "admins" }, { id: "spared" }],
  memberships: [
    { group: "admins", member: "cy" },
    { group: "spared", member: "dee" },
  ],
  roles: [{ id: "ga", displayName: "Global Administrator", tier: 0 }],
  grants: [{ principal: "admins", principalType: "group", role: "ga", scope: "/", state: "active" }],
  owners: [{ subject: "app", owner: "boss" }],
  consents: [{ client: "app", principal: "ana", resource: "mail", scopes: ["Mail.Read"] }],
  secrets: [{ source: "okta", id: "t", holder: "ana-okta", kind: "api-token" }],
  policies: [
    { ...MFA_FOR_ALL, exclude: ["spared"] },
    { ...MFA_FOR_ALL, source: "okta" },
  ],
} satisfies Tables;

const found: Found[] = [
  { ruleId: "privilege/standing-tier0", severity: "critical", account: "cy" },
  { ruleId: "secrets/api-token-old", severity: "high", source: "okta", account: "ana-okta", subjectId: "t" },
  { ruleId: "ownership/review-overdue", severity: "medium", account: "boss", status: "waived" },
  { ruleId: "secrets/unused", severity: "medium", subjectId: "app", concerns: "boss" },
];
const rules = [
  rule("privilege/standing-tier0", "no-standing-privilege"),
  rule("secrets/api-token-old", "no-personal-secret"),
  rule("ownership/review-overdue", "reviewed"),
  rule("secrets/unused", "owned-secrets"),
];
const same = [
  ["corp/ana", "okta/ana-okta"],
  ["corp/cy", "okta/cy-okta"],
];
const company = (facts: readonly Row[]): Situation => ({ tables: { ...tables, facts }, found, same });
const KNOWN = everythingKnown("corp", "okta");

const ENVELOPE: Readonly<Record<Envelope, number>> = { none: 0, read: 1, full: 2 };
/** What has no function in it, for comparing. */
const plain = (people: ReadonlyMap<string, Assessed> | undefined) => [...(people ?? [])].map(([id, { gate: _gate, ...rest }]) => [id, rest]);

describe("evidence that is lost", () => {
  // Nobody delegates from Okta here, and a directory that is only beside the everyday one is not asked for what it cannot say.
  it.each([
    ["corp", ["denied", "failed", "not-requested", "incomplete", "absent", "unsupported"]],
    ["okta", ["denied", "failed", "not-requested", "incomplete", "absent"]],
  ])("of %s raises nothing but doubt, whichever fact it is and however it is lost", async (source, states) => {
    const lost = NEEDED_FACTS.flatMap((fact) => states.map((state) => ({ fact, state })));
    const without = ({ fact, state }: { fact: string; state: string }) =>
      KNOWN.flatMap((row): Row[] => {
        if (row["source"] !== source || row["fact"] !== fact) return [row];
        if (state === "absent") return [];
        return [{ ...row, state: state === "incomplete" ? "collected" : state, complete: false }];
      });
    const [whole, ...blind] = await assessAll([company(KNOWN), ...lost.map((one) => company(without(one)))], { rules });
    expect([...(whole ?? [])].map(([id, { verdict }]) => `${id} ${verdict}`)).toEqual([
      "ana READY",
      "ben BLOCKED",
      "boss READY",
      "cy BLOCKED",
      "dee BLOCKED",
      "eli BLOCKED",
      "gus CONDITIONAL",
    ]);
    const raised = lost.flatMap(({ fact, state }, index) =>
      [...(whole ?? [])].flatMap(([id, known]) => {
        const one = blind[index]?.get(id);
        const isFair =
          one !== undefined &&
          one.proven <= known.proven &&
          one.possible >= known.possible &&
          (one.verdict !== "READY" || known.verdict === "READY") &&
          ENVELOPE[one.envelope] <= ENVELOPE[known.envelope];
        return isFair ? [] : [`${fact} ${state}: ${id}`];
      }),
    );
    expect(raised).toEqual([]);
  });
});

describe("what does not matter", () => {
  it("the order of rows", async () => {
    const reversed = Object.fromEntries(Object.entries({ ...tables, facts: KNOWN }).map(([table, rows]) => [table, [...(rows as Row[])].reverse()]));
    const turned: Situation = { tables: reversed, found, same };
    expect(plain(await assess(turned, { rules }))).toEqual(plain(await assess(company(KNOWN), { rules })));
  });

  it("accounts, groups and agents that have nothing to do with a person", async () => {
    const more: Tables = {
      ...tables,
      facts: KNOWN,
      accounts: [...tables.accounts, human("zoe", { mfa: "none", active: false, leaveDate: "2026-01-01" }), { id: "bot", kind: "agent" }],
      groups: [...tables.groups, { id: "club" }],
      memberships: [...tables.memberships, { group: "club", member: "zoe" }],
      owners: [...tables.owners, { subject: "bot", owner: "zoe" }],
      consents: [...tables.consents, { client: "bot", principal: "zoe", resource: "mail", scopes: ["Mail.Send"] }],
    };
    const people = await assess(
      { tables: more, found: [...found, { ruleId: "privilege/standing-tier0", severity: "critical", account: "zoe" }], same },
      { rules },
    );
    expect(plain(people).filter(([id]) => id !== "zoe")).toEqual(plain(await assess(company(KNOWN), { rules })));
  });
});

describe("a path with many actions", () => {
  const apps = Array.from({ length: 40 }, (_, index) => `app-${String(index).padStart(2, "0")}`);
  const kinds = ["ownership/app-no-owner", "secrets/unused", "ownership/review-overdue"] as const;

  it("takes findings of one kind together", async () => {
    const many: Found[] = [
      ...apps.flatMap((subjectId) => kinds.slice(0, 2).map((ruleId): Found => ({ ruleId, severity: "critical", subjectId, concerns: "ana" }))),
      { ruleId: "ownership/review-overdue", severity: "critical", account: "ana" },
    ];
    const checks = [
      rule("ownership/app-no-owner", "owned-in-order"),
      rule("secrets/unused", "owned-secrets"),
      rule("ownership/review-overdue", "reviewed"),
    ];
    const one = (await assess({ tables: { accounts: [human("boss"), human("ana")] }, found: many }, { rules: checks })).get("ana");
    expect(one).toMatchObject({ verdict: "CONDITIONAL", proven: 91.3, reachable: "READY" });
    expect(one?.pathToReady).toEqual([
      { action: "Resolve: about ownership/app-no-owner", subject: "corp/app-00 and 39 more", finding: "0000000000000000", gain: 3, upTo: false },
    ]);
  });
});
