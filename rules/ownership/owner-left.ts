import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  owners: string[];
}

export default {
  id: "ownership/owner-left",
  title: "Every owner has left",
  severity: "high",
  subject: "app",
  rationale: "It looks owned and is not: whatever is asked about it goes to people who are gone.",
  needs: ["owners", "people", "status"],
  controls: ["NHI1:2025", "NIST-800-53:PS-4", "NIST-800-53:PS-5"],
  check: "owned-in-order",
  concerns: "responsible",
  options: {},
  optionSources: {},

  // Agents have a rule of their own. Owners without a person, such as another application, are nobody who is there.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT p.displayName ORDER BY p.displayName) AS owners
    FROM audited_accounts AS a
    JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.person IS NOT NULL
    JOIN people AS p ON p.person = r.person
    LEFT JOIN departed AS d ON d.person = r.person
    WHERE a.kind IN ('service', 'shared', 'test') AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty
    GROUP BY a.source, a.id, a.displayName, a.userName
    HAVING bool_and(d.person IS NOT NULL)`,

  message: (row) => `${names(row.owners)}, who answered for ${nameOf(row)}, ${row.owners.length === 1 ? "has" : "have all"} left.`,

  remediation: (row) => ({
    summary: "Hand it over to somebody who is there.",
    steps: [
      `Ask the former manager of ${names(row.owners)} who has taken over.`,
      "Record the new owner and a deputy, then remove those who left.",
      "Replace its secrets, which they may know.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
