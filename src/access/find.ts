import type { Inventory } from "../inventory/inventory.js";
import type { AccountKey } from "./held.js";

/** A client of the directory that may act for people. */
export interface Agent extends AccountKey {
  readonly name: string;
  readonly kind: string;
  readonly active: boolean | null;
  /** Whether only people assigned to it can use it; a consent for everybody is then for those. */
  readonly assignmentRequired: boolean | null;
}

export interface Human {
  readonly person: string;
  readonly name: string;
}

/** Agents and other clients that may act for a person: by their own consent, or by one for everybody. */
export function agentsFor(db: Inventory, person: string): Promise<Agent[]> {
  return db.rows<Agent>(
    `
SELECT ${AGENT_COLUMNS}
FROM accounts AS a LEFT JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
WHERE (a.source, a.id) IN (
  SELECT (d.source, d.agent) FROM delegations AS d JOIN person_accounts AS p ON p.source = d.source AND (d.principal = p.id OR d.principal IS NULL)
  WHERE p.person = $person
)
ORDER BY coalesce(k.kind, a.kind, 'unknown') <> 'agent', a.source, a.id`,
    { person },
  );
}

const AGENT_COLUMNS = `a.source, a.id, coalesce(a.displayName, a.userName, a.id) AS name, coalesce(k.kind, a.kind, 'unknown') AS kind, a.active, a.assignmentRequired`;

/** Clients that go by a name: `source/id`, id, client id, user name or display name; without regard to case where none is written so. */
export async function findAgents(db: Inventory, name: string): Promise<Agent[]> {
  const search = (is: Is) =>
    db.rows<Agent>(
      `
SELECT ${AGENT_COLUMNS}
FROM accounts AS a LEFT JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
WHERE (${[is.key, is("a.id"), is("a.clientId"), is("a.userName"), is("a.displayName")].join(" OR ")})
  AND (coalesce(k.kind, a.kind) IN ('agent', 'service') OR EXISTS (FROM delegations AS d WHERE d.source = a.source AND d.agent = a.id))
ORDER BY a.source, a.id`,
      parts(name),
    );
  const exact = await search(written);
  return exact.length > 0 ? exact : search(inAnyCase);
}

/** People who go by a name: person id, display name, or one of their accounts as `source/id`, id, user name or mail; likewise. */
export async function findPeople(db: Inventory, name: string): Promise<Human[]> {
  const search = (is: Is, mail: string) =>
    db.rows<Human>(
      `
SELECT p.person, coalesce(p.displayName, p.person) AS name
FROM people AS p
WHERE ${is("p.person")} OR ${is("p.displayName")} OR p.person IN (
  SELECT o.person FROM person_accounts AS o JOIN accounts AS a ON a.source = o.source AND a.id = o.id
  WHERE ${[is.key, is("a.id"), is("a.userName"), ...(name.includes("@") ? [mail] : [])].join(" OR ")}
)
ORDER BY p.person`,
      parts(name),
    );
  const exact = await search(written, "list_contains(a.emails, $name)");
  return exact.length > 0 ? exact : search(inAnyCase, "list_contains(list_transform(a.emails, lambda mail: lower(mail)), lower($name))");
}

/** Accounts that go by a name: `source/id`, id or user name; likewise. */
export async function findAccounts(db: Inventory, name: string): Promise<AccountKey[]> {
  const search = (is: Is) =>
    db.rows<AccountKey>(
      `SELECT a.source, a.id FROM accounts AS a WHERE ${[is.key, is("a.id"), is("a.userName")].join(" OR ")} ORDER BY a.source, a.id`,
      parts(name),
    );
  const exact = await search(written);
  return exact.length > 0 ? exact : search(inAnyCase);
}

/** Conditions that something is the name: a column, and an account as `source/id`. */
interface Is {
  (column: string): string;
  readonly key: string;
}

// A million names are compared as they are in a tenth of the time that it takes to fold their case.
const written: Is = Object.assign((column: string) => `${column} = $name`, { key: "(a.source = $source AND a.id = $id)" });
const inAnyCase: Is = Object.assign((column: string) => `lower(${column}) = lower($name)`, { key: "lower(a.source || '/' || a.id) = lower($name)" });

function parts(name: string): { name: string; source: string; id: string } {
  const slash = name.indexOf("/");
  return { name, source: name.slice(0, Math.max(slash, 0)), id: name.slice(slash + 1) };
}
