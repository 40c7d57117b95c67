import { forService, graph, okta, path } from "../../src/rules/commands.js";
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
  id: "delegation/consent-of-departed",
  title: "Consent of somebody who has left",
  severity: "medium",
  subject: "consent",
  rationale: "The client may go on with tokens that stand for a person who is not there to see it.",
  needs: ["consents", "people", "status"],
  controls: ["NIST-800-53:PS-4"],
  check: "no-idle-consent",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT c.source, coalesce(c.consent, c.agent || ' → ' || c.resource) AS subjectId, coalesce(a.displayName, a.userName, c.agent) AS subjectName,
           c.principal AS account, c.agent || '/' || c.resource || '/' || c.principal AS key,
           c.consent, c.principal, p.displayName AS principalName, c.resource, list_sort(c.scopes) AS scopes
    FROM delegations AS c
    JOIN departed AS d ON d.person = c.person
    JOIN people AS p ON p.person = c.person
    LEFT JOIN audited_accounts AS a ON a.source = c.source AND a.id = c.agent`,

  message: (row) => `${nameOf(row)} may still use ${names(row.scopes)} of ${row.resource} for ${row.principalName ?? row.principal}, who has left.`,

  remediation: (row) => ({
    summary: "Delete the consent and the refresh tokens.",
    steps: ["Delete the consent.", "Revoke the refresh tokens that were given for it."],
    commands: forService(row, {
      entra: row.consent === null ? [] : [graph("DELETE", path`/oauth2PermissionGrants/${row.consent}`)],
      okta: row.consent === null ? [] : [okta("DELETE", path`/users/${row.principal}/grants/${row.consent}`)],
    }),
  }),
} satisfies Rule<Row>;
