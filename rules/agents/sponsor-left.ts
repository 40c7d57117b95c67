import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  sponsors: string[];
}

export default {
  id: "agents/sponsor-left",
  title: "Everybody who answered for the agent has left",
  severity: "high",
  subject: "agent",
  rationale: "The agent goes on acting for people, and whoever knew what it is for is gone.",
  needs: ["sponsors", "people", "status"],
  controls: ["NHI1:2025", "NIST-800-53:PS-4", "NIST-800-53:PS-5"],
  check: "governed-agents",
  concerns: "delegators",
  options: { transferDays: 14 },
  optionSources: { transferDays: "ours: two weeks to hand an agent over" },

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT p.displayName ORDER BY p.displayName) AS sponsors
    FROM audited_accounts AS a
    JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.person IS NOT NULL
    JOIN people AS p ON p.person = r.person
    LEFT JOIN departed AS d ON d.person = r.person
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false
    GROUP BY a.source, a.id, a.displayName, a.userName
    HAVING bool_and(d.person IS NOT NULL AND coalesce(d.leftAt <= $now - to_days($transferDays), true))`,

  message: (row) => `${names(row.sponsors)}, who answered for the agent ${nameOf(row)}, ${row.sponsors.length === 1 ? "has" : "have all"} left.`,

  remediation: (row) => ({
    summary: "Name a new sponsor, or switch the agent off.",
    steps: [
      `Ask the former manager of ${names(row.sponsors)} who has taken over.`,
      "Record the new sponsor and a deputy, then remove those who left.",
      "Disable the agent if nobody wants it.",
    ],
    commands: forService(row, {
      entra: [graph("GET", `${path`/servicePrincipals/${row.subjectId}`}/microsoft.graph.agentIdentity/sponsors`)],
    }),
  }),
} satisfies Rule<Row, { transferDays: number }>;
