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

  // Whoever has not signed in has not used the role either. When the role was given must be known, so the grants that say it
  // come first: the effective grants of a large directory are many times as many.
  select: `
    WITH given AS MATERIALIZED (
      SELECT source, role, principal, max(start) AS since FROM grants
      WHERE coalesce(lower(state), 'active') <> 'eligible'
      GROUP BY ALL HAVING since <= $now - to_days($unusedDays)
    ),
    idle AS MATERIALIZED (
      SELECT source, id, coalesce(displayName, userName) AS name, greatest(lastSignIn, lastInteractiveSignIn) AS lastSignIn
      FROM audited_accounts
      WHERE active AND greatest(lastSignIn, lastInteractiveSignIn) < $now - to_days($unusedDays)
        AND NOT isBreakGlass AND NOT isNew AND NOT isSync
    ),
    held AS MATERIALIZED (
      SELECT e.source, e.account, e.role, e.tier, coalesce(e.path[-1], e.account) AS principal
      FROM effective_grants AS e
      SEMI JOIN given AS g ON g.source = e.source AND g.role = e.role
      WHERE e.state = 'active'
    )
    SELECT a.source, a.id AS subjectId, any_value(a.name) AS subjectName, h.role AS key,
           any_value(t.displayName) AS role, min(h.tier) AS tier, max(g.since) AS since, any_value(a.lastSignIn) AS lastSignIn,
           if(min(h.tier) <= 1, 'medium', 'low') AS severity
    FROM held AS h
    JOIN given AS g ON g.source = h.source AND g.role = h.role AND g.principal = h.principal
    JOIN idle AS a ON a.source = h.source AND a.id = h.account
    JOIN role_tiers AS t ON t.source = h.source AND t.role = h.role
    GROUP BY a.source, a.id, h.role`,

  message: (row) => `${nameOf(row)} has held ${row.role} since ${day(row.since)} and has not signed in since ${day(row.lastSignIn)}.`,

  remediation: (row) => ({
    summary: `Make ${row.role} eligible, or remove it.`,
    steps: ["Ask the holder and their manager whether it is still needed.", "Make it eligible if it is, with an end; remove it if it is not."],
    commands: [],
  }),
} satisfies Rule<Row, { unusedDays: number }>;
