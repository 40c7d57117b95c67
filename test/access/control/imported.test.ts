import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mapControl } from "../../../src/access/control/map.js";
import { controlLine, pathsToTier0 } from "../../../src/access/control/path.js";
import { resolveAccess } from "../../../src/access/resolve.js";
import { SILENT } from "../../../src/cli/progress.js";
import { Inventory } from "../../../src/inventory/inventory.js";
import { openSources } from "../../../src/sources/open.js";
import { NOW } from "../support.js";

/**
 * A domain as an attack-path tool would export it: rights on single objects are grants whose scope is the object.
 * The three ways in are the textbook ones: reset a password, add oneself to a nested group, rewrite a group's rights.
 */
const DOMAIN = {
  "accounts.csv":
    "id,userName,kind,active\nintern,INTERN@CORP.LOCAL,human,true\ntom,TOM@CORP.LOCAL,human,true\nweb,SVC_WEB@CORP.LOCAL,service,true\nadmin,ADMINISTRATOR@CORP.LOCAL,admin,true\nclerk,CLERK@CORP.LOCAL,human,true\n",
  "groups.csv": "id,displayName\ndesk,IT Desk\nservers,Server Admins\nda,Domain Admins\n",
  "memberships.csv": "group,member,memberType\ndesk,tom,account\nda,servers,group\nda,admin,account\n",
  "roles.csv": "id,displayName\nda,Domain Admins\nreset,ForceChangePassword\nadd,AddMember\ndacl,WriteDacl\n",
  "grants.csv":
    "principal,principalType,role,scope\nda,group,da,/\nintern,account,reset,tom\ndesk,group,add,servers\nweb,account,dacl,da\nclerk,account,reset,intern\n",
};

it("finds the known ways through an imported domain", async () => {
  const folder = await mkdtemp(join(tmpdir(), "obo-audit-test-"));
  const db = await Inventory.open();
  try {
    for (const [file, text] of Object.entries(DOMAIN)) await writeFile(join(folder, file), text);
    const context = { inventory: db, signal: new AbortController().signal, progress: SILENT, now: NOW, env: {} };
    for (const source of await openSources([{ file: folder, name: "corp" }])) await source.collect(context);
    await db.run(`
CREATE TABLE account_kinds AS SELECT source, id, kind FROM accounts;
CREATE TABLE person_accounts AS SELECT id AS person, source, id, true AS everyday FROM accounts WHERE kind IN ('human', 'admin')`);
    await resolveAccess(db, { now: NOW });
    await mapControl(db);
    const lines = [];
    for (const id of ["admin", "clerk", "intern", "tom", "web"]) lines.push(...(await pathsToTier0(db, { source: "corp", id })).map(controlLine));
    expect(lines).toEqual([
      "tier 0 of corp in 0 steps: ADMINISTRATOR@CORP.LOCAL —holds Domain Admins",
      "tier 0 of corp in 3 steps: CLERK@CORP.LOCAL —as ForceChangePassword rules over→ INTERN@CORP.LOCAL —as ForceChangePassword rules over→ TOM@CORP.LOCAL —as AddMember rules over→ Server Admins —carries Domain Admins",
      "tier 0 of corp in 2 steps: INTERN@CORP.LOCAL —as ForceChangePassword rules over→ TOM@CORP.LOCAL —as AddMember rules over→ Server Admins —carries Domain Admins",
      "tier 0 of corp in 1 step: TOM@CORP.LOCAL —as AddMember rules over→ Server Admins —carries Domain Admins",
      "tier 0 of corp in 1 step: SVC_WEB@CORP.LOCAL —as WriteDacl rules over→ Domain Admins —carries Domain Admins",
    ]);
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
});
