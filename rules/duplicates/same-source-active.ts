import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** Account ids: the one to stay, and the others. */
  keep: string;
  spare: string[];
  logins: string[];
}

export default {
  id: "duplicates/same-source-active",
  title: "One person, two active accounts in one directory",
  severity: "high",
  subject: "person",
  rationale: "What is revoked or audited on one account goes on under the other, so neither covers the person.",
  needs: ["people", "status"],
  controls: ["NIST-800-53:IA-4", "NIST-800-53:AC-2", "ATT&CK:T1078"],
  check: "one-everyday-account",
  concerns: "self",
  options: { migrationDays: 30 },
  optionSources: { migrationDays: "ours: a month is what moving a person to a new account takes" },

  // Only human accounts: a person's admin or guest account beside the everyday one is meant to be there.
  // A new account stands beside the old one while a person is moved. The everyday account stays, or else the one that people
  // would take for it here: used last, best protected, first by id.
  select: `
    WITH several AS (
      SELECT person, source,
             arg_min(id, (NOT everyday, -coalesce(epoch_ms(greatest(lastSignIn, lastInteractiveSignIn)), 0),
                          -coalesce(list_position(['weak', 'strong', 'phishing-resistant'], strength), 0), id)) AS keep,
             list(id ORDER BY id) AS ids,
             list(coalesce(userName, id) ORDER BY coalesce(userName, id)) AS logins
      FROM audited_accounts
      WHERE kind = 'human' AND active AND person IS NOT NULL AND NOT isBreakGlass
        AND (created IS NULL OR created <= $now - to_days($migrationDays))
      GROUP BY person, source
      HAVING count(*) > 1
    )
    SELECT s.source, s.person AS subjectId, p.displayName AS subjectName, s.keep AS account,
           s.keep, list_filter(s.ids, lambda id: id <> s.keep) AS spare, s.logins
    FROM several AS s
    JOIN people AS p ON p.person = s.person`,

  message: (row) => `${nameOf(row)} has ${row.spare.length + 1} active accounts in ${row.source}: ${names(row.logins)}.`,

  remediation: (row) => ({
    summary: `Keep ${row.keep}, and take ${names(row.spare)} out of use.`,
    steps: [
      `Move the groups, roles and files of ${names(row.spare)} that are still needed to ${row.keep}.`,
      `Disable ${names(row.spare)} and revoke the sessions.`,
      "Wait 30 days for somebody to miss something, then delete what was disabled.",
    ],
    commands: row.spare.flatMap((id) => disableAccount(row, id)),
  }),
} satisfies Rule<Row, { migrationDays: number }>;
