import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** Who holds the secrets: the agent, or the blueprint that signs in for it. */
  holder: string;
  holderName: string | null;
  secrets: number;
  certificates: number;
}

export default {
  id: "agents/own-long-lived-secret",
  title: "Agent that signs in with a stored secret",
  severity: "high",
  subject: "agent",
  rationale: "A copy of the secret is the agent, and with it everybody whom the agent may act for.",
  needs: ["agents", "secrets"],
  controls: ["NHI7:2025", "NHI4:2025", "SCuBA:MS.AAD.5.5", "NIST-800-53:IA-5", "NIST-800-53:IA-9"],
  check: "governed-agents",
  concerns: "delegators",
  options: {},
  optionSources: {},

  // An agent signs in by its own credentials or by those of its blueprint. Federation, managed identities and private
  // keys leave nothing to copy; a certificate is better than a secret.
  select: `
    WITH signing AS (
      SELECT a.source, a.id, a.id AS holder FROM audited_accounts AS a WHERE a.kind = 'agent'
      UNION
      SELECT a.source, a.id, b.id FROM accounts AS a
      JOIN accounts AS b ON b.source = a.source AND b.clientId = (a.extra ->> 'agentIdentityBlueprintId') AND b.id <> a.id
    ),
    -- A blueprint with agents speaks through them.
    speaking AS (
      SELECT s.* FROM signing AS s ANTI JOIN signing AS other ON other.source = s.source AND other.holder = s.id AND other.id <> s.id
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           min(s.holder) AS holder, any_value(coalesce(h.displayName, h.userName)) AS holderName,
           count(*) FILTER (c.kind <> 'certificate') AS secrets, count(*) FILTER (c.kind = 'certificate') AS certificates,
           if(secrets > 0, 'high', 'medium') AS severity
    FROM speaking AS s
    JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.id
    JOIN audited_accounts AS h ON h.source = s.source AND h.id = s.holder
    JOIN secrets AS c ON c.source = s.source AND c.holder = s.holder
    WHERE c.kind IN ('client-secret', 'password', 'api-token', 'certificate') AND (c.expires IS NULL OR c.expires > $now)
      AND a.kind = 'agent' AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) =>
    `The agent ${nameOf(row)} signs in with ${row.secrets > 0 ? count(row.secrets, "stored secret") : count(row.certificates, "certificate")}${row.holder === row.subjectId ? "" : ` of ${row.holderName ?? row.holder}`}.`,

  remediation: (row) => ({
    summary: "Let the agent sign in by federation, as a managed identity or with a private key that cannot be exported.",
    steps: [
      `Add a federated credential to ${row.holderName ?? row.holder}, for the place where the agent runs.`,
      "Move the agent to it, and see in the log that it signs in.",
      "Then remove the stored secret.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
