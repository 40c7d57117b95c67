import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  permissions: string[];
  holders: number;
}

export default {
  id: "privilege/okta-custom-role-super-equivalent",
  title: "Custom role that amounts to super administrator",
  severity: "critical",
  subject: "role",
  rationale: "Whoever may change roles and their bindings can give themselves every other permission.",
  needs: ["roles", "access"],
  controls: ["NIST-800-53:AC-6", "ATT&CK:T1098.003"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {},
  optionSources: {},

  // A role that nobody holds harms nobody.
  select: `
    SELECT r.source, r.id AS subjectId, r.displayName AS subjectName,
           list_filter(any_value(r.permissions), lambda p: regexp_matches(p, '^okta\\.iam\\.(.*\\.)?manage$')) AS permissions,
           count(DISTINCT g.account) AS holders,
           coalesce(list(DISTINCT a.person ORDER BY a.person) FILTER (a.person IS NOT NULL), []) AS people
    FROM roles AS r
    JOIN effective_grants AS g ON g.source = r.source AND g.role = r.id
    JOIN audited_accounts AS a ON a.source = g.source AND a.id = g.account
    WHERE r.kind = 'custom' AND NOT a.isBreakGlass AND a.active IS DISTINCT FROM false
    GROUP BY r.source, r.id, r.displayName
    HAVING len(permissions) > 0`,

  message: (row) =>
    `The custom role ${nameOf(row)} holds ${names(row.permissions)}, and ${count(row.holders, "account")} can thereby become super administrator.`,

  remediation: (row) => ({
    summary: `Take ${names(row.permissions)} out of the role.`,
    steps: [
      "Ask the holders what they use the role for.",
      `Remove ${names(row.permissions)} from the role; super administrators keep managing roles.`,
      "Shrink the resource set of its bindings to what the task needs.",
    ],
    commands: forService(row, {
      okta: row.permissions.map((permission) => okta("DELETE", path`/iam/roles/${row.subjectId}/permissions/${permission}`)),
    }),
  }),
} satisfies Rule<Row>;
