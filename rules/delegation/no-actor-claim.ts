import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  issuers: string[];
}

export default {
  id: "delegation/no-actor-claim",
  title: "Exchanged tokens that do not name the agent",
  severity: "medium",
  subject: "directory",
  rationale: "The log then shows the human where the agent acted, and nobody can tell the two apart.",
  needs: ["policies"],
  controls: ["RFC:8693#4.1", "NIST-800-53:AU-3", "NIST-800-53:AU-10"],
  check: "log-names-both",
  concerns: "directory",
  options: {},
  optionSources: {},

  select: `
    SELECT p.source, p.source AS subjectId, p.source AS subjectName, list(DISTINCT coalesce(p.name, p.id, p.source) ORDER BY coalesce(p.name, p.id, p.source)) AS issuers
    FROM policies AS p
    WHERE p.kind = 'actor-claim' AND lower(p.value) IN ('no', 'false', 'off') AND p.state IS DISTINCT FROM 'disabled'
    GROUP BY p.source`,

  message: (row) => `Tokens that ${names(row.issuers)} ${row.issuers.length === 1 ? "exchanges" : "exchange"} do not say which agent acts.`,

  remediation: () => ({
    summary: "Name the agent in the token, and log it beside the human.",
    steps: [
      "Let the issuer put the actor into exchanged tokens: the `act` claim, or at least the client id beside the subject.",
      "Let the applications that accept the tokens write both into their log.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
