import { application, forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  clientId: string | null;
  created: string;
  expires: string | null;
  /** Whole days from start to end; of a secret without end, its age. */
  days: number;
}

export default {
  id: "secrets/client-secret-long-lived",
  title: "Secret that is valid for too long",
  severity: "medium",
  subject: "secret",
  rationale: "A secret that leaks is worth the rest of its lifetime, and whoever has it acts as the client for all who consented.",
  needs: ["secrets"],
  controls: ["NHI7:2025", "SCuBA:MS.AAD.5.6", "NIST-800-53:IA-5", "ATT&CK:T1528"],
  check: "owned-secrets",
  concerns: "responsible",
  options: { secretMaxDays: 180, graveDays: 730 },
  optionSources: { secretMaxDays: "SCuBA MS.AAD.5.6", graveDays: "ours: two years is longer than most people who know it stay" },

  // Without an end its age counts. Without a start there is neither lifetime nor age, hence no finding.
  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder, a.clientId, s.created, s.expires,
           date_diff('day', s.created, coalesce(s.expires, $now)) AS days,
           if(s.expires IS NULL OR days > $graveDays, 'high', 'medium') AS severity
    FROM secrets AS s
    LEFT JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    WHERE s.kind IN ('client-secret', 'password') AND (s.expires IS NULL OR s.expires > $now)
      AND date_diff('day', s.created, coalesce(s.expires, $now)) > $secretMaxDays
      AND NOT coalesce(a.isFirstParty OR a.isManaged, false)`,

  message: (row) =>
    row.expires === null
      ? `${row.holder}: the secret ${nameOf(row)} is ${count(row.days, "day")} old and has no end.`
      : `${row.holder}: the secret ${nameOf(row)} is valid for ${count(row.days, "day")}, until ${day(row.expires)}.`,

  remediation: (row, options) => ({
    summary: `Let ${row.holder} sign in without a secret, or with one that is valid for at most ${options.secretMaxDays} days.`,
    steps: [
      "Set up workload identity federation or a private key where the workload runs; where neither is possible, add a short-lived secret.",
      "Move the workload to it, and see in the log that it signs in.",
      `Then remove secret ${row.subjectId}.`,
    ],
    commands: forService(row, {
      entra:
        row.clientId === null
          ? []
          : [
              graph("GET", `${application(row.clientId)}/federatedIdentityCredentials`),
              graph("POST", `${application(row.clientId)}/removePassword`, { keyId: row.subjectId }),
            ],
    }),
  }),
} satisfies Rule<Row, { secretMaxDays: number; graveDays: number }>;
