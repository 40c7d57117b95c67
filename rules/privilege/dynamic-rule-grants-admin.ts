import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  role: string;
  rule: string;
  /** Attributes in the rule that people can change on their own account. */
  editable: string[];
  /** Who may change attributes of others by a role, and gets more by the rule than they hold: the first by name, and how many. */
  editors: string[];
  number: number;
}

export default {
  id: "privilege/dynamic-rule-grants-admin",
  title: "Attribute rule that makes administrators",
  severity: "high",
  subject: "group",
  rationale: "Whoever can change the attribute, in HR, in a help desk tool or on their own profile, makes an administrator.",
  needs: ["groups", "roles", "access"],
  controls: ["NIST-800-53:AC-2(7)", "NIST-800-53:AC-16", "ATT&CK:T1098.003"],
  check: "no-shadow-path",
  concerns: "responsible",
  options: { editableAttributes: ["mobilePhone", "secondEmail", "otherMails", "nickName", "preferredLanguage", "displayName"] },
  optionSources: { editableAttributes: "ours: what directories let people change on their own profile by default" },

  select: `
    WITH editing AS (
      SELECT e.toSource AS source, e.toId AS id, list(DISTINCT coalesce(a.displayName, a.userName, a.id) ORDER BY coalesce(a.displayName, a.userName, a.id)) AS names
      FROM control_edges AS e
      JOIN control_edges AS w ON w.kind = 'wields' AND w.toSource = e.fromSource AND w.toId = e.fromId
      JOIN audited_accounts AS a ON a.source = w.fromSource AND a.id = w.fromId
      WHERE e.kind = 'edits attribute' AND a.active IS DISTINCT FROM false AND NOT coalesce(a.standingTier = 0, false) AND NOT a.isBreakGlass
      GROUP BY e.toSource, e.toId
    )
    SELECT g.source, g.id AS subjectId, g.displayName AS subjectName, t.displayName AS role, g.dynamicRule AS rule,
           list_filter($editableAttributes, lambda name: contains(lower(g.dynamicRule), lower(name))) AS editable,
           coalesce(e.names, [])[1:10] AS editors, len(coalesce(e.names, [])) AS number,
           if(len(editable) > 0, 'critical', 'high') AS severity
    FROM carrying_groups AS c
    JOIN groups AS g ON g.source = c.source AND g.id = c."group"
    JOIN role_tiers AS t ON t.source = c.source AND t.role = c.role
    LEFT JOIN editing AS e ON e.source = g.source AND e.id = g.id
    WHERE c.tier <= 1 AND g.dynamicRule IS NOT NULL`,

  message: (row) =>
    `Whoever fits the rule of ${nameOf(row)} gets ${row.role}${row.editable.length > 0 ? `, and people can change ${row.editable.join(", ")} themselves` : ""}${
      row.number > 0 ? `; ${count(row.number, "account")} can change others' attributes: ${names(row.editors)}` : ""
    }.`,

  remediation: (row) => ({
    summary: `Assign ${row.role} to named people.`,
    steps: [
      `List who is in ${nameOf(row)} now, and who of them needs ${row.role}.`,
      "Assign the role to those people, or to a protected group without a rule.",
      `Then take the role from ${nameOf(row)}, or stop its rule.`,
    ],
    commands: forService(row, { entra: [graph("GET", path`/groups/${row.subjectId}/members`)] }),
  }),
} satisfies Rule<Row, { editableAttributes: readonly string[] }>;
