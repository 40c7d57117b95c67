import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  eligible: number;
  mfa: boolean | null;
  justification: boolean | null;
  maxMinutes: number | null;
}

export default {
  id: "privilege/pim-weak-activation",
  title: "Role that is activated without a second factor, a reason or a close end",
  severity: "medium",
  subject: "role",
  rationale: "Whoever takes over a session of somebody eligible activates the role from it, and keeps it for long.",
  needs: ["eligibility", "rolePolicy"],
  controls: ["SCuBA:MS.AAD.7.4", "NIST-800-53:AC-2(11)"],
  check: null,
  concerns: "directory",
  options: { maxHours: 8 },
  optionSources: { maxHours: "ours: a working day" },

  // Roles that anybody may activate and that reach tier 0 or 1; what is not known of a role counts for nothing.
  select: `
    SELECT t.source, t.role AS subjectId, t.displayName AS subjectName, count(DISTINCT g.principal) AS eligible,
           any_value(a.mfa) AS mfa, any_value(a.justification) AS justification, any_value(a.maxMinutes) AS maxMinutes
    FROM activations AS a
    JOIN role_tiers AS t ON t.source = a.source AND t.role = a.role
    JOIN grants AS g ON g.source = a.source AND g.role = a.role AND (a.scope IS NULL OR a.scope = coalesce(g.scope, '/'))
    WHERE lower(g.state) = 'eligible' AND (g."end" IS NULL OR g."end" > $now) AND t.tier <= 1
      AND (NOT a.mfa OR NOT a.justification OR a.maxMinutes > $maxHours * 60)
    GROUP BY t.source, t.role, t.displayName`,

  message: (row, options) => `${nameOf(row)} can be activated by ${count(row.eligible, "principal")} ${names(weaknesses(row, options.maxHours))}.`,

  remediation: (row, options) => ({
    summary: `Demand a second factor and a reason for ${nameOf(row)}, and let it end after ${count(options.maxHours, "hour")}.`,
    steps: [
      "Demand multifactor authentication, better an authentication context with a phishing-resistant strength, at activation.",
      "Demand a justification, so that each activation can be asked about later.",
      `Set the longest activation to ${count(options.maxHours, "hour")} or less.`,
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
} satisfies Rule<Row, { maxHours: number }>;

function weaknesses(row: Row, maxHours: number): string[] {
  const long = row.maxMinutes !== null && row.maxMinutes > maxHours * 60;
  return [
    ...(row.mfa === false ? ["without a second factor"] : []),
    ...(row.justification === false ? ["without a reason"] : []),
    ...(long ? [`for ${count(Math.round((row.maxMinutes ?? 0) / 6) / 10, "hour")}`] : []),
  ];
}
