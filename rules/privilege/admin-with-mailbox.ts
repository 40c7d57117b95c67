import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  tier: number;
}

export default {
  id: "privilege/admin-with-mailbox",
  title: "Admin account with a mailbox",
  severity: "medium",
  subject: "account",
  rationale: "Mail is how most accounts are taken over; an account that administers needs none.",
  needs: ["roles", "mailbox", "access"],
  controls: ["CIS-M365:1.1.4", "NIST-800-53:AC-6(2)"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, least(a.activeTier, a.eligibleTier) AS tier
    FROM audited_accounts AS a
    WHERE a.kind = 'admin' AND a.mailbox = 'user' AND least(a.activeTier, a.eligibleTier) <= 1
      AND a.active IS DISTINCT FROM false`,

  message: (row) => `The admin account ${nameOf(row)} (tier ${row.tier}) has a mailbox.`,

  remediation: (row) => ({
    summary: "Take the mail plan from the admin account.",
    steps: [
      `Send what arrives for ${nameOf(row)} to the person's everyday account.`,
      "Keep the mailbox as an archive if it must be kept, and remove the mail plan from the licence.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
