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
  options: { mostHolders: 3, strongestTier: 2 },
  optionSources: {
    mostHolders: "ours: what a few colleagues share may be a task of theirs; what more of them hold is a pattern of the cohort",
    strongestTier: "ours: everything is looked at; 1 or 0 leave out what is weaker",
  },

  // Managers are unlike those whom they lead, and new people are still being given what they need.
  select: `
    SELECT p.everydaySource AS source, u.person AS subjectId, any_value(p.displayName) AS subjectName, any_value(p.everydayId) AS account,
           any_value(u.basis) AS basis, any_value(u.shared) AS shared, count(*) AS number,
           list({role: t.displayName, scope: u.scope, tier: u.tier, holders: u.holders, peers: u.peers,
                 low: round(100 * u.low)::INTEGER, high: round(100 * u.high)::INTEGER, idleDays: u.idleDays}
                ORDER BY u.tier, u.high, t.displayName, u.scope)[1:10] AS unusual
    FROM unusual_grants AS u
    JOIN people AS p ON p.person = u.person
    JOIN audited_accounts AS a ON a.source = p.everydaySource AND a.id = p.everydayId
    JOIN role_tiers AS t ON t.source = u.source AND t.role = u.role
    ANTI JOIN (SELECT DISTINCT source, manager FROM audited_accounts WHERE manager IS NOT NULL) AS m ON m.source = a.source AND m.manager = a.id
    WHERE u.holders <= $mostHolders AND u.tier <= $strongestTier AND NOT a.isNew AND NOT a.isBreakGlass
    GROUP BY u.person, p.everydaySource`,

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
} satisfies Rule<Row, { mostHolders: number; strongestTier: number }>;
