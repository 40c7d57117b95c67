import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { coverage } from "../../src/rules/coverage.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  /** Names of the blocking policies that leave the account out. */
  excludedBy: string[];
}

export default {
  id: "authentication/legacy-protocol",
  title: "Protocols that know only passwords are open to the account",
  severity: "medium",
  subject: "account",
  rationale: "Old mail protocols cannot ask for a second factor, so that a guessed password is enough whatever else is demanded.",
  needs: ["policies", "groups"],
  controls: ["SCuBA:MS.AAD.1.1", "CIS-M365:5.2.2.3", "ATT&CK:T1110.003"],
  check: "no-weaker-way",
  concerns: "self",
  options: {},
  optionSources: {},

  // Only where the directory speaks of such protocols at all; others do not offer them.
  select: `
    WITH RECURSIVE ${coverage("kind = 'legacy-authentication' AND state = 'enabled' AND value = 'blocked'")}
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, coalesce(s.policies, []) AS excludedBy
    FROM audited_accounts AS a
    SEMI JOIN (SELECT source FROM policies WHERE kind = 'legacy-authentication') AS speaking ON speaking.source = a.source
    ANTI JOIN covered AS c ON c.source = a.source AND c.account = a.id
    LEFT JOIN spared AS s ON s.source = a.source AND s.account = a.id
    WHERE a.active AND a.clientId IS NULL AND a.kind <> 'agent' AND a.knowsPolicies AND a.knowsGroups
      AND NOT a.isBreakGlass AND NOT a.isSync`,

  message: (row) =>
    `${nameOf(row)} may sign in by protocols that know only passwords${row.excludedBy.length > 0 ? `: it is left out of ${names(row.excludedBy)}` : ""}.`,

  remediation: (row) => ({
    summary: "Block these protocols for everybody.",
    steps: [
      `See in the log whether ${row.subjectId} uses one, and move what does to modern authentication.`,
      row.excludedBy.length > 0
        ? `Take the account out of the exclusions of ${names(row.excludedBy)}.`
        : "Make a policy that blocks them for everybody.",
    ],
    commands: [],
  }),
} satisfies Rule<Row>;
