import { removeSecret } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  clientId: string | null;
  expires: string;
}

export default {
  id: "secrets/client-secret-expired",
  title: "Expired secret that is still listed",
  severity: "low",
  subject: "secret",
  rationale: "Dead entries hide the live ones, and a secret that somebody adds among them goes unnoticed.",
  needs: ["secrets"],
  controls: ["NHI1:2025", "NIST-800-53:IA-5(1)", "ATT&CK:T1098.001"],
  check: "owned-secrets",
  concerns: "responsible",
  options: { rotationDays: 30 },
  optionSources: { rotationDays: "ours: a month to clear away the secret that a newer one has replaced" },

  // Just replaced: a newer one is live, and the old one has been over for less than the rotation time.
  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder, a.clientId, s.expires
    FROM secrets AS s
    LEFT JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    LEFT JOIN (
      SELECT source, holder, max(created) AS newest FROM secrets
      WHERE kind IN ('client-secret', 'password') AND (expires IS NULL OR expires > $now)
      GROUP BY source, holder
    ) AS live ON live.source = s.source AND live.holder = s.holder
    WHERE s.kind IN ('client-secret', 'password') AND s.expires <= $now
      AND NOT coalesce(live.newest > s.created AND s.expires > $now - to_days($rotationDays), false)`,

  message: (row) => `${row.holder} still lists the secret ${nameOf(row)}, which expired on ${day(row.expires)}.`,

  remediation: (row) => ({
    summary: "Remove the expired secret.",
    steps: [`Remove secret ${row.subjectId} from ${row.holder}; nothing can sign in with it any more.`],
    commands: removeSecret(row, row.subjectId),
  }),
} satisfies Rule<Row, { rotationDays: number }>;
