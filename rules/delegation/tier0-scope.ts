import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  consent: string | null;
  resource: string;
  scopes: string[];
  /** Whom it stands for; null = everybody. */
  principal: string | null;
}

export default {
  id: "delegation/tier0-scope",
  title: "Consent to a scope that reaches the directory itself",
  severity: "high",
  subject: "consent",
  rationale: "With an administrator's token the client is an administrator; with anybody else's it waits for one.",
  needs: ["consents", "access"],
  controls: ["NHI5:2025", "NIST-800-53:AC-6", "ATT&CK:T1528"],
  check: "narrow-scopes",
  concerns: "delegators",
  options: {},
  optionSources: {},

  // Critical where one of those whom it stands for holds tier 0 now. The vendor's own tools, limited to those assigned, are meant for it.
  select: `
    WITH holders AS (
      SELECT source, id FROM audited_accounts WHERE activeTier = 0 AND active IS DISTINCT FROM false AND kind IN ('human', 'admin', 'guest')
    )
    SELECT d.source, coalesce(d.consent, d.agent || ' → ' || d.resource) AS subjectId, coalesce(a.displayName, a.userName, d.agent) AS subjectName,
           d.agent AS account, d.agent || '/' || d.resource || '/' || coalesce(d.principal, '*') AS key,
           d.consent, d.resource, list_sort(list(DISTINCT s.scope)) AS scopes, d.principal,
           if(d.principal IS NULL, CASE WHEN a.assignmentRequired OR NOT EXISTS (FROM holders WHERE source = d.source) THEN [] ELSE NULL END,
              list(d.person) FILTER (d.person IS NOT NULL)[1:1]) AS people,
           if((d.principal IS NULL AND NOT coalesce(a.assignmentRequired, false) AND bool_or(d.source IN (SELECT source FROM holders)))
              OR bool_or(h.id IS NOT NULL), 'critical', 'high') AS severity
    FROM delegations AS d
    JOIN (SELECT scope FROM scope_tiers WHERE tier = 0) AS s ON list_contains(d.scopes, s.scope)
    JOIN audited_accounts AS a ON a.source = d.source AND a.id = d.agent
    LEFT JOIN holders AS h ON h.source = d.source AND h.id = d.principal
    WHERE d.tier = 0 AND a.active IS DISTINCT FROM false
      AND NOT (a.isFirstParty AND coalesce(a.assignmentRequired, false))
    GROUP BY d.source, d.consent, d.agent, d.resource, d.principal, a.displayName, a.userName, a.assignmentRequired`,

  message: (row) => `${nameOf(row)} may use ${names(row.scopes)} of ${row.resource} for ${row.principal ?? "everybody"}.`,

  remediation: (row) => ({
    summary: "Consent to a narrower scope.",
    steps: [
      `Ask who answers for ${nameOf(row)} what it does with ${names(row.scopes)}.`,
      "Consent to the scope that the task needs, and see that it works.",
      "Then delete this consent, and revoke the refresh tokens.",
    ],
    commands: forService(row, { entra: row.consent === null ? [] : [graph("DELETE", path`/oauth2PermissionGrants/${row.consent}`)] }),
  }),
} satisfies Rule<Row>;
