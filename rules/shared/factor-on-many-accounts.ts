import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  factor: string;
  /** The end of the number or device id, enough to recognise it by. */
  ending: string;
  accounts: string[];
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
    WITH devices AS (
      SELECT if(f.kind IN ('sms', 'voice', 'call'), regexp_replace(f.device, '[^0-9+]', '', 'g'), f.device) AS device,
             if(f.kind IN ('sms', 'voice', 'call'), 'phone', f.kind) AS factor,
             {source: a.source, id: a.id, name: coalesce(a.displayName, a.userName)} AS account, a.source || '/' || a.id AS key, a.person,
             coalesce(a.activeTier <= 1, false) OR coalesce(a.eligibleTier <= 1, false) AS isPrivileged
      FROM factors AS f
      JOIN audited_accounts AS a ON a.source = f.source AND a.id = f.account
      WHERE f.device IS NOT NULL AND f.strength IS NOT NULL AND a.active AND a.person IS NOT NULL
        AND NOT list_contains($deskPhones, f.device)
    ),
    several AS (
      SELECT device, factor, arg_min(account, key) AS first, list(DISTINCT key ORDER BY key) AS accounts,
             list(DISTINCT person ORDER BY person) AS people, bool_or(isPrivileged) AS isPrivileged
      FROM devices GROUP BY device, factor HAVING count(DISTINCT person) > 1
    )
    SELECT first.source AS source, first.id AS subjectId, first.name AS subjectName, factor || ' ' || device AS key, people,
           factor, right(device, 3) AS ending, accounts, if(isPrivileged, 'high', 'medium') AS severity
    FROM several`,

  message: (row) =>
    `The ${row.factor} ending in ${row.ending} is a factor of ${count(row.accounts.length, "account")} of different people: ${names(row.accounts)}; ${nameOf(row)} is the first of them.`,

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
