import { forService, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  roles: string[];
  consents: number;
  owned: number;
}

export default {
  id: "lifecycle/disabled-with-live-grants",
  title: "Disabled account that still carries rights",
  severity: "medium",
  subject: "account",
  rationale: "Whoever enables it again, by mistake or on purpose, has all of it back at once, and tokens for it may still work.",
  needs: ["roles", "consents", "status"],
  controls: ["NIST-800-53:AC-2", "NIST-800-53:PS-4", "ATT&CK:T1098"],
  check: "one-off-switch",
  concerns: "self",
  options: { consentDays: 30 },
  optionSources: { consentDays: "ours: a month to clear up after a leaver" },

  // Consents count once the account has been disabled for a while; when that was is not always known.
  select: `
    WITH disabled AS (
      SELECT source, id, coalesce(displayName, userName) AS name, coalesce(statusChanged, leaveDate) AS since, least(activeTier, eligibleTier) AS tier
      FROM audited_accounts
      WHERE NOT active AND kind NOT IN ('service', 'agent') AND NOT isPrehire AND coalesce(status NOT IN ('STAGED', 'PROVISIONED'), true)
    ),
    held AS (
      SELECT d.source, d.id, list(DISTINCT t.displayName ORDER BY t.displayName) AS roles
      FROM disabled AS d
      JOIN effective_grants AS g ON g.source = d.source AND g.account = d.id
      JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
      GROUP BY d.source, d.id
    ),
    given AS (
      SELECT source, principal AS id, count(*) AS consents FROM delegations WHERE principal IS NOT NULL GROUP BY source, principal
    ),
    owning AS (
      SELECT r.source, r.account AS id, count(DISTINCT r.id) AS owned
      FROM responsible AS r JOIN audited_accounts AS a ON a.source = r.source AND a.id = r.id
      WHERE r.role = 'owner' AND a.kind IN ('service', 'agent') GROUP BY r.source, r.account
    )
    SELECT d.source, d.id AS subjectId, d.name AS subjectName,
           coalesce(h.roles, []) AS roles, coalesce(c.consents, 0) AS consents, coalesce(o.owned, 0) AS owned,
           if(d.tier = 0, 'high', 'medium') AS severity
    FROM disabled AS d
    LEFT JOIN held AS h ON h.source = d.source AND h.id = d.id
    LEFT JOIN given AS c ON c.source = d.source AND c.id = d.id AND d.since <= $now - to_days($consentDays)
    LEFT JOIN owning AS o ON o.source = d.source AND o.id = d.id
    WHERE h.roles IS NOT NULL OR c.consents IS NOT NULL OR o.owned IS NOT NULL`,

  message: (row) => {
    const rights = [
      ...(row.roles.length > 0 ? [names(row.roles)] : []),
      ...(row.owned > 0 ? [`the ownership of ${count(row.owned, "application")}`] : []),
      ...(row.consents > 0 ? [count(row.consents, "consent")] : []),
    ];
    return `${nameOf(row)} is disabled and still carries ${rights.join("; ")}.`;
  },

  remediation: (row) => ({
    summary: "Take the rights from the disabled account.",
    steps: [
      "Hand over what it owns to somebody who is there.",
      `Remove its roles${row.roles.length > 0 ? `: ${names(row.roles)}` : ""}, from the account or the groups that give them.`,
      "Delete its consents and refresh tokens.",
    ],
    commands: forService(row, { okta: [okta("DELETE", path`/users/${row.subjectId}/grants`)] }),
  }),
} satisfies Rule<Row, { consentDays: number }>;
