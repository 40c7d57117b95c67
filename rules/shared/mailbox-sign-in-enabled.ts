import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastSignIn: string | null;
}

export default {
  id: "shared/mailbox-sign-in-enabled",
  title: "Shared mailbox that can sign in",
  severity: "high",
  subject: "account",
  rationale: "Its members open it from their own accounts; a password of its own is one that many may know and nobody answers for.",
  needs: ["mailbox", "status"],
  controls: ["CIS-M365:1.2.2", "NIST-800-53:AC-2(9)"],
  check: "personal-factors",
  concerns: "self",
  options: { conversionDays: 7 },
  optionSources: { conversionDays: "ours: a week to finish turning a mailbox into a shared one" },

  // When a mailbox was converted is not recorded, but not before the account was made.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.lastSignIn
    FROM audited_accounts AS a
    WHERE a.mailbox = 'shared' AND a.active
      AND (a.created IS NULL OR a.created <= $now - to_days($conversionDays))`,

  message: (row) => `${nameOf(row)} is a shared mailbox, and its account can sign in.`,

  remediation: (row) => ({
    summary: "Block the account from signing in; its members keep the mailbox.",
    steps: ["Make sure that nobody and nothing signs in with its password.", "Block sign-in and revoke its sessions."],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { conversionDays: number }>;
