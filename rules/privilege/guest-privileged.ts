import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  roles: string[];
  groups: string[];
  /** Those groups by name. */
  through: string[];
}

export default {
  id: "privilege/guest-privileged",
  title: "Guest that holds an administrator role",
  severity: "high",
  subject: "account",
  rationale: "How a guest signs in, and when they leave their company, is decided elsewhere and not seen here.",
  needs: ["roles", "accounts", "access"],
  controls: ["SCuBA:MS.AAD.8.1", "NIST-800-53:AC-6(6)", "ATT&CK:T1199"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS roles,
           coalesce(list(DISTINCT g.path[-1] ORDER BY g.path[-1]) FILTER (NOT g.direct), []) AS groups,
           list_sort(coalesce(list(DISTINCT coalesce(n.displayName, n.id, g.path[-1])) FILTER (NOT g.direct), [])) AS through,
           if(min(g.tier) = 0, 'critical', 'high') AS severity
    FROM audited_accounts AS a
    JOIN effective_grants AS g ON g.source = a.source AND g.account = a.id AND g.tier <= 1
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
    LEFT JOIN groups AS n ON n.source = g.source AND n.id = g.path[-1]
    WHERE a.kind = 'guest' AND a.active IS DISTINCT FROM false
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) => `The guest ${nameOf(row)} holds ${names(row.roles)}${row.groups.length > 0 ? `, through ${names(row.through)}` : ""}.`,

  remediation: (row) => ({
    summary: "Let outside administrators use a member account of this directory, or a delegated partner relationship with an end date.",
    steps: [
      "Ask the sponsor what the guest does with the role, and for how long.",
      "Make an admin account in this directory, or a partner relationship, for exactly that.",
      `Then remove the role from the guest ${nameOf(row)}.`,
    ],
    commands: forService(row, {
      entra: row.groups.map((group) => graph("DELETE", `${path`/groups/${group}/members/${row.subjectId}`}/$ref`)),
    }),
  }),
} satisfies Rule<Row>;
