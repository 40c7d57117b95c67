import { removeSecret } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  clientId: string | null;
  kind: string;
  created: string;
  lastUsed: string | null;
}

export default {
  id: "secrets/unused",
  title: "Live secret that is not used",
  severity: "medium",
  subject: "secret",
  rationale: "Nobody would miss it, so nobody would notice who else uses it.",
  needs: ["secrets", "signin"],
  controls: ["NHI1:2025", "NIST-800-53:AC-2(3)"],
  check: "owned-secrets",
  concerns: "responsible",
  options: { secretUnusedDays: 90 },
  optionSources: { secretUnusedDays: "ours: a quarter sees most jobs that run seldom" },

  // No use on record means unused only when its holder has not signed in either and that would be known: of a client,
  // where the directory records the sign-ins of clients, since some other one's is on record.
  select: `
    WITH recording AS (
      SELECT source FROM audited_accounts
      WHERE clientId IS NOT NULL AND kind IN ('service', 'agent') AND knowsSignin
      GROUP BY source HAVING max(lastSignIn) > $now - to_days($secretUnusedDays)
    )
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder, a.clientId, s.kind, s.created, s.lastUsed
    FROM secrets AS s
    JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    LEFT JOIN recording AS r ON r.source = s.source
    WHERE s.kind IN ('client-secret', 'certificate', 'password', 'key') AND (s.expires IS NULL OR s.expires > $now)
      AND s.created <= $now - to_days($secretUnusedDays)
      AND (s.lastUsed <= $now - to_days($secretUnusedDays)
        OR (s.lastUsed IS NULL AND a.knowsSignin AND (a.clientId IS NULL OR r.source IS NOT NULL)
          AND (a.lastSignIn IS NULL OR a.lastSignIn <= $now - to_days($secretUnusedDays))))
      AND NOT a.isNew AND NOT a.isFirstParty AND NOT a.isManaged`,

  message: (row) =>
    `${row.holder}: the ${row.kind} ${nameOf(row)} of ${day(row.created)} ${row.lastUsed === null ? "has no use on record" : `was last used on ${day(row.lastUsed)}`}.`,

  remediation: (row) => ({
    summary: "Find out whether anything still needs it, and remove it.",
    steps: [
      `Ask who answers for ${row.holder}.`,
      "Switch the application off for a week where it has no other credential, and see whether anything stops.",
      `Then remove ${row.kind} ${row.subjectId}.`,
    ],
    commands: row.kind === "client-secret" ? removeSecret(row, row.subjectId) : [],
  }),
} satisfies Rule<Row, { secretUnusedDays: number }>;
