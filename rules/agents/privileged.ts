import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  ways: string[];
}

export default {
  id: "agents/privileged",
  title: "Agent that can take over the directory",
  severity: "critical",
  subject: "agent",
  rationale: "A text that the agent reads can make it act; nothing that it can do may reach the directory itself.",
  needs: ["agents", "roles", "access"],
  controls: ["NHI5:2025", "SCuBA:MS.AAD.9.1", "NIST-800-53:AC-6(5)"],
  check: "governed-agents",
  concerns: "delegators",
  options: {},
  optionSources: {},

  // By a role or permission of its own or of a group, by owning a group that carries one, or an application that holds one, or
  // by some other way of steps; what it was lent by people is said of the consent.
  select: `
    WITH ways AS (
      SELECT g.source, g.account AS id, t.displayName AS way
      FROM effective_grants AS g
      JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
      JOIN audited_accounts AS a ON a.source = g.source AND a.id = g.account AND a.kind = 'agent'
      WHERE g.tier = 0
      UNION
      SELECT r.source, r.account, 'the ownership of ' || coalesce(o.displayName, o.id)
      FROM responsible AS r
      JOIN carrying_groups AS c ON c.source = r.source AND c."group" = r.id AND c.tier = 0
      JOIN groups AS o ON o.source = r.source AND o.id = r.id
      WHERE r.role = 'owner' AND r.kind = 'agent'
      UNION
      SELECT r.source, r.account, 'the ownership of ' || coalesce(o.displayName, o.id)
      FROM responsible AS r
      JOIN audited_accounts AS o ON o.source = r.source AND o.id = r.id AND o.activeTier = 0
      WHERE r.role = 'owner' AND r.kind = 'agent'
      UNION
      SELECT r.source, r.id, 'a way of ' || r.steps || if(r.steps = 1, ' step', ' steps') || ' that begins with ' || coalesce(t.displayName, 'what it ' || r.kind)
      FROM tier0_reach AS r
      LEFT JOIN role_tiers AS t ON t.source = r.source AND t.role = r.through
      WHERE r.type = 'account' AND r.kind IN ('wields', 'rules over')
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, list(DISTINCT w.way ORDER BY w.way) AS ways
    FROM ways AS w
    JOIN audited_accounts AS a ON a.source = w.source AND a.id = w.id
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) => `The agent ${nameOf(row)} can take over the directory by ${names(row.ways)}.`,

  remediation: (row) => ({
    summary: "Take the privilege from the agent; let a human do that part.",
    steps: [
      "Disable the agent until it is done, if it is not needed today.",
      `Remove ${names(row.ways)} from the agent.`,
      "Look through what it did with it.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
