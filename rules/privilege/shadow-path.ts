import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** The directory that can be taken over. */
  directory: string;
  steps: number;
  /** Whoever and whatever lies on the way, by name. */
  through: string[];
  /** How the last of them takes the directory. */
  by: string | null;
  tier: number | null;
}

export default {
  id: "privilege/shadow-path",
  title: "Account from which the directory can be taken over",
  severity: "medium",
  subject: "account",
  rationale: "It holds no strong role, so that nobody watches it; a few steps, each of them allowed, make it an administrator.",
  needs: ["roles", "owners", "access"],
  controls: ["NIST-800-53:AC-6(1)", "NIST-800-53:AC-3(7)", "ATT&CK:T1098", "ATT&CK:T1484"],
  check: "no-shadow-path",
  concerns: "self",
  options: { mostSteps: 3 },
  optionSources: { mostSteps: "ours: beyond, so much has to be done unseen that closing the nearer ways comes first" },

  // The shortest way for each directory, step by step. Holding or activating a role is no shadow; neither is signing in to
  // one's own account elsewhere. To own what holds tier 0, to reset who does, and what agents were lent, have rules of their own.
  select: `
    WITH RECURSIVE begun AS (
      SELECT r.* FROM tier0_reach AS r
      JOIN audited_accounts AS a ON a.source = r.source AND a.id = r.id
      WHERE r.type = 'account' AND r.steps BETWEEN 1 AND $mostSteps
        AND NOT (r.kind IN ('holds', 'activates') AND r.nextSource = r.directory) AND r.kind NOT IN ('signs in as', 'acts for')
        AND a.kind IN ('human', 'admin', 'guest', 'service', 'shared', 'unknown') AND a.active IS DISTINCT FROM false
        AND NOT a.isBreakGlass AND NOT a.isSync AND NOT a.isFirstParty
    ),
    walk AS (
      SELECT source AS fromSource, id AS fromId, directory, steps, 1 AS at, kind, through, nextType, nextSource, nextId FROM begun
      UNION ALL
      SELECT w.fromSource, w.fromId, w.directory, w.steps, w.at + 1, r.kind, r.through, r.nextType, r.nextSource, r.nextId
      FROM walk AS w
      JOIN tier0_reach AS r ON r.type = w.nextType AND r.source = w.nextSource AND r.id = w.nextId AND r.directory = w.directory
      WHERE NOT (w.nextType = 'directory' AND w.nextSource = w.directory)
    ),
    named AS (
      SELECT w.fromSource, w.fromId, w.directory, any_value(w.steps) AS steps,
             list(coalesce(a.displayName, a.userName, g.displayName, if(w.nextType = 'directory', w.nextSource, w.nextId)) ORDER BY w.at)
               FILTER (w.nextType <> 'power' AND NOT (w.nextType = 'directory' AND w.nextSource = w.directory)) AS through,
             arg_max(coalesce(t.displayName, w.through), w.at) AS by,
             list(w.kind ORDER BY w.at) FILTER (w.kind <> 'member') AS kinds
      FROM walk AS w
      LEFT JOIN accounts AS a ON w.nextType = 'account' AND a.source = w.nextSource AND a.id = w.nextId
      LEFT JOIN groups AS g ON w.nextType = 'group' AND g.source = w.nextSource AND g.id = w.nextId
      LEFT JOIN role_tiers AS t ON t.role = w.through AND t.source = coalesce(w.nextSource, w.fromSource)
      GROUP BY w.fromSource, w.fromId, w.directory
    )
    SELECT n.fromSource AS source, n.fromId AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, n.directory AS key,
           n.directory, n.steps, coalesce(n.through, []) AS through, n.by, if(n.steps = 1, 0, NULL) AS tier,
           if(n.steps = 1, 'high', 'medium') AS severity
    FROM named AS n JOIN audited_accounts AS a ON a.source = n.fromSource AND a.id = n.fromId
    WHERE NOT (len(n.kinds) = 2 AND n.kinds[1] = 'owns') AND NOT (n.kinds[2] = 'resets' AND n.kinds[3] IN ('holds', 'activates', 'signs in as'))`,

  message: (row) =>
    `${nameOf(row)} can take over ${row.directory} in ${count(row.steps, "step")}${row.through.length === 0 ? "" : `, through ${row.through.join(" → ")}`}${
      row.by === null ? "" : `, by ${row.by}`
    }.`,

  remediation: (row) => ({
    summary: "Close the way at the step that the fewest people need.",
    steps: [
      `Run \`obo-audit explain --access\` for ${nameOf(row)}: it prints the way step by step, and what each step rests on.`,
      "Take away the ownership, the right to reset or the membership that nobody needs; of those that are needed, limit one to a unit.",
      "Ask for it again, for a longer way may be open.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { mostSteps: number }>;
