import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  first: string;
  second: string;
  accounts: string[];
}

export default {
  id: "privilege/role-combination",
  title: "Duties on one person that should be on two",
  severity: "medium",
  subject: "person",
  rationale: "Two people would have to agree on what one can do alone here, and nobody would notice.",
  needs: ["roles", "access", "people"],
  controls: ["NIST-800-53:AC-5"],
  check: "no-unused-grant",
  concerns: "self",
  options: {
    pairs: [
      "User Administrator + Privileged Role Administrator",
      "Application Administrator + Privileged Role Administrator",
      "Cloud Application Administrator + Privileged Role Administrator",
      "Compliance Administrator + Exchange Administrator",
      "USER_ADMIN + APP_ADMIN",
    ],
    graveWords: ["audit", "compliance", "payroll", "payment", "treasury", "billing"],
  },
  optionSources: {
    pairs: "ours: who makes accounts does not grant roles, who registers applications does not consent to them, who audits does not administer",
    graveWords: "ours: money, and the log of what was done",
  },

  // A duty is a role by its name or id, or by those behind the name of its source. Held on whichever of the person's accounts. Whoever must approve an activation is the second pair of eyes, unless it is
  // known that nobody must.
  select: `
    WITH pairs AS (
      SELECT trim(split_part(pair, ' + ', 1)) AS first, trim(split_part(pair, ' + ', 2)) AS second FROM (SELECT unnest($pairs) AS pair)
    ),
    named AS (
      SELECT DISTINCT t.source, t.role, x.name FROM (SELECT first AS name FROM pairs UNION SELECT second FROM pairs) AS x
      JOIN role_tiers AS t ON lower(x.name) IN (lower(t.displayName), lower(t.role), lower(t.source || '/' || t.displayName), lower(t.source || '/' || t.role))
    ),
    held AS (
      SELECT p.person, t.name AS role, bool_and(g.state = 'eligible' AND g.approval IS DISTINCT FROM false) AS isApproved,
             list(DISTINCT p.source || '/' || p.id) AS accounts
      FROM effective_grants AS g
      JOIN named AS t ON t.source = g.source AND t.role = g.role
      JOIN person_accounts AS p ON p.source = g.source AND p.id = g.account
      GROUP BY p.person, t.name
    )
    SELECT p.everydaySource AS source, p.person AS subjectId, p.displayName AS subjectName, p.everydayId AS account,
           x.first || ' + ' || x.second AS key, x.first, x.second, list_sort(list_distinct(list_concat(a.accounts, b.accounts))) AS accounts,
           if(len(list_filter($graveWords, lambda word: contains(lower(x.first || ' ' || x.second), word))) > 0, 'high', 'medium') AS severity
    FROM pairs AS x
    JOIN held AS a ON a.role = x.first
    JOIN held AS b ON b.role = x.second AND b.person = a.person
    JOIN people AS p ON p.person = a.person
    WHERE NOT a.isApproved AND NOT b.isApproved`,

  message: (row) => `${nameOf(row)} holds both ${row.first} and ${row.second}, on ${names(row.accounts)}.`,

  remediation: (row) => ({
    summary: `Let somebody else do ${row.first} or ${row.second}.`,
    steps: [
      "Choose which of the two the person needs for their job.",
      "Give the other to a colleague, or make it eligible with the approval of one.",
      "Then remove it.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { pairs: readonly string[]; graveWords: readonly string[] }>;
