import { afterEach, describe, expect, it } from "vitest";
import { mapControl } from "../../../src/access/control/map.js";
import { controlLine, pathsToTier0 } from "../../../src/access/control/path.js";
import type { Inventory } from "../../../src/inventory/inventory.js";
import type { Row } from "../../../src/inventory/tables.js";
import type { Tables } from "../../support/inventory.js";
import { accessOver } from "../support.js";

let db: Inventory | undefined;
afterEach(async () => {
  await db?.close();
  db = undefined;
});

const SOURCES = [
  { id: "cloud", kind: "entra", tenant: "11111111-2222-3333-4444-555555555555" },
  { id: "idp", kind: "okta", tenant: "https://corp.okta.example" },
  { id: "ad", kind: "ldap" },
];
const ROLES = [
  { source: "cloud", id: "ga", displayName: "Global Administrator", kind: "directory" },
  { source: "cloud", id: "sync", displayName: "Directory Synchronization Accounts", kind: "directory" },
  { source: "idp", id: "SUPER_ADMIN", displayName: "Super Administrator", kind: "directory" },
  { source: "idp", id: "HELP_DESK_ADMIN", displayName: "Help Desk Administrator", kind: "directory" },
  { source: "ad", id: "da", displayName: "Domain Admins" },
  { source: "ad", id: "reset", displayName: "ForceChangePassword" },
];
const SAM = { source: "cloud", id: "sam-cloud", userName: "sam@corp.example" };
const HOLDS = { source: "cloud", principal: "sam-cloud", role: "ga" };

/** The ways from one account to tier 0 of the cloud. */
async function ways(from: { source: string; id: string }, tables: Tables, people: Readonly<Record<string, string>> = {}): Promise<string[]> {
  db = await accessOver({ sources: SOURCES, roles: ROLES, ...tables }, { people });
  await mapControl(db);
  return (await pathsToTier0(db, from)).filter(({ directory }) => directory === "cloud").map(controlLine);
}

const OKTA = [
  { source: "idp", id: "root", userName: "root@corp.example" },
  { source: "idp", id: "desk", userName: "desk@corp.example" },
  { source: "idp", id: "sam-okta", userName: "sam@corp.example" },
];
const OKTA_GRANTS = [
  { source: "idp", principal: "root", role: "SUPER_ADMIN" },
  { source: "idp", principal: "desk", role: "HELP_DESK_ADMIN" },
];
const SAME = { "sam-okta": "p-sam", "sam-cloud": "p-sam" };
const SUPER =
  "tier 0 of cloud in 1 step: root@corp.example —holds Super Administrator→ idp —says who signs in as→ sam@corp.example —holds Global Administrator";

describe("from Okta into Entra", () => {
  it.each<[string, Row, string[]]>([
    [
      "by the domain that Entra lets it sign in, known by its address",
      { source: "cloud", domain: "corp.example", peer: "https://corp.okta.example/app/office365/x/sso/wsfed/passive" },
      [SUPER],
    ],
    ["by the name of the source", { source: "cloud", domain: "Corp.Example", peer: "idp" }, [SUPER]],
    [
      "by the application that Okta signs people in to",
      { source: "idp", direction: "outbound", domain: "corp.example", peer: "11111111-2222-3333-4444-555555555555" },
      [SUPER],
    ],
    ["by that application's domain alone", { source: "idp", direction: "outbound", domain: "corp.example" }, [SUPER]],
    ["without a domain, by the person", { source: "cloud", peer: "idp" }, [SUPER]],
    ["without a peer, by the one provider that has accounts of the domain", { source: "cloud", domain: "corp.example" }, [SUPER]],
    ["not without a peer where none has", { source: "cloud", domain: "other.example" }, []],
    [
      "by an issuer's address that holds its tenant",
      { source: "idp", direction: "outbound", peer: "https://sts.windows.net/11111111-2222-3333-4444-555555555555/" },
      [SUPER],
    ],
    ["not for another domain", { source: "cloud", domain: "other.example", peer: "idp" }, []],
    ["not for a domain that ends alike", { source: "cloud", domain: "orp.example", peer: "idp" }, []],
    ["not by another address", { source: "cloud", domain: "corp.example", peer: "https://else.okta.example" }, []],
    ["not when it is not in force", { source: "cloud", domain: "corp.example", peer: "idp", active: false }, []],
  ])("a super administrator: %s", async (_what, trust, expected) => {
    const trusts = [{ id: "t", kind: "federation", ...trust }];
    expect(await ways({ source: "idp", id: "root" }, { accounts: [...OKTA, SAM], grants: [...OKTA_GRANTS, HOLDS], trusts }, SAME)).toEqual(expected);
  });

  it("a help desk that may touch no administrator of Okta's resets one of Entra's", async () => {
    const trusts = [{ source: "cloud", id: "corp.example", kind: "federation", domain: "corp.example", peer: "idp" }];
    const tables = { accounts: [...OKTA, SAM], grants: [...OKTA_GRANTS, HOLDS], trusts };
    expect(await ways({ source: "idp", id: "desk" }, tables, SAME)).toEqual([
      "tier 0 of cloud in 1 step: desk@corp.example —as Help Desk Administrator resets the password or factors of→ sam@corp.example —signs in as→ sam@corp.example —holds Global Administrator",
    ]);
  });

  it("whoever fills accounts there signs in as them", async () => {
    const trusts = [{ source: "idp", id: "office", kind: "provisioning", direction: "outbound", domain: "corp.example" }];
    expect(await ways({ source: "idp", id: "root" }, { accounts: [...OKTA, SAM], grants: [...OKTA_GRANTS, HOLDS], trusts }, SAME)).toEqual([
      "tier 0 of cloud in 1 step: root@corp.example —holds Super Administrator→ idp —signs in as whoever it fills:→ sam@corp.example —holds Global Administrator",
    ]);
  });
});

