import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  firstParty: boolean;
}

export default {
  id: "agents/no-sponsor",
  title: "Agent that no human answers for",
  severity: "high",
  subject: "agent",
  rationale: "When it does harm there is nobody to ask what it was meant to do, and nobody who would switch it off.",
  needs: ["agents", "sponsors", "owners"],
  controls: ["NHI1:2025", "NIST-800-53:AC-2", "NIST-800-53:IA-9"],
  check: "governed-agents",
  concerns: "delegators",
  silencedBy: ["agents/sponsor-left"],
  options: {},
  optionSources: {},

  // A group answers if one person in it is there; other software does not. A user that
  // an agent signs in as answers through its agent.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.isFirstParty AS firstParty,
           if(a.isFirstParty, 'info', 'high') AS severity
    FROM audited_accounts AS a
    ANTI JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.active AND r.kind IN ('human', 'admin')
    WHERE a.kind = 'agent' AND a.active IS DISTINCT FROM false AND a.knowsSponsors AND a.knowsOwners
      AND NOT (a.clientId IS NULL AND coalesce(lower(a.userType) = 'member', false))`,

  message: (row) => `No human who is there answers for the agent ${nameOf(row)}${row.firstParty ? ", which the directory's vendor runs" : ""}.`,

  remediation: (row) => ({
    summary: "Name a sponsor, or switch the agent off.",
    steps: [
      "Ask whoever registered the agent, and the people whom it acts for, what it does and who wants it.",
      "Record one of them as sponsor, and a deputy.",
      "Disable the agent if nobody has answered in 14 days.",
    ],
    commands: forService(row, {
      entra: [
        graph("POST", `${path`/servicePrincipals/${row.subjectId}`}/microsoft.graph.agentIdentity/sponsors/$ref`, {
          "@odata.id": "https://graph.microsoft.com/v1.0/users/SPONSOR-ID",
        }),
      ],
    }),
  }),
} satisfies Rule<Row>;
