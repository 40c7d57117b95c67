import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  expires: string | null;
  hasOwner: boolean;
}

export default {
  id: "shared/generic-credential-account",
  title: "Test or training login in a production directory",
  severity: "medium",
  subject: "account",
  rationale: "Its password is on a whiteboard sooner or later, and nobody misses it when it is used at night.",
  needs: ["accounts", "status"],
  controls: ["NHI8:2025", "NIST-800-53:AC-2(2)"],
  check: "personal-factors",
  concerns: "self",
  raisedByReach: true,
  options: { maxDaysLeft: 30 },
  optionSources: { maxDaysLeft: "ours: a test that is not over in a month is no test" },

  // In order is: it ends soon, and somebody answers for it. That one of them is missing must be known.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           a.leaveDate AS expires, o.id IS NOT NULL OR m.id IS NOT NULL AS hasOwner
    FROM audited_accounts AS a
    LEFT JOIN (SELECT DISTINCT source, id FROM responsible WHERE active AND kind IN ('human', 'admin')) AS o ON o.source = a.source AND o.id = a.id
    LEFT JOIN audited_accounts AS m ON m.source = a.source AND m.id = a.manager AND m.active
    WHERE a.kind = 'test' AND a.active
      AND ((a.leaveDate IS NULL AND a.knowsHr)
        OR a.leaveDate > $now + to_days($maxDaysLeft)
        OR (o.id IS NULL AND m.id IS NULL AND a.knowsOwners))`,

  message: (row) =>
    `The test login ${nameOf(row)} is enabled, ${row.expires === null ? "with no day on which it ends" : `until ${day(row.expires)}`}${row.hasOwner ? "" : ", and nobody answers for it"}.`,

  remediation: (row) => ({
    summary: "Disable it; for the next test make one that ends by itself and has an owner.",
    steps: [
      "Ask whether anybody still needs it.",
      "Disable it, or set an owner and a day within a month on which it ends.",
      "Delete it 30 days later.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { maxDaysLeft: number }>;
