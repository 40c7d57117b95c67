import { forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  clientId: string | null;
  organisation: string;
  secrets: string[];
  passwords: string[];
}

export default {
  id: "secrets/secret-on-service-principal",
  title: "Credential on the local instance of somebody else's application",
  severity: "high",
  subject: "app",
  rationale: "No page of the application shows it, and its publisher does not know of it: a way to come back that is meant to be overlooked.",
  needs: ["secrets"],
  controls: ["NHI2:2025", "NIST-800-53:IA-5", "ATT&CK:T1098.001"],
  check: "owned-secrets",
  concerns: "responsible",
  options: {},
  optionSources: {},

  // An application of another tenant has its own credentials there; what is held here was added here. Keys that sign or
  // encrypt single sign-on's tokens are kind 'key' and sign nobody in. Microsoft's own applications are no exception: theirs are the ones that attackers like.
  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.clientId,
           x.extra ->> 'appOwnerOrganizationId' AS organisation,
           list(s.id ORDER BY s.id) AS secrets, coalesce(list(s.id ORDER BY s.id) FILTER (s.kind <> 'certificate'), []) AS passwords
    FROM audited_accounts AS a
    JOIN accounts AS x ON x.source = a.source AND x.id = a.id
    JOIN sources AS o ON o.id = a.source
    JOIN secrets AS s ON s.source = a.source AND s.holder = a.id
    WHERE o.tenant IS NOT NULL AND (x.extra ->> 'appOwnerOrganizationId') <> o.tenant AND NOT a.isManaged
      AND s.kind IN ('client-secret', 'certificate', 'password') AND (s.expires IS NULL OR s.expires > $now)
    GROUP BY a.source, a.id, a.displayName, a.userName, a.clientId, organisation`,

  message: (row) =>
    `${nameOf(row)} is registered in another tenant (${row.organisation}) and has ${count(row.secrets.length, "live credential")} that ${row.secrets.length === 1 ? "was" : "were"} added here.`,

  remediation: (row) => ({
    summary: "Find out who added it and for what, and remove it.",
    steps: [
      "Look up in the audit log who added the credential, and from where.",
      "See in the sign-in log of service principals whether it has been used.",
      `Remove ${row.secrets.join(", ")}; where nobody can explain it, treat it as a break-in.`,
    ],
    commands: forService(row, {
      entra: row.passwords.map((keyId) => graph("POST", path`/servicePrincipals/${row.subjectId}/removePassword`, { keyId })),
    }),
  }),
} satisfies Rule<Row>;
