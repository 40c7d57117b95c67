import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  leaveDate: string;
  lastSignIn: string | null;
  signedInSince: boolean;
}

export default {
  id: "lifecycle/left-still-active",
  title: "Has left, and the account still works",
  severity: "high",
  subject: "account",
  rationale: "Somebody who is not bound to the organisation any more can do all that they could before.",
  needs: ["hr", "status", "people"],
  controls: ["NHI1:2025", "NIST-800-53:PS-4", "NIST-800-53:AC-2(3)", "ATT&CK:T1078"],
  check: "manager-known",
  concerns: "self",
  options: { leaverGraceHours: 24 },
  optionSources: { leaverGraceHours: "ours: PS-4 leaves the period to the organisation" },

  // A leaving date before the hiring date belongs to an earlier employment. An admin account leaves with its person.
  select: `
    WITH leavers AS (
      SELECT source, person, leaveDate FROM audited_accounts
      WHERE kind = 'human' AND leaveDate + to_hours($leaverGraceHours) < $now AND NOT coalesce(hireDate > leaveDate, false)
    ),
    leaving AS (
      SELECT source, id, leaveDate FROM audited_accounts
      WHERE kind <> 'test' AND leaveDate + to_hours($leaverGraceHours) < $now AND NOT coalesce(hireDate > leaveDate, false)
      UNION
      SELECT a.source, a.id, l.leaveDate FROM leavers AS l
      JOIN audited_accounts AS a ON a.source = l.source AND a.person = l.person AND a.kind = 'admin' AND a.leaveDate IS NULL
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, l.leaveDate,
           greatest(a.lastSignIn, a.lastInteractiveSignIn) AS lastSignIn,
           coalesce(greatest(a.lastSignIn, a.lastInteractiveSignIn) > l.leaveDate + to_hours($leaverGraceHours), false) AS signedInSince,
           if(signedInSince, 'critical', 'high') AS severity
    FROM leaving AS l
    JOIN audited_accounts AS a ON a.source = l.source AND a.id = l.id
    WHERE a.active`,

  message: (row) =>
    `${nameOf(row)} left on ${day(row.leaveDate)}, and the account is still enabled${row.signedInSince ? `; it was used on ${day(row.lastSignIn)}` : ""}.`,

  remediation: (row) => ({
    summary: "Disable the account and revoke its sessions now.",
    steps: [
      "Disable the account, and revoke its sessions, tokens and app passwords.",
      ...(row.signedInSince ? [`Look through what was done since ${day(row.leaveDate)}.`] : []),
      "Hand over what the person owned, and delete the account 30 days later.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { leaverGraceHours: number }>;
