import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  kind: string;
  days: number;
}

export default {
  id: "secrets/api-token-old",
  title: "API token that is older than agreed",
  severity: "high",
  subject: "secret",
  rationale:
    "A personal token carries all rights of its owner and asks for no factor; with its age grows the number of places it has been copied to.",
  needs: ["tokens"],
  controls: ["NHI7:2025", "NIST-800-53:IA-5(1)"],
  check: "no-personal-secret",
  concerns: "self",
  options: { apiTokenMaxDays: 90 },
  optionSources: { apiTokenMaxDays: "ours: IA-5(1) asks for a limit and gives none" },

  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder, a.kind, date_diff('day', s.created, $now) AS days,
           if(a.kind IN ('human', 'admin', 'guest'), 'high', 'medium') AS severity
    FROM secrets AS s
    LEFT JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    WHERE s.kind = 'api-token' AND (s.expires IS NULL OR s.expires > $now)
      AND s.created <= $now - to_days($apiTokenMaxDays)`,

  message: (row) => `${row.holder}'s API token ${nameOf(row)} is ${count(row.days, "day")} old.`,

  remediation: (row) => ({
    summary: "Replace the token by an OAuth client with scopes.",
    steps: [
      "Find out what uses it.",
      "Register a service application with a private key and only the scopes that the task needs, and move the software to it.",
      `Then revoke token ${row.subjectId}.`,
    ],
    commands: forService(row, { okta: [okta("DELETE", path`/api-tokens/${row.subjectId}`)] }),
  }),
} satisfies Rule<Row, { apiTokenMaxDays: number }>;
