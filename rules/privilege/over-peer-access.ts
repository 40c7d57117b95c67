import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  department: string;
  title: string;
  grants: number;
  typical: number;
  peers: number;
}

export default {
  id: "privilege/over-peer-access",
  title: "More access than colleagues with the same job",
  severity: "info",
  subject: "person",
  rationale: "Access piles up when people change jobs; a look at what colleagues have shows what is left over.",
  needs: ["roles", "access", "people"],
  controls: ["NIST-800-53:AC-6(7)"],
  check: null,
  concerns: "self",
  options: { deviations: 3, minPeers: 8 },
  optionSources: {
    deviations: "ours: three median absolute deviations are beyond ordinary variation",
    minPeers: "ours: fewer do not show what is ordinary",
  },

  // Peers share department and title. Where they are all alike, one grant counts as one deviation.
  select: `
    WITH counted AS (
      SELECT a.source, a.id, a.person, a.department, a.title, a.isNew, count(DISTINCT (g.role, g.scope)) FILTER (g.role IS NOT NULL) AS grants
      FROM audited_accounts AS a
      LEFT JOIN effective_grants AS g ON g.source = a.source AND g.account = a.id
      WHERE a.everyday AND a.active AND a.department IS NOT NULL AND a.title IS NOT NULL
      GROUP BY ALL
    ),
    peers AS (
      SELECT source, department, title, count(*) AS peers, median(grants) AS typical, greatest(mad(grants), 1) AS deviation
      FROM counted GROUP BY source, department, title HAVING count(*) >= $minPeers
    )
    SELECT c.source, c.person AS subjectId, p.displayName AS subjectName, c.id AS account,
           c.department, c.title, c.grants, r.typical, r.peers
    FROM counted AS c
    JOIN peers AS r ON r.source = c.source AND r.department = c.department AND r.title = c.title
    JOIN people AS p ON p.person = c.person
    ANTI JOIN audited_accounts AS m ON m.source = c.source AND m.manager = c.id
    WHERE c.grants > r.typical + $deviations * r.deviation AND NOT c.isNew`,

  message: (row) =>
    `${nameOf(row)} holds ${row.grants} grants; of ${row.peers} people who are ${row.title} in ${row.department}, half hold ${row.typical} or fewer.`,

  remediation: (row) => ({
    summary: "Review what the person needs for the job they have now.",
    steps: [`Let the manager look through ${nameOf(row)}'s grants and name those that belong to an earlier job.`, "Remove these."],
    commands: [],
  }),
} satisfies Rule<Row, { deviations: number; minPeers: number }>;
