import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** The sources of record, none of which knows the person. */
  records: string[];
}

export default {
  id: "duplicates/orphan-link",
  title: "Account of nobody that the organisation knows",
  severity: "medium",
  subject: "account",
  rationale: "Nobody is told when its user leaves, and nobody answers for what it does.",
  needs: ["people", "status", "accounts"],
  controls: ["NIST-800-53:AC-2(3)"],
  check: "one-off-switch",
  concerns: "self",
  options: {},
  optionSources: {},

  // Where no source of record is known, or not all of its accounts were read, nobody can be missing from it.
  // A contractor with a manager or sponsor is vouched for.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, r.records
    FROM audited_accounts AS a
    JOIN (
      SELECT list(DISTINCT source ORDER BY source) AS records,
             bool_and(source IN (SELECT source FROM facts WHERE fact = 'accounts' AND state = 'collected' AND complete)) AS isWhole
      FROM audited_accounts WHERE ofRecord
    ) AS r ON r.isWhole
    ANTI JOIN (SELECT person FROM audited_accounts WHERE ofRecord) AS known ON known.person = a.person
    ANTI JOIN responsible AS v ON v.source = a.source AND v.id = a.id AND v.active AND lower(a.userType) IN ('contractor', 'external')
    WHERE a.kind = 'human' AND a.active AND a.person IS NOT NULL
      AND NOT (coalesce(lower(a.userType) IN ('contractor', 'external'), false) AND a.manager IS NOT NULL)
      AND NOT a.isNew AND NOT a.isPrehire AND NOT a.isBreakGlass`,

  message: (row) => `${nameOf(row)} is active in ${row.source}, and ${names(row.records)} knows no such person.`,

  remediation: (row) => ({
    summary: "Find out who it is; disable it if nobody answers for it.",
    steps: [
      "Ask the manager named in the account, or whoever created it, and give it the employee number if the person is known.",
      "Disable it after 14 days without an answer.",
      "Delete it 30 days later.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row>;
