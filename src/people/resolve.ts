import { createHash } from "node:crypto";
import type { Inventory } from "../inventory/inventory.js";
import type { Column } from "../inventory/tables.js";
import { readAccounts } from "./accounts.js";
import { judge, SIGNALS } from "./kinds.js";
import { nameOf as parseName } from "./names.js";

export interface PeopleOptions {
  readonly now: Date;
  readonly sourceOfRecord?: string;
  readonly same?: readonly (readonly [string, string])[];
  readonly different?: readonly (readonly [string, string])[];
}

interface Account {
  readonly source: string;
  readonly id: string;
  readonly kind: string;
  readonly userName: string | null;
  readonly emails: readonly string[] | null;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeNumber: string | null;
  readonly organization: string | null;
  readonly onPremisesId: string | null;
  readonly externalId: string | null;
  readonly birthDate: string | null;
  readonly active: boolean | null;
  readonly seen: Date | null;
}

const col = (name: string, type: Column["type"]): Column => ({ name, type, doc: "" });

const fold = (text: string | null): string =>
  (text ?? "")
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** Resolves accounts to people: makes `account_kinds`, `links`, `people` and `person_accounts`. */
export async function resolvePeople(db: Inventory, options: PeopleOptions): Promise<void> {
  await makeKinds(db);
  await db.run(`
CREATE OR REPLACE TABLE links (aSource VARCHAR, aId VARCHAR, bSource VARCHAR, bId VARCHAR, probability DOUBLE, decision VARCHAR, evidence JSON);
CREATE OR REPLACE TABLE people (person VARCHAR, displayName VARCHAR, everydaySource VARCHAR, everydayId VARCHAR);
CREATE OR REPLACE TABLE person_accounts (person VARCHAR, source VARCHAR, id VARCHAR, everyday BOOLEAN);`);
  const accounts = await db.rows<Account>(`
SELECT a.source, a.id, k.kind, userName, emails, displayName, givenName, familyName, employeeNumber, organization, onPremisesId, externalId, birthDate, active,
  greatest(lastSignIn, lastInteractiveSignIn) AS seen
FROM accounts AS a JOIN account_kinds AS k USING (source, id)
WHERE k.kind IN ('human', 'admin', 'guest')
ORDER BY a.source || '/' || a.id`);
  const key = (a: Account) => `${a.source}/${a.id}`;
  const parent = accounts.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  const nameOf = (a: Account) => (a.givenName || a.familyName ? [fold(a.givenName), fold(a.familyName)] : null);
  const contradict = (a: Account, b: Account): boolean => {
    if (a.employeeNumber && b.employeeNumber && a.employeeNumber !== b.employeeNumber) return true;
    if (a.birthDate && b.birthDate && a.birthDate !== b.birthDate) return true;
    const [x, y] = [nameOf(a), nameOf(b)];
    return x !== null && y !== null && x[0] !== y[0] && x[1] !== y[1];
  };
  const blocks = new Map<string, number[]>();
  const add = (k: string, i: number) => {
    const block = blocks.get(k);
    if (block === undefined) blocks.set(k, [i]);
    else if (block.at(-1) !== i) block.push(i);
  };
  accounts.forEach((a, i) => {
    if (a.onPremisesId) add(`on-premises id|${a.onPremisesId.toLowerCase()}`, i);
    if (a.employeeNumber) add(`employee number|${a.employeeNumber}`, i);
    for (const mail of [a.userName, ...(a.emails ?? [])]) if (mail?.includes("@")) add(`mail|${mail.toLowerCase()}`, i);
    if (a.externalId) add(`external id|${a.externalId}`, i);
    add(`external id|${a.id}`, i);
  });
  const links = new Map<string, { a: number; b: number; fields: string[]; conflict: boolean }>();
  for (const [k, members] of blocks) {
    const names = new Set(members.map((i) => (nameOf(accounts[i] as Account) ?? []).join(" ")));
    if (members.length < 2 || names.size > 2) continue;
    for (let x = 0; x < members.length; x++)
      for (let y = x + 1; y < members.length; y++) {
        const [a, b] = [members[x] as number, members[y] as number];
        const at = `${a},${b}`;
        const link = links.get(at) ?? { a, b, fields: [], conflict: contradict(accounts[a] as Account, accounts[b] as Account) };
        link.fields.push(k.slice(0, k.indexOf("|")));
        links.set(at, link);
      }
  }
  const index = new Map<string, number>();
  accounts.forEach((a, i) => {
    index.set(key(a), i);
    if (a.userName) index.set(a.userName, i);
  });
  const apart = new Set((options.different ?? []).map(([a, b]) => [index.get(a), index.get(b)].sort().join()));
  for (const [a, b] of options.same ?? []) {
    const [x, y] = [index.get(a), index.get(b)].sort((p, q) => (p ?? 0) - (q ?? 0));
    if (x !== undefined && y !== undefined) links.set(`${x},${y}`, { a: x, b: y, fields: ["decision"], conflict: false });
  }
  const writer = db.writerOf("links", [
    col("aSource", "text"),
    col("aId", "text"),
    col("bSource", "text"),
    col("bId", "text"),
    col("probability", "text"),
    col("decision", "text"),
    col("evidence", "json"),
  ]);
  for (const { a, b, fields, conflict } of links.values()) {
    if (apart.has([a, b].sort().join())) continue;
    if (!conflict) parent[find(b)] = find(a);
    const [x, y] = [accounts[a] as Account, accounts[b] as Account];
    await writer.append({
      aSource: x.source,
      aId: x.id,
      bSource: y.source,
      bId: y.id,
      probability: conflict ? "0.5" : "0.999",
      decision: conflict ? "review" : "match",
      evidence: JSON.stringify(fields.map((field) => ({ field, outcome: "equal", weight: 20 }))),
    });
  }
  await writer.close();
  const groups = new Map<number, number[]>();
  accounts.forEach((_, i) => {
    const root = find(i);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [i]);
    else group.push(i);
  });
  const people = db.writerOf(
    "people",
    ["person", "displayName", "everydaySource", "everydayId"].map((name) => col(name, "text")),
  );
  const members = db.writerOf("person_accounts", [col("person", "text"), col("source", "text"), col("id", "text"), col("everyday", "boolean")]);
  for (const group of groups.values()) {
    const list = group.map((i) => accounts[i] as Account);
    const first = list[0] as Account;
    const person = `p-${createHash("sha256").update(key(first)).digest("hex").slice(0, 12)}`;
    const rank = (a: Account) => [
      a.kind === "human" ? 0 : a.kind === "guest" ? 1 : 2,
      a.active === false ? 1 : 0,
      a.source === options.sourceOfRecord ? 0 : 1,
      -(a.seen?.getTime() ?? 0),
    ];
    const everyday = [...list].sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return (x[i] as number) - (y[i] as number);
      return 0;
    })[0] as Account;
    await people.append({ person, displayName: everyday.displayName ?? everyday.userName, everydaySource: everyday.source, everydayId: everyday.id });
    for (const a of list) await members.append({ person, source: a.source, id: a.id, everyday: a === everyday });
  }
  await people.close();
  await members.close();
}

async function makeKinds(db: Inventory): Promise<void> {
  await db.run("CREATE OR REPLACE TABLE account_kinds (source VARCHAR, id VARCHAR, kind VARCHAR, confidence DOUBLE, evidence VARCHAR[])");
  const writer = db.writerOf("account_kinds", [
    col("source", "text"),
    col("id", "text"),
    col("kind", "text"),
    col("confidence", "text"),
    col("evidence", "texts"),
  ]);
  for await (const accounts of readAccounts(db))
    for (const a of accounts) {
      const j = judge(a, parseName(a.givenName, a.middleName, a.familyName, a.displayName));
      const evidence = j.signals.map((i) => SIGNALS[i]?.says ?? "");
      await writer.append({
        source: a.source,
        id: a.id,
        kind: j.kind,
        confidence: String(j.confidence),
        evidence: evidence.length > 0 ? evidence : ["the source states it"],
      });
    }
  await writer.close();
}
