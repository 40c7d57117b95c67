import { forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  lastInteractiveSignIn: string;
}

export default {
  id: "shared/service-interactive-sign-in",
  title: "Service account that somebody signs in with",
  severity: "high",
  subject: "account",
  rationale: "What a person does under the name of software is done by nobody.",
  needs: ["signin", "people"],
  controls: ["NHI10:2025", "NIST-800-53:IA-2", "NIST-800-53:AC-2(9)", "ATT&CK:T1078"],
  check: "owned-in-order",
  concerns: "responsible",
  options: { withinDays: 30 },
  optionSources: { withinDays: "ours: a month is recent enough to ask who it was" },

  // While it is being set up somebody has to sign in once.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.lastInteractiveSignIn
    FROM audited_accounts AS a
    WHERE a.kind = 'service' AND a.lastInteractiveSignIn >= $now - to_days($withinDays)
      AND NOT a.isNew AND NOT a.isBreakGlass`,

  message: (row) => `Somebody signed in at a prompt as the service account ${nameOf(row)} on ${day(row.lastInteractiveSignIn)}.`,

  remediation: (row) => ({
    summary: "Find out who it was, give them access of their own, and bar the account from prompts.",
    steps: [
      `Look up the sign-in of ${day(row.lastInteractiveSignIn)} in the log, and ask whoever made it.`,
      "Change the account's password or secret, which that person knows.",
      "Bar it from interactive sign-in by policy, or replace it by a managed identity.",
    ],
    commands: forService(row, {
      entra: [graph("GET", `/auditLogs/signIns?$filter=${encodeURIComponent(`userId eq '${row.subjectId.replaceAll("'", "''")}'`)}&$top=10`)],
    }),
  }),
} satisfies Rule<Row, { withinDays: number }>;
