import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  others: string[];
}

export default {
  id: "agents/shared-identity",
  title: "Several agents use one identity",
  severity: "medium",
  subject: "agent",
  rationale: "The log cannot tell which of them acted, and switching one off switches off all of them.",
  needs: ["agents", "secrets"],
  controls: ["NHI9:2025", "NHI8:2025", "NIST-800-53:IA-4"],
  check: "governed-agents",
  concerns: "delegators",
  options: {},
  optionSources: {},

  // One credential, or one client id, behind several agents. Agents of one blueprint have identities of their own.
  select: `
    WITH used AS (
      SELECT a.source, a.id, 'client ' || a.clientId AS identity FROM audited_accounts AS a
      ANTI JOIN accounts AS i ON i.source = a.source AND i.id = a.id AND (i.extra ->> 'agentIdentityBlueprintId') IS NOT NULL
      WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false AND a.clientId IS NOT NULL
        AND a.userType IS DISTINCT FROM 'AgentIdentityBlueprint'
      UNION ALL
      SELECT a.source, a.id, 'secret ' || s.id FROM audited_accounts AS a
      JOIN secrets AS s ON s.source = a.source AND s.holder = a.id
      WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false AND (s.expires IS NULL OR s.expires > $now) AND s.kind <> 'federated'
    ),
    several AS (
      SELECT source, identity, list(DISTINCT id ORDER BY id) AS agents FROM used GROUP BY source, identity HAVING count(DISTINCT id) > 1
    )
    SELECT a.source, a.id AS subjectId, any_value(coalesce(a.displayName, a.userName)) AS subjectName,
           list_filter(list_sort(list_distinct(flatten(list(s.agents)))), lambda id: id <> a.id) AS others
    FROM several AS s
    JOIN used AS u ON u.source = s.source AND u.identity = s.identity
    JOIN audited_accounts AS a ON a.source = u.source AND a.id = u.id
    GROUP BY a.source, a.id`,

  message: (row) => `The agent ${nameOf(row)} uses the same client or credential as ${names(row.others)}.`,

  remediation: (row) => ({
    summary: "Give each agent an identity of its own.",
    steps: [
      `Register an identity for each of ${names([row.subjectId, ...row.others])}, with only the permissions that it needs.`,
      "Move one agent after the other to its own.",
      "Then remove the credential that they shared.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
