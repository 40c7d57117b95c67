import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  policies: string[];
  minutes: number;
}

export default {
  id: "delegation/token-too-long",
  title: "Tokens that outlive the task",
  severity: "medium",
  subject: "directory",
  rationale: "A token that was copied works to its end, whatever is revoked meanwhile.",
  needs: ["policies", "consents"],
  controls: ["NHI7:2025", "RFC:9700", "NIST-800-53:AC-12"],
  check: "tokens-expire",
  concerns: "directory",
  options: { tokenMaxMinutes: 60 },
  optionSources: { tokenMaxMinutes: "ours: an hour is what most issuers give by default" },

  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName,
           list(DISTINCT coalesce(p.name, p.id) ORDER BY coalesce(p.name, p.id)) AS policies, max(try_cast(p.value AS INTEGER)) AS minutes
    FROM policies AS p
    SEMI JOIN (
      SELECT d.source FROM delegations AS d JOIN account_kinds AS k ON k.source = d.source AND k.id = d.agent WHERE k.kind = 'agent'
    ) AS acting ON acting.source = p.source
    WHERE p.kind = 'token-lifetime' AND p.state = 'enabled' AND try_cast(p.value AS INTEGER) > $tokenMaxMinutes
    GROUP BY p.source`,

  message: (row, options) =>
    `${row.source} gives tokens of up to ${count(row.minutes, "minute")} by ${names(row.policies)}; ${options.tokenMaxMinutes} are enough for an agent's task.`,

  remediation: (row, options) => ({
    summary: `Let access tokens end after at most ${options.tokenMaxMinutes} minutes.`,
    steps: [`Lower the lifetime in ${names(row.policies)}.`, "Let refresh tokens rotate, and end when they are not used."],
    commands: [],
  }),
} satisfies Rule<Row, { tokenMaxMinutes: number }>;
