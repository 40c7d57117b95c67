import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  eligible: number;
}

export default {
  id: "privilege/pim-no-approval",
  title: "Highest role can be activated without approval",
  severity: "high",
  subject: "role",
  rationale: "Being eligible is then as good as holding the role: whoever has the account activates it alone.",
  needs: ["eligibility", "rolePolicy"],
  controls: ["SCuBA:MS.AAD.7.6", "CIS-M365:5.3.4", "CIS-M365:5.3.5", "NIST-800-53:AC-6(5)"],
  check: null,
  concerns: "directory",
  options: { approvedRoles: ["Global Administrator", "Privileged Role Administrator"] },
  optionSources: { approvedRoles: "CIS 5.3.4 and 5.3.5" },

  select: `
    SELECT t.source, t.role AS subjectId, t.displayName AS subjectName, count(DISTINCT g.principal) AS eligible
    FROM grants AS g
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
    LEFT JOIN (
      SELECT source, role, bool_or(approval) AS approval FROM activations WHERE coalesce(scope, '/') = '/' GROUP BY ALL
    ) AS v ON v.source = g.source AND v.role = g.role
    WHERE lower(g.state) = 'eligible' AND NOT coalesce(g.approval, v.approval) AND list_contains($approvedRoles, t.displayName)
      AND (g."end" IS NULL OR g."end" > $now)
    GROUP BY t.source, t.role, t.displayName`,

  message: (row) => `${nameOf(row)} can be activated by ${count(row.eligible, "principal")} without anybody's approval.`,

  remediation: (row) => ({
    summary: `Let activation of ${nameOf(row)} need another administrator's approval.`,
    steps: [
      "Name at least two approvers who can be reached at any hour, and keep the emergency accounts outside.",
      "Switch approval on in the role's activation settings.",
      "Let one person activate the role, to see that the request arrives.",
    ],
    commands: forService(row, {
      entra: [
        graph(
          "GET",
          `/policies/roleManagementPolicyAssignments?$filter=${encodeURIComponent(`scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq '${row.subjectId.replaceAll("'", "''")}'`)}`,
        ),
      ],
    }),
  }),
} satisfies Rule<Row, { approvedRoles: readonly string[] }>;
