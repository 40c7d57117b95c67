import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  holders: string[];
  emergency: number;
  number: number;
}

export default {
  id: "privilege/global-admin-count",
  title: "Too few or too many people hold the highest role",
  severity: "medium",
  subject: "directory",
  rationale: "Each holder is a way to lose the directory; with fewer than two, one accident locks everybody out.",
  needs: ["roles", "people", "access"],
  controls: ["SCuBA:MS.AAD.7.1", "SCuBA:MS.AAD.7.2", "CIS-M365:1.1.3", "NIST-800-53:AC-6"],
  check: null,
  concerns: "directory",
  options: { globalAdminMin: 2, globalAdminMax: 8, topRoles: ["Global Administrator", "SUPER_ADMIN", "Super Administrator"] },
  optionSources: {
    globalAdminMin: "SCuBA MS.AAD.7.1",
    globalAdminMax: "SCuBA MS.AAD.7.1; CIS 1.1.3 asks for at most 4",
    topRoles: "the names that Entra and Okta give their highest role",
  },

  // People, not accounts; eligible ones and emergency accounts count. That there are too few follows from complete listings only.
  select: `
    WITH top AS (
      SELECT source, role FROM role_tiers WHERE list_contains($topRoles, displayName)
    ),
    holding AS (
      SELECT DISTINCT g.source, g.account FROM effective_grants AS g JOIN top AS t ON t.source = g.source AND t.role = g.role
    ),
    unlisted AS (
      SELECT DISTINCT source FROM facts
      WHERE (fact = 'roles' AND NOT coalesce(complete, false)) OR (fact = 'eligibility' AND state IN ('denied', 'failed'))
    ),
    counted AS (
      SELECT t.source, count(DISTINCT coalesce(a.person, a.id)) AS number,
             count(DISTINCT a.id) FILTER (a.isBreakGlass) AS emergency,
             coalesce(list(DISTINCT coalesce(a.userName, a.id) ORDER BY coalesce(a.userName, a.id)) FILTER (a.id IS NOT NULL), []) AS holders
      FROM (SELECT DISTINCT source FROM top) AS t
      LEFT JOIN holding AS h ON h.source = t.source
      LEFT JOIN audited_accounts AS a ON a.source = h.source AND a.id = h.account AND a.active IS DISTINCT FROM false
      GROUP BY t.source
    )
    SELECT source, source AS subjectId, source AS subjectName, number, emergency, holders,
           if(number > 2 * $globalAdminMax, 'high', 'medium') AS severity
    FROM counted
    WHERE number > $globalAdminMax
       OR (number < $globalAdminMin AND source NOT IN (SELECT source FROM unlisted))`,

  message: (row, options) =>
    row.number > options.globalAdminMax
      ? `${count(row.number, "person", "people")} hold the highest role of ${row.source}, ${options.globalAdminMax} at most should: ${names(row.holders)}.`
      : `${count(row.number, "person", "people")} can hold the highest role of ${row.source}, at least ${options.globalAdminMin} should.`,

  remediation: (row, options) => ({
    summary: `Bring the holders of the highest role to between ${options.globalAdminMin} and ${options.globalAdminMax}.`,
    steps:
      row.number > options.globalAdminMax
        ? [
            "Keep the emergency accounts and at least one person besides.",
            "Ask each of the others what they do with the role, and give them the narrower role for it, as eligible.",
            "Then remove them one by one.",
          ]
        : ["Name a second person, on a separate admin account, and declare two emergency accounts."],
    commands: [],
  }),
} satisfies Rule<Row, { globalAdminMin: number; globalAdminMax: number; topRoles: readonly string[] }>;
