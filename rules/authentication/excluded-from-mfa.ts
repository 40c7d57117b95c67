import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { coverage } from "../../src/rules/coverage.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** Names of the policies that would demand a second factor and leave the account out. */
  excludedBy: string[];
}

export default {
  id: "authentication/excluded-from-mfa",
  title: "No policy demands a second factor of the account",
  severity: "high",
  subject: "account",
  rationale: "A factor that is registered and never asked for protects nothing.",
  needs: ["policies", "groups", "mfa"],
  controls: ["CIS-M365:5.2.2.1", "CIS-M365:5.2.2.2", "NIST-800-53:IA-2", "ATT&CK:T1556.009"],
  check: "second-factor",
  concerns: "self",
  options: {},
  optionSources: {},

  // Only what is enforced counts; a policy that merely reports protects nobody.
  select: `
    WITH RECURSIVE ${coverage("kind = 'mfa' AND state = 'enabled' AND strength IS DISTINCT FROM 'password'")}
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, coalesce(s.policies, []) AS excludedBy
    FROM audited_accounts AS a
    ANTI JOIN covered AS c ON c.source = a.source AND c.account = a.id
    LEFT JOIN spared AS s ON s.source = a.source AND s.account = a.id
    WHERE a.kind IN ('human', 'admin', 'guest') AND a.active AND a.knowsPolicies AND a.knowsGroups
      AND NOT a.isBreakGlass AND NOT a.isSync`,

  message: (row) =>
    row.excludedBy.length > 0
      ? `No policy demands a second factor of ${nameOf(row)}, who is left out of ${names(row.excludedBy)}.`
      : `No policy demands a second factor of ${nameOf(row)}.`,

  remediation: (row) => ({
    summary:
      row.excludedBy.length > 0 ? `Take ${nameOf(row)} out of the exclusions.` : "Demand a second factor of everybody but the emergency accounts.",
    steps: [
      "Make sure that the person has a factor that works.",
      ...(row.excludedBy.length > 0
        ? [
            `Find the exclusion of ${names(row.excludedBy)} that reaches ${row.subjectId}: the account itself, or a group or role of it.`,
            "Remove it; where an exception is needed, let it end by itself and have an owner.",
          ]
        : ["Make a policy that includes everybody; let it report for a week, then enforce it."]),
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
