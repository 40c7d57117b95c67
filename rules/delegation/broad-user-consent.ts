import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  consent: string | null;
  principal: string;
  principalName: string | null;
  resource: string;
  scopes: string[];
}

export default {
  id: "delegation/broad-user-consent",
  title: "Consent to an application of an unverified publisher",
  severity: "medium",
  subject: "consent",
  rationale: "Applications that ask for mail and files are a common way to get at both without a password.",
  needs: ["consents"],
  controls: ["NHI3:2025", "CIS-M365:5.1.5.1", "ATT&CK:T1528"],
  check: "narrow-scopes",
  concerns: "self",
  options: { lowRiskScopes: ["openid", "profile", "email", "offline_access", "User.Read"] },
  optionSources: { lowRiskScopes: "ours: who the person is, and nothing of theirs" },

  // Applications of other organisations; those of the organisation's own are answered for here.
  select: `
    SELECT d.source, coalesce(d.consent, d.agent || ' → ' || d.resource) AS subjectId, coalesce(a.displayName, a.userName, a.id) AS subjectName,
           d.principal AS account, d.agent || '/' || d.resource || '/' || d.principal AS key,
           d.consent, d.principal, coalesce(h.displayName, h.userName) AS principalName, d.resource,
           list_sort(list_filter(d.scopes, lambda scope: NOT list_contains($lowRiskScopes, scope))) AS scopes,
           if(regexp_matches(array_to_string(d.scopes, ' '), '(?i)(mail|files|sites|notes)\\S*\\.(\\S*write|send)|mail\\.send|full_access'), 'high', 'medium') AS severity
    FROM delegations AS d
    JOIN audited_accounts AS a ON a.source = d.source AND a.id = d.agent
    LEFT JOIN audited_accounts AS h ON h.source = d.source AND h.id = d.principal
    WHERE d.principal IS NOT NULL AND NOT list_has_all($lowRiskScopes, d.scopes)
      AND a.multiTenant AND a.publisher IS NULL AND NOT a.isFirstParty AND a.active IS DISTINCT FROM false`,

  message: (row) =>
    `${row.principalName ?? row.principal} lets ${nameOf(row)}, whose publisher is not verified, use ${names(row.scopes)} of ${row.resource}.`,

  remediation: (row) => ({
    summary: "Take the consent back; let it be asked for again through the workflow.",
    steps: [
      `Ask ${row.principalName ?? row.principal} how they came to ${nameOf(row)}, and look through what it did.`,
      "Delete the consent, and revoke the person's refresh tokens.",
      "If the application is wanted, let an administrator consent to narrower scopes.",
    ],
    commands: forService(row, {
      entra: [
        ...(row.consent === null ? [] : [graph("DELETE", path`/oauth2PermissionGrants/${row.consent}`)]),
        graph("POST", path`/users/${row.principal}/revokeSignInSessions`),
      ],
    }),
  }),
} satisfies Rule<Row, { lowRiskScopes: readonly string[] }>;
