import { afterEach, describe, expect, it } from "vitest";
import { reachOf } from "../../src/access/agent-reach.js";
import { agentSummaries } from "../../src/access/agent-report.js";
import { blastFor } from "../../src/access/blast.js";
import { blastLines, maxScopeLines, reachLines } from "../../src/access/blast-lines.js";
import { controlLine } from "../../src/access/control/path.js";
import { agentsFor, findAgents, findPeople } from "../../src/access/find.js";
import type { Inventory } from "../../src/inventory/inventory.js";
import type { Row } from "../../src/inventory/tables.js";
import { auditAccounts } from "../../src/rules/audited.js";
import { accessOver, NOW, type Verdicts } from "./support.js";

let db: Inventory;
afterEach(() => db.close());

const READY: Verdicts = { "p-ann": { verdict: "READY", gates: { mfa: "pass" } }, "p-gus": { verdict: "BLOCKED" } };

/** Ann and her administrator's account, Gus who is a Global Administrator, and a copilot. */
async function company(
  consents: readonly Row[],
  more: { readonly grants?: readonly Row[]; readonly owners?: readonly Row[]; readonly groups?: readonly Row[]; readonly verdicts?: Verdicts } = {},
) {
  db = await accessOver(
    {
      accounts: [
        { id: "ann", userName: "ann@corp.example", displayName: "Ann Berg", emails: ["a.berg@corp.example"] },
        { id: "adm-ann", kind: "admin", displayName: "Ann Berg (admin)" },
        { id: "gus", displayName: "Gus Holm" },
        { id: "bot", kind: "agent", displayName: "Copilot", clientId: "bot-client" },
      ],
      groups: [{ id: "it", displayName: "IT", dynamicRule: "department = IT" }, ...(more.groups ?? [])],
      memberships: [{ group: "it", member: "ann", memberType: "account" }],
      roles: [
        { id: "ga", displayName: "Global Administrator", kind: "directory" },
        { id: "ua", displayName: "User Administrator", kind: "directory" },
        { id: "ms", displayName: "Mail.Send", kind: "application" },
      ],
      grants: [{ principal: "gus", role: "ga" }, { principal: "it", role: "ua" }, ...(more.grants ?? [])],
      owners: more.owners ?? [],
      consents: consents.map((consent) => ({ client: "bot", resource: "Graph", ...consent })),
    },
    { people: { "adm-ann": "p-ann" }, verdicts: more.verdicts ?? READY, control: true },
  );
}

async function copilot() {
  const [agent] = await findAgents(db, "copilot");
  if (agent === undefined) throw new Error("no copilot");
  return agent;
}

async function blast(name: string) {
  const [human] = await findPeople(db, name);
  if (human === undefined) throw new Error(`no ${name}`);
  return blastFor(db, await copilot(), human);
}

describe("what an agent could do for a human", () => {
  it("is bounded by the scope and by the human", async () => {
    await company([
      { principal: "ann", scopes: ["Directory.AccessAsUser.All", "Mail.Send"] },
      { principal: "gus", scopes: ["Directory.AccessAsUser.All"] },
    ]);
    expect(await blast("ann@corp.example")).toMatchObject({
      verdict: "READY",
      reached: 1,
      accounts: [
        {
          id: "ann",
          scopes: [
            {
              scope: "Directory.AccessAsUser.All",
              tier: 0,
              reached: 1,
              through: [{ name: "User Administrator", path: [{ name: "IT", rule: "department = IT" }] }],
            },
            { scope: "Mail.Send", tier: 1, reached: 1, through: [] },
          ],
        },
      ],
      exceeding: [],
    });
    expect((await blast("Gus Holm")).reached).toBe(0);
  });

  it("takes in what was consented for everybody, for each account, once", async () => {
    await company([
      { principal: "*", scopes: ["Mail.Read", "User.Read"] },
      { principal: "ann", scopes: ["Mail.Read", "offline_access"] },
    ]);
    const { accounts } = await blast("p-ann");
    expect(accounts.map(({ id, offline, scopes }) => [id, offline, scopes.map(({ scope, forEverybody }) => `${scope} ${forEverybody}`)])).toEqual([
      ["ann", true, ["Mail.Read false", "User.Read true", "offline_access false"]],
      ["adm-ann", false, ["Mail.Read true", "User.Read true"]],
    ]);
  });

  it("is nothing where nothing was given", async () => {
    await company([{ principal: "gus", scopes: ["User.Read"] }]);
    expect(await blast("p-ann")).toMatchObject({ accounts: [], reached: null, envelope: { scopes: [], withheld: [] } });
    expect(blastLines(await blast("p-ann"))).toContain("It was given nothing by or for this human.");
  });

  it("marks what the agent may do beyond the human", async () => {
    await company([{ principal: "*", scopes: ["User.Read"] }], {
      grants: [
        { principal: "bot", role: "ms" },
        { principal: "bot", role: "ga", state: "eligible" },
      ],
      verdicts: {},
    });
    // Ann administers users (tier 1), as strong as what the agent has; Gus is stronger; nobody else is.
    expect((await blast("p-ann")).exceeding).toEqual([]);
    await db.run("DELETE FROM access_grants WHERE role = 'ua'");
    expect((await blast("p-ann")).exceeding).toMatchObject([{ name: "Mail.Send" }]);
  });

  it("reads as lines", async () => {
    await company([{ principal: "ann", scopes: ["Directory.AccessAsUser.All", "User.Read", "offline_access"] }], {
      grants: [{ principal: "bot", role: "ga" }],
    });
    expect(blastLines(await blast("p-ann"))).toEqual([
      "Copilot (corp/bot) acting for Ann Berg (p-ann, READY) reaches tier 1",
      "",
      "Through ann@corp.example (also while nobody is there)",
      "  tier 1  Directory.AccessAsUser.All on Graph: everything in the directory that the user may do, of tier 0 by its name",
      "  tier 2  User.Read on Graph: the user's own profile",
      "  tier 2  offline_access on Graph: keeps what it has while the user is away",
      "  which let through",
      "    tier 1  User Administrator: active, without end",
      "            ← IT",
      "            ← rule department = IT",
      "",
      "By itself, whoever asks",
      "  tier 0  Global Administrator: active, without end",
      "Confused deputy: 1 grant of its own goes beyond what Ann Berg may do: Global Administrator",
      "",
      "Envelope: what it should have for Ann Berg, for at most 60 minutes at a time",
      "  User.Read on Graph",
      "  not Directory.AccessAsUser.All: reaches tier 0",
      "  not offline_access: keeps what it has while nobody is there",
    ]);
  });
});

