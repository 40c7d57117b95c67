import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  manager: string;
  managerName: string | null;
  leftAt: string;
}

export default {
  id: "ownership/manager-left",
  title: "Manager who is not there any more",
  severity: "medium",
  subject: "account",
  rationale: "Requests and reviews go to somebody who does not answer, and are waved through or forgotten.",
  needs: ["manager", "status"],
  controls: ["NIST-800-53:AC-2"],
  check: "manager-known",
  concerns: "self",
  options: { graceDays: 14 },
  optionSources: { graceDays: "ours: two weeks to name a successor" },

  // Out since when must be known: from the manager's account, or from the source of record. One finding a person.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           a.manager, coalesce(m.displayName, m.userName) AS managerName, coalesce(d.leftAt, m.leaveDate, m.statusChanged) AS leftAt
    FROM audited_accounts AS a
    JOIN audited_accounts AS m ON m.source = a.source AND m.id = a.manager
    LEFT JOIN departed AS d ON d.person = m.person
    WHERE a.kind = 'human' AND a.active AND a.person IS NOT NULL
      AND (NOT m.active OR d.person IS NOT NULL)
      AND coalesce(d.leftAt, m.leaveDate, m.statusChanged) <= $now - to_days($graceDays)
    QUALIFY row_number() OVER (PARTITION BY a.person ORDER BY a.everyday DESC, a.source, a.id) = 1`,

  message: (row) => `The manager of ${nameOf(row)}, ${row.managerName ?? row.manager}, left on ${day(row.leftAt)}.`,

  remediation: (row) => ({
    summary: "Name the successor in HR, from where the directory takes it.",
    steps: [`Ask who leads the people of ${row.managerName ?? row.manager} now.`, "Correct it in HR, for all of them at once."],
    commands: [],
  }),
} satisfies Rule<Row, { graceDays: number }>;
