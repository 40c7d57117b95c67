import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  userType: string;
}

export default {
  id: "lifecycle/contractor-no-end",
  title: "Outside worker without a last day",
  severity: "medium",
  subject: "account",
  rationale: "Contracts end without HR hearing of it; an account with an end date ends with them.",
  needs: ["hr", "accounts"],
  controls: ["NIST-800-53:AC-2(2)", "NIST-800-53:PS-7"],
  check: "manager-known",
  concerns: "self",
  options: { userTypes: ["contractor", "external", "consultant", "freelancer", "vendor", "temp"] },
  optionSources: { userTypes: "ours: what directories call people who work here and are not employed" },

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.userType
    FROM audited_accounts AS a
    WHERE list_contains($userTypes, lower(a.userType)) AND a.kind IN ('human', 'admin') AND a.active
      AND a.leaveDate IS NULL AND a.knowsHr`,

  message: (row) => `${nameOf(row)} works here as ${row.userType}, and the account has no last day.`,

  remediation: (row) => ({
    summary: "Set the last day of the contract.",
    steps: [
      `Ask who ordered the work of ${nameOf(row)} how long it lasts.`,
      "Set that day in HR or on the account, and extend it when the contract is extended.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { userTypes: readonly string[] }>;
