import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf, names } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  userName: string;
  /** What else speaks for several users, in words. */
  signs: string[];
}

// biome-ignore format: read as a list of words
const FUNCTION_WORDS = [
  "info", "reception", "office", "sales", "support", "accounts", "accounting", "admin", "kiosk", "frontdesk", "team", "shift", "helpdesk", "scan",
  "empfang", "rezeption", "buero", "vertrieb", "verkauf", "buchhaltung", "schicht", "kasse", "werkstatt",
  "accueil", "bureau", "ventes", "comptabilite", "equipe", "recepcion", "oficina", "ventas", "contabilidad", "turno",
  "ricezione", "ufficio", "vendite", "receptie", "kantoor", "verkoop", "resepsjon", "salg", "biuro", "recepcja",
];

export default {
  id: "shared/role-named-account",
  title: "Login named for a function, not for a person",
  severity: "medium",
  subject: "account",
  rationale: "What a desk or a team does under one login can be laid at nobody's door, and everybody who leaves keeps the password.",
  needs: ["accounts", "signin|mfa"],
  controls: ["NIST-800-53:IA-2(5)", "NIST-800-53:AC-2(9)", "ATT&CK:T1078"],
  check: "personal-factors",
  concerns: "self",
  raisedByReach: true,
  options: { functionWords: FUNCTION_WORDS },
  optionSources: { functionWords: "ours: desks, teams and departments in the languages that directories are kept in most" },

  // A word of the list alone, or with a number, before the @; whoever has a given and family name, or is called so, is a person.
  select: `
    WITH named AS (
      SELECT source, id, regexp_replace(strip_accents(lower(split_part(userName, '@', 1))), '[0-9]+$', '') AS login
      FROM audited_accounts
      WHERE userName IS NOT NULL AND active AND kind NOT IN ('service', 'agent') AND NOT isRoom AND NOT isBreakGlass
        AND NOT (coalesce(givenName, '') <> '' AND coalesce(familyName, '') <> '')
    ),
    functions AS (
      SELECT source, id, login FROM named WHERE list_has_any(string_split_regex(login, '[^a-z]+'), $functionWords)
    )
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName, a.userName,
           list_filter([
             if(d.devices > 1, d.devices || ' devices as factors', NULL),
             if(a.strength IN ('none', 'weak') AND a.knowsMfa, 'no strong second factor', NULL),
             if(a.passwordNeverExpires, 'a password that never expires', NULL),
             if(a.mailbox = 'shared', 'a shared mailbox', NULL),
             if(a.manager IS NULL AND a.knowsManager, 'no manager', NULL)], lambda sign: sign IS NOT NULL) AS signs,
           if(len(signs) >= 2 OR a.activeTier IS NOT NULL OR a.eligibleTier IS NOT NULL, 'high', 'medium') AS severity
    FROM functions AS f
    JOIN audited_accounts AS a ON a.source = f.source AND a.id = f.id
    LEFT JOIN (
      SELECT source, account, count(DISTINCT device) AS devices FROM factors WHERE device IS NOT NULL GROUP BY source, account
    ) AS d ON d.source = f.source AND d.account = f.id
    ANTI JOIN (
      SELECT strip_accents(lower(familyName)) AS name FROM audited_accounts WHERE kind IN ('human', 'admin') AND familyName IS NOT NULL
    ) AS surname ON surname.name = f.login`,

  message: (row) =>
    `${nameOf(row)} (${row.userName}) is a login for a function${row.signs.length === 0 ? "" : `, with ${names(row.signs)}`}: whoever uses it cannot be told apart.`,

  remediation: (row) => ({
    summary: "Let each person sign in as themselves; keep the address as a shared mailbox that nobody signs in to.",
    steps: [
      `Name the people who use ${row.userName}, and give each the access on their own account.`,
      "Turn the account into a shared mailbox, or give its task to a workload identity.",
      "Block it from signing in, and revoke its sessions.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row, { functionWords: readonly string[] }>;
