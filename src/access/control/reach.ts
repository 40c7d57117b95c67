import type { Step } from "../../inventory/inventory.js";

/** From where each directory can be taken over, in how few steps, and what the first is. */
export const REACH: readonly Step[] = [
  {
    name: "tier0_reach",
    // From each directory back along the edges; a way is taken up again only where it is cheaper, so circles end.
    sql: `
CREATE OR REPLACE TABLE tier0_reach AS
WITH RECURSIVE reach(type, source, id, directory, steps, hops, kind, through, nextType, nextSource, nextId) USING KEY (type, source, id, directory) AS (
  SELECT DISTINCT 'directory', toSource, '/', toSource, 0, 0, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR
  FROM control_edges WHERE toType = 'directory'
  UNION
  SELECT n.type, n.source, n.id, n.directory, n.best.steps, n.best.hops, n.best.kind, n.best.through, n.best.type, n.best.source, n.best.id
  FROM (
    SELECT e.fromType AS type, e.fromSource AS source, e.fromId AS id, r.directory,
      min({steps: r.steps + e.cost, hops: r.hops + 1, kind: e.kind, through: e.through, type: e.toType, source: e.toSource, id: e.toId}) AS best
    FROM reach AS r JOIN control_edges AS e ON e.toType = r.type AND e.toSource = r.source AND e.toId = r.id
    GROUP BY ALL
  ) AS n
  LEFT JOIN recurring.reach AS seen ON seen.type = n.type AND seen.source = n.source AND seen.id = n.id AND seen.directory = n.directory
  WHERE seen.type IS NULL OR (n.best.steps, n.best.hops) < (seen.steps, seen.hops)
)
SELECT * FROM reach WHERE hops > 0`,
  },
];
