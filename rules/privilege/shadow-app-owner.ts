import { application, forService, graph, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  app: string;
  appName: string | null;
  clientId: string | null;
  permissions: string[];
}

export default {
  id: "privilege/shadow-app-owner",
  title: "Owner of an application that can take over the directory",
  severity: "critical",
  subject: "account",
  rationale: "An owner can add a secret, sign in as the application, and is then everything that it is.",
  needs: ["owners", "appRoles", "roles", "access"],
  controls: ["NHI5:2025", "NIST-800-53:AC-6", "ATT&CK:T1098.001"],
  check: "no-shadow-path",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, app.id AS key,
           app.id AS app, coalesce(app.displayName, app.userName) AS appName, app.clientId,
           list(DISTINCT t.displayName ORDER BY t.displayName) AS permissions
    FROM responsible AS r
    JOIN audited_accounts AS app ON app.source = r.source AND app.id = r.id
    JOIN audited_accounts AS a ON a.source = r.source AND a.id = r.account
    JOIN effective_grants AS g ON g.source = app.source AND g.account = app.id AND g.tier = 0
    JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
    WHERE r.role = 'owner' AND app.kind IN ('service', 'agent') AND app.activeTier = 0
      AND a.active AND NOT coalesce(a.standingTier = 0, false)
      AND NOT app.isFirstParty AND NOT a.isBreakGlass
    GROUP BY a.source, a.id, a.displayName, a.userName, app.id, app.displayName, app.userName, app.clientId`,

  message: (row) => `${nameOf(row)} owns ${row.appName ?? row.app}, which holds ${names(row.permissions)}, and can sign in as it.`,

  remediation: (row) => ({
    summary: `Take the ownership of ${row.appName ?? row.app} from ${nameOf(row)}; record a sponsor instead.`,
    steps: [
      "Name an administrator of the same tier as owner, or none, and record who answers for the application.",
      `Remove ${nameOf(row)} from its owners, on the registration and on the instance.`,
      "Replace its secrets, which the owner may know, and alert on new ones.",
    ],
    commands: forService(row, {
      entra: [
        ...(row.clientId === null ? [] : [graph("DELETE", `${application(row.clientId)}${path`/owners/${row.subjectId}`}/$ref`)]),
        graph("DELETE", `${path`/servicePrincipals/${row.app}/owners/${row.subjectId}`}/$ref`),
      ],
    }),
  }),
} satisfies Rule<Row>;
