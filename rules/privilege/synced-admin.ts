import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  tier: number;
}

export default {
  id: "privilege/synced-admin",
  title: "Privileged account that comes from on-premises",
  severity: "high",
  subject: "account",
  rationale: "Whoever takes over the on-premises directory sets its password, and with that takes over the cloud.",
  needs: ["roles", "accounts", "access"],
  controls: ["SCuBA:MS.AAD.7.3", "CIS-M365:1.1.1", "NIST-800-53:AC-6(5)", "ATT&CK:T1078.004"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, least(a.activeTier, a.eligibleTier) AS tier
    FROM audited_accounts AS a
    WHERE a.synced AND least(a.activeTier, a.eligibleTier) <= 1
      AND a.active IS DISTINCT FROM false AND NOT a.isSync`,

  message: (row) => `${nameOf(row)} holds a role of tier ${row.tier} and is synchronised from an on-premises directory.`,

  remediation: (row) => ({
    summary: "Hold the role on an account that exists in the cloud only.",
    steps: [
      `Make a cloud-only admin account for the person behind ${nameOf(row)}, with a passkey and without mail.`,
      "Give it the role as eligible, and let the person use it once.",
      `Then remove the role from ${nameOf(row)}.`,
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
