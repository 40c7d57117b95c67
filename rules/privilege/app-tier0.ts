import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  permissions: string[];
  secrets: number;
}

export default {
  id: "privilege/app-tier0",
  title: "Application that can take over the directory",
  severity: "high",
  subject: "app",
  rationale: "It acts without a human and without a second factor; whoever reads its credential is the directory's master.",
  needs: ["appRoles", "roles", "access"],
  controls: ["NHI5:2025", "NIST-800-53:AC-6", "ATT&CK:T1098.003"],
  check: "owned-in-order",
  concerns: "responsible",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS permissions,
           coalesce(any_value(s.live), 0) AS secrets,
           if(secrets > 0, 'critical', 'high') AS severity
    FROM audited_accounts AS a
    JOIN effective_grants AS g ON g.source = a.source AND g.account = a.id AND g.tier = 0
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
    LEFT JOIN (
      SELECT source, holder, count(*) AS live FROM secrets
      WHERE kind IN ('client-secret', 'password') AND (expires IS NULL OR expires > $now)
      GROUP BY source, holder
    ) AS s ON s.source = a.source AND s.holder = a.id
    WHERE a.kind = 'service' AND least(a.activeTier, a.eligibleTier) = 0
      AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty AND NOT a.isSync
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) => `${nameOf(row)} holds ${names(row.permissions)}${row.secrets > 0 ? " and signs in with a shared secret" : ""}.`,

  remediation: (row) => ({
    summary: "Give it the narrowest permission that its task needs.",
    steps: [
      `Find out which calls ${nameOf(row)} makes; its sign-in log says how often and from where.`,
      "Add the narrower permission, and let it run with both for a week.",
      `Then remove ${names(row.permissions)}.`,
    ],
    commands: forService(row, { entra: [graph("GET", path`/servicePrincipals/${row.subjectId}/appRoleAssignments`)] }),
  }),
} satisfies Rule<Row>;
