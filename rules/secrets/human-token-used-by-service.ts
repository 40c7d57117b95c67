import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { day, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  account: string;
  holder: string;
  lastUsed: string;
}

// biome-ignore format: read as a list of words
const SOFTWARE_WORDS = [
  "pipeline", "deploy", "deployment", "ci", "cd", "cicd", "jenkins", "gitlab", "github", "terraform", "ansible", "pulumi", "script", "cron", "job",
  "batch", "sync", "integration", "connector", "automation", "bot", "robot", "service", "svc", "api", "app", "server", "backup", "export", "import",
  "etl", "siem", "splunk", "monitor", "monitoring", "provisioning", "scim", "agent", "workflow",
];

export default {
  id: "secrets/human-token-used-by-service",
  title: "Software that runs on an administrator's own token",
  severity: "critical",
  subject: "secret",
  rationale: "What the software does is recorded as the human's act, with all that the human may do and no second factor.",
  needs: ["tokens", "roles", "people", "access"],
  controls: ["NHI10:2025", "NHI5:2025", "Okta-STIG:OKTA-APP-003241", "NIST-800-53:IA-9", "NIST-800-53:AC-6"],
  check: "no-personal-secret",
  concerns: "self",
  options: { usedDays: 30, softwareWords: SOFTWARE_WORDS, minEvents: 20, maxVariation: 10, minHours: 20 },
  optionSources: {
    usedDays: "ours: used within a month is in use",
    softwareWords: "ours: what people call the tokens that they make for software",
    minEvents: "ours: fewer uses show no rhythm",
    maxVariation: "ours: nobody keeps an interval to a tenth of itself",
    minHours: "ours: people sleep",
  },

  // Every token is used by some program. What tells a person's script from software is its name, or a clock's rhythm.
  select: `
    SELECT s.source, s.id AS subjectId, s.name AS subjectName, s.holder AS account, s.holder AS key,
           coalesce(a.displayName, a.userName, s.holder) AS holder, s.lastUsed
    FROM secrets AS s
    JOIN audited_accounts AS a ON a.source = s.source AND a.id = s.holder
    LEFT JOIN usage AS u ON u.source = s.source AND u.account = s.holder AND u.via = s.id
    WHERE s.kind = 'api-token' AND (s.expires IS NULL OR s.expires > $now)
      AND a.kind IN ('human', 'admin') AND a.activeTier = 0
      AND s.lastUsed >= $now - to_days($usedDays)
      AND (coalesce(list_has_any(string_split_regex(lower(s.name), '[^a-z]+'), $softwareWords), false)
        OR (u.events >= $minEvents AND (u.variation < $maxVariation OR u.hours >= $minHours)))`,

  message: (row) => `Software uses ${row.holder}'s API token ${nameOf(row)}, last on ${day(row.lastUsed)}, with all rights over the directory.`,

  remediation: (row) => ({
    summary: "Give the software a client of its own with the few scopes that it needs.",
    steps: [
      "Register a service application with a private key and only the scopes that the task needs.",
      "Move the software to it, and see in the log that the token rests.",
      `Then revoke token ${row.subjectId}.`,
    ],
    commands: forService(row, { okta: [okta("DELETE", path`/api-tokens/${row.subjectId}`)] }),
  }),
} satisfies Rule<Row, { usedDays: number; softwareWords: readonly string[]; minEvents: number; maxVariation: number; minHours: number }>;
