import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  risk: string;
}

export default {
  id: "authentication/risk-not-cleared",
  title: "Account that the directory believes to be at risk",
  severity: "medium",
  subject: "account",
  rationale: "Until somebody has looked, somebody else may be signed in as this person.",
  needs: ["risk"],
  controls: ["SCuBA:MS.AAD.2.1", "SCuBA:MS.AAD.2.3", "CIS-M365:5.2.2.6", "NIST-800-53:AC-2(13)"],
  check: "no-weaker-way",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.risk,
           if(a.risk IN ('high', 'compromised'), 'critical', 'medium') AS severity
    FROM audited_accounts AS a
    WHERE a.risk IN ('low', 'medium', 'high', 'compromised') AND a.active IS DISTINCT FROM false`,

  message: (row) =>
    row.risk === "compromised" ? `${nameOf(row)} is marked as compromised.` : `${nameOf(row)} is at ${row.risk} risk, and nobody has cleared it.`,

  remediation: (row) => ({
    summary: "Revoke the sessions, let the person prove who they are, and reset the password.",
    steps: [
      "Revoke all sessions and tokens.",
      "Reach the person by a way that does not need this account, and let them set a new password and check their factors.",
      "Look through what was done since the risk was seen: mail rules, consents, new factors.",
      "Then clear the risk, with a reason.",
    ],
    commands: forService(row, {
      entra: [graph("POST", path`/users/${row.subjectId}/revokeSignInSessions`)],
      okta: [okta("DELETE", path`/users/${row.subjectId}/sessions?oauthTokens=true`)],
    }),
  }),
} satisfies Rule<Row>;
