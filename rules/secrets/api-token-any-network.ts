import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
}

export default {
  id: "secrets/api-token-any-network",
  title: "API token that works from any network",
  severity: "medium",
  subject: "secret",
  rationale: "A copy of the token works from wherever the thief is.",
  needs: ["tokens"],
  controls: ["Okta-STIG:OKTA-APP-003240", "NIST-800-53:AC-3", "NIST-800-53:SC-7"],
  check: "no-personal-secret",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder
    FROM secrets AS s
    LEFT JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    WHERE s.kind = 'api-token' AND upper(s.network) = 'ANYWHERE' AND (s.expires IS NULL OR s.expires > $now)`,

  message: (row) => `${row.holder}'s API token ${nameOf(row)} works from any network.`,

  remediation: (row) => ({
    summary: "Tie the token to the network that its software runs in.",
    steps: ["Look up in the log from where it is used.", "Make a network zone of those addresses.", `Restrict token ${row.subjectId} to the zone.`],
    commands: forService(row, { okta: [okta("GET", "/zones"), okta("GET", path`/api-tokens/${row.subjectId}`)] }),
  }),
} satisfies Rule<Row>;
