import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  agents: number;
}

export default {
  id: "directory-posture/risky-agents-not-blocked",
  title: "Agents at risk are not blocked",
  severity: "medium",
  subject: "directory",
  rationale: "An agent that has been taken over goes on acting for people after the directory has noticed.",
  needs: ["policies", "agents"],
  controls: ["SCuBA:MS.AAD.9.1", "NHI5:2025"],
  check: null,
  concerns: "directory",
  options: {},
  optionSources: {},

  // Only where the directory's own settings for applications were read: others judge no agent's risk.
  // The value is a switch, or the levels that are blocked: one that blocks low or medium risk alone lets high risk through.
  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName, any_value(a.agents) AS agents
    FROM policies AS p
    JOIN (
      SELECT source, count(*) AS agents FROM audited_accounts WHERE kind = 'agent' AND active IS DISTINCT FROM false GROUP BY source
    ) AS a ON a.source = p.source
    WHERE p.kind IN ('agent-risk', 'user-consent')
    GROUP BY p.source
    HAVING NOT bool_or(p.kind = 'agent-risk' AND p.state = 'enabled' AND coalesce(lower(p.value) IN ('on', 'yes', 'blocked') OR contains(lower(p.value), 'high'), true))`,

  message: (row) => `${row.source} has ${count(row.agents, "agent")}, and no policy blocks those at high risk.`,

  remediation: () => ({
    summary: "Block agents at high risk.",
    steps: [
      "Make a policy for agent identities that blocks high risk; let it report for a week.",
      "Then enforce it, and say whom to call when an agent is blocked.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
