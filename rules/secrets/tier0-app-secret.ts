import { application, forService, graph } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  clientId: string | null;
  secrets: string[];
}

export default {
  id: "secrets/tier0-app-secret",
  title: "Shared secret on an application that can take over the directory",
  severity: "critical",
  subject: "app",
  rationale: "Whoever reads the secret, in a pipeline, a log or a laptop, is the directory's master.",
  needs: ["secrets", "appRoles", "roles", "access"],
  controls: ["NHI5:2025", "NHI7:2025", "ATT&CK:T1098.001"],
  check: "owned-secrets",
  concerns: "responsible",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.clientId,
           list(s.id ORDER BY s.id) AS secrets
    FROM audited_accounts AS a
    JOIN secrets AS s ON s.source = a.source AND s.holder = a.id
    WHERE a.kind IN ('service', 'agent') AND least(a.activeTier, a.eligibleTier) = 0
      AND s.kind IN ('client-secret', 'password') AND (s.expires IS NULL OR s.expires > $now)
      AND NOT a.isFirstParty AND NOT a.isManaged
    GROUP BY a.source, a.id, a.displayName, a.userName, a.clientId`,

  message: (row) => `${nameOf(row)} can take over the directory and signs in with ${count(row.secrets.length, "shared secret")}.`,

  remediation: (row) => ({
    summary: "Let it sign in by federation or as a managed identity, and remove the secret.",
    steps: [
      "Set up workload identity federation where the workload runs, or run it under a managed identity.",
      "Move the workload to it, and see in the log that it signs in.",
      `Then remove ${row.secrets.join(", ")}, and alert on new secrets of this application.`,
      "Give it a narrower permission, if its task needs less.",
    ],
    commands: forService(row, {
      entra:
        row.clientId === null
          ? []
          : [
              graph("GET", `${application(row.clientId)}/federatedIdentityCredentials`),
              ...row.secrets.map((keyId) => graph("POST", `${application(row.clientId ?? "")}/removePassword`, { keyId })),
            ],
    }),
  }),
} satisfies Rule<Row>;
