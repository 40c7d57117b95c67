import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  tier: number;
  /** What an activation lacks. */
  lacks: string[];
  scope: string | null;
}

export default {
  id: "privilege/pim-weak-activation",
  title: "Role that is activated without a factor, a reason or a limit",
  severity: "medium",
  subject: "role",
  rationale:
    "An eligible role protects as much as its activation asks for: without a factor a stolen session activates it, without a limit it stays.",
  needs: ["eligibility", "rolePolicy", "access"],
  controls: ["SCuBA:MS.AAD.7.4", "NIST-800-53:AC-2(11)"],
  check: "no-unused-grant",
  concerns: "self",
  options: { activationMaxMinutes: 480 },
  optionSources: { activationMaxMinutes: "ours: a working day" },

  // Only roles that somebody is eligible for, and that reach beyond their holder's own work; it concerns those who are.
  select: `
    WITH eligible AS (
      SELECT g.source, g.role, g.scope, list(DISTINCT p.person ORDER BY p.person) FILTER (p.person IS NOT NULL) AS people
      FROM effective_grants AS g LEFT JOIN person_accounts AS p ON p.source = g.source AND p.id = g.account
      WHERE g.state = 'eligible' AND g.tier <= 1
      GROUP BY g.source, g.role, g.scope
    )
    SELECT t.source, t.role AS subjectId, t.displayName AS subjectName, coalesce(v.scope, '/') AS key, t.tier, nullif(v.scope, '/') AS scope,
           list_filter([if(v.mfa = false, 'a second factor', NULL), if(v.justification = false, 'a reason', NULL),
             if(v.maxMinutes > $activationMaxMinutes, 'an end within ' || $activationMaxMinutes // 60 || ' hours', NULL)], lambda lack: lack IS NOT NULL) AS lacks,
           list_sort(list_distinct(flatten(list(coalesce(e.people, []))))) AS people
    FROM activations AS v
    JOIN role_tiers AS t ON t.source = v.source AND t.role = v.role
    JOIN eligible AS e ON e.source = v.source AND e.role = v.role AND (coalesce(v.scope, '/') = '/' OR v.scope = e.scope)
    GROUP BY t.source, t.role, t.displayName, t.tier, v.scope, v.mfa, v.justification, v.maxMinutes
    HAVING len(lacks) > 0`,

  message: (row) => `${nameOf(row)} is activated without ${names(row.lacks)}.`,

  remediation: (row) => ({
    summary: `Let the activation of ${nameOf(row)} ask for ${names(row.lacks)}.`,
    steps: [
      `Set it in the activation settings of ${nameOf(row)}, with a strong authentication context where there is one.`,
      "Tell those who are eligible, and let one of them activate it to see that it works.",
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
} satisfies Rule<Row, { activationMaxMinutes: number }>;
