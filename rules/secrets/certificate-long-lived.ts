import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  expires: string;
  days: number;
}

export default {
  id: "secrets/certificate-long-lived",
  title: "Certificate that is valid for too long",
  severity: "low",
  subject: "secret",
  rationale: "A private key that was copied works until the certificate ends.",
  needs: ["secrets"],
  controls: ["NHI7:2025", "SCuBA:MS.AAD.5.7", "NIST-800-53:IA-5", "NIST-800-53:SC-12"],
  check: "owned-secrets",
  concerns: "responsible",
  options: { certMaxDays: 365, graveDays: 1095 },
  optionSources: { certMaxDays: "SCuBA MS.AAD.5.7", graveDays: "ours: three years" },

  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder, s.expires,
           date_diff('day', s.created, s.expires) AS days,
           if(days > $graveDays, 'medium', 'low') AS severity
    FROM secrets AS s
    LEFT JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    WHERE s.kind = 'certificate' AND s.expires > $now
      AND date_diff('day', s.created, s.expires) > $certMaxDays
      AND NOT coalesce(a.isFirstParty OR a.isManaged, false)`,

  message: (row) => `${row.holder}: the certificate ${nameOf(row)} is valid for ${count(row.days, "day")}, until ${day(row.expires)}.`,

  remediation: (row, options) => ({
    summary: `Replace it by a certificate that is valid for at most ${options.certMaxDays} days, renewed by a machine.`,
    steps: [`Issue a new certificate and add it to ${row.holder}.`, "Move the workload to it.", `Then remove certificate ${row.subjectId}.`],
    commands: [],
  }),
} satisfies Rule<Row, { certMaxDays: number; graveDays: number }>;
