import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  rights: string[];
  /** The groups that give them, by name. */
  through: string[];
}

export default {
  id: "privilege/ad-replication-rights",
  title: "Account that can copy the directory's passwords",
  severity: "critical",
  subject: "account",
  rationale: "Replication hands over every password's hash, that of the ticket-granting account included; no administrator has to be reset for it.",
  needs: ["roles", "access"],
  controls: ["NIST-800-53:AC-6", "ATT&CK:T1003.006"],
  check: "no-standing-privilege",
  concerns: "self",
  options: {
    allRights: ["ds-replication-get-changes-all", "getchangesall", "replicating directory changes all"],
    changeRights: ["ds-replication-get-changes", "getchanges", "replicating directory changes"],
    bothRights: ["dcsync"],
    controllers: [
      "domain controllers",
      "read-only domain controllers",
      "enterprise domain controllers",
      "domain admins",
      "enterprise admins",
      "administrators",
    ],
  },
  optionSources: {
    allRights: "Active Directory's control access right and the names that exports give it",
    changeRights: "the same",
    bothRights: "the name that attack-path tools give both together",
    controllers: "who replicates by design; for those who are administrators the role itself is the finding",
  },

  select: `
    WITH held AS (
      SELECT g.source, g.account AS id, lower(t.displayName) AS name, t.displayName, g.path
      FROM effective_grants AS g
      JOIN role_tiers AS t ON t.source = g.source AND t.role = g.role
      WHERE g.state = 'active' AND g.scope IN ('/', '*', '')
    ),
    replicating AS (
      SELECT h.source, h.id, list(DISTINCT h.displayName ORDER BY h.displayName) AS rights,
             list_sort(coalesce(list(DISTINCT coalesce(n.displayName, h.path[-1])) FILTER (len(h.path) > 0), [])) AS through
      FROM held AS h LEFT JOIN groups AS n ON n.source = h.source AND n.id = h.path[-1]
      WHERE list_contains(list_concat($allRights, $changeRights, $bothRights), h.name)
      GROUP BY h.source, h.id
      HAVING bool_or(list_contains($bothRights, h.name)) OR (bool_or(list_contains($allRights, h.name)) AND bool_or(list_contains($changeRights, h.name)))
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, r.rights, r.through
    FROM replicating AS r
    JOIN audited_accounts AS a ON a.source = r.source AND a.id = r.id
    ANTI JOIN (SELECT source, id FROM held WHERE list_contains($controllers, name)) AS d ON d.source = r.source AND d.id = r.id
    WHERE a.active IS DISTINCT FROM false AND NOT a.isBreakGlass AND NOT (a.isSync AND (SELECT count(*) FROM replicating AS o WHERE o.source = a.source) = 1)`,

  message: (row) =>
    `${nameOf(row)} holds ${names(row.rights)} on the whole directory${row.through.length > 0 ? `, through ${names(row.through)}` : ""}.`,

  remediation: (row) => ({
    summary: "Take the replication rights away at the head of the domain.",
    steps: [
      `Find out which product asked for ${names(row.rights)}; few that did still need them.`,
      `Remove ${row.through.length > 0 ? names(row.through) : nameOf(row)} from the access list of the domain's head.`,
      "If it may have been used, reset the ticket-granting account's password twice, and those of administrators.",
    ],
    commands: [],
  }),
} satisfies Rule<
  Row,
  { allRights: readonly string[]; changeRights: readonly string[]; bothRights: readonly string[]; controllers: readonly string[] }
>;
