import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, day, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  roles: string[];
  lastReviewed: string | null;
}

export default {
  id: "ownership/review-overdue",
  title: "Access that nobody has reviewed in time",
  severity: "medium",
  subject: "account",
  rationale: "Access that is never looked at again only grows.",
  needs: ["reviews", "roles", "access"],
  controls: ["CIS-M365:5.3.2", "CIS-M365:5.3.3", "NIST-800-53:AC-2", "NIST-800-53:AC-6(7)"],
  check: "reviewed",
  concerns: "self",
  options: { reviewDays: 180, privilegedReviewDays: 90, newDays: 90 },
  optionSources: {
    reviewDays: "ours: AC-2(j) leaves the period to the organisation",
    privilegedReviewDays: "ours: AC-6(7) leaves the period to the organisation",
    newDays: "ours: a first review comes with the first quarter",
  },

  // A grant through a group is reviewed where the group holds it. The one that has waited longest speaks for the account.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS roles,
           if(bool_or(g.lastReviewed IS NULL), NULL, min(g.lastReviewed)) AS lastReviewed,
           if(min(e.tier) = 0, 'high', 'medium') AS severity
    FROM audited_accounts AS a
    JOIN effective_grants AS e ON e.source = a.source AND e.account = a.id
    JOIN grants AS g ON g.source = e.source AND g.role = e.role AND g.principal = coalesce(e.path[-1], e.account)
      AND coalesce(g.scope, '/') = e.scope AND if(lower(g.state) = 'eligible', 'eligible', 'active') = e.state
    JOIN role_tiers AS t ON t.source = e.source AND t.role = e.role
    WHERE a.kind IN ('human', 'admin', 'guest') AND a.active AND a.knowsReviews
      AND (a.created IS NULL OR a.created <= $now - to_days($newDays))
      AND (g.lastReviewed IS NULL OR g.lastReviewed <= $now - to_days(if(e.tier <= 1, $privilegedReviewDays, $reviewDays)))
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) =>
    `${count(row.roles.length, "role")} of ${nameOf(row)} (${names(row.roles)}) ${row.roles.length === 1 ? "was" : "were"} ${row.lastReviewed === null ? "never reviewed" : `last reviewed on ${day(row.lastReviewed)}`}.`,

  remediation: (row, options) => ({
    summary: "Let somebody who knows the work review the access, and do it again by the calendar.",
    steps: [
      `Let the manager confirm or remove ${names(row.roles)}.`,
      `Set up a review that repeats: every ${options.privilegedReviewDays} days for privileged roles, every ${options.reviewDays} days for others, with removal when nobody answers.`,
    ],
    commands: [],
  }),
} satisfies Rule<Row, { reviewDays: number; privilegedReviewDays: number; newDays: number }>;
