import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  resources: string[];
  forEverybody: boolean;
}

export default {
  id: "delegation/exchange-client-unrestricted",
  title: "Client that exchanges tokens without a limit of scope",
  severity: "high",
  subject: "agent",
  rationale: "It can turn any token that it is handed into one for whatever it likes.",
  needs: ["agents", "consents", "policies"],
  controls: ["RFC:8693#2.1", "RFC:8693#5", "NHI5:2025", "NIST-800-53:AC-4", "NIST-800-53:AC-6", "ATT&CK:T1550.001"],
  check: "governed-agents",
  concerns: "delegators",
  options: { anyScopes: ["*", ".default"] },
  optionSources: { anyScopes: "the words by which authorization servers mean every scope" },

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName, a.id) AS subjectName,
           list(DISTINCT d.resource ORDER BY d.resource) AS resources, bool_or(d.principal IS NULL) AS forEverybody,
           if(bool_or(d.resource = '*'), 'critical', 'high') AS severity
    FROM delegations AS d
    JOIN audited_accounts AS a ON a.source = d.source AND a.id = d.agent
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false
      AND (len(list_filter(d.scopes, lambda scope: list_contains($anyScopes, scope) OR ends_with(scope, '/.default'))) > 0 OR d.resource = '*')
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) =>
    `The agent ${nameOf(row)} may get tokens of any scope for ${names(row.resources)}${row.forEverybody ? ", in the name of everybody" : ""}.`,

  remediation: (row) => ({
    summary: "List the clients, the scopes and the audience in the rule that lets it exchange tokens.",
    steps: [
      "See in the log which scopes the agent asks for.",
      `Make a rule for this client alone that lists those scopes of ${names(row.resources)}, before the one that lets everything through.`,
      "Then take token exchange out of the wide rule.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { anyScopes: readonly string[] }>;
