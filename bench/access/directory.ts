import type { Inventory } from "../../src/inventory/inventory.js";

export interface Shape {
  readonly accounts: number;
  readonly membershipsPerAccount: number;
  readonly groups: number;
  /** Levels that groups are nested in. */
  readonly depth: number;
  readonly grants: number;
}

/**
 * Fills an inventory with a made-up directory, inside the database and from `hash()` of row numbers, so that the same
 * shape gives the same rows. Most groups have a parent one level up, one in a hundred closes a cycle;
 * one grant in eight is eligible; one in two hundred is a role of tier 0.
 */
export async function makeDirectory(db: Inventory, shape: Shape): Promise<void> {
  const { accounts, groups, depth, grants } = shape;
  const width = Math.floor(groups / depth);
  const guid = (column: string, salt: string) => `'${salt}' || md5(${column}::VARCHAR)`;
  await db.run(`
INSERT INTO accounts (source, id, userName, displayName, kind, active, department, title)
SELECT 'corp', ${guid("i", "a-")}, 'user' || i || '@corp.example', 'User ' || i, CASE WHEN i % 1000 = 0 THEN 'agent' ELSE 'human' END, true,
  'Department ' || (hash(i) % ${Math.max(2, Math.floor(accounts / 500))}), 'Title ' || (hash(i + 1) % 12)
FROM range(${accounts}) AS t(i);
INSERT INTO groups (source, id, displayName, roleAssignable) SELECT 'corp', ${guid("i", "g-")}, 'Group ' || i, i % 7 = 0 FROM range(${groups}) AS t(i);
INSERT INTO memberships (source, "group", member, memberType)
SELECT DISTINCT 'corp', ${guid(`(hash(i * 31 + 7) % ${groups})`, "g-")}, ${guid(`(i % ${accounts})`, "a-")}, 'account'
FROM range(${accounts * shape.membershipsPerAccount}) AS t(i);
INSERT INTO memberships (source, "group", member, memberType)
SELECT DISTINCT 'corp', ${guid(`(i - ${width} + hash(i) % 3)`, "g-")}, ${guid("i", "g-")}, 'group' FROM range(${width}, ${groups}) AS t(i)
UNION
SELECT 'corp', ${guid("i", "g-")}, ${guid(`((i + ${width}) % ${groups})`, "g-")}, 'group' FROM range(0, ${groups}, 100) AS t(i);
INSERT INTO roles (source, id, displayName, kind)
SELECT 'corp', 'r-' || i, CASE WHEN i = 0 THEN 'Global Administrator' WHEN i < 20 THEN 'Exchange Administrator' ELSE 'Role ' || i END, 'directory' FROM range(200) AS t(i);
INSERT INTO grants (source, principal, principalType, role, scope, state)
SELECT DISTINCT 'corp', ${guid(`(hash(i * 17 + 3) % ${groups})`, "g-")}, 'group', 'r-' || (hash(i) % 200), '/', CASE WHEN i % 8 = 0 THEN 'eligible' ELSE 'active' END
FROM range(${grants}) AS t(i);
INSERT INTO grants (source, principal, principalType, role, scope, state)
SELECT DISTINCT 'corp', ${guid(`(hash(i * 13 + 5) % ${accounts})`, "a-")}, 'account', 'r-' || (hash(i + 9) % 200), '/', 'active' FROM range(${grants}) AS t(i);
INSERT INTO owners (source, subject, owner, role)
SELECT DISTINCT 'corp', ${guid("i", "g-")}, ${guid(`(hash(i * 5 + 1) % ${accounts})`, "a-")}, 'owner' FROM range(${groups}) AS t(i);
INSERT INTO consents (source, id, client, principal, resource, scopes)
SELECT 'corp', 'c-' || i, ${guid(`((hash(i) % ${Math.ceil(accounts / 1000)}) * 1000)`, "a-")}, ${guid(`(hash(i * 3 + 2) % ${accounts})`, "a-")}, 'Microsoft Graph',
  ['User.Read', 'Mail.Read', 'offline_access']
FROM range(${Math.floor(accounts / 10)}) AS t(i);
INSERT INTO sources (id, kind) VALUES ('corp', 'entra');
CREATE OR REPLACE TABLE account_kinds AS SELECT source, id, kind FROM accounts;
CREATE OR REPLACE TABLE person_accounts AS SELECT 'p-' || row_number() OVER (ORDER BY id) AS person, source, id, true AS everyday FROM accounts WHERE kind = 'human';
CREATE OR REPLACE TABLE people AS SELECT p.person, a.displayName FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id;
CREATE OR REPLACE TABLE readiness AS SELECT person, 'READY' AS verdict, json_object('gates', []) AS detail FROM people;`);
}
