import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** `source/id` of the person's account that the others are measured by, and its employee number. */
  reference: string;
  referenceLogin: string;
  referenceSource: string;
  employeeNumber: string | null;
}

export default {
  id: "duplicates/anchor-missing",
  title: "No shared key with the person's account in another directory",
  severity: "low",
  subject: "account",
  rationale: "Without a key that both directories keep, accounts are joined by names, and names change and repeat.",
  needs: ["accounts", "people"],
  controls: ["NIST-800-53:IA-4"],
  check: "shared-anchor",
  concerns: "self",
  options: { fillerPeople: 3 },
  optionSources: { fillerPeople: "ours: one number on three people or more is a placeholder such as 0000" },

  // Of a person's accounts the best anchored one is the reference; the others must share a key with an account elsewhere.
  // Equal ids of two directories are chance; an id that another account gives as its external id is a key.
  select: `
    WITH filler AS (
      SELECT employeeNumber FROM audited_accounts WHERE employeeNumber IS NOT NULL AND person IS NOT NULL
      GROUP BY employeeNumber HAVING count(DISTINCT person) >= $fillerPeople
    ),
    anchored AS (
      SELECT person, source, id, everyday,
             unnest([{anchor: 'number ' || employeeNumber, isGiven: true}, {anchor: 'immutable ' || lower(onPremisesId), isGiven: true},
                     {anchor: 'id ' || externalId, isGiven: true}, {anchor: 'id ' || id, isGiven: false}], recursive := true)
      FROM audited_accounts
      WHERE kind = 'human' AND person IS NOT NULL AND active IS DISTINCT FROM false AND NOT isBreakGlass
    ),
    shared AS (
      SELECT person, anchor FROM anchored
      WHERE anchor NOT IN (SELECT 'number ' || employeeNumber FROM filler)
      GROUP BY person, anchor HAVING count(DISTINCT source) > 1 AND bool_or(isGiven)
    ),
    judged AS (
      SELECT n.person, n.source, n.id, bool_or(s.anchor IS NOT NULL) AS isAnchored,
             (isAnchored, count(n.anchor) FILTER (n.isGiven), bool_or(n.everyday), n.source, n.id) AS rank
      FROM anchored AS n
      LEFT JOIN shared AS s ON s.person = n.person AND s.anchor = n.anchor
      GROUP BY n.person, n.source, n.id
    ),
    reference AS (
      SELECT person, arg_max(source, rank) AS source, arg_max(id, rank) AS id FROM judged
      GROUP BY person HAVING count(DISTINCT source) > 1
    )
    SELECT j.source, j.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           r.source || '/' || r.id AS reference, coalesce(b.userName, b.id) AS referenceLogin, r.source AS referenceSource, b.employeeNumber
    FROM judged AS j
    JOIN reference AS r ON r.person = j.person AND r.source <> j.source
    JOIN audited_accounts AS a ON a.source = j.source AND a.id = j.id
    JOIN audited_accounts AS b ON b.source = r.source AND b.id = r.id
    WHERE NOT j.isAnchored`,

  message: (row) => `${nameOf(row)} in ${row.source} shares no employee number or immutable id with ${row.referenceLogin} in ${row.referenceSource}.`,

  remediation: (row) => ({
    summary: "Give both accounts the same employee number.",
    steps: [
      `Check with HR that ${row.reference} is the same person.`,
      `Write the employee number of ${row.reference} into ${row.source}/${row.subjectId}, in HR or in the provisioning that feeds it.`,
    ],
    commands:
      row.employeeNumber === null
        ? []
        : forService(row, {
            entra: [graph("PATCH", path`/users/${row.subjectId}`, { employeeId: row.employeeNumber })],
            okta: [okta("POST", path`/users/${row.subjectId}`, { profile: { employeeNumber: row.employeeNumber } })],
          }),
  }),
} satisfies Rule<Row, { fillerPeople: number }>;
