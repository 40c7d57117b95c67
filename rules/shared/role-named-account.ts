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
      SELECT a.*, regexp_replace(strip_accents(lower(split_part(a.userName, '@', 1))), '[0-9]+$', '') AS login
      FROM audited_accounts AS a
      WHERE a.userName IS NOT NULL AND a.active AND a.kind NOT IN ('service', 'agent')
        AND NOT (coalesce(a.givenName, '') <> '' AND coalesce(a.familyName, '') <> '')
        AND NOT a.isRoom AND NOT a.isBreakGlass
    ),
    functions AS (
      SELECT n.*,
             (SELECT count(DISTINCT f.device) FROM factors AS f WHERE f.source = n.source AND f.account = n.id) AS devices
      FROM named AS n
      WHERE list_has_any(string_split_regex(n.login, '[^a-z]+'), $functionWords)
    )
    SELECT f.source, f.id AS subjectId, coalesce(f.displayName, f.userName) AS subjectName, f.userName,
           list_filter([
             if(f.devices > 1, f.devices || ' devices as factors', NULL),
             if(f.strength IN ('none', 'weak') AND f.knowsMfa, 'no strong second factor', NULL),
             if(f.passwordNeverExpires, 'a password that never expires', NULL),
             if(f.mailbox = 'shared', 'a shared mailbox', NULL),
             if(f.manager IS NULL AND f.knowsManager, 'no manager', NULL)], lambda sign: sign IS NOT NULL) AS signs,
           if(len(signs) >= 2 OR f.activeTier IS NOT NULL OR f.eligibleTier IS NOT NULL, 'high', 'medium') AS severity
    FROM functions AS f
    ANTI JOIN (
      SELECT DISTINCT strip_accents(lower(familyName)) AS name FROM audited_accounts WHERE kind IN ('human', 'admin') AND familyName IS NOT NULL
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
