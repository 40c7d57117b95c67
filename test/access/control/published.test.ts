import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mapControl } from "../../../src/access/control/map.js";
import { controlLine, pathsToTier0 } from "../../../src/access/control/path.js";
import { resolveAccess } from "../../../src/access/resolve.js";
import { SILENT } from "../../../src/cli/progress.js";
import { Inventory } from "../../../src/inventory/inventory.js";
import { openSources } from "../../../src/sources/open.js";
import { NOW } from "../support.js";
import { EDGES, KNOWN_WAYS } from "./published.js";

const SOURCES: Readonly<Record<string, string>> = { ad: "ad", az: "cloud", okta: "okta" };
const GROUPS = new Set(["ad:IT Desk", "ad:Server Admins", "ad:Domain Admins", "ad:Domain Users", "az:Operators", "az:Cloud Admins"]);
const SOFTWARE = new Set(["az:Backup", "az:Portal", "az:Wiki", "az:Filler"]);
const WHOLE = new Set(["ad:domain", "az:tenant", "okta:org"]);
/** An application object is no account of its own here: whoever owns it owns the service principal that it runs as. */
const RUNS_AS = new Map(EDGES.filter(([, edge]) => edge === "AZRunsAs").map(([app, , principal]) => [app, principal]));

type Rows = Record<string, Record<string, string>[]>;

/** The published edges as the files that an import has. Each node keeps its name as its id. */
function files(): Rows {
  const rows: Rows = { accounts: [], groups: [], memberships: [], roles: [], grants: [], owners: [], trusts: [] };
  const add = (table: string, node: string, row: Record<string, string>) =>
    rows[table]?.push({ source: SOURCES[node.split(":")[0] ?? ""] ?? "", ...row });
  const nodes = new Set(EDGES.flatMap(([from, , to]) => [from, to]).filter((node) => !WHOLE.has(node) && !RUNS_AS.has(node)));
  for (const node of nodes) {
    if (GROUPS.has(node)) add("groups", node, { id: node, displayName: node });
    else
      add("accounts", node, {
        id: node,
        userName: `${node.replace(/^\w+:/, "").replaceAll(" ", ".")}@${node.startsWith("ad:") ? "corp.local" : "corp.example"}`,
        kind: SOFTWARE.has(node) ? "service" : "human",
        ...(SOFTWARE.has(node) ? { clientId: node } : {}),
        active: "true",
      });
  }
  const granted = new Set<string>();
  const grant = (principal: string, role: string, more: Record<string, string> = {}) => {
    const source = principal.split(":")[0] ?? "";
    if (!granted.has(`${source} ${role}`))
      add("roles", principal, { id: role, displayName: role, ...(role.includes(".") ? { kind: "application" } : {}) });
    granted.add(`${source} ${role}`);
    add("grants", principal, { principal, role, ...more });
  };
  grant("ad:Domain Admins", "Domain Admins");
  for (const [from, edge, to] of EDGES) {
    const [kind, role = ""] = edge.split(/ (.*)/);
    const target = RUNS_AS.get(to) ?? to;
    if (kind === "MemberOf" || kind === "AZMemberOf") add("memberships", from, { group: to, member: from });
    else if (kind === "AZOwns") add("owners", from, { subject: target, owner: from });
    else if (kind === "AZGlobalAdmin") grant(from, "Global Administrator");
    else if (kind === "AZAppAdmin") grant(from, "Application Administrator");
    else if (kind === "AZHasRole") grant(from, role);
    else if (kind === "AZRoleEligible") grant(from, role, { state: "eligible" });
    else if (kind === "AZAddSecret") grant(from, "Cloud Application Administrator", { scope: target });
    else if (edge.startsWith("AZMG")) grant(from, edge.slice("AZMG".length).replaceAll("_", "."));
    else if (kind === "Okta_SuperAdmin") grant(from, "SUPER_ADMIN");
    else if (kind === "Okta_HelpDeskAdmin") grant(from, "HELP_DESK_ADMIN");
    else if (kind === "Okta_ResetPassword") grant(from, "okta.users.credentials.resetPassword", { scope: to });
    else if (kind === "Okta_OutboundOrgSSO") add("trusts", to, { id: "corp.example", kind: "federation", domain: "corp.example", peer: "okta" });
    else if (kind === "AZKeepsSyncAccount") add("trusts", to, { id: "ad", kind: "provisioning", peer: "ad" });
    else if (kind === "SyncedToEntraUser") {
      for (const account of rows["accounts"] ?? [])
        if (account["id"] === from || account["id"] === to)
          Object.assign(account, { onPremisesId: `sid of ${from}`, ...(account["id"] === to ? { synced: "true" } : {}) });
    } else if (kind !== "Okta_OutboundSSO" && kind !== "AZRunsAs") grant(from, edge, WHOLE.has(to) ? {} : { scope: to });
  }
  return rows;
}

function csv(rows: readonly Record<string, string>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))]
    .map((cells) => `${cells.map((cell) => `"${cell}"`).join(",")}\n`)
    .join("");
}

let db: Inventory;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "obo-audit-test-"));
  for (const [table, rows] of Object.entries(files())) await writeFile(join(folder, `${table}.csv`), csv(rows));
  db = await Inventory.open();
  const context = { inventory: db, signal: new AbortController().signal, progress: SILENT, now: NOW, env: {} };
  for (const source of await openSources([{ file: folder, name: "company" }])) await source.collect(context);
  // Who is one person is another stage's to find out; here it is whoever is published as signing in from one account to another.
  await db.run(`
CREATE TABLE account_kinds AS SELECT source, id, kind FROM accounts;
CREATE TABLE person_accounts AS SELECT split_part(id, ':', 2) AS person, source, id, true AS everyday FROM accounts
WHERE kind = 'human' AND id IN ('okta:ada', 'az:ada')`);
  await resolveAccess(db, { now: NOW });
  await mapControl(db);
});

afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

it("reads every record", async () => {
  expect(await db.rows("SELECT * FROM rejects")).toEqual([]);
});

it("finds the published ways to tier 0, and no other", async () => {
  const found = await db.rows<{ id: string; directory: string; steps: number }>(
    "SELECT id, directory, steps FROM tier0_reach WHERE type = 'account' ORDER BY id, directory",
  );
  const ways: Record<string, Record<string, number>> = {};
  for (const { id, directory, steps } of found) ways[id] = { ...ways[id], [directory]: steps };
  expect(ways).toEqual(KNOWN_WAYS);
});

it.each([
  [
    "ad:clerk",
    "tier 0 of ad in 3 steps: clerk@corp.local —as GenericAll rules over→ intern@corp.local —as ForceChangePassword rules over→ tom@corp.local —as AddMember rules over→ ad:Server Admins —carries Domain Admins",
  ],
  [
    "az:desk",
    "tier 0 of cloud in 2 steps: desk@corp.example —as Helpdesk Administrator resets the password or factors of→ pim@corp.example —activates Global Administrator",
  ],
  [
    "okta:desk",
    "tier 0 of cloud in 1 step: desk@corp.example —as HELP_DESK_ADMIN resets the password or factors of→ ada@corp.example —signs in as→ ada@corp.example —holds Global Administrator",
  ],
  [
    "ad:backup",
    "tier 0 of cloud in 1 step: backup@corp.local —holds DCSync→ ad —keeps the credential of→ sync@corp.example —holds Directory Synchronization Accounts",
  ],
])("says how from %s", async (id, line) => {
  const source = SOURCES[id.split(":")[0] ?? ""] ?? "";
  expect((await pathsToTier0(db, { source, id })).map(controlLine)).toContain(line);
});
