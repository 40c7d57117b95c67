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

/** Clients that go by a name: `source/id`, id, client id, user name or display name, without regard to case. */
export function findAgents(db: Inventory, name: string): Promise<Agent[]> {
  return db.rows<Agent>(
    `
SELECT ${AGENT_COLUMNS}
FROM accounts AS a LEFT JOIN account_kinds AS k ON k.source = a.source AND k.id = a.id
WHERE $name IN (lower(a.source || '/' || a.id), lower(a.id), lower(a.clientId), lower(a.userName), lower(a.displayName))
  AND (coalesce(k.kind, a.kind) IN ('agent', 'service') OR EXISTS (FROM delegations AS d WHERE d.source = a.source AND d.agent = a.id))
ORDER BY a.source, a.id`,
    { name: name.toLowerCase() },
  );
}

/** People who go by a name: person id, display name, or one of their accounts as `source/id`, id, user name or mail. */
export function findPeople(db: Inventory, name: string): Promise<Human[]> {
  return db.rows<Human>(
    `
SELECT p.person, coalesce(p.displayName, p.person) AS name
FROM people AS p
WHERE lower(p.person) = $name OR lower(p.displayName) = $name OR p.person IN (
  SELECT o.person FROM person_accounts AS o JOIN accounts AS a ON a.source = o.source AND a.id = o.id
  WHERE $name IN (lower(a.source || '/' || a.id), lower(a.id), lower(a.userName)) OR list_contains(list_transform(a.emails, lambda mail: lower(mail)), $name)
)
ORDER BY p.person`,
    { name: name.toLowerCase() },
  );
}
