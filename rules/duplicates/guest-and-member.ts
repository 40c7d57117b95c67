import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

interface Row extends SubjectRow {
  guest: string;
  member: string;
  guestLogin: string;
  memberLogin: string;
}

export default {
  id: "duplicates/guest-and-member",
  title: "The same person is guest and member of one directory",
  severity: "medium",
  subject: "person",
  rationale: "Guests and members stand under different policies; whoever is both can choose the weaker one.",
  needs: ["people", "accounts", "status"],
  controls: ["NIST-800-53:AC-2", "NIST-800-53:IA-8", "ATT&CK:T1078.004"],
  check: "one-everyday-account",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    WITH both_ AS (
      SELECT person, source,
        min(id) FILTER (kind = 'guest') AS guest,
        min(id) FILTER (kind = 'human') AS member,
        min(coalesce(userName, id)) FILTER (kind = 'guest') AS guestLogin,
        min(coalesce(userName, id)) FILTER (kind = 'human') AS memberLogin
      FROM audited_accounts
      WHERE kind IN ('guest', 'human') AND active AND person IS NOT NULL
      GROUP BY person, source
      HAVING guest IS NOT NULL AND member IS NOT NULL
    )
    SELECT b.source, b.person AS subjectId, p.displayName AS subjectName, b.member AS account, b.guest, b.member, b.guestLogin, b.memberLogin
    FROM both_ AS b
    JOIN people AS p ON p.person = b.person`,

  message: (row) => `${nameOf(row)} is a member (${row.memberLogin}) and a guest (${row.guestLogin}) of ${row.source} at once.`,

  remediation: (row) => ({
    summary: `Let ${nameOf(row)} use the member account alone, and take the guest account out of use.`,
    steps: [
      `Share what ${row.guestLogin} can read with ${row.memberLogin}.`,
      `Block ${row.guestLogin} from signing in.`,
      "Wait 30 days for somebody to miss something, then delete the guest account.",
    ],
    commands: disableAccount(row, row.guest),
  }),
} satisfies Rule<Row>;
