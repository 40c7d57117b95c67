import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  policies: string[];
  minutes: number | null;
  endless: boolean;
}

export default {
  id: "directory-posture/revocation-slow",
  title: "Sessions outlive a revocation",
  severity: "medium",
  subject: "directory",
  rationale: "Until the session ends, whoever was shut out goes on, and so does the agent that acts for them.",
  needs: ["policies"],
  controls: ["Okta-STIG:OKTA-APP-001665", "Okta-STIG:OKTA-APP-000020", "Okta-STIG:OKTA-APP-001710", "NIST-800-53:AC-12"],
  check: "tokens-expire",
  concerns: "directory",
  options: { sessionMaxMinutes: 1080, revocationMaxMinutes: 60 },
  optionSources: {
    sessionMaxMinutes: "Okta STIG OKTA-APP-001665: 18 hours",
    revocationMaxMinutes: "ours: as long as a token lives that nobody revokes",
  },

  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName,
           list(DISTINCT coalesce(p.name, p.id) ORDER BY coalesce(p.name, p.id)) AS policies, max(try_cast(p.value AS INTEGER)) AS minutes,
           bool_or(lower(p.value) = 'unlimited') AS endless
    FROM policies AS p
    WHERE p.state IS DISTINCT FROM 'disabled' AND p.state IS DISTINCT FROM 'report-only'
      AND ((p.kind = 'session-lifetime' AND (try_cast(p.value AS INTEGER) > $sessionMaxMinutes OR lower(p.value) = 'unlimited'))
        OR (p.kind = 'revocation' AND try_cast(p.value AS INTEGER) > $revocationMaxMinutes))
    GROUP BY p.source`,

  message: (row) => {
    const long = row.endless || row.minutes === null ? "without end" : `up to ${count(row.minutes, "minute")}`;
    return `Sessions of ${row.source} last ${long} by ${names(row.policies)}, whatever is revoked meanwhile.`;
  },

  remediation: (row) => ({
    summary: "Let sessions end within a working day, and let applications hear of a revocation at once.",
    steps: [`Shorten the session in ${names(row.policies)}.`, "Switch on continuous evaluation of access where the directory offers it."],
    commands: [],
  }),
} satisfies Rule<Row, { sessionMaxMinutes: number; revocationMaxMinutes: number }>;
