import type { Step } from "../../inventory/inventory.js";

/** The best of several ways on, as one value that can be compared: fewest steps, then fewest hops, then the lowest names. */
const BEST = "min({steps: r.steps + e.cost, hops: r.hops + 1, kind: e.kind, through: e.through, type: e.toType, source: e.toSource, id: e.toId})";

/** From where each directory can be taken over, in how few steps, and what the first is. */
export const REACH: readonly Step[] = [
  {
    name: "tier0_reach",
    // From each directory back along the edges; a way is taken up again only where it is cheaper, so circles end. Nothing
    // leads to most accounts that hold something: they are no place to go on from, and are looked at once, at the end.
    sql: `
CREATE OR REPLACE TABLE tier0_reach AS
WITH RECURSIVE targets AS MATERIALIZED (SELECT DISTINCT toType, toSource, toId FROM control_edges),
inner_edges AS MATERIALIZED (
  SELECT e.* FROM control_edges AS e SEMI JOIN targets AS t ON t.toType = e.fromType AND t.toSource = e.fromSource AND t.toId = e.fromId
),
reach(type, source, id, directory, steps, hops, kind, through, nextType, nextSource, nextId) USING KEY (type, source, id, directory) AS (
  SELECT DISTINCT 'directory', toSource, '/', toSource, 0, 0, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR
  FROM targets WHERE toType = 'directory'
  UNION
  SELECT n.type, n.source, n.id, n.directory, n.best.steps, n.best.hops, n.best.kind, n.best.through, n.best.type, n.best.source, n.best.id
  FROM (
    SELECT e.fromType AS type, e.fromSource AS source, e.fromId AS id, r.directory, ${BEST} AS best
    FROM reach AS r JOIN inner_edges AS e ON e.toType = r.type AND e.toSource = r.source AND e.toId = r.id
    GROUP BY ALL
  ) AS n
  LEFT JOIN recurring.reach AS seen ON seen.type = n.type AND seen.source = n.source AND seen.id = n.id AND seen.directory = n.directory
  WHERE seen.type IS NULL OR (n.best.steps, n.best.hops) < (seen.steps, seen.hops)
)
SELECT * FROM reach WHERE hops > 0
UNION ALL
SELECT n.type, n.source, n.id, n.directory, n.best.steps, n.best.hops, n.best.kind, n.best.through, n.best.type, n.best.source, n.best.id
FROM (
  SELECT e.fromType AS type, e.fromSource AS source, e.fromId AS id, r.directory, ${BEST} AS best
  FROM reach AS r
  JOIN control_edges AS e ON e.toType = r.type AND e.toSource = r.source AND e.toId = r.id
  ANTI JOIN targets AS t ON t.toType = e.fromType AND t.toSource = e.fromSource AND t.toId = e.fromId
  GROUP BY ALL
) AS n`,
  },
];