describe("an agent's whole reach", () => {
  it("lists what it has, by itself and from whom", async () => {
    await company(
      [
        { principal: "ann", scopes: ["Directory.AccessAsUser.All"] },
        { principal: "gus", scopes: ["Directory.AccessAsUser.All"] },
        { principal: "*", scopes: ["Mail.Read", "offline_access"] },
      ],
      { grants: [{ principal: "bot", role: "ms" }] },
    );
    const reach = await reachOf(db, await copilot());
    expect(reachLines(reach)).toEqual([
      "Copilot (corp/bot): by itself it reaches tier 1; its scopes are of tier 0",
      "",
      "By itself, whoever asks",
      "  tier 1  Mail.Send: active, without end",
      "",
      "Given by people",
      "  tier 0  Directory.AccessAsUser.All on Graph, for 2 accounts",
      "  tier 2  Mail.Read offline_access on Graph, for everybody, also while nobody is there",
      "",
      "Acting for",
      "  reaches tier 0 through Gus Holm (p-gus, BLOCKED)",
      "  reaches tier 1 through Ann Berg (p-ann, READY)",
    ]);
    expect((await reachOf(db, await copilot(), 1)).humans).toHaveLength(1);
    expect(maxScopeLines(reach.agent, reach.delegations)).toEqual([
      "Graph: Directory.Read.All Mail.Read",
      "  without Directory.AccessAsUser.All: reaches tier 0; Directory.Read.All instead",
      "  without offline_access: keeps what it has while nobody is there",
    ]);
  });

  it("is summed up for the report", async () => {
    await company(
      [
        { principal: "ann", scopes: ["Directory.AccessAsUser.All", "offline_access"] },
        { principal: "*", scopes: ["User.Read"] },
      ],
      { grants: [{ principal: "bot", role: "ms" }], owners: [{ subject: "bot", owner: "gus", role: "sponsor" }] },
    );
    await auditAccounts(db, { now: NOW, breakGlass: [] });
    expect(await agentSummaries(db)).toEqual([
      {
        source: "corp",
        id: "bot",
        displayName: "Copilot",
        humans: ["p-ann"],
        sponsors: ["p-gus"],
        consents: [
          { principal: "*", resource: "Graph", scopes: ["User.Read"] },
          { principal: "ann", resource: "Graph", scopes: ["Directory.AccessAsUser.All", "offline_access"] },
        ],
        applicationRoles: ["Mail.Send"],
        blastRadius: { ownTier: 1, delegatedTier: 0, reachedTier: 1, everybody: true, offline: true, exceedsHumans: false },
      },
    ]);
  });

  it("is nothing for an agent that has nothing", async () => {
    await company([]);
    await auditAccounts(db, { now: NOW, breakGlass: [] });
    expect(await agentSummaries(db)).toMatchObject([
      { humans: [], consents: [], blastRadius: { ownTier: null, delegatedTier: null, reachedTier: null, everybody: false, exceedsHumans: false } },
    ]);
    expect(maxScopeLines(await copilot(), [])).toEqual(["Copilot was given no scope."]);
  });
});

describe("names", () => {
  it.each(["corp/ann", "ANN", "Ann@Corp.example", "ann berg", "A.BERG@corp.example", "p-ann", "corp/adm-ann"])("%s is Ann", async (name) => {
    await company([]);
    expect(await findPeople(db, name)).toEqual([{ person: "p-ann", name: "Ann Berg" }]);
  });

  it.each([
    ["bot-client", 1],
    ["corp/bot", 1],
    ["Copilot", 1],
    ["ann", 0],
    ["nobody", 0],
  ])("%s is %i agents", async (name, count) => {
    await company([]);
    expect(await findAgents(db, name)).toHaveLength(count);
  });

  it("of the agents that may act for somebody", async () => {
    await company([{ principal: "*", scopes: ["User.Read"] }]);
    expect((await agentsFor(db, "p-ann")).map((agent) => agent.name)).toEqual(["Copilot"]);
    await db.run("UPDATE delegations SET principal = 'gus'");
    expect(await agentsFor(db, "p-ann")).toEqual([]);
  });
});

it("goes on from what the human could take over, only where a scope writes", async () => {
  const way = ["tier 0 of corp in 1 step: Ann Berg —as User Administrator adds members to→ Owners —carries Global Administrator"];
  const onward = async (scope: string) => {
    await company([{ principal: "ann", scopes: [scope] }], {
      groups: [{ id: "owners", displayName: "Owners" }],
      grants: [{ principal: "owners", role: "ga" }],
    });
    const { accounts } = await blast("ann");
    return accounts.flatMap((account) => account.onward.map(controlLine));
  };
  expect(await onward("Group.ReadWrite.All")).toEqual(way);
  await db.close();
  expect(await onward("Group.Read.All")).toEqual([]);
  await db.close();
  expect(await onward("Mail.ReadWrite")).toEqual([]);
});
