import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  other: string;
  otherName: string | null;
  probability: number;
}

export default {
  id: "duplicates/review-link-open",
  title: "Possible duplicate that nobody has decided on",
  severity: "medium",
  subject: "pair",
  rationale: "While it is open whether two accounts are one human, nothing that is said about that human is certain.",
  needs: ["people", "accounts"],
  controls: ["NIST-800-53:IA-4", "NIST-800-63A:4"],
  check: "links-settled",
  concerns: "self",
  options: {},
  optionSources: {},

  // Different employee numbers have decided it already; so has a link by another way that made them one person.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.id AS account,
           b.source || '/' || b.id AS key, list_sort([a.person, b.person]) AS people,
           b.source || '/' || b.id AS other, coalesce(b.displayName, b.userName) AS otherName, round(l.probability, 4) AS probability
    FROM links AS l
    JOIN audited_accounts AS a ON a.source = l.aSource AND a.id = l.aId
    JOIN audited_accounts AS b ON b.source = l.bSource AND b.id = l.bId
    WHERE l.decision = 'review' AND a.active AND b.active
      AND a.person <> b.person AND NOT a.isBreakGlass AND NOT b.isBreakGlass
      AND NOT coalesce(a.employeeNumber <> b.employeeNumber, false)`,

  message: (row) =>
    `${nameOf(row)} (${row.source}/${row.account}) and ${row.otherName ?? row.other} (${row.other}) may be one person: probability ${row.probability}.`,

  remediation: (row) => ({
    summary: "Decide whether they are one person, and write the decision down.",
    steps: [
      `Look at the evidence, and at the question to ask: \`obo-audit explain ${row.source}/${row.account} ${row.other}\`.`,
      "Ask whom it names, or the manager or HR department.",
      "Write same or different beside the pair in the list that `-o review.csv` gives, and name that file as `people.decisions` in the configuration; or add the pair to `people.same` or `people.different` there.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
