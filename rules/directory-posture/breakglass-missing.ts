import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  declared: number;
  weak: string[];
}

export default {
  id: "directory-posture/breakglass-missing",
  title: "No safe way in for an emergency",
  severity: "medium",
  subject: "directory",
  rationale: "When a policy or an outage locks everybody out, somebody must still get in, and nobody else by that way.",
  needs: ["roles", "policies", "mfa"],
  controls: ["CIS-M365:1.1.2", "NIST-800-53:CP-2", "NIST-800-53:AC-2"],
  check: null,
  concerns: "directory",
  options: { breakGlassMin: 2 },
  optionSources: { breakGlassMin: "CIS 1.1.2" },

  // Directories that somebody can take over are those that somebody can be locked out of. Emergency accounts are
  // declared in the configuration, never guessed.
  select: `
    WITH governed AS (
      SELECT DISTINCT source FROM audited_accounts WHERE least(activeTier, eligibleTier) = 0 AND kind NOT IN ('service', 'agent')
    ),
    declared AS (
      SELECT source, count(*) AS number,
             coalesce(list(coalesce(userName, id) ORDER BY id) FILTER (strength IS DISTINCT FROM 'phishing-resistant' AND knowsMfa), []) AS weak
      FROM audited_accounts WHERE isBreakGlass AND active IS DISTINCT FROM false GROUP BY source
    )
    SELECT g.source, g.source AS subjectId, g.source AS subjectName, coalesce(d.number, 0) AS declared, coalesce(d.weak, []) AS weak
    FROM governed AS g
    LEFT JOIN declared AS d ON d.source = g.source
    WHERE coalesce(d.number, 0) < $breakGlassMin OR len(d.weak) > 0`,

  message: (row, options) =>
    row.declared < options.breakGlassMin
      ? `${count(row.declared, "emergency account")} of ${row.source} ${row.declared === 1 ? "is" : "are"} declared, at least ${options.breakGlassMin} should be.`
      : `Emergency accounts of ${row.source} have no factor that cannot be phished: ${names(row.weak)}.`,

  remediation: (row) => ({
    summary: "Keep two emergency accounts, each with a hardware key, and alert on every sign-in.",
    steps: [
      "Make two accounts that exist in this directory only, with the highest role and names that say nothing.",
      "Give each a hardware key, kept in two places, and leave them out of the policies that could lock them out.",
      "Declare them in the configuration under `breakGlass`, alert on their sign-ins, and try them twice a year.",
      ...(row.weak.length > 0 ? [`Enrol a key for ${names(row.weak)}.`] : []),
    ],
    commands: [],
  }),
} satisfies Rule<Row, { breakGlassMin: number }>;
