import { disableAccount } from "../../src/rules/commands.js";
import type { Rule, SubjectRow } from "../../src/rules/contract.js";
import { nameOf } from "../../src/rules/text.js";

type Row = SubjectRow;

export default {
  id: "lifecycle/guest-no-sponsor",
  title: "Guest whom nobody vouches for",
  severity: "medium",
  subject: "account",
  rationale: "Nobody here would hear that the guest has changed jobs, and nobody would say that they are not needed any more.",
  needs: ["sponsors"],
  controls: ["NIST-800-53:AC-2", "NIST-800-53:IA-8"],
  check: "manager-known",
  concerns: "self",
  options: {},
  optionSources: {},

  select: `
    SELECT a.source, a.id AS subjectId, coalesce(a.displayName, a.userName) AS subjectName
    FROM audited_accounts AS a
    ANTI JOIN responsible AS r ON r.source = a.source AND r.id = a.id AND r.active AND r.kind IN ('human', 'admin')
    WHERE a.kind = 'guest' AND a.active IS DISTINCT FROM false AND a.knowsSponsors`,

  message: (row) => `Nobody here vouches for the guest ${nameOf(row)}.`,

  remediation: (row) => ({
    summary: "Name a sponsor, or remove the guest.",
    steps: [
      "Ask whoever invited the guest, or the teams that they are in, who works with them.",
      "Name that person as sponsor.",
      "Block the guest if nobody has answered in 14 days, and delete the account 30 days later.",
    ],
    commands: disableAccount(row, row.subjectId),
  }),
} satisfies Rule<Row>;
