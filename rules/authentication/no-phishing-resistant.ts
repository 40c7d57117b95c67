import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  strength: string;
}

export default {
  id: "authentication/no-phishing-resistant",
  title: "No passkey, certificate or other factor that cannot be phished",
  severity: "medium",
  subject: "account",
  rationale: "Codes and prompts can be talked out of people, or relayed by a false page while they sign in.",
  needs: ["mfa"],
  controls: ["SCuBA:MS.AAD.3.1", "Okta-STIG:OKTA-APP-000180", "NIST-800-63B:AAL3", "ATT&CK:T1111", "ATT&CK:T1621"],
  check: "phishing-resistant",
  concerns: "self",
  silencedBy: ["authentication/admin-no-phishing-resistant"],
  options: {},
  optionSources: {},

  // Guests' factors are their own directory's.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.strength
    FROM audited_accounts AS a
    WHERE a.strength IN ('weak', 'strong') AND a.knowsMfa
      AND a.kind IN ('human', 'admin') AND a.active`,

  message: (row) => `${nameOf(row)}'s best second factor is ${row.strength === "weak" ? "a weak one" : "one that can be phished"}.`,

  remediation: (row) => ({
    summary: "Enrol a passkey.",
    steps: [
      `Let ${nameOf(row)} enrol a passkey on the phone or the computer they use most, and a second one as a reserve.`,
      "Then let a policy demand it.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
