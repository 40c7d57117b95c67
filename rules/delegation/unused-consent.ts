import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  consent: string | null;
  resource: string;
  scopes: string[];
  lastSignIn: string;
}

export default {
  id: "delegation/unused-consent",
  title: "Consent to a client that is not used",
  severity: "low",
  subject: "consent",
  rationale: "It helps nobody but whoever takes the client over.",
  needs: ["consents", "signin"],
  controls: ["NHI1:2025", "NIST-800-53:AC-6(7)"],
  check: "no-idle-consent",
  concerns: "delegators",
  options: { unusedDays: 90 },
  optionSources: { unusedDays: "ours: a quarter without a token" },

  // Only where the directory has seen the client sign in at some time; of others nothing is known.
  select: `
    SELECT d.source, coalesce(d.consent, d.agent || ' → ' || d.resource) AS subjectId, coalesce(a.displayName, a.userName, a.id) AS subjectName,
           d.agent AS account, d.agent || '/' || d.resource || '/' || coalesce(d.principal, '*') AS key,
           d.consent, d.resource, list_sort(d.scopes) AS scopes, a.lastSignIn,
           if(d.principal IS NULL, NULL, coalesce(list_filter([d.person], lambda person: person IS NOT NULL), [])) AS people,
           if(d.offline, 'medium', 'low') AS severity
    FROM delegations AS d
    JOIN audited_accounts AS a ON a.source = d.source AND a.id = d.agent
    WHERE a.lastSignIn < $now - to_days($unusedDays) AND NOT a.isNew AND NOT a.isFirstParty`,

  message: (row) => `${nameOf(row)} may use ${names(row.scopes)} of ${row.resource} and has not signed in since ${day(row.lastSignIn)}.`,

  remediation: (row) => ({
    summary: "Delete the consent.",
    steps: [`Ask who answers for ${nameOf(row)} whether it is still wanted.`, "Delete the consent; it can be given again."],
    commands: forService(row, { entra: row.consent === null ? [] : [graph("DELETE", path`/oauth2PermissionGrants/${row.consent}`)] }),
  }),
} satisfies Rule<Row, { unusedDays: number }>;
