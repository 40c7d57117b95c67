import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  kind: string;
  roles: string[];
  /** Ids of roles held directly, and of the groups that hold the others. */
  directRoles: string[];
  groups: string[];
  /** Those groups by name. */
  through: string[];
}

export default {
  id: "privilege/standing-tier0",
  title: "Permanent role that can take over the directory",
  severity: "critical",
  subject: "account",
  rationale: "Whoever gets hold of the account, or of a token of it, has the directory at once and at any hour.",
  needs: ["roles", "access"],
  controls: ["SCuBA:MS.AAD.7.4", "SCuBA:MS.AAD.7.5", "CIS-M365:5.3.1", "NIST-800-53:AC-6(2)", "NIST-800-53:AC-6(5)", "ATT&CK:T1078.004"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {},
  optionSources: {},

  // Guests, applications and agents have rules of their own; so have accounts that are disabled.
  // What is eligible need not be known: where a directory has no activation, every role that is held is held all the time.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.kind,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS roles,
           coalesce(list(DISTINCT g.role ORDER BY g.role) FILTER (g.direct), []) AS directRoles,
           coalesce(list(DISTINCT g.path[-1] ORDER BY g.path[-1]) FILTER (NOT g.direct), []) AS groups,
           list_sort(coalesce(list(DISTINCT coalesce(n.displayName, n.id, g.path[-1])) FILTER (NOT g.direct), [])) AS through,
           if(a.kind = 'admin', 'high', 'critical') AS severity
    FROM audited_accounts AS a
    JOIN effective_grants AS g ON g.source = a.source AND g.account = a.id
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
    LEFT JOIN groups AS n ON n.source = g.source AND n.id = g.path[-1]
    WHERE a.standingTier = 0 AND g.tier = 0 AND g.state = 'active' AND g."end" IS NULL
      AND a.kind NOT IN ('guest', 'service', 'agent') AND a.active IS DISTINCT FROM false
      AND NOT a.isBreakGlass AND NOT a.isSync
    GROUP BY a.source, a.id, a.displayName, a.userName, a.kind`,

  message: (row) =>
    `${nameOf(row)} holds ${names(row.roles)} all the time${row.groups.length > 0 ? `, through ${names(row.through)}` : ""}${row.kind === "admin" ? "" : ", on the account for everyday work"}.`,

  remediation: (row) => ({
    summary: "Make the role one that is activated for a task and ends by itself, on a separate admin account.",
    steps: [
      "Make sure that two emergency accounts hold the role and that somebody else can still activate it.",
      `Give ${row.kind === "admin" ? nameOf(row) : "the person's separate admin account"} the role as eligible, with approval and an end.`,
      "Let the person activate it once, to see that it works.",
      `Then remove the permanent assignment from ${nameOf(row)}.`,
    ],
    commands: forService(row, {
      entra: [
        ...row.directRoles.flatMap((role) => [
          graph("POST", "/roleManagement/directory/roleEligibilityScheduleRequests", request("adminAssign", row.subjectId, role)),
          graph("POST", "/roleManagement/directory/roleAssignmentScheduleRequests", request("adminRemove", row.subjectId, role)),
        ]),
        ...row.groups.map((group) => graph("DELETE", `${path`/groups/${group}/members/${row.subjectId}`}/$ref`)),
      ],
      okta: [
        okta("GET", path`/users/${row.subjectId}/roles`),
        ...row.groups.map((group) => okta("DELETE", path`/groups/${group}/users/${row.subjectId}`)),
      ],
    }),
  }),
} satisfies Rule<Row>;

/** A year, after which it must be asked for again. */
function request(action: "adminAssign" | "adminRemove", principalId: string, roleDefinitionId: string): Record<string, unknown> {
  const common = { action, principalId, roleDefinitionId, directoryScopeId: "/", justification: "No standing privilege" };
  return action === "adminRemove" ? common : { ...common, scheduleInfo: { expiration: { type: "afterDuration", duration: "P365D" } } };
}
