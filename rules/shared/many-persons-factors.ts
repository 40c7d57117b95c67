import { forService, graph, okta, path } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { count, nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  phones: number;
  devices: number;
  /** Keys of other people's accounts whose own phone number is a factor here. */
  owners: string[];
}

export default {
  id: "shared/many-persons-factors",
  title: "Factors of several people on one account",
  severity: "high",
  subject: "account",
  rationale: "Whoever holds one of the phones can sign in, so a token of this account stands for none of them in particular.",
  needs: ["mfa"],
  controls: ["NIST-800-53:IA-2(5)", "NIST-800-53:IA-5(9)", "ATT&CK:T1098.005"],
  check: "personal-factors",
  concerns: "self",
  options: { maxPhones: 2, maxDevices: 2, unusedDays: 30 },
  optionSources: {
    maxPhones: "ours: one for work and one private",
    maxDevices: "ours: a phone and a tablet",
    unusedDays: "ours: a handset that has been replaced is not used any more",
  },

  // Numbers that the directory lists as the account's own are its user's. A person may carry several authenticator apps,
  // so the number of devices counts only where no person's name is on the account.
  select: `
    WITH live AS (
      SELECT f.source, f.account, f.kind, f.device, translate(f.device, ' -().', '') AS phone, f.kind IN ('sms', 'voice', 'call') AS isPhone
      FROM factors AS f
      WHERE f.device IS NOT NULL AND f.kind IN ('sms', 'voice', 'call', 'push', 'totp')
        AND (f.lastUsed IS NULL OR f.lastUsed > $now - to_days($unusedDays))
    ),
    listed AS (
      SELECT person, source, id, unnest(list_transform(phoneNumbers, lambda p: translate(p, ' -().', ''))) AS phone
      FROM audited_accounts WHERE phoneNumbers IS NOT NULL
    ),
    -- A number that several people list is a desk's or a family's.
    owned AS (
      SELECT phone, min(person) AS person, min(source || '/' || id) AS owner
      FROM listed WHERE person IS NOT NULL AND len(phone) > 5
      GROUP BY phone HAVING count(DISTINCT person) = 1
    ),
    counted AS (
      SELECT l.source, l.account,
             count(DISTINCT l.phone) FILTER (l.isPhone AND own.phone IS NULL) AS phones,
             count(DISTINCT l.device) FILTER (NOT l.isPhone) AS devices,
             coalesce(list(DISTINCT o.owner ORDER BY o.owner) FILTER (l.isPhone AND o.person <> coalesce(a.person, '')), []) AS owners
      FROM live AS l
      JOIN audited_accounts AS a ON a.source = l.source AND a.id = l.account
      LEFT JOIN listed AS own ON own.source = l.source AND own.id = l.account AND own.phone = l.phone
      LEFT JOIN owned AS o ON o.phone = l.phone
      GROUP BY l.source, l.account
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, c.phones, c.devices, c.owners
    FROM counted AS c
    JOIN audited_accounts AS a ON a.source = c.source AND a.id = c.account
    WHERE a.active
      AND (c.phones > $maxPhones
        OR (c.devices > $maxDevices AND a.kind NOT IN ('human', 'admin', 'guest'))
        OR len(c.owners) > 0)`,

  message: (row) =>
    row.owners.length > 0
      ? `${nameOf(row)} can be signed in to with the phone of ${names(row.owners)}.`
      : `${nameOf(row)} can be signed in to with ${count(row.phones, "phone number")} and ${count(row.devices, "authenticator device")}.`,

  remediation: (row) => ({
    summary: "Find out who holds the factors, and let each of them sign in as themselves.",
    steps: [
      `List the factors of ${row.subjectId} and who holds each.`,
      "Give those people the access on their own accounts.",
      "Reset the factors, and let the one person who stays enrol again.",
    ],
    commands: forService(row, {
      entra: [graph("GET", path`/users/${row.subjectId}/authentication/methods`)],
      okta: [okta("GET", path`/users/${row.subjectId}/factors`)],
    }),
  }),
} satisfies Rule<Row, { maxPhones: number; maxDevices: number; unusedDays: number }>;
