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
  const [reached] = await db.rows<{ count: bigint }>("SELECT count(*) AS count FROM access_reached");
  const weakest = Number(reached?.count ?? 0) <= COMPARED_IN_FULL ? 2 : 1;
  await db.runSteps(STEPS, { now, minPeers, unusualBelow, weakest });
}

/**
 * Up to so many effective grants all are compared; beyond, only those of tier 0 and 1. Ours: each is looked at in seven
 * cohorts, and what is weaker is not reported by a rule.
 */
const COMPARED_IN_FULL = 1_000_000;

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
    `SELECT ${order} AS "order", '${basis}' AS basis, source, number, concat_ws(' / ', ${columns.join(", ")}) AS shared FROM access_everyday WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(" AND ")}`,
).join("\n  UNION ALL ");

/** The bound of a 95 % Wilson interval for `k` of `n`. */
const wilson = (k: string, n: string, sign: "+" | "-") =>
  `((${k} / ${n} + 1.9208 / ${n} ${sign} 1.96 * sqrt(${k} / ${n} * (1 - ${k} / ${n}) / ${n} + 0.9604 / ${n} / ${n})) / (1 + 3.8416 / ${n}))`;

/** People, cohorts and what is held are small numbers inside: seven ways to be peers times all that everybody holds are many rows. */
const STEPS: readonly Step[] = [
  {
    name: "access_everyday",
    sql: `
CREATE OR REPLACE TABLE access_everyday AS
SELECT (row_number() OVER ())::INTEGER AS number, p.person, a.source, a.manager,
  nullif(lower(trim(a.department)), '') AS department, nullif(lower(trim(a.title)), '') AS title, nullif(lower(trim(a.locality)), '') AS locality
FROM person_accounts AS p JOIN accounts AS a ON a.source = p.source AND a.id = p.id
WHERE p.everyday AND a.active IS DISTINCT FROM false`,
  },
  {
    name: "access_things",
    sql: `
CREATE OR REPLACE TABLE access_things AS
SELECT kind, (dense_rank() OVER (ORDER BY source, role, scope))::INTEGER AS thing, source, role, scope, tier
FROM access_grants WHERE first AND tier <= $weakest`,
  },
  {
    name: "access_held",
    // What a person holds in any directory, but for what stands on a second account for administration: that is not compared.
    sql: `
CREATE OR REPLACE TABLE access_held AS
WITH compared AS (
  SELECT e.number, n.node
  FROM access_everyday AS e
  JOIN person_accounts AS p ON p.person = e.person
  JOIN account_kinds AS c ON c.source = p.source AND c.id = p.id AND c.kind <> 'admin'
  JOIN access_accounts AS n ON n.source = p.source AND n.id = p.id
)
SELECT DISTINCT c.number, t.thing
FROM compared AS c JOIN access_reached AS r ON r.account = c.node JOIN access_things AS t ON t.kind = r.kind`,
  },
  {
    name: "access_cohorts",
    sql: `
CREATE OR REPLACE TABLE access_cohorts AS
SELECT *, (dense_rank() OVER (ORDER BY basis, source, shared))::INTEGER AS cohort
FROM (
  SELECT *, count(*) OVER (PARTITION BY basis, source, shared) AS people FROM (
    ${COHORTS}
  )
  QUALIFY people >= $minPeers
)`,
  },
  {
    name: "access_cohort_things",
    sql: `
CREATE OR REPLACE TABLE access_cohort_things AS
SELECT c.cohort, h.thing, count(*) AS holders FROM access_cohorts AS c JOIN access_held AS h ON h.number = c.number GROUP BY ALL`,
  },
  {
    name: "peer_cohorts",
    sql: `
CREATE OR REPLACE TABLE peer_cohorts AS
WITH held AS (SELECT cohort, sum(holders * (holders - 1)) AS pairs, sum(holders) AS held FROM access_cohort_things GROUP BY cohort)
SELECT e.person, c.source, c.basis, c.shared, c.people::INTEGER AS people, c.number, c.cohort,
  -- What two people have in common, of what they have together; people who hold nothing at all are alike.
  coalesce((h.pairs / (c.people * (c.people - 1))) / (2 * h.held / c.people - h.pairs / (c.people * (c.people - 1))), 1) AS homogeneity
FROM access_cohorts AS c
JOIN access_everyday AS e ON e.number = c.number
LEFT JOIN held AS h ON h.cohort = c.cohort
QUALIFY row_number() OVER (PARTITION BY c.number ORDER BY homogeneity DESC, c."order") = 1`,
  },
  {
    name: "unusual_grants",
    sql: `
CREATE OR REPLACE TABLE unusual_grants AS
WITH others AS (
  SELECT p.person, h.thing, p.basis, p.shared, p.homogeneity, (t.holders - 1)::INTEGER AS holders, (p.people - 1)::INTEGER AS peers
  FROM peer_cohorts AS p
  JOIN access_held AS h ON h.number = p.number
  JOIN access_cohort_things AS t ON t.cohort = p.cohort AND t.thing = h.thing
),
unusual AS (
  SELECT *, greatest(0, ${wilson("holders", "peers", "-")}) AS low, ${wilson("holders", "peers", "+")} AS high FROM others WHERE high < $unusualBelow
)
SELECT u.person, t.source, a.id AS account, t.role, t.scope, min(t.tier) AS tier, u.basis, u.shared, u.homogeneity, u.holders, u.peers, u.low, u.high,
  date_diff('day', coalesce(greatest(a.lastSignIn, a.lastInteractiveSignIn), a.lastSignIn, a.lastInteractiveSignIn), $now)::INTEGER AS idleDays
FROM unusual AS u
JOIN access_things AS t ON t.thing = u.thing
JOIN person_accounts AS p ON p.person = u.person AND p.source = t.source
JOIN access_accounts AS n ON n.source = p.source AND n.id = p.id
JOIN access_reached AS r ON r.account = n.node AND r.kind = t.kind
JOIN accounts AS a ON a.source = p.source AND a.id = p.id
GROUP BY ALL`,
  },
];
