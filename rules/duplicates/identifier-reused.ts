import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  identifier: string;
  /** The account of whoever had the identifier before. */
  earlier: string;
  earlierEnded: string;
  created: string;
}

export default {
  id: "duplicates/identifier-reused",
  title: "A user name or mail address now names somebody else",
  severity: "high",
  subject: "account",
  rationale: "Consents, shares and invitations that were given to an address reach whoever holds it now.",
  needs: ["accounts", "hr"],
  controls: ["NIST-800-53:IA-4"],
  check: "one-everyday-account",
  concerns: "self",
  options: { reuseDays: 365 },
  optionSources: { reuseDays: "ours: IA-4(d) asks for a time without reuse and leaves it to the organisation" },

  // Somebody else, since both records carry the same kind of key and the keys differ; a renamed account keeps its own.
  select: `
    WITH named AS (
      SELECT source, id, coalesce(displayName, userName) AS name, active, created, employeeNumber, lower(onPremisesId) AS immutable,
             coalesce(leaveDate, statusChanged, lastSignIn) AS ended,
             unnest(list_distinct(list_transform(list_filter(list_append(coalesce(emails, []), userName), lambda x: x IS NOT NULL), lambda x: lower(x)))) AS identifier
      FROM audited_accounts
      WHERE kind IN ('human', 'admin', 'guest')
    )
    SELECT n.source, n.id AS subjectId, any_value(n.name) AS subjectName,
           min(n.identifier) AS identifier, arg_max(o.id, (o.ended, o.id)) AS earlier, max(o.ended) AS earlierEnded, any_value(n.created) AS created
    FROM named AS n
    JOIN named AS o ON o.source = n.source AND o.identifier = n.identifier AND o.id <> n.id
    WHERE n.active AND NOT o.active
      AND (n.employeeNumber <> o.employeeNumber OR n.immutable <> o.immutable)
      AND n.created > o.ended AND n.created < o.ended + to_days($reuseDays)
    GROUP BY n.source, n.id`,

  message: (row) =>
    `${nameOf(row)} got ${row.identifier} on ${day(row.created)}; until ${day(row.earlierEnded)} it named somebody else (${row.earlier}).`,

  remediation: (row) => ({
    summary: `Give ${nameOf(row)} an address of their own, and clear what still answers to the old one.`,
    steps: [
      `List consents, file shares and mailing lists that name ${row.identifier}, and remove those that were meant for ${row.earlier}.`,
      `Rename ${row.subjectId} to an address that nobody had.`,
      "Keep addresses of leavers reserved, for instance on a mailbox without sign-in.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { reuseDays: number }>;
