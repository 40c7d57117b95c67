import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  role: string;
  tier: number;
  since: string;
  lastSignIn: string;
}

export default {
  id: "privilege/unused-grant",
  title: "Role that is not used",
  severity: "medium",
  subject: "account",
  rationale: "What nobody needs helps only whoever takes the account over.",
  needs: ["roles", "signin", "access"],
  controls: ["NIST-800-53:AC-6(7)", "NIST-800-53:AC-2(3)"],
  check: "no-unused-grant",
  concerns: "self",
  options: { unusedDays: 90 },
  optionSources: { unusedDays: "ours: AC-6(7) leaves the period to the organisation; a quarter sees most rare tasks" },

  // Whoever has not signed in has not used the role either. When the role was given must be known.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, e.role AS key,
           any_value(t.displayName) AS role, min(e.tier) AS tier, max(g.start) AS since,
           greatest(a.lastSignIn, a.lastInteractiveSignIn) AS lastSignIn,
           if(min(e.tier) <= 1, 'medium', 'low') AS severity
    FROM audited_accounts AS a
    JOIN effective_grants AS e ON e.source = a.source AND e.account = a.id AND e.state = 'active'
    JOIN grants AS g ON g.source = e.source AND g.role = e.role AND g.principal = coalesce(e.path[-1], e.account)
      AND coalesce(lower(g.state), 'active') <> 'eligible'
    JOIN role_tiers AS t ON t.source = e.source AND t.role = e.role
    WHERE a.active AND greatest(a.lastSignIn, a.lastInteractiveSignIn) < $now - to_days($unusedDays)
      AND NOT a.isBreakGlass AND NOT a.isNew AND NOT a.isSync
    GROUP BY a.source, a.id, a.displayName, a.userName, a.lastSignIn, a.lastInteractiveSignIn, e.role
    HAVING max(g.start) <= $now - to_days($unusedDays)`,

  message: (row) => `${nameOf(row)} has held ${row.role} since ${day(row.since)} and has not signed in since ${day(row.lastSignIn)}.`,

  remediation: (row) => ({
    summary: `Make ${row.role} eligible, or remove it.`,
    steps: ["Ask the holder and their manager whether it is still needed.", "Make it eligible if it is, with an end; remove it if it is not."],
    commands: [],
  }),
} satisfies Rule<Row, { unusedDays: number }>;
