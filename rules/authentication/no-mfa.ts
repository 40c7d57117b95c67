import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastSignIn: string | null;
}

export default {
  id: "authentication/no-mfa",
  title: "No second factor",
  severity: "high",
  subject: "account",
  rationale: "A password that is guessed, phished or used elsewhere is enough to be this person, and to let an agent act for them.",
  needs: ["mfa"],
  controls: [
    "SCuBA:MS.AAD.3.2",
    "CIS-M365:5.2.2.2",
    "CIS-M365:5.2.3.4",
    "Okta-STIG:OKTA-APP-000570",
    "NIST-800-53:IA-2(1)",
    "NIST-800-53:IA-2(2)",
    "ATT&CK:T1110",
  ],
  check: "second-factor",
  concerns: "self",
  options: { newDays: 7 },
  optionSources: { newDays: "ours: a week to enrol the first factor" },

  // An invitation that was never accepted cannot sign in; a room whose sign-in works is a finding of the shared accounts.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.lastSignIn,
           if(least(a.activeTier, a.eligibleTier) <= 1, 'critical', 'high') AS severity
    FROM audited_accounts AS a
    WHERE a.strength = 'none' AND a.knowsMfa
      AND a.kind IN ('human', 'admin', 'guest') AND a.active
      AND (a.created IS NULL OR a.created <= $now - to_days($newDays))
      AND NOT a.isPrehire AND NOT a.isRoom AND a.status IS DISTINCT FROM 'PendingAcceptance'`,

  message: (row) => `${nameOf(row)} signs in with a password alone.`,

  remediation: (row) => ({
    summary: "Enrol a passkey, and demand a second factor by policy.",
    steps: [
      "Check who the person is, then hand them a one-time pass for the enrolment.",
      "Let them enrol a passkey, and a second one as a reserve.",
      "Make sure that a policy demands it of them.",
    ],
    commands: forService(row, {
      entra: [graph("POST", path`/users/${row.subjectId}/authentication/temporaryAccessPassMethods`, { lifetimeInMinutes: 60, isUsableOnce: true })],
      okta: [okta("GET", path`/users/${row.subjectId}/factors/catalog`)],
    }),
  }),
} satisfies Rule<Row, { newDays: number }>;
