import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  passwordChanged: string;
}

export default {
  id: "authentication/password-stale",
  title: "Very old password, and nothing besides it",
  severity: "low",
  subject: "account",
  rationale: "Where the password is all there is, years of leaks elsewhere count; with a second factor its age does not matter.",
  needs: ["accounts", "mfa"],
  controls: ["CIS-M365:1.3.1", "SCuBA:MS.AAD.6.1"],
  check: "password-state",
  concerns: "self",
  options: { passwordMaxDays: 365 },
  optionSources: {
    passwordMaxDays: "ours: NIST SP 800-63B advises against changing passwords by the calendar, hence only where nothing else protects",
  },

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.passwordChanged,
           if(a.kind = 'service', 'medium', 'low') AS severity
    FROM audited_accounts AS a
    WHERE a.passwordChanged < $now - to_days($passwordMaxDays)
      AND a.strength = 'none' AND a.knowsMfa
      AND a.active AND a.kind <> 'agent' AND NOT a.isManaged`,

  message: (row) => `${nameOf(row)} signs in with nothing but a password of ${day(row.passwordChanged)}.`,

  remediation: (row) => ({
    summary: "Add a second factor, and change the password once.",
    steps: [`Enrol a factor for ${nameOf(row)}; for software, use a workload identity in place of the password.`, "Change the password once."],
    commands: [],
  }),
} satisfies Rule<Row, { passwordMaxDays: number }>;
