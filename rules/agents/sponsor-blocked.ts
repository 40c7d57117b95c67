import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  sponsors: string[];
  gates: string[];
}

export default {
  id: "agents/sponsor-blocked",
  title: "Nobody who answers for the agent could lend it their own access",
  severity: "medium",
  subject: "agent",
  rationale: "Whoever may not let an agent act for themselves should not be the one to say what it may do for others.",
  needs: ["sponsors", "people"],
  controls: ["NIST-800-53:AC-2"],
  check: null,
  concerns: "delegators",
  afterReadiness: true,
  options: {},
  optionSources: {},

  // Blocked by a gate, that is by evidence; one who is blocked for a low score alone weighs less.
  select: `
    WITH judged AS (
      SELECT DISTINCT r.source, r.id, r.person, p.displayName, v.verdict,
             list_transform(list_filter(from_json(v.detail -> 'gates', '[{"id": "VARCHAR", "status": "VARCHAR"}]'), lambda g: g.status = 'fail'), lambda g: g.id) AS failing
      FROM responsible AS r
      JOIN readiness AS v ON v.person = r.person
      JOIN people AS p ON p.person = r.person
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(j.displayName ORDER BY j.displayName, j.person) AS sponsors,
           list_sort(list_distinct(flatten(list(j.failing)))) AS gates,
           if(len(gates) > 0, 'medium', 'low') AS severity
    FROM audited_accounts AS a
    JOIN judged AS j ON j.source = a.source AND j.id = a.id
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false
    GROUP BY a.source, a.id, a.displayName, a.userName
    HAVING bool_and(j.verdict = 'BLOCKED')`,

  message: (row) =>
    `${names(row.sponsors)}, who ${row.sponsors.length === 1 ? "answers" : "answer"} for the agent ${nameOf(row)}, ${row.sponsors.length === 1 ? "is" : "are"} BLOCKED${row.gates.length > 0 ? ` by ${names(row.gates)}` : ""}.`,

  remediation: (row) => ({
    summary: "Put the sponsor in order, or name another one.",
    steps: [`Follow the path to READY of ${names(row.sponsors)}: \`obo-audit explain\` prints it.`, "Or record somebody who is READY as sponsor."],
    commands: [],
  }),
} satisfies Rule<Row>;
