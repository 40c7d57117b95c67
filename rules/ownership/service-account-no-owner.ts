import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastSignIn: string | null;
}

export default {
  id: "ownership/service-account-no-owner",
  title: "Service account that nobody owns",
  severity: "high",
  subject: "account",
  rationale: "Nobody knows what would stop, so nobody dares to change its password, and nobody notices who else uses it.",
  needs: ["owners"],
  controls: ["NHI1:2025", "NIST-800-53:AC-2", "NIST-800-53:IA-4", "ATT&CK:T1078"],
  check: "owned-in-order",
  concerns: "responsible",
  silencedBy: ["ownership/owner-left"],
  options: {},
  optionSources: {},

  // Logins that software uses; registered applications have a rule of their own. A group owns if one person in it is there.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.lastSignIn,
           if(least(a.activeTier, a.eligibleTier) <= 1, 'critical', 'high') AS severity
    FROM audited_accounts AS a
    ANTI JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.active AND r.kind IN ('human', 'admin')
    WHERE a.kind = 'service' AND a.clientId IS NULL AND a.active IS DISTINCT FROM false AND a.knowsOwners
      AND NOT a.isManaged AND NOT a.isSync AND NOT a.isFirstParty`,

  message: (row) => `Nobody who is there owns the service account ${nameOf(row)}.`,

  remediation: (row) => ({
    summary: "Name an owner within 14 days; disable the account if nobody answers.",
    steps: [
      "Look up in the log from where it signs in, and ask whoever runs that.",
      "Record the owner and a deputy.",
      "Disable the account if nobody has answered in 14 days, and delete it 30 days later.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row>;
