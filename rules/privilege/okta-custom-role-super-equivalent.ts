import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  permissions: string[];
  /** What it does to those above it, where its permissions do not say so by themselves. */
  ways: string[];
  /** Whether it is known what the role covers. */
  known: boolean;
  holders: number;
}

export default {
  id: "privilege/okta-custom-role-super-equivalent",
  title: "Custom role that amounts to super administrator",
  severity: "critical",
  subject: "role",
  rationale: "Whoever may change roles and their bindings can give themselves every other permission.",
  needs: ["roles", "access"],
  controls: ["NIST-800-53:AC-6", "ATT&CK:T1098.003"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {},
  optionSources: {},

  // A role that nobody holds harms nobody. What a role reaches in one step was worked out over what its resource sets hold;
  // of a set that was not read in full it may be anybody, which is not proven and one step milder.
  select: `
    WITH top AS (
      SELECT type, source, id FROM tier0_reach WHERE kind IN ('holds', 'carries') AND directory = source
    ),
    steps AS (
      SELECT w.fromSource AS source, w.through AS role, e.kind, e.toType AS type, e.toId AS id, coalesce(p.limited OR p.scope IN ('/', '*', ''), true) AS known
      FROM control_edges AS w
      JOIN control_edges AS e ON e.fromType = 'power' AND e.fromSource = w.toSource AND e.fromId = w.toId AND e.kind IN ('resets', 'joins')
      LEFT JOIN access_powers AS p ON p.source = w.toSource AND p.id = w.toId
      WHERE w.kind = 'wields' AND e.toId <> w.fromId
      UNION
      SELECT fromSource, through, kind, toType, toId, true FROM control_edges WHERE kind = 'rules over'
    ),
    ways AS (
      SELECT s.source, s.role, bool_or(s.known) AS known,
             list(DISTINCT CASE s.kind WHEN 'resets' THEN 'the reset of ' WHEN 'joins' THEN 'the members of ' ELSE 'control of ' END
                           || coalesce(a.displayName, a.userName, g.displayName, s.id)) AS ways
      FROM steps AS s
      JOIN top AS t ON t.type = s.type AND t.source = s.source AND t.id = s.id
      LEFT JOIN accounts AS a ON s.type = 'account' AND a.source = s.source AND a.id = s.id
      LEFT JOIN groups AS g ON s.type = 'group' AND g.source = s.source AND g.id = s.id
      GROUP BY s.source, s.role
    ),
    held AS (
      SELECT r.source, r.id AS subjectId, r.displayName AS subjectName,
             list_filter(any_value(r.permissions), lambda p: regexp_matches(p, '^okta\\.iam\\.(.*\\.)?manage$')) AS permissions,
             list_sort(coalesce(any_value(w.ways), []))[1:10] AS ways, coalesce(any_value(w.known), false) AS covered,
             count(DISTINCT g.account) AS holders,
             coalesce(list(DISTINCT a.person ORDER BY a.person) FILTER (a.person IS NOT NULL), []) AS people
      FROM roles AS r
      JOIN effective_grants AS g ON g.source = r.source AND g.role = r.id
      JOIN audited_accounts AS a ON a.source = g.source AND a.id = g.account
      LEFT JOIN ways AS w ON w.source = r.source AND w.role = r.id
      WHERE r.kind = 'custom' AND NOT a.isBreakGlass AND a.active IS DISTINCT FROM false
      GROUP BY r.source, r.id, r.displayName
    )
    SELECT * EXCLUDE (covered), len(permissions) > 0 OR covered AS known, if(known, 'critical', 'high') AS severity
    FROM held WHERE len(permissions) > 0 OR len(ways) > 0`,

  message: (row) =>
    `The custom role ${nameOf(row)} ${row.permissions.length > 0 ? `holds ${names(row.permissions)}` : `reaches super administrators by ${names(row.ways)}`}, and ${count(row.holders, "account")} can thereby become super administrator${row.known ? "" : ", unless what it covers, which was not read in full, leaves them out"}.`,

  remediation: (row) => ({
    summary: row.permissions.length > 0 ? `Take ${names(row.permissions)} out of the role.` : "Take administrators out of what the role covers.",
    steps: [
      "Ask the holders what they use the role for.",
      ...(row.permissions.length > 0 ? [`Remove ${names(row.permissions)} from the role; super administrators keep managing roles.`] : []),
      "Shrink the resource set of its bindings to what the task needs, without administrators, their groups and their applications.",
    ],
    commands: forService(row, {
      okta: row.permissions.map((permission) => okta("DELETE", path`/iam/roles/${row.subjectId}/permissions/${permission}`)),
    }),
  }),
} satisfies Rule<Row>;
