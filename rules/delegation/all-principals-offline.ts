import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { WRITING } from "../../src/rules/scopes.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  consent: string | null;
  resource: string;
  scopes: string[];
  assignmentRequired: boolean;
}

export default {
  id: "delegation/all-principals-offline",
  title: "Consent for everybody, at any hour",
  severity: "high",
  subject: "consent",
  rationale: "The client can act for each person without that person being there, and without having been asked.",
  needs: ["consents"],
  controls: ["NHI5:2025", "NHI3:2025", "SCuBA:MS.AAD.5.2", "NIST-800-53:AC-6", "ATT&CK:T1528"],
  check: "narrow-scopes",
  concerns: "delegators",
  options: { plainScopes: ["openid", "profile", "email", "offline_access", "address", "phone"] },
  optionSources: { plainScopes: "OpenID Connect Core 5.4 and 11: they say who signs in, and reach no data" },

  select: `
    SELECT d.source, coalesce(d.consent, d.agent || ' → ' || d.resource) AS subjectId, coalesce(a.displayName, a.userName, a.id) AS subjectName,
           d.agent AS account, d.agent || '/' || d.resource AS key,
           d.consent, d.resource, list_sort(d.scopes) AS scopes, coalesce(a.assignmentRequired, false) AS assignmentRequired,
           CASE WHEN a.assignmentRequired THEN 'medium'
                WHEN d.tier = 0 OR regexp_matches(array_to_string(d.scopes, ' '), '${WRITING}') THEN 'critical'
                ELSE 'high' END AS severity
    FROM delegations AS d
    JOIN audited_accounts AS a ON a.source = d.source AND a.id = d.agent
    WHERE d.principal IS NULL AND d.offline AND len(list_filter(d.scopes, lambda scope: NOT list_contains($plainScopes, lower(scope)))) > 0
      AND a.active IS DISTINCT FROM false AND NOT a.isFirstParty`,

  message: (row) =>
    `${nameOf(row)} may use ${names(row.scopes)} of ${row.resource} for ${row.assignmentRequired ? "everybody who is assigned to it" : "everybody"}, at any hour.`,

  remediation: (row) => ({
    summary: "Let those people consent who use it, and let it act only while they are there.",
    steps: [
      "Make a group of the people who use it, assign it, and demand assignment.",
      "Take `offline_access` out of the consent, unless a task must run without the person.",
      "Replace the consent for everybody by consents of those people.",
    ],
    commands: forService(row, {
      entra: [
        graph("PATCH", path`/servicePrincipals/${row.account}`, { appRoleAssignmentRequired: true }),
        ...(row.consent === null
          ? []
          : [
              graph("PATCH", path`/oauth2PermissionGrants/${row.consent}`, {
                scope: row.scopes.filter((scope) => scope !== "offline_access").join(" "),
              }),
            ]),
      ],
    }),
  }),
} satisfies Rule<Row, { plainScopes: readonly string[] }>;