describe("from on-premises", () => {
  const AD = [
    { source: "ad", id: "root-ad", userName: "root", onPremisesId: "g1" },
    { source: "ad", id: "intern", userName: "intern", onPremisesId: "g2" },
    { source: "ad", id: "sam-ad", userName: "sam", onPremisesId: "g3" },
  ];
  const AD_GRANTS = [
    { source: "ad", principal: "root-ad", role: "da" },
    { source: "ad", principal: "intern", role: "reset", scope: "sam-ad" },
  ];

  it("the server that fills Entra keeps the credential of the account that does it", async () => {
    const accounts = [
      ...AD,
      { source: "cloud", id: "sync", userName: "Sync_SRV@corp.example" },
      { source: "cloud", id: "eve", userName: "eve@corp.example", synced: true, onPremisesId: "g3" },
    ];
    const tables = {
      accounts,
      grants: [...AD_GRANTS, { source: "cloud", principal: "sync", role: "sync" }],
      trusts: [{ source: "cloud", id: "sync", kind: "provisioning", peer: "ad" }],
    };
    expect(await ways({ source: "ad", id: "root-ad" }, tables)).toEqual([
      "tier 0 of cloud in 1 step: root —holds Domain Admins→ ad —keeps the credential of→ Sync_SRV@corp.example —holds Directory Synchronization Accounts",
    ]);
  });

  it("what fills Entra is the one directory on-premises, where nothing names it", async () => {
    const trusts = [{ source: "cloud", id: "on-premises", kind: "provisioning", direction: "inbound" }];
    const people = { "sam-ad": "p-sam", "sam-cloud": "p-sam" };
    const found = (more: readonly Row[], synced = true) =>
      ways(
        { source: "ad", id: "root-ad" },
        { sources: [...SOURCES, ...more], accounts: [...AD, { ...SAM, synced, onPremisesId: "else" }], grants: [...AD_GRANTS, HOLDS], trusts },
        people,
      );
    expect(await found([])).toEqual([
      "tier 0 of cloud in 1 step: root —holds Domain Admins→ ad —signs in as whoever it fills:→ sam@corp.example —holds Global Administrator",
    ]);
    await db?.close();
    expect(await found([{ id: "ad-2", kind: "ldap" }])).toEqual([]);
    await db?.close();
    expect(await found([], false)).toEqual([]);
  });

  it("an account that is synchronised signs in with its own password", async () => {
    const accounts = [...AD, { ...SAM, synced: true, onPremisesId: "g3" }];
    expect(await ways({ source: "ad", id: "intern" }, { accounts, grants: [...AD_GRANTS, HOLDS] })).toEqual([
      "tier 0 of cloud in 1 step: intern —as ForceChangePassword rules over→ sam —signs in as→ sam@corp.example —holds Global Administrator",
    ]);
  });

  it("through the directory in between", async () => {
    const accounts = [...AD, ...OKTA, SAM];
    const trusts = [
      { source: "cloud", id: "corp.example", kind: "federation", domain: "corp.example", peer: "idp" },
      { source: "idp", id: "agent", kind: "federation", peer: "ad" },
    ];
    const people = { ...SAME, "sam-ad": "p-sam" };
    expect(await ways({ source: "ad", id: "intern" }, { accounts, grants: [...AD_GRANTS, HOLDS], trusts }, people)).toEqual([
      "tier 0 of cloud in 1 step: intern —as ForceChangePassword rules over→ sam —signs in as→ sam@corp.example —signs in as→ sam@corp.example —holds Global Administrator",
    ]);
  });
});

it("an approval is a step of its own, and is asked for where the role's settings say so", async () => {
  const over = async (activations: readonly Row[], approval: boolean | null) =>
    ways(
      { source: "cloud", id: "sam-cloud" },
      {
        accounts: [SAM],
        grants: [{ ...HOLDS, state: "eligible", approval }],
        activations: activations.map((row) => ({ source: "cloud", role: "ga", ...row })),
      },
    );
  const steps = async (...args: Parameters<typeof over>) => {
    const [line] = await over(...args);
    await db?.close();
    db = undefined;
    return /in (\d) step/.exec(line ?? "")?.[1];
  };
  expect(await steps([], null)).toBe("1");
  expect(await steps([], true)).toBe("2");
  expect(await steps([{ approval: true }], null)).toBe("2");
  expect(await steps([{ approval: true, scope: "/" }], null)).toBe("2");
  expect(await steps([{ approval: true }], false)).toBe("1");
  expect(await steps([{ approval: false }], null)).toBe("1");
});
