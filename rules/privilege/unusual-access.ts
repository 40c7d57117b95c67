import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf } from "../../src/rules/text.js";

interface Unusual {
  role: string;
  scope: string;
  tier: number;
  holders: number;
  peers: number;
  /** The share of such people who hold it, in per cent, with 95 % confidence. */
  low: number;
  high: number;
  /** Days since the account was last used; null = not known. */
  idleDays: number | null;
}

interface Row extends SubjectRow {
  basis: string;
  shared: string;
  number: number;
  /** The strongest of them. */
  unusual: Unusual[];
}

export default {
  id: "privilege/unusual-access",
  title: "Access that colleagues do not have",
  severity: "info",
  subject: "person",
  rationale: "What one person holds and nobody else in the same place needs is often left over from an earlier job.",
  needs: ["roles", "access", "people"],
  controls: ["NIST-800-53:AC-6(7)"],
  check: null,
  concerns: "self",
  silencedBy: ["privilege/standing-tier0", "privilege/everyday-admin", "privilege/guest-privileged"],
  options: { mostHolders: 3, weakestTier: 1 },
  optionSources: {
    mostHolders: "ours: what a few colleagues share may be a task of theirs; what more of them hold is a pattern of the cohort",
    weakestTier: "ours: what is worth a review by itself; `explain --access` marks the rest",
  },

  // On the account that holds the strongest of them, where another rule may say more of the same grant.
  // Managers are unlike those whom they lead, and new people are still being given what they need.
  select: `
    SELECT arg_min(u.source, (u.tier, u.high, u.source, u.account, u.role)) AS source, u.person AS subjectId, any_value(p.displayName) AS subjectName,
           arg_min(u.account, (u.tier, u.high, u.source, u.account, u.role)) AS account,
           any_value(u.basis) AS basis, any_value(u.shared) AS shared, count(*) AS number,
           list({role: t.displayName, scope: u.scope, tier: u.tier, holders: u.holders, peers: u.peers,
                 low: round(100 * u.low)::INTEGER, high: round(100 * u.high)::INTEGER, idleDays: u.idleDays}
                ORDER BY u.tier, u.high, t.displayName, u.scope)[1:10] AS unusual
    FROM unusual_grants AS u
    JOIN people AS p ON p.person = u.person
    JOIN audited_accounts AS a ON a.source = p.everydaySource AND a.id = p.everydayId
    JOIN role_tiers AS t ON t.source = u.source AND t.role = u.role
    ANTI JOIN (SELECT DISTINCT source, manager FROM audited_accounts WHERE manager IS NOT NULL) AS m ON m.source = a.source AND m.manager = a.id
    WHERE u.holders <= $mostHolders AND u.tier <= $weakestTier AND NOT a.isNew AND NOT a.isBreakGlass
    GROUP BY u.person`,

  message: (row) => {
    const [first] = row.unusual;
    const more = row.number > 1 ? `, and ${count(row.number - 1, "more grant")} like it` : "";
    return first === undefined
      ? `${nameOf(row)} holds what colleagues do not.`
      : `${nameOf(row)} holds ${first.role}${more}; of ${first.peers} others with the same ${row.basis} ${first.holders === 0 ? "none does" : `${first.holders} ${first.holders === 1 ? "does" : "do"}`}: between ${first.low} and ${first.high} % of such people, with 95 % confidence.`;
  },

  remediation: (row) => ({
    summary: "Review what the person needs for the job they have now.",
    steps: [
      `Let the manager look through what ${nameOf(row)} holds alone, the strongest first.`,
      "Keep what the job needs, and note why; remove what belongs to an earlier one.",
    ],
    commands: [],
  }),
} satisfies Rule<Row, { mostHolders: number; weakestTier: number }>;
