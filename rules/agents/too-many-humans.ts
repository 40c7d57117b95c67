import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { WRITING } from "../../src/rules/scopes.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  humans: number;
  forEverybody: boolean;
}

export default {
  id: "agents/too-many-humans",
  title: "Agent that may act for more people than agreed",
  severity: "medium",
  subject: "agent",
  rationale: "Each person whom it may act for adds what they can reach to what one stolen credential is worth.",
  needs: ["consents", "people"],
  controls: ["NHI5:2025", "NIST-800-53:AC-6"],
  check: "governed-agents",
  concerns: "delegators",
  options: { maxHumansPerAgent: 50 },
  optionSources: { maxHumansPerAgent: "ours: about as many as one team can answer for" },

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           count(DISTINCT d.person) FILTER (h.active) AS humans,
           bool_or(d.principal IS NULL) AND NOT coalesce(a.assignmentRequired, false) AS forEverybody,
           if(forEverybody AND bool_or(d.principal IS NULL
             AND regexp_matches(array_to_string(d.scopes, ' '), '${WRITING}')), 'high', 'medium') AS severity
    FROM audited_accounts AS a
    JOIN delegations AS d ON d.source = a.source AND d.agent = a.id
    LEFT JOIN audited_accounts AS h ON h.source = d.source AND h.id = d.principal
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty
    GROUP BY a.source, a.id, a.displayName, a.userName, a.assignmentRequired
    HAVING forEverybody OR humans > $maxHumansPerAgent`,

  message: (row, options) =>
    row.forEverybody
      ? `The agent ${nameOf(row)} may act for everybody in ${row.source}.`
      : `The agent ${nameOf(row)} acts for ${count(row.humans, "person", "people")}, ${options.maxHumansPerAgent} at most were agreed.`,

  remediation: (row) => ({
    summary: "Let the agent act only for those who are assigned to it.",
    steps: [
      "Ask the sponsor who needs the agent, and make a group of those people.",
      "Assign the group to the agent, then demand assignment.",
      "Replace the consent for everybody by one for the group's members.",
    ],
    commands: forService(row, { entra: [graph("PATCH", path`/servicePrincipals/${row.subjectId}`, { appRoleAssignmentRequired: true })] }),
  }),
} satisfies Rule<Row, { maxHumansPerAgent: number }>;
