import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** The role that gives the right, by name and id. */
  role: string;
  roleId: string;
  isEligible: boolean;
  /** Whom it reaches: the first of them by name, and how many there are. */
  targets: string[];
  number: number;
  tier: number;
}

export default {
  id: "privilege/helpdesk-resets-admin",
  title: "Help desk that can reset an administrator",
  severity: "high",
  subject: "account",
  rationale: "Whoever sets the password or a factor of somebody stronger signs in as them: one step makes the help desk the directory's master.",
  needs: ["roles", "access"],
  controls: ["NIST-800-53:AC-6", "NIST-800-53:AC-5", "ATT&CK:T1098"],
  check: "no-shadow-path",
  concerns: "self",
  options: {},
  optionSources: {},

  // Whom the product spares is worked out beforehand, role by role; what is left is put together once for each power, however
  // many hold it. Somebody stronger is whoever holds or may activate tier 0, in whatever directory; through others in between,
  // it is no longer one step, and said by another rule.
  select: `
    WITH strong AS (
      SELECT e.fromSource AS source, e.fromId AS power, b.id, b.person, coalesce(b.displayName, b.userName, b.id) AS name
      FROM control_edges AS e
      SEMI JOIN (
        FROM tier0_reach WHERE type = 'account' AND (kind IN ('holds', 'activates', 'signs in as') OR steps = 0)
      ) AS t ON t.source = e.toSource AND t.id = e.toId
      JOIN audited_accounts AS b ON b.source = e.toSource AND b.id = e.toId AND b.active IS DISTINCT FROM false
      WHERE e.fromType = 'power' AND e.kind = 'resets'
    ),
    reached AS (
      SELECT source, power, list({id: id, person: person, name: name} ORDER BY name, id)[1:20] AS targets, count(DISTINCT id) AS number
      FROM strong GROUP BY source, power
    ),
    wielded AS (
      SELECT w.fromSource AS source, w.fromId AS id, w.through AS role, bool_and(w.cost > 0) AS isEligible,
             list_distinct(flatten(list(r.targets))) AS targets, max(r.number) AS number
      FROM control_edges AS w
      JOIN reached AS r ON r.source = w.toSource AND r.power = w.toId
      WHERE w.kind = 'wields'
      GROUP BY ALL
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, w.role AS key,
           t.displayName AS role, w.role AS roleId, w.isEligible, 0 AS tier,
           list_filter(w.targets, lambda target: target.id <> a.id AND (target.person IS NULL OR target.person IS DISTINCT FROM a.person)) AS others,
           list_sort(list_transform(others, lambda target: target.name)) AS targets,
           len(others) + greatest(0, w.number - len(w.targets)) AS number
    FROM wielded AS w
    JOIN audited_accounts AS a ON a.source = w.source AND a.id = w.id
    JOIN role_tiers AS t ON t.source = w.source AND t.role = w.role
    WHERE a.active IS DISTINCT FROM false AND NOT coalesce(a.standingTier = 0, false)
      AND NOT a.isBreakGlass AND NOT a.isSync AND NOT a.isFirstParty AND len(others) > 0`,

  message: (row) =>
    `${nameOf(row)},${row.isEligible ? " once active" : ""} as ${row.role}, can reset the password or factors of ${
      row.number > row.targets.length ? `${count(row.number, "administrator")}, among them ${names(row.targets.slice(0, 3))}` : names(row.targets)
    }, who can take over the directory.`,

  remediation: (row) => ({
    summary: "Put those administrators where the help desk cannot reach them.",
    steps: [
      `See what ${nameOf(row)} needs ${row.role} for, and for whom.`,
      "Move the administrators into a restricted unit, or assign their roles through a protected group: an eligible role alone protects nobody.",
      `Limit ${row.role} to a unit or group that holds no administrator.`,
    ],
    commands: forService(row, {
      entra: [
        graph(
          "GET",
          `/roleManagement/directory/roleAssignments?$filter=${encodeURIComponent(`principalId eq '${row.subjectId.replaceAll("'", "''")}'`)}`,
        ),
        graph("GET", path`/directory/administrativeUnits`),
      ],
    }),
  }),
} satisfies Rule<Row>;
