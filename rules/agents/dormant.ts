import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastSignIn: string | null;
  created: string | null;
}

export default {
  id: "agents/dormant",
  title: "Agent that is not used",
  severity: "medium",
  subject: "agent",
  rationale: "Its consents and credentials go on working for whoever finds them.",
  needs: ["agents", "signin"],
  controls: ["NHI1:2025", "NIST-800-53:AC-2(3)"],
  check: "governed-agents",
  concerns: "delegators",
  options: { dormantDays: 90, setupDays: 30 },
  optionSources: { dormantDays: "ours: a quarter sees most work that is done seldom", setupDays: "ours: a month to bring an agent into use" },

  // That a client has no sign-in on record says something only where the directory records those of clients: where some
  // other one's is on record. A user that an agent signs in as is used with its agent.
  select: `
    WITH recording AS (
      SELECT source FROM audited_accounts
      WHERE clientId IS NOT NULL AND kind IN ('service', 'agent') AND knowsSignin
      GROUP BY source HAVING max(lastSignIn) > $now - to_days($dormantDays)
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.lastSignIn, a.created
    FROM audited_accounts AS a
    LEFT JOIN recording AS r ON r.source = a.source
    WHERE a.kind = 'agent' AND a.active AND a.created <= $now - to_days($setupDays)
      AND (a.lastSignIn < $now - to_days($dormantDays) OR (a.lastSignIn IS NULL AND a.knowsSignin AND (a.clientId IS NULL OR r.source IS NOT NULL)))
      AND NOT a.isFirstParty AND NOT (a.clientId IS NULL AND coalesce(lower(a.userType) = 'member', false))`,

  message: (row) =>
    row.lastSignIn === null
      ? `The agent ${nameOf(row)} of ${day(row.created)} has never signed in.`
      : `The agent ${nameOf(row)} has not signed in since ${day(row.lastSignIn)}.`,

  remediation: (row) => ({
    summary: "Switch the agent off, and remove it a month later.",
    steps: ["Ask the sponsor whether it is still wanted.", "Disable it.", "Delete its consents, its credentials and the agent 30 days later."],
    commands: forService(row, { entra: [graph("PATCH", path`/servicePrincipals/${row.subjectId}`, { accountEnabled: false })] }),
  }),
} satisfies Rule<Row, { dormantDays: number; setupDays: number }>;
