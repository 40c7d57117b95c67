/**
 * Common table expressions that say which accounts a kind of policy reaches, for rules that ask who is left out.
 * Ends with `covered` (source, account) and `spared` (source, account, policies): the names of those that exclude it.
 *
 * A policy reaches an account that it includes and does not exclude: by name, by a group, however deep, or by a role.
 * The work is linear: policies for everybody are counted, not multiplied with the accounts.
 *
 * @param condition which of the policies count, in SQL over `policies`
 */
export function coverage(condition: string): string {
  return `
    policy AS (
      SELECT source, coalesce(id, name) AS id, coalesce(name, id) AS name, include, exclude, list_contains(include, '*') AS isForAll
      FROM policies WHERE ${condition}
    ),
    named AS (
      SELECT source, id AS policy, unnest(include) AS target, true AS isIncluded FROM policy
      UNION ALL
      SELECT source, id, unnest(exclude), false FROM policy
    ),
    -- Members of members, until nothing new is reached: groups may contain each other.
    below AS (
      SELECT source, target, target AS member FROM named
      UNION
      SELECT n.source, n.target, g.principal FROM named AS n JOIN grants AS g ON g.source = n.source AND g.role = n.target AND g.state IS DISTINCT FROM 'eligible'
      UNION
      SELECT b.source, b.target, m.member FROM below AS b JOIN memberships AS m ON m.source = b.source AND m."group" = b.member
    ),
    touched AS (
      SELECT n.source, n.policy, b.member AS account, bool_or(n.isIncluded) AS isIncluded, bool_or(NOT n.isIncluded) AS isExcluded
      FROM named AS n JOIN below AS b ON b.source = n.source AND b.target = n.target
      GROUP BY n.source, n.policy, b.member
    ),
    spared AS (
      SELECT t.source, t.account, list(p.name ORDER BY p.name) AS policies, count(*) FILTER (p.isForAll) AS fromAll
      FROM touched AS t JOIN policy AS p ON p.source = t.source AND p.id = t.policy
      WHERE t.isExcluded GROUP BY t.source, t.account
    ),
    covered AS (
      SELECT source, account FROM touched WHERE isIncluded AND NOT isExcluded
      UNION
      SELECT a.source, a.id FROM audited_accounts AS a
      JOIN (SELECT source, count(*) AS number FROM policy WHERE isForAll GROUP BY source) AS all_ ON all_.source = a.source
      LEFT JOIN spared AS s ON s.source = a.source AND s.account = a.id
      WHERE all_.number > coalesce(s.fromAll, 0)
    )`;
}
