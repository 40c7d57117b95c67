import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  roles: string[];
  groups: string[];
  /** Those groups by name. */
  through: string[];
}

export default {
  id: "privilege/everyday-admin",
  title: "Administrator role on the account for everyday work",
  severity: "high",
  subject: "account",
  rationale: "One message that is opened on this account, or one agent that acts for it, is an administrator's.",
  needs: ["roles", "people", "access"],
  controls: ["CIS-M365:1.1.1", "CIS-M365:1.1.4", "SCuBA:MS.AAD.7.3", "NIST-800-53:AC-6(2)", "ATT&CK:T1566"],
  check: "no-standing-privilege",
  concerns: "self",
  silencedBy: ["privilege/standing-tier0"],
  options: {},
  optionSources: {},

  // The account for everyday work is the one with the mailbox, or the person's only human one in the directory.
  select: `
    WITH single AS (
      SELECT source, person FROM audited_accounts
      WHERE kind = 'human' AND active IS DISTINCT FROM false AND person IS NOT NULL
      GROUP BY source, person HAVING count(*) = 1
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS roles,
           coalesce(list(DISTINCT g.path[-1] ORDER BY g.path[-1]) FILTER (NOT g.direct), []) AS groups,
           list_sort(coalesce(list(DISTINCT coalesce(n.displayName, n.id, g.path[-1])) FILTER (NOT g.direct), [])) AS through
    FROM audited_accounts AS a
    JOIN effective_grants AS g ON g.source = a.source AND g.account = a.id AND g.tier <= 1
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
    LEFT JOIN groups AS n ON n.source = g.source AND n.id = g.path[-1]
    LEFT JOIN single AS s ON s.source = a.source AND s.person = a.person
    WHERE a.kind = 'human' AND a.active IS DISTINCT FROM false
      AND least(a.activeTier, a.eligibleTier) <= 1
      AND (a.everyday OR a.mailbox = 'user' OR s.person IS NOT NULL)
      AND NOT a.isBreakGlass AND NOT a.isSync
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) =>
    `${nameOf(row)} reads mail and holds ${names(row.roles)} on the same account${row.groups.length > 0 ? `, through ${names(row.through)}` : ""}.`,

  remediation: (row) => ({
    summary: "Move the role to a separate admin account without mail.",
    steps: [
      `Make an admin account for ${nameOf(row)}: not synchronised, without a mailbox, with a passkey.`,
      `Give it ${names(row.roles)} as eligible, and let the person use it once.`,
      "Then take the role from the everyday account.",
    ],
    commands: forService(row, {
      entra: row.groups.map((group) => graph("DELETE", `${path`/groups/${group}/members/${row.subjectId}`}/$ref`)),
      okta: [
        okta("GET", path`/users/${row.subjectId}/roles`),
        ...row.groups.map((group) => okta("DELETE", path`/groups/${group}/users/${row.subjectId}`)),
      ],
    }),
  }),
} satisfies Rule<Row>;
