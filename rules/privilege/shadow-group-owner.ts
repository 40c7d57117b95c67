import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  group: string;
  groupName: string | null;
  tier: number;
  role: string;
}

export default {
  id: "privilege/shadow-group-owner",
  title: "Owner of a group that carries privilege",
  severity: "high",
  subject: "account",
  rationale: "An owner can add anybody to the group, themselves first, and nobody counts owners as administrators.",
  needs: ["owners", "groups", "roles", "access"],
  controls: ["NIST-800-53:AC-6(1)", "NIST-800-53:AC-3(7)", "ATT&CK:T1098.003"],
  check: "no-shadow-path",
  concerns: "self",
  raisedByReach: true,
  options: {},
  optionSources: {},

  // Whoever holds as much all the time gains nothing by the ownership.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, c."group" AS key,
           c."group", any_value(g.displayName) AS groupName, any_value(c.tier) AS tier, any_value(t.displayName) AS role
    FROM responsible AS r
    JOIN carrying_groups AS c ON c.source = r.source AND c."group" = r.id AND c.tier <= 1
    JOIN audited_accounts AS a ON a.source = r.source AND a.id = r.account
    JOIN role_tiers AS t ON t.source = c.source AND t.role = c.role
    LEFT JOIN groups AS g ON g.source = c.source AND g.id = c."group"
    WHERE r.role = 'owner' AND a.active
      AND NOT coalesce(a.standingTier <= c.tier, false)
      AND NOT a.isBreakGlass
    GROUP BY a.source, a.id, a.displayName, a.userName, c."group"`,

  message: (row) => `${nameOf(row)} owns the group ${row.groupName ?? row.group}, which carries ${row.role}, and can add themselves to it.`,

  remediation: (row) => ({
    summary: `Let only administrators of the same tier manage ${row.groupName ?? row.group}.`,
    steps: [
      "Make sure that an administrator of the same tier owns or manages the group.",
      `Remove ${nameOf(row)} from its owners.`,
      "Look through the group's membership changes for some that nobody ordered.",
    ],
    commands: forService(row, {
      entra: [graph("GET", path`/groups/${row.group}/owners`), graph("DELETE", `${path`/groups/${row.group}/owners/${row.subjectId}`}/$ref`)],
      okta: [okta("GET", path`/groups/${row.group}/owners`), okta("DELETE", path`/groups/${row.group}/owners/${row.subjectId}`)],
    }),
  }),
} satisfies Rule<Row>;
