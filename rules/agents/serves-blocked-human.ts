import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { WRITING } from "../../src/rules/scopes.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  blocked: string[];
  conditional: string[];
  consents: string[];
}

export default {
  id: "agents/serves-blocked-human",
  title: "Agent that acts for people who are not READY",
  severity: "high",
  subject: "agent",
  rationale: "Its tokens stand for people of whom it is not certain who they are, what they may do, or that it could be taken back.",
  needs: ["consents", "people"],
  controls: ["NIST-800-53:AC-6", "NIST-800-53:AC-2(13)"],
  check: null,
  concerns: "delegators",
  afterReadiness: true,
  options: {},
  optionSources: {},

  // A person who is CONDITIONAL may let an agent read; anything beyond that waits until the conditions are met.
  select: `
    WITH served AS (
      SELECT d.source, d.agent, d.person, d.consent, v.verdict, p.displayName,
             bool_or(regexp_matches(scope, '${WRITING}')) AS isWriting
      FROM (SELECT *, unnest(scopes) AS scope FROM delegations WHERE person IS NOT NULL) AS d
      JOIN readiness AS v ON v.person = d.person
      JOIN people AS p ON p.person = d.person
      GROUP BY ALL
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           coalesce(list(DISTINCT s.displayName ORDER BY s.displayName) FILTER (s.verdict = 'BLOCKED'), []) AS blocked,
           coalesce(list(DISTINCT s.displayName ORDER BY s.displayName) FILTER (s.verdict = 'CONDITIONAL' AND s.isWriting), []) AS conditional,
           coalesce(list(DISTINCT s.consent ORDER BY s.consent) FILTER (s.verdict = 'BLOCKED' AND s.consent IS NOT NULL), []) AS consents,
           list_sort(list(DISTINCT s.person) FILTER (s.verdict = 'BLOCKED' OR (s.verdict = 'CONDITIONAL' AND s.isWriting))) AS people,
           if(len(blocked) > 0, 'high', 'medium') AS severity
    FROM audited_accounts AS a
    JOIN served AS s ON s.source = a.source AND s.agent = a.id
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false
    GROUP BY a.source, a.id, a.displayName, a.userName
    HAVING len(blocked) > 0 OR len(conditional) > 0`,

  message: (row) =>
    row.blocked.length > 0
      ? `The agent ${nameOf(row)} acts for ${count(row.blocked.length, "person", "people")} who ${row.blocked.length === 1 ? "is" : "are"} BLOCKED: ${names(row.blocked)}.`
      : `The agent ${nameOf(row)} may write for ${count(row.conditional.length, "person", "people")} who ${row.conditional.length === 1 ? "is" : "are"} CONDITIONAL: ${names(row.conditional)}.`,

  remediation: (row) => ({
    summary: "Take back what those people lent to the agent, until they are READY.",
    steps: [
      "Tell them why, and what their path to READY is.",
      `Delete the consents of ${names([...row.blocked, ...row.conditional])} to ${nameOf(row)}, and their refresh tokens.`,
      "Let them consent again once they are READY.",
    ],
    commands: forService(row, { entra: row.consents.map((consent) => graph("DELETE", path`/oauth2PermissionGrants/${consent}`)) }),
  }),
} satisfies Rule<Row>;
