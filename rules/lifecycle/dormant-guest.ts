import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastSeen: string | null;
  invited: string | null;
}

export default {
  id: "lifecycle/dormant-guest",
  title: "Guest who does not come, or never came",
  severity: "medium",
  subject: "account",
  rationale: "Whoever takes over the guest's own account gets in here, and nobody here expects anything of that guest.",
  needs: ["signin", "accounts"],
  controls: ["CIS-M365:5.1.3.1", "CIS-M365:5.3.2", "NIST-800-53:AC-2(3)", "ATT&CK:T1078.004"],
  check: "manager-known",
  concerns: "self",
  options: { dormantGuestDays: 90, invitationDays: 30 },
  optionSources: {
    dormantGuestDays: "ours: a quarter without a visit",
    invitationDays: "ours: an invitation that is not taken up in a month is not needed",
  },

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           greatest(a.lastSignIn, a.lastInteractiveSignIn) AS lastSeen,
           if(a.status = 'PendingAcceptance', coalesce(a.statusChanged, a.created), NULL) AS invited
    FROM audited_accounts AS a
    WHERE a.kind = 'guest' AND a.active IS DISTINCT FROM false
      AND (greatest(a.lastSignIn, a.lastInteractiveSignIn) <= $now - to_days($dormantGuestDays)
        OR (a.status = 'PendingAcceptance' AND coalesce(a.statusChanged, a.created) <= $now - to_days($invitationDays)))`,

  message: (row) =>
    row.invited === null
      ? `The guest ${nameOf(row)} has not been here since ${day(row.lastSeen)}.`
      : `${nameOf(row)} was invited on ${day(row.invited)} and has not accepted.`,

  remediation: (row) => ({
    summary: "Remove the guest; they can be invited again.",
    steps: ["Ask the sponsor whether the guest is still expected.", "Block the guest from signing in.", "Delete the account 30 days later."],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { dormantGuestDays: number; invitationDays: number }>;
