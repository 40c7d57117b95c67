import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, day, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  owners: string[];
  leftAt: string | null;
  secrets: string[];
}

export default {
  id: "secrets/owner-left",
  title: "Live secret that somebody who left may know",
  severity: "high",
  subject: "app",
  rationale: "Owners can read and make secrets; a copy works for whoever took it along.",
  needs: ["secrets", "owners", "people", "status"],
  controls: ["NHI1:2025", "NIST-800-53:PS-4", "NIST-800-53:AC-2", "ATT&CK:T1078.004"],
  check: "owned-secrets",
  concerns: "responsible",
  options: {},
  optionSources: {},

  // Where the day of leaving is not known, whoever signed in after the secret was made has left after it was made.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName,
           list(DISTINCT p.displayName ORDER BY p.displayName) AS owners, max(d.leftAt) AS leftAt,
           list(DISTINCT s.id ORDER BY s.id) AS secrets
    FROM secrets AS s
    JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.role = 'owner'
    JOIN departed AS d ON d.person = r.person
    JOIN people AS p ON p.person = d.person
    WHERE s.kind IN ('client-secret', 'password', 'key', 'api-token') AND (s.expires IS NULL OR s.expires > $now)
      AND s.created <= coalesce(d.leftAt, d.lastSignIn)
    GROUP BY a.source, a.id, a.displayName, a.userName`,

  message: (row) =>
    `${nameOf(row)} still uses ${count(row.secrets.length, "secret")} that ${names(row.owners)}, who left${row.leftAt === null ? "" : ` on ${day(row.leftAt)}`}, could read.`,

  remediation: (row) => ({
    summary: "Rotate now, then name a new owner.",
    steps: [
      "Add a new credential, best a federated one, and move the workload to it.",
      `Remove ${row.secrets.join(", ")}.`,
      "Name an owner or sponsor who is there, and remove the one who left.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
