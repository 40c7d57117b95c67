import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  strength: string;
  tier: number;
}

export default {
  id: "authentication/admin-no-phishing-resistant",
  title: "Administrator without a factor that cannot be phished",
  severity: "high",
  subject: "account",
  rationale: "Administrators are phished by people who take the time to relay a prompt or to talk them out of a code.",
  needs: ["mfa", "roles", "access"],
  controls: ["SCuBA:MS.AAD.3.6", "CIS-M365:5.2.2.5", "Okta-STIG:OKTA-APP-000190", "NIST-800-63B:AAL3"],
  check: "phishing-resistant",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.strength, least(a.activeTier, a.eligibleTier) AS tier
    FROM audited_accounts AS a
    WHERE a.strength IN ('weak', 'strong') AND a.knowsMfa
      AND a.kind IN ('human', 'admin') AND a.active
      AND least(a.activeTier, a.eligibleTier) <= 1`,

  message: (row) =>
    `${nameOf(row)} administers (tier ${row.tier}) and has ${row.strength === "weak" ? "only weak factors" : "no factor that cannot be phished"}.`,

  remediation: (row) => ({
    summary: "Enrol two hardware keys or passkeys, and demand them of administrators.",
    steps: [
      `Let ${nameOf(row)} enrol two keys, one as a reserve.`,
      "Let a policy demand phishing-resistant factors of everybody who holds or can activate such a role, except the emergency accounts.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
