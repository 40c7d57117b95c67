import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  factors: string[];
}

export default {
  id: "authentication/weak-factor-only",
  title: "Only text messages, calls, mail or questions as second factor",
  severity: "medium",
  subject: "account",
  rationale: "A phone number can be taken over at the shop, and the mailbox is often what the factor should protect.",
  needs: ["mfa"],
  controls: ["SCuBA:MS.AAD.3.5", "CIS-M365:5.2.3.5", "NIST-800-63B:restricted-authenticators", "ATT&CK:T1621"],
  check: "no-weaker-way",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, coalesce(f.factors, []) AS factors
    FROM audited_accounts AS a
    LEFT JOIN (
      SELECT source, account, list(DISTINCT kind ORDER BY kind) AS factors FROM factors WHERE strength IS NOT NULL GROUP BY source, account
    ) AS f ON f.source = a.source AND f.account = a.id
    WHERE a.strength = 'weak' AND a.knowsMfa
      AND a.kind IN ('human', 'admin', 'guest') AND a.active`,

  message: (row) => `${nameOf(row)} has only weak second factors${row.factors.length > 0 ? `: ${names(row.factors)}` : ""}.`,

  remediation: (row) => ({
    summary: "Enrol a better factor, then remove the weak ones.",
    steps: [
      `Let ${nameOf(row)} enrol a passkey, or an authenticator app.`,
      "Let them sign in with it once.",
      "Then remove the weak factors from the account.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
