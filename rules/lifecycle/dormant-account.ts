import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastSeen: string;
}

export default {
  id: "lifecycle/dormant-account",
  title: "Account that nobody uses",
  severity: "medium",
  subject: "account",
  rationale: "Nobody notices when somebody else begins to use it.",
  needs: ["signin", "status"],
  controls: ["NIST-800-53:AC-2(3)", "Okta-STIG:OKTA-APP-000090", "ATT&CK:T1078"],
  check: "manager-known",
  concerns: "self",
  silencedBy: ["lifecycle/left-still-active"],
  options: { dormantDays: 90 },
  optionSources: { dormantDays: "ours: AC-2(3) leaves the period to the organisation; the Okta STIG asks for 35" },

  // The last sign-in of any kind. Accounts that never signed in, guests and agents have rules of their own.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           greatest(a.lastSignIn, a.lastInteractiveSignIn) AS lastSeen,
           if(least(a.activeTier, a.eligibleTier) <= 1, 'high', 'medium') AS severity
    FROM audited_accounts AS a
    WHERE a.active AND greatest(a.lastSignIn, a.lastInteractiveSignIn) < $now - to_days($dormantDays)
      AND a.kind NOT IN ('guest', 'agent') AND a.clientId IS NULL
      AND NOT a.isNew AND NOT a.isPrehire AND NOT a.isBreakGlass`,

  message: (row) => `${nameOf(row)} has not signed in since ${day(row.lastSeen)}.`,

  remediation: (row) => ({
    summary: "Disable the account; delete it a month later.",
    steps: [
      "Ask the manager whether the person is away and will come back.",
      "Disable the account.",
      "Delete it 30 days later, if nobody has missed it.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { dormantDays: number }>;
