import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  state: string;
}

export default {
  id: "secrets/api-token-owner-inactive",
  title: "API token of somebody who is not there any more",
  severity: "critical",
  subject: "secret",
  rationale: "A token goes on with all that its owner could do, after everybody believes that the owner is out.",
  needs: ["tokens", "status"],
  controls: ["NHI1:2025", "NIST-800-53:AC-2(3)", "NIST-800-53:PS-4", "ATT&CK:T1078.004"],
  check: "no-personal-secret",
  concerns: "self",
  options: {},
  optionSources: {},

  // A directory stops the tokens of an account that it has deactivated; those of a suspended one, or of somebody who has
  // left elsewhere, have not been shown to stop.
  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder,
           CASE WHEN a.active THEN 'has left elsewhere' ELSE 'is ' || coalesce(lower(a.status), 'disabled') END AS state,
           if(state = 'is deprovisioned', 'medium', 'critical') AS severity
    FROM secrets AS s
    JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    LEFT JOIN departed AS d ON d.person = a.person
    WHERE s.kind = 'api-token' AND (s.expires IS NULL OR s.expires > $now)
      AND (NOT a.active OR d.person IS NOT NULL)`,

  message: (row) => `The API token ${nameOf(row)} belongs to ${row.holder}, who ${row.state}.`,

  remediation: (row) => ({
    summary: "Revoke the token.",
    steps: [
      "Find out what uses it; its name and the log say most of it.",
      "Give that software an OAuth client of its own, if it is still needed.",
      `Revoke token ${row.subjectId}.`,
    ],
    commands: forService(row, { okta: [okta("DELETE", path`/api-tokens/${row.subjectId}`)] }),
  }),
} satisfies Rule<Row>;
