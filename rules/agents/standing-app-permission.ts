import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  permissions: string[];
}

export default {
  id: "agents/standing-app-permission",
  title: "Agent that acts for people and holds a permission of its own",
  severity: "high",
  subject: "agent",
  rationale: "What it holds itself is not limited by what the person may do: it can reach everybody's data in the name of one.",
  needs: ["agents", "appRoles", "consents", "access"],
  controls: ["NHI5:2025", "RFC:8693#1.1", "NIST-800-53:AC-6", "ATT&CK:T1528"],
  check: "governed-agents",
  concerns: "delegators",
  options: {},
  optionSources: {},

  // Permissions that are limited to chosen sites, mailboxes or what the agent itself made have no delegated counterpart.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS permissions,
           if(min(g.tier) = 0, 'critical', 'high') AS severity
    FROM audited_accounts AS a
    SEMI JOIN delegations AS d ON d.source = a.source AND d.agent = a.id
    JOIN effective_grants AS g ON g.source = a.source AND g.account = a.id AND g.state = 'active' AND g.scope IN ('/', '*')
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role AND t.kind = 'application'
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty
      AND NOT regexp_matches(t.displayName, '\\.(Selected|OwnedBy|CreatedBy)$')
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) => `The agent ${nameOf(row)} acts for people and holds ${names(row.permissions)} of its own, for everybody's data.`,

  remediation: (row) => ({
    summary: "Give the agent the delegated permission in place of its own.",
    steps: [
      `Add the delegated form of ${names(row.permissions)}, for the people whom the agent acts for.`,
      "Let the agent use the token that it gets on their behalf, and see in the log that it does.",
      "Then remove the application permission.",
    ],
    commands: forService(row, { entra: [graph("GET", path`/servicePrincipals/${row.subjectId}/appRoleAssignments`)] }),
  }),
} satisfies Rule<Row>;
