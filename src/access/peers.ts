import type { Inventory, Step } from "../inventory/inventory.js";

export interface PeerOptions {
  readonly now: Date;
  /** Fewest people that make a cohort. Ours: of four peers, no share can be told from another. */
  readonly minPeers?: number;
  /** A grant is unusual when, with 95 % confidence, fewer than this share of such people hold it. Ours. */
  readonly unusualBelow?: number;
}

/**
 * Compares each person with their peers: makes `peer_cohorts`, the cohort that explains a person's access best, and
 * `unusual_grants`, what the everyday account holds that few in that cohort do. Runs after `resolveAccess`.
 *
 * A cohort is the people of one directory who share department and title, department, title, manager, place, or two of
 * them. How well it explains access is measured: what two of its people hold in common, of what they hold together
 * (the mean Jaccard index of a pair). A share is given with its Wilson interval: two of four peers is no half.
 */
export async function comparePeers(db: Inventory, options: PeerOptions): Promise<void> {
  const { now, minPeers = 5, unusualBelow = 0.3 } = options;
  await db.runSteps(STEPS, { now, minPeers, unusualBelow });
}

/** Attributes that may make peers, the narrowest first: of two cohorts that explain equally well, the narrower is taken. */
const BASES: readonly (readonly [basis: string, columns: readonly string[]])[] = [
  ["department and title", ["department", "title"]],
  ["manager and title", ["manager", "title"]],
  ["department and place", ["department", "locality"]],
  ["manager", ["manager"]],
  ["department", ["department"]],
  ["title", ["title"]],
  ["place", ["locality"]],
];

const COHORTS = BASES.map(
  ([basis, columns], order) =>
    `SELECT ${order} AS "order", '${basis}' AS basis, source, person, concat_ws(' / ', ${columns.join(", ")}) AS shared FROM access_everyday WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(" AND ")}`,
).join("\n  UNION ALL ");

/** The bound of a 95 % Wilson interval for `k` of `n`. */
const wilson = (k: string, n: string, sign: "+" | "-") =>
  `((${k} / ${n} + 1.9208 / ${n} ${sign} 1.96 * sqrt(${k} / ${n} * (1 - ${k} / ${n}) / ${n} + 0.9604 / ${n} / ${n})) / (1 + 3.8416 / ${n}))`;

const STEPS: readonly Step[] = [
  {
    name: "access_everyday",
    sql: `
CREATE OR REPLACE TABLE access_everyday AS
SELECT p.person, a.source, a.manager,
  nullif(lower(trim(a.department)), '') AS department, nullif(lower(trim(a.title)), '') AS title, nullif(lower(trim(a.locality)), '') AS locality
FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id
WHERE p.everyday AND a.active IS DISTINCT FROM false`,
  },
  {
    name: "access_roles_held",
    // What a person holds in any directory, but for what stands on a second account for administrators: that is not compared.
    sql: `
CREATE OR REPLACE TABLE access_roles_held AS
SELECT p.person, p.source, p.id AS account, k.role, k.scope, min(k.tier) AS tier
FROM access_everyday AS e
JOIN person_accounts AS p ON p.person = e.person
JOIN account_kinds AS c ON c.source = p.source AND c.id = p.id AND c.kind <> 'admin'
JOIN access_accounts AS n ON n.source = p.source AND n.id = p.id
JOIN access_reached AS r ON r.account = n.node
JOIN access_grants AS k ON k.kind = r.kind AND k.first
GROUP BY ALL`,
  },
  {
    name: "access_cohorts",
    sql: `
CREATE OR REPLACE TABLE access_cohorts AS
SELECT *, count(*) OVER (PARTITION BY basis, source, shared) AS people FROM (
  ${COHORTS}
)
QUALIFY people >= $minPeers`,
  },
  {
    name: "access_cohort_roles",
    sql: `
CREATE OR REPLACE TABLE access_cohort_roles AS
SELECT c.basis, c.source, c.shared, h.source AS roleSource, h.role, h.scope, count(DISTINCT c.person) AS holders
FROM access_cohorts AS c JOIN access_roles_held AS h ON h.person = c.person
GROUP BY ALL`,
  },
  {
    name: "peer_cohorts",
    sql: `
CREATE OR REPLACE TABLE peer_cohorts AS
WITH held AS (
  SELECT basis, source, shared, sum(holders * (holders - 1)) AS pairs, sum(holders) AS held FROM access_cohort_roles GROUP BY ALL
)
SELECT c.person, c.source, c.basis, c.shared, c.people,
  -- What two people have in common, of what they have together; people who hold nothing at all are alike.
  coalesce((h.pairs / (c.people * (c.people - 1))) / (2 * h.held / c.people - h.pairs / (c.people * (c.people - 1))), 1) AS homogeneity
FROM access_cohorts AS c LEFT JOIN held AS h ON h.basis = c.basis AND h.source = c.source AND h.shared = c.shared
QUALIFY row_number() OVER (PARTITION BY c.person ORDER BY homogeneity DESC, c."order") = 1`,
  },
  {
    name: "unusual_grants",
    sql: `
CREATE OR REPLACE TABLE unusual_grants AS
WITH others AS (
  SELECT h.person, h.source, h.account, h.role, h.scope, h.tier, p.basis, p.shared, p.homogeneity,
    (r.holders - 1)::INTEGER AS holders, (p.people - 1)::INTEGER AS peers
  FROM peer_cohorts AS p
  JOIN access_roles_held AS h ON h.person = p.person
  JOIN access_cohort_roles AS r
    ON r.source = p.source AND r.basis = p.basis AND r.shared = p.shared AND r.roleSource = h.source AND r.role = h.role AND r.scope = h.scope
)
SELECT o.*, greatest(0, ${wilson("o.holders", "o.peers", "-")}) AS low, ${wilson("o.holders", "o.peers", "+")} AS high,
  date_diff('day', coalesce(greatest(a.lastSignIn, a.lastInteractiveSignIn), a.lastSignIn, a.lastInteractiveSignIn), $now)::INTEGER AS idleDays
FROM others AS o JOIN accounts AS a ON a.source = o.source AND a.id = o.account
WHERE high < $unusualBelow`,
  },
];
