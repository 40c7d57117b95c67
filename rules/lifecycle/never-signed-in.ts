import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  created: string;
}

export default {
  id: "lifecycle/never-signed-in",
  title: "Account that was made and never used",
  severity: "medium",
  subject: "account",
  rationale: "Its first password was written down or sent somewhere, and whoever finds it sets the factor.",
  needs: ["signin"],
  controls: ["NIST-800-53:AC-2(3)"],
  check: "manager-known",
  concerns: "self",
  silencedBy: ["lifecycle/left-still-active"],
  options: { unusedDays: 30 },
  optionSources: { unusedDays: "ours: whoever starts signs in within a month" },

  // Also those that wait for their first sign-in and are therefore not active yet. Emergency accounts are meant to rest.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.created
    FROM audited_accounts AS a
    WHERE a.lastSignIn IS NULL AND a.lastInteractiveSignIn IS NULL AND a.knowsSignin
      AND a.created <= $now - to_days($unusedDays)
      AND a.kind IN ('human', 'admin') AND (a.active OR a.status IN ('STAGED', 'PROVISIONED'))
      AND NOT a.isPrehire AND NOT a.isRoom AND NOT a.isBreakGlass`,

  message: (row) => `${nameOf(row)} was made on ${day(row.created)} and has never signed in.`,

  remediation: (row) => ({
    summary: "Disable the account until somebody needs it.",
    steps: [
      "Ask the manager whether the person has started.",
      "Disable the account, or set a new password when it is handed over.",
      "Delete it 30 days later.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { unusedDays: number }>;
