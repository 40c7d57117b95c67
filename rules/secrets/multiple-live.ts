import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  kind: string;
  secrets: string[];
  overlapDays: number;
}

export default {
  id: "secrets/multiple-live",
  title: "Several live credentials of one kind on one application",
  severity: "medium",
  subject: "app",
  rationale: "Where any of several secrets works, one that leaked is used without anybody missing it.",
  needs: ["secrets"],
  controls: ["NHI7:2025", "NHI9:2025", "NIST-800-53:IA-5"],
  check: "owned-secrets",
  concerns: "responsible",
  options: { overlapDays: 30 },
  optionSources: { overlapDays: "ours: a month is enough to move from one secret to the next" },

  // The longest time that two of them are valid together; in order of start, that is between neighbours or with one that lasts longer.
  select: `
    WITH live AS (
      SELECT source, holder, kind, id, created, coalesce(expires, TIMESTAMP '9999-01-01') AS ends,
             max(ends) OVER (PARTITION BY source, holder, kind ORDER BY created, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlierEnds
      FROM secrets
      WHERE kind IN ('client-secret', 'certificate') AND created IS NOT NULL AND (expires IS NULL OR expires > $now)
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, l.kind AS key,
           l.kind, list(l.id ORDER BY l.id) AS secrets,
           max(date_diff('day', l.created, least(l.ends, l.earlierEnds))) FILTER (l.earlierEnds IS NOT NULL) AS overlapDays
    FROM live AS l
    JOIN audited_accounts AS a ON a.source = l.source AND a.id = l.holder
    WHERE NOT a.isFirstParty AND NOT a.isManaged
    GROUP BY a.source, a.id, a.displayName, a.userName, l.kind
    HAVING count(*) > 1 AND overlapDays > $overlapDays`,

  message: (row) =>
    `${nameOf(row)} has ${count(row.secrets.length, row.kind === "certificate" ? "certificate" : "secret")} that work at the same time for ${row.overlapDays > 36_500 ? "ever" : count(row.overlapDays, "day")}.`,

  remediation: (row) => ({
    summary: "Keep the one that is used, and remove the others.",
    steps: [
      "See in the sign-in log which of them is used.",
      "Remove the others, one a day, so that whoever still uses one is noticed.",
      `They are ${row.secrets.join(", ")}.`,
    ],
    commands: [],
  }),
} satisfies Rule<Row, { overlapDays: number }>;
