import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  disabledIn: string[];
  activeAccounts: string[];
  /** The same as people know them. */
  logins: string[];
  /** Whether it is the source of record that says that the person has left. */
  isOfRecord: boolean;
}

export default {
  id: "lifecycle/leaver-active-elsewhere",
  title: "Disabled in one directory, active in another",
  severity: "high",
  subject: "person",
  rationale: "The offboarding reached one directory only; in the other the person goes on.",
  needs: ["people", "status"],
  controls: ["NIST-800-53:PS-4", "NIST-800-53:AC-2(3)", "ATT&CK:T1078"],
  check: "one-off-switch",
  concerns: "self",
  options: {},
  optionSources: {},

  // An active account beside the disabled one in the same directory means that the person has moved, not left.
  // Where no source of record is known, either of the two directories may be right: then it is worth a question.
  select: `
    WITH directories AS (
      SELECT person, source, bool_or(ofRecord) AS ofRecord, bool_or(coalesce(active, false)) AS isActive,
             bool_and(coalesce(NOT active, leaveDate < $now, false) AND coalesce(status NOT IN ('STAGED', 'PROVISIONED'), true)) AS isDisabled
      FROM audited_accounts
      WHERE kind = 'human' AND person IS NOT NULL AND NOT isPrehire
      GROUP BY person, source
    ),
    gaps AS (
      SELECT person, bool_or(isDisabled AND ofRecord) AS isOfRecord, list(source ORDER BY source) FILTER (isDisabled) AS disabledIn
      FROM directories GROUP BY person HAVING bool_or(isDisabled) AND bool_or(isActive)
    ),
    using_ AS (
      SELECT g.person, list(a.source || '/' || a.id ORDER BY a.source, a.id) AS activeAccounts,
             list(coalesce(a.userName, a.id) || ' in ' || a.source ORDER BY a.source, a.id) AS logins
      FROM gaps AS g JOIN audited_accounts AS a ON a.person = g.person AND a.kind = 'human' AND a.active GROUP BY g.person
    )
    SELECT p.everydaySource AS source, g.person AS subjectId, p.displayName AS subjectName, p.everydayId AS account,
           g.disabledIn, u.activeAccounts, u.logins, g.isOfRecord, if(g.isOfRecord, 'high', 'medium') AS severity
    FROM gaps AS g
    JOIN using_ AS u ON u.person = g.person
    JOIN people AS p ON p.person = g.person
    LEFT JOIN departed AS d ON d.person = g.person
    WHERE if(g.isOfRecord, d.person IS NOT NULL, NOT EXISTS (FROM audited_accounts WHERE ofRecord))`,

  message: (row) =>
    `${nameOf(row)} is disabled in ${names(row.disabledIn)}${row.isOfRecord ? ", which knows who has left," : ""} and active as ${names(row.logins)}.`,

  remediation: (row) => ({
    summary: row.isOfRecord ? "Disable the accounts that are left, and connect the directories." : "Find out which directory is right.",
    steps: [
      ...(row.isOfRecord ? [] : ["Ask HR whether the person has left, and name the source of record in the configuration."]),
      `If the person has left, disable ${names(row.logins)} and revoke the sessions and tokens.`,
      "Connect the directory to the provisioning, so that it hears of the next one.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
