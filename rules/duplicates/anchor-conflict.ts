import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  anchor: "employee number" | "immutable id";
  /** Keys `source/id` of the accounts of other people that carry the same key. */
  others: string[];
}

export default {
  id: "duplicates/anchor-conflict",
  title: "One key on two people",
  severity: "high",
  subject: "account",
  rationale: "Provisioning joins accounts by this key: sooner or later it gives one person the other's access.",
  needs: ["accounts", "people"],
  controls: ["NIST-800-53:IA-4", "NIST-800-53:IA-12"],
  check: "links-settled",
  concerns: "self",
  options: { fillerPeople: 3 },
  optionSources: { fillerPeople: "ours: one value on three people or more is a placeholder such as 0000" },

  // Two people by what else is known of them: another birth date, another given name, or two rows of one directory.
  select: `
    WITH keyed AS (
      SELECT source, id, coalesce(displayName, userName) AS name, person, birthDate, strip_accents(lower(givenName)) AS givenName,
             lower(trim(organization)) AS organization,
             unnest([{anchor: 'employee number', value: employeeNumber}, {anchor: 'immutable id', value: lower(onPremisesId)}]) AS held
      FROM audited_accounts
      WHERE kind IN ('human', 'admin') AND person IS NOT NULL AND (employeeNumber IS NOT NULL OR onPremisesId IS NOT NULL)
    ),
    -- Filler, and the keys of one person only, leave few rows for the comparison.
    contested AS (
      SELECT held FROM keyed WHERE held.value IS NOT NULL
      GROUP BY held HAVING count(DISTINCT person) BETWEEN 2 AND $fillerPeople - 1
    )
    SELECT a.source, a.id AS subjectId, a.name AS subjectName, a.held.anchor AS key,
           a.held.anchor AS anchor, list(DISTINCT b.source || '/' || b.id ORDER BY b.source || '/' || b.id) AS others
    FROM contested AS c
    JOIN keyed AS a ON a.held = c.held
    JOIN keyed AS b ON b.held = c.held AND b.person <> a.person
    -- Each organisation counts its own employees.
    WHERE NOT (a.held.anchor = 'employee number' AND coalesce(a.organization <> b.organization, false))
      AND (a.birthDate <> b.birthDate OR a.givenName <> b.givenName OR a.source = b.source)
    GROUP BY ALL`,

  message: (row) => `${nameOf(row)} (${row.source}/${row.subjectId}) carries the same ${row.anchor} as ${names(row.others)}, who is somebody else.`,

  remediation: (row) => ({
    summary: `Find out whose ${row.anchor} it is, and correct it where it comes from.`,
    steps: [
      "Look up in HR whose number or record it is.",
      "Stop provisioning for the wrong account until it is corrected, so that nothing is merged meanwhile.",
      "Correct the value at its source, and check what the account received by mistake.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { fillerPeople: number }>;
