import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  factor: string;
  /** The end of the number or device id, enough to recognise it by. */
  ending: string;
  accounts: string[];
  holders: string[];
}

export default {
  id: "shared/factor-on-many-accounts",
  title: "One phone is the second factor of several people",
  severity: "medium",
  subject: "account",
  rationale: "The factor proves who holds the phone, and that is at most one of them.",
  needs: ["mfa", "people"],
  controls: ["NIST-800-53:IA-5", "ATT&CK:T1556.006"],
  check: "personal-factors",
  concerns: "self",
  options: { deskPhones: [] },
  optionSources: { deskPhones: "ours: none is known until the organisation names its desk phones" },

  // One finding a device, on the first of its accounts; it concerns the people of all of them.
  select: `
    WITH held AS (
      SELECT a.source || '/' || a.id AS account, a.person, coalesce(least(a.activeTier, a.eligibleTier) <= 1, false) AS isPrivileged,
             if(f.kind IN ('sms', 'voice', 'call'), 'phone', f.kind) AS factor,
             if(f.kind IN ('sms', 'voice', 'call'), translate(f.device, ' -().', ''), f.device) AS device
      FROM factors AS f
      JOIN audited_accounts AS a ON a.source = f.source AND a.id = f.account
      WHERE f.device IS NOT NULL AND f.strength IS NOT NULL AND a.active AND a.person IS NOT NULL
        AND NOT list_contains(list_transform($deskPhones, lambda phone: translate(phone, ' -().', '')), translate(f.device, ' -().', ''))
    ),
    several AS (
      SELECT device, factor FROM held GROUP BY device, factor HAVING min(person) < max(person)
    ),
    listed AS (
      SELECT h.device, h.factor, list(DISTINCT h.account ORDER BY h.account) AS accounts, list(DISTINCT h.person ORDER BY h.person) AS people, list(DISTINCT coalesce(p.displayName, h.account)) AS holders,
             bool_or(h.isPrivileged) AS isPrivileged
      FROM held AS h
      JOIN several AS s ON s.device = h.device AND s.factor = h.factor
      JOIN people AS p ON p.person = h.person
      GROUP BY h.device, h.factor
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, l.factor || ' ' || l.device AS key, l.people,
           l.factor, right(l.device, 3) AS ending, l.accounts, list_sort(l.holders) AS holders, if(l.isPrivileged, 'high', 'medium') AS severity
    FROM listed AS l
    JOIN audited_accounts AS a ON a.source || '/' || a.id = l.accounts[1]`,

  message: (row) =>
    `The ${row.factor} ending in ${row.ending} is a factor of ${count(row.accounts.length, "account")} of different people: ${names(row.holders)}.`,

  remediation: (row) => ({
    summary: "Let each person enrol a factor of their own, best a passkey.",
    steps: [
      "Find out whose phone it is.",
      "Let the others enrol a passkey or an authenticator of their own.",
      `Then remove the shared factor from their accounts: ${row.accounts.join(", ")}.`,
    ],
    commands: forService(row, {
      entra: [graph("GET", path`/users/${row.subjectId}/authentication/methods`)],
      okta: [okta("GET", path`/users/${row.subjectId}/factors`)],
    }),
  }),
} satisfies Rule<Row, { deskPhones: readonly string[] }>;
