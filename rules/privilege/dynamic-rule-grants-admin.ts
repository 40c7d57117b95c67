import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  role: string;
  rule: string;
  /** Attributes in the rule that people can change on their own account. */
  editable: string[];
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
    SELECT g.source, g.id AS subjectId, g.displayName AS subjectName, t.displayName AS role, g.dynamicRule AS rule,
           list_filter($editableAttributes, lambda name: contains(lower(g.dynamicRule), lower(name))) AS editable,
           if(len(editable) > 0, 'critical', 'high') AS severity
    FROM carrying_groups AS c
    JOIN groups AS g ON g.source = c.source AND g.id = c."group"
    JOIN role_tiers AS t ON t.source = c.source AND t.role = c.role
    WHERE c.tier <= 1 AND g.dynamicRule IS NOT NULL`,

  message: (row) =>
    `Whoever fits the rule of ${nameOf(row)} gets ${row.role}${row.editable.length > 0 ? `, and people can change ${row.editable.join(", ")} themselves` : ""}.`,

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
