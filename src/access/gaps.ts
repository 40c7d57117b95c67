import type { Inventory } from "../inventory/inventory.js";

/** Rows that name something which nobody listed. They are kept, and give nothing. */
export interface AccessGap {
  readonly source: string;
  readonly gap: string;
  readonly count: number;
  /** The first of the ids that are missing. */
  readonly examples: readonly string[];
}

/** How many ids of a gap are named. */
const EXAMPLES = 3;

/** What memberships, grants and owners name that is in no listing: each kind of gap with its number and some examples. */
export function accessGaps(db: Inventory): Promise<AccessGap[]> {
  return db.rows<AccessGap>(
    `
WITH gone AS (
  SELECT m.source, 'memberships of groups that are in no listing' AS gap, m."group" AS id
  FROM memberships AS m ANTI JOIN groups AS g ON g.source = m.source AND g.id = m."group"
  UNION ALL
  SELECT m.source, 'memberships of nobody known', m.member
  FROM memberships AS m
  ANTI JOIN accounts AS a ON a.source = m.source AND a.id = m.member
  ANTI JOIN groups AS g ON g.source = m.source AND g.id = m.member
  UNION ALL
  SELECT m.source, 'groups that contain themselves', m.member FROM memberships AS m WHERE m.member = m."group"
  UNION ALL
  SELECT k.source, 'grants of roles that are in no listing', k.role
  FROM grants AS k ANTI JOIN roles AS r ON r.source = k.source AND r.id = k.role
  UNION ALL
  SELECT k.source, 'grants to nobody known', k.principal
  FROM grants AS k
  ANTI JOIN accounts AS a ON a.source = k.source AND a.id = k.principal
  ANTI JOIN groups AS g ON g.source = k.source AND g.id = k.principal
  UNION ALL
  SELECT o.source, 'owners that are gone', o.owner
  FROM owners AS o
  ANTI JOIN accounts AS a ON a.source = o.source AND a.id = o.owner
  ANTI JOIN groups AS g ON g.source = o.source AND g.id = o.owner
  UNION ALL
  SELECT o.source, 'owners of what is gone', o.subject
  FROM owners AS o
  ANTI JOIN accounts AS a ON a.source = o.source AND a.id = o.subject
  ANTI JOIN groups AS g ON g.source = o.source AND g.id = o.subject
)
SELECT source, gap, count(*)::INTEGER AS count, list_sort(list_distinct(list(id)))[1:$examples] AS examples
FROM gone GROUP BY source, gap ORDER BY source, gap`,
    { examples: EXAMPLES },
  );
}

/** A gap in one sentence; without the ids, for a report may be one that names nobody. */
export function gapLine({ gap, count }: AccessGap): string {
  return `${gap[0]?.toUpperCase()}${gap.slice(1)}: ${count}. They are kept, and give nothing.`;
}
