import { application, forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  clientId: string;
}

export default {
  id: "ownership/app-no-owner",
  title: "Application that nobody answers for",
  severity: "medium",
  subject: "app",
  rationale: "Its permissions and secrets outlive the project that it was made for, since nobody is asked about them.",
  needs: ["owners"],
  controls: ["NHI1:2025", "NIST-800-53:CM-8", "NIST-800-53:AC-2"],
  check: "owned-in-order",
  concerns: "responsible",
  silencedBy: ["ownership/owner-left"],
  options: {},
  optionSources: {},

  // A sponsor is enough, and on an application of tier 0 better than an owner. What other organisations registered is
  // answered for there: such an application is open to several and has no credential here.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.clientId
    FROM audited_accounts AS a
    ANTI JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.active AND r.kind IN ('human', 'admin')
    LEFT JOIN (SELECT DISTINCT source, holder FROM secrets) AS s ON s.source = a.source AND s.holder = a.id
    WHERE a.kind = 'service' AND a.clientId IS NOT NULL AND a.active IS DISTINCT FROM false AND a.knowsOwners
      AND (NOT coalesce(a.multiTenant, false) OR s.holder IS NOT NULL)
      AND NOT a.isManaged AND NOT a.isFirstParty AND NOT a.isSync`,

  message: (row) => `Nobody who is there answers for the application ${nameOf(row)}.`,

  remediation: (row) => ({
    summary: "Record who answers for it, or take it out of use.",
    steps: [
      "Look up in the log from where it signs in and what it calls, and ask whoever runs that.",
      "Record two people who answer for it. Make them owners only if it cannot take over the directory: owners can add secrets.",
      "Disable it if nobody has answered in 14 days, and delete it 30 days later.",
    ],
    commands: forService(row, { entra: [graph("GET", `${application(row.clientId)}/owners`)] }),
  }),
} satisfies Rule<Row>;
