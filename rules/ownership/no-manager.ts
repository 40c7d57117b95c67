import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  problem: "none" | "self" | "circle";
}

export default {
  id: "ownership/no-manager",
  title: "Person without a manager",
  severity: "medium",
  subject: "account",
  rationale: "Nobody approves or reviews what the person may do, and nobody is asked when an agent wants to act for them.",
  needs: ["manager"],
  controls: ["NIST-800-53:AC-2", "NIST-800-53:PS-7"],
  check: "manager-known",
  concerns: "self",
  options: { heads: [] },
  optionSources: { heads: "ours: the account or user name of whoever heads the organisation; at most two are taken" },

  // A person has a manager if any of their accounts names one. Of those who lead somebody, whoever is found again on the
  // way up from themselves stands in a circle.
  select: `
    WITH RECURSIVE led AS MATERIALIZED (
      SELECT a.source, a.id, m.id AS manager FROM audited_accounts AS a
      JOIN audited_accounts AS m ON m.source = a.source AND m.id = a.manager AND m.id <> a.id
    ),
    leaders AS MATERIALIZED (
      SELECT l.source, l.id, l.manager FROM led AS l SEMI JOIN led AS reports ON reports.source = l.source AND reports.manager = l.id
    ),
    above AS (
      SELECT source, id, manager FROM leaders
      UNION
      SELECT b.source, b.id, l.manager FROM above AS b JOIN leaders AS l ON l.source = b.source AND l.id = b.manager
    ),
    humans AS (
      SELECT a.source, a.id, coalesce(a.displayName, a.userName) AS name, a.person, a.everyday, a.userName, a.userType,
             CASE WHEN a.manager = a.id THEN 'self' WHEN c.id IS NOT NULL THEN 'circle' WHEN a.manager IS NULL AND a.knowsManager THEN 'none' END AS problem,
             bool_or(a.manager IS NOT NULL AND a.manager <> a.id AND c.id IS NULL) OVER (PARTITION BY a.person) AS isManaged
      FROM audited_accounts AS a
      LEFT JOIN above AS c ON c.source = a.source AND c.id = a.id AND c.manager = a.id
      WHERE a.kind = 'human' AND a.active AND a.person IS NOT NULL AND NOT a.isBreakGlass
    )
    SELECT h.source, h.id AS subjectId, h.name AS subjectName, h.problem
    FROM humans AS h
    ANTI JOIN responsible AS s ON s.source = h.source AND s.id = h.id AND s.role = 'sponsor' AND s.active
      AND lower(h.userType) IN ('contractor', 'external')
    WHERE h.problem IS NOT NULL AND NOT h.isManaged
      AND NOT coalesce(list_contains($heads[1:2], h.source || '/' || h.id) OR list_contains($heads[1:2], h.userName), false)
    QUALIFY row_number() OVER (PARTITION BY h.person ORDER BY h.everyday DESC, h.source, h.id) = 1`,

  message: (row) =>
    row.problem === "none"
      ? `${nameOf(row)} has no manager.`
      : row.problem === "self"
        ? `${nameOf(row)} is their own manager.`
        : `${nameOf(row)} is, through others, their own manager.`,

  remediation: (row) => ({
    summary: "Name the manager in HR, from where the directory takes it.",
    steps: [
      `Ask the department who leads ${nameOf(row)}.`,
      "Correct it in HR, or in the directory where HR does not feed it.",
      "If the person heads the organisation, say so in the configuration: the rule's option `heads`.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { heads: readonly string[] }>;
